"""`govclean match FILE… -s STANDARD -o DIR`: which records are one person, one company, one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.judging import judge_options
from govclean.cli.match_options import MATCHING
from govclean.cli.options import FAIL_ON
from govclean.cli.output import write_text
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.errors import UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.match_options import MatchOptions
    from govclean.governance.matched import Matched
    from govclean.linkage.explaining import Waterfall
    from govclean.standards.model import Standard

_WHAT = Text(
    "比对记录：一个文件查重，多个文件关联并查重；生成主体、黄金记录与核对结果。\n\n"
    "来源名称取自文件名；可写作 名称=文件，也可直接给 clean 的输出目录。原始文件先按标准的无损规则在内存中清洗。"
    "输出目录中：pairs、clusters、golden、lineage、reconciliation、conflicts、cross_checks、records、model.yaml、run.json、report.html（比对报告）；"
    "有 --truth 时另有 evaluation.json 和 evaluation.svg。\n\n"
    "--explain、--explain-blocking 不带文件时说明 -o 目录中已有的结果。",
    "Match records: deduplicate one file, link several; entities, golden records, reconciliation.\n\n"
    "A source is called by its file's stem; NAME=FILE names it otherwise, and a folder that clean wrote will do too. Raw "
    "files are cleansed in memory first, by the standard's lossless rules. The output folder holds pairs, clusters, golden, "
    "lineage, reconciliation, conflicts, cross_checks, records, model.yaml, run.json and report.html (to read and print); "
    "with --truth also evaluation.json and evaluation.svg.\n\n"
    "Without files, --explain and --explain-blocking tell of the run that stands in the -o folder.",
)
_NEEDS = Text("match 需要 {what}", "match needs {what}")
_ONLY_EXPLAINED = Text("--svg 须与 --explain 同用", "--svg goes with --explain")
_WROTE = Text("图已写入 {path}", "drawn into {path}")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Match the files, or explain a run that stands in a folder; return the exit code."""
    explaining = asked.explain or asked.explain_blocking
    if asked.svg and not asked.explain:
        raise UsageError(_ONLY_EXPLAINED)
    if asked.files:
        return _match(session, asked)
    for given, what in ((explaining, "FILE"), (asked.output, "-o DIR")):
        if not given:
            raise UsageError(_NEEDS.fill(what=what))
    return _explain_folder(session, asked)


def _match(session: Session, asked: SimpleNamespace) -> int:
    from govclean.governance.matching import match_files

    explaining = asked.explain or asked.explain_blocking
    for given, what in ((asked.standard, "-s STANDARD"), (asked.output or explaining, "-o DIR")):
        if not given:
            raise UsageError(_NEEDS.fill(what=what))
    output = Path(asked.output) if asked.output else None
    with progress(session) as tell:
        matched, errors = match_files(
            asked.files,
            _standard(asked.standard),
            _options(session, asked),
            output,
            beside=lambda folder, matched: _write_beside(session, asked, folder, matched),
            progress=tell,
        )
    for error in errors:
        click.echo(f"govclean: {error.say(session.language)}", err=True)
    if matched is None:
        return 2
    _show(session, asked, matched)
    severe = FAIL_ON[: FAIL_ON.index(asked.fail_on) + 1] if asked.fail_on != "never" else ()
    return int(matched.worst() in severe)


def _show(session: Session, asked: SimpleNamespace, matched: Matched) -> None:
    if asked.explain:
        from govclean.governance.match_explaining import explain_matched

        _show_waterfall(session, asked, explain_matched(matched, *asked.explain), matched.standard)
    elif asked.explain_blocking:
        from govclean.reports.blocks import render_blocking

        measured = matched.evaluation
        kept = matched.known if measured is None else measured.blocking
        rules, width = matched.linked.rules, width_of_stdout()
        by_truth = measured is not None
        session.show(render_blocking(rules, kept, session.language, by_truth=by_truth, width=width))
    elif not session.quiet:
        from govclean.reports.matching import render

        session.show(render(matched, session.language, asked.output or "", width_of_stdout()))


def _explain_folder(session: Session, asked: SimpleNamespace) -> int:
    from govclean.governance.match_explaining import explain_folder
    from govclean.governance.match_folder import MatchFolder

    folder = MatchFolder.at(Path(asked.output))
    if asked.explain:
        standard = _standard(asked.standard or folder.standard)
        _show_waterfall(session, asked, explain_folder(folder, standard, *asked.explain), standard)
    else:
        from govclean.reports.blocks import render_blocking

        rules, kept, by_truth = folder.blocking()
        width = width_of_stdout()
        session.show(render_blocking(rules, kept, session.language, by_truth=by_truth, width=width))
    return 0


def _show_waterfall(
    session: Session, asked: SimpleNamespace, waterfall: Waterfall, standard: Standard
) -> None:
    from govclean.reports.explained import Showing, render
    from govclean.reports.waterfall import draw
    from govclean.validation.showing import masks_of

    showing = Showing(session.language, masks_of(standard), show_values=asked.show_values)
    session.show(render(waterfall, showing, width_of_stdout()))
    if asked.svg:
        write_text(draw(waterfall, showing), asked.svg)
        session.note(_WROTE.fill(path=asked.svg))


def _write_beside(session: Session, asked: SimpleNamespace, folder: Path, matched: Matched) -> None:
    from govclean.reports.curve import draw_curve
    from govclean.reports.html.matched import write_beside
    from govclean.reports.tables import export

    write_beside(folder, matched, session.language)
    if matched.evaluation is not None and len(matched.evaluation.curve):
        used = matched.linked.settings.thresholds.match
        drawn = draw_curve(matched.evaluation.curve, used, session.language)
        write_text(drawn, str(folder / "evaluation.svg"))
    if asked.format != "parquet":
        export(folder, asked.format)


def _options(session: Session, asked: SimpleNamespace) -> MatchOptions:
    from govclean.governance.match_options import MatchOptions

    return replace(
        MatchOptions.of(judge_options(session, asked)),
        record_id=asked.record_id,
        threshold=asked.threshold,
        review_from=asked.review_from,
        truth=asked.truth,
        decisions=asked.decisions,
        exceptions=asked.exceptions,
        previous=asked.previous,
        model=asked.model,
        learn=asked.learn,
    )


def _standard(name: str) -> Standard:
    from govclean.cleansing.catalogue import rule_arguments
    from govclean.standards.loading import load_standard
    from govclean.validation.catalogue import check_arguments

    return load_standard(name, known_checks=check_arguments(), known_cleansing=rule_arguments())


COMMAND = Command("match", _WHAT, run, MATCHING)
