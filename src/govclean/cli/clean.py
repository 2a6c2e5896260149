"""`govclean clean FILE… -s STANDARD -o DIR`: repair without loss, set the rest apart, keep every change."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.judging import judge_options
from govclean.cli.options import (
    AS_OF,
    COLUMN,
    FAIL_ON,
    FAIL_ON_FINDINGS,
    READING,
    REFERENCE,
    THREADS,
    standards_starting_with,
)
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument, Option
from govclean.errors import GovcleanError, UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.clean_options import CleanOptions
    from govclean.governance.cleaned import Cleaned
    from govclean.standards.model import Standard

_WHAT = Text(
    "清洗文件：能无损修复的修复，其余隔离，变更逐格留痕。\n\n"
    "输出目录中：cleaned（合格记录，标准字段名）、changes（逐格变更）、quarantine（原样隔离及原因）、"
    "suggestions（建议值，不自动采用）、run.json（计数与平衡）、report.html（清洗报告）；"
    "--features 时另有 features（地址要素、名称各部分，按 _row 与 cleaned 对应）。",
    "Clean files: repair without loss, set the rest apart, keep every change.\n\n"
    "The output folder holds cleaned (good records under the standard's names), changes (cell by cell), quarantine "
    "(records as supplied, with reasons), suggestions (never applied), run.json (counts and balance) and report.html (to "
    "read and print); with --features also features (elements of addresses, parts of names), joined to cleaned by _row.",
)
_NEEDS = Text("clean 需要 {what}", "clean needs {what}")
_RESTORED = Text("{count} 条记录已还原到 {path}", "{count} records restored to {path}")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Clean the files, or show what it would do, or list the rules, or take a run back; return the exit code."""
    if asked.rules:
        return _list_rules(session)
    if asked.undo:
        return _undo(session, asked)
    for given, what in (
        (asked.files, "FILE"),
        (asked.standard, "-s STANDARD"),
        (asked.output or asked.dry_run, "-o DIR"),
    ):
        if not given:
            raise UsageError(_NEEDS.fill(what=what))
    return _rehearse(session, asked) if asked.dry_run else _clean(session, asked)


def _clean(session: Session, asked: SimpleNamespace) -> int:
    from govclean.governance.clean_runs import clean_files
    from govclean.reports.cleaning import render

    standard, options = _standard(asked), _options(session, asked)
    beside = partial(_write_beside, session, asked, standard)
    with progress(session) as tell:
        cleaned, errors = clean_files(
            asked.files, standard, options, Path(asked.output), export=beside, progress=tell
        )
    if cleaned and not session.quiet:
        session.show(render(cleaned, session.language, asked.output, width_of_stdout()))
    return _code(session, errors, [one.worst() for one in cleaned], asked.fail_on)


def _write_beside(
    session: Session, asked: SimpleNamespace, standard: Standard, folder: Path, done: Cleaned
) -> None:
    from govclean.reports.html.cleaned import write_beside
    from govclean.reports.tables import export

    write_beside(folder, done, standard, session.language)
    if asked.format != "parquet":
        export(folder, asked.format)


def _rehearse(session: Session, asked: SimpleNamespace) -> int:
    from govclean.governance.clean_runs import rehearse
    from govclean.reports.cleaning import diff, render

    standard = _standard(asked)
    with progress(session) as tell:
        done, errors = rehearse(asked.files, standard, _options(session, asked), tell)
    for cleaned, changes in done:
        session.show(render([cleaned], session.language, width=width_of_stdout()))
        session.show(diff(changes, standard, session.language, show_values=asked.show_values))
    return _code(session, errors, [cleaned.worst() for cleaned, _ in done], asked.fail_on)


def _undo(session: Session, asked: SimpleNamespace) -> int:
    from govclean.governance.clean_runs import restore
    from govclean.reports.tables import write_csv

    if not asked.output:
        raise UsageError(_NEEDS.fill(what="-o FILE"))
    original = restore(Path(asked.undo)).drop_columns(["_row"])
    write_csv(original, Path(asked.output))
    session.note(_RESTORED.fill(count=original.num_rows, path=asked.output))
    return 0


def _list_rules(session: Session) -> int:
    from govclean.cleansing.catalogue import CLEANSING_RULES

    for rule in CLEANSING_RULES:
        click.echo(f"{rule.id:34}  {session.say(rule.title)}")
    return 0


def _options(session: Session, asked: SimpleNamespace) -> CleanOptions:
    from govclean.governance.clean_options import CleanOptions

    return CleanOptions.of(
        judge_options(session, asked),
        features=asked.features,
        reference_points=asked.reference_points,
    )


def _standard(asked: SimpleNamespace) -> Standard:
    from govclean.cleansing.catalogue import rule_arguments
    from govclean.standards.loading import load_standard
    from govclean.validation.catalogue import check_arguments

    return load_standard(asked.standard, known_checks=check_arguments(), known_cleansing=rule_arguments())


def _code(session: Session, errors: list[GovcleanError], worst: list[str], fail_on: str) -> int:
    for error in errors:
        click.echo(f"govclean: {error.say(session.language)}", err=True)
    if errors:
        return 2
    severe = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return int(any(one in severe for one in worst))


COMMAND = Command(
    "clean",
    _WHAT,
    run,
    [
        Argument(
            ["files"], Text("要清洗的文件", "the files to clean"), nargs=-1, required=False, metavar="[FILE]…"
        ),
        Option(
            ["--standard", "-s"],
            Text("标准名称或文件，如 population", "a standard's name or file, such as population"),
            metavar="STANDARD",
            shell_complete=standards_starting_with,
        ),
        Option(
            ["--output", "-o"],
            Text("输出目录；--undo 时为文件", "output folder; with --undo a file"),
            metavar="DIR",
        ),
        Option(
            ["--format"],
            Text("除 parquet 外另写 csv 或 xlsx", "write csv or xlsx beside parquet"),
            type=click.Choice(("parquet", "csv", "xlsx")),
            default="parquet",
        ),
        Option(
            ["--dry-run"],
            Text("只显示将作的修复，不写文件", "show what would change; write nothing"),
            is_flag=True,
        ),
        Option(
            ["--features/--no-features"],
            Text(
                "另写 features 表：地址要素、组织机构名称各部分（用时约翻倍）；默认不写",
                "also write features: elements of addresses, parts of names; off by default, takes about as long again",
            ),
            default=False,
        ),
        Option(
            ["--reference-points"],
            Text(
                "已知 CGCS2000 坐标的点（按标准对应表头），据以判定坐标系并换算",
                "points with known CGCS2000 places, headed as the standard says; they decide the datum, and it is converted",
            ),
            metavar="FILE",
        ),
        Option(["--rules"], Text("列出清洗规则", "list the cleansing rules"), is_flag=True),
        Option(
            ["--undo"],
            Text("由清洗结果还原原表，写入 -o", "restore the original from a run's folder into -o"),
            metavar="DIR",
        ),
        Option(
            ["--show-values"],
            Text("--dry-run 时显示原值而不脱敏", "with --dry-run show plain values, unmasked"),
            is_flag=True,
        ),
        COLUMN,
        REFERENCE,
        AS_OF,
        FAIL_ON_FINDINGS,
        THREADS,
        *READING,
    ],
)
