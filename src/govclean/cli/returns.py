"""`govclean returns build | import`: the problems go back to the departments, and what they answer comes in."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.judging import judge_options
from govclean.cli.ledger_options import KEY, LEDGER, key_of
from govclean.cli.options import (
    AS_OF,
    COLUMN,
    READING,
    REFERENCE,
    STANDARD,
    THREADS,
    day_of,
    output_option,
    standards_starting_with,
)
from govclean.cli.output import write_text
from govclean.cli.parameters import count_from, day
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command, CommandGroup
from govclean.cli.spoken import Argument, Option
from govclean.errors import GovcleanError, UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.returns.building import BuildOptions
    from govclean.governance.returns.importing import Imported
    from govclean.standards.model import Standard

_WHAT = Text(
    "出具问题清单退回部门，收回部门反馈，逐轮统计修补情况。",
    "Return problems to the departments, read their answers, count repairs round by round.",
)
_BUILD = Text(
    "检验文件，登记一轮，为每个部门出具一份问题清单（xlsx）。\n\n"
    "同一记录、字段、规则的问题编号各轮不变。部门取 --department；没有时按文件名首段（部门_名称_年月），是标准数源单位"
    "简称的用全称，文件名不带部门的取数源单位。同样的文件和标准再次运行即重出同一轮，不重复记账。"
    "清单为中文，除非 --lang en。",
    "Judge files, enter a round, write a list of problems (xlsx) for each department.\n\n"
    "A problem of the same record, field and rule keeps its number in every round. The department is --department; else "
    "the first part of the file's name (DEPARTMENT_NAME_PERIOD), in full where it is short for the standard's provider; "
    "else that provider. The same files and standard again are the same round: nothing is entered twice. Lists are in "
    "Chinese unless --lang en asks otherwise.",
)
_IMPORT = Text(
    "读入部门填好的问题清单，记入账本。\n\n"
    "行的顺序和筛选不限。固定各列被改动的行、不认识的编号、不符合标准的更正值都退回并列出。“属实无需修改”由 --approver "
    "批准后列为例外，到期复核。有退回的行时退出码为 1。",
    "Read the lists that departments filled in, and enter their answers.\n\n"
    "Rows may be sorted and filtered. Rows with a changed fixed cell, unknown numbers and corrected values that are not as "
    "the standard says are refused with a list. What is true as it is becomes an exception when --approver approves, and "
    "is looked at again when that expires. Exit 1 where a row was refused.",
)
_REFUSED_HEAD = (
    Text("文件", "file"),
    Text("行", "row"),
    Text("问题编号", "problem"),
    Text("原因", "why"),
)
_WROTE = Text("退回的 {count} 行已写入 {path}", "{count} refused rows written to {path}")
_ONE_OF_BOTH = Text("--round 与 --next 只能用一个", "--round and --next exclude each other")


def build(session: Session, asked: SimpleNamespace) -> int:
    """Build a round and its lists; return the exit code."""
    from govclean.standards.loading import load_standard
    from govclean.validation.catalogue import check_arguments

    if asked.round is not None and asked.anew:
        raise UsageError(_ONE_OF_BOTH)
    standard = load_standard(asked.standard, known_checks=check_arguments())
    from govclean.governance.ledger import Ledger
    from govclean.governance.returns.building import Target, build_returns
    from govclean.governance.returns.deliveries import deliveries_of
    from govclean.reports.problem_workbook import write_workbook
    from govclean.reports.returns import render_built

    options = _build_options(session, asked)
    deliveries = deliveries_of(asked.files, standard, asked.department, asked.source)
    target = Target(Path(asked.output), write_workbook)
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger, progress(session) as tell:
        built, errors = build_returns(deliveries, standard, options, ledger, target, tell)
    if built.rounds and not session.quiet:
        session.show(render_built(built, session.language, width_of_stdout()))
    _tell(session, errors)
    return 2 if errors else 0


def read_back(session: Session, asked: SimpleNamespace) -> int:
    """Import workbooks; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.profiles import load_deadlines
    from govclean.governance.returns.importing import ImportOptions, import_replies
    from govclean.reports.returns import render_imported

    options = ImportOptions(
        today=day_of(asked),
        deadlines=load_deadlines(asked.profile),
        approver=asked.approver or "",
        expires_on=asked.expires,
        standard=_standard(asked),
    )
    key = key_of(asked.key)
    with Ledger.read(asked.ledger, key):
        pass  # a list comes from a ledger that is there: none is begun for it
    with Ledger.open(asked.ledger, key) as ledger:
        imported, errors = import_replies(asked.files, ledger, options)
    if imported:
        session.show(render_imported(imported, session.language, width_of_stdout()))
    if asked.output:
        _write_refused(session, imported, asked.output)
    _tell(session, errors)
    return 2 if errors else int(any(one.refused for one in imported))


def _build_options(session: Session, asked: SimpleNamespace) -> BuildOptions:
    from govclean.governance.profiles import load_deadlines
    from govclean.governance.returns.building import BuildOptions
    from govclean.governance.returns.turns import Wish

    return BuildOptions(
        judging=judge_options(session, asked),
        deadlines=load_deadlines(asked.profile),
        wish=Wish(asked.round, asked.anew, "incremental" if asked.incremental else "full"),
        language=session.language_asked_for or "zh",
    )


def _standard(asked: SimpleNamespace) -> Standard | None:
    from govclean.standards.loading import load_standard

    return load_standard(asked.standard) if asked.standard else None


def _write_refused(session: Session, imported: list[Imported], path: str) -> None:
    from govclean.reports.returns import refusals

    rows = list(refusals(imported, session.language))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(session.say(title) for title in _REFUSED_HEAD)
    writer.writerows(rows)
    write_text("\ufeff" + text.getvalue(), path)
    session.note(_WROTE.fill(count=len(rows), path=path))


def _tell(session: Session, errors: list[GovcleanError]) -> None:
    for error in errors:
        click.echo(f"govclean: {error.say(session.language)}", err=True)


_PROFILE = Option(
    ["--profile"],
    Text("期限方案名称或文件", "profile of deadlines, by name or file"),
    default="default",
    metavar="NAME",
)
_BUILDING = [
    Argument(["files"], Text("部门报送的文件", "what the departments delivered"), nargs=-1, required=True, metavar="FILE…"),
    STANDARD,
    Option(["--output", "-o"], Text("清单的输出目录", "the folder of the lists"), required=True, metavar="DIR"),
    LEDGER,
    KEY,
    Option(
        ["--department"],
        Text("报送部门；默认按文件名和标准", "the department; by the file's name and the standard by default"),
        metavar="NAME",
    ),
    Option(
        ["--source"],
        Text("数据来源名称，各轮须一致；默认按文件名", "the table's name, the same in every round; by the file's name"),
        metavar="NAME",
    ),
    Option(
        ["--round"],
        Text("登记为第几轮；默认为下一轮", "the number of the round; the next by default"),
        type=count_from(1),
        metavar="N",
    ),
    Option(
        ["--next", "anew"],
        Text("文件与上轮完全相同时也登记新的一轮", "enter a new round even of the very files of the last"),
        is_flag=True,
    ),
    Option(
        ["--incremental"],
        Text("增量报送：未报送的记录视为未检验而非撤销", "an increment: absent records are untested, not withdrawn"),
        is_flag=True,
    ),
    _PROFILE,
    COLUMN,
    REFERENCE,
    AS_OF,
    THREADS,
    *READING,
]  # fmt: skip
_IMPORTING = [
    Argument(["files"], Text("填好的问题清单", "the lists filled in"), nargs=-1, required=True, metavar="WORKBOOK…"),
    LEDGER,
    KEY,
    Option(
        ["--approver"],
        Text("批准“属实无需修改”为例外的人", "who approves what is true as it is as exceptions"),
        metavar="NAME",
    ),
    Option(
        ["--expires"],
        Text("例外有效期至；默认按期限方案", "last day of the exceptions; as the deadlines say by default"),
        type=day,
        metavar="DATE",
    ),
    Option(
        ["--standard", "-s"],
        Text("标准不能按名称找到时指定其文件", "the standard's file, where it cannot be found by its name"),
        metavar="STANDARD",
        shell_complete=standards_starting_with,
    ),
    output_option(Text("把退回的行另写入 csv 文件", "also write the refused rows to a csv file")),
    _PROFILE,
    AS_OF,
]  # fmt: skip

COMMAND = CommandGroup(
    "returns",
    _WHAT,
    commands=[
        Command("build", _BUILD, build, _BUILDING),
        Command("import", _IMPORT, read_back, _IMPORTING),
    ],
)
