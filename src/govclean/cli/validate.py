"""`govclean validate FILE… -s STANDARD`: whether files are as the standard says."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.judging import judge_options
from govclean.cli.options import FAIL_ON, JUDGING, READING, SHOWING, STANDARD
from govclean.cli.output import refuse_terminal, write_result, write_text
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument
from govclean.errors import GovcleanError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.reports.report import Report
    from govclean.standards.model import Standard
    from govclean.validation.judgement import Judgement

_SUFFIXES = {
    ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".html": "html", ".htm": "html", ".xlsx": "xlsx",
    ".parquet": "parquet", ".sarif": "sarif",
}  # fmt: skip
_BINARY = ("parquet", "xlsx")
_WHAT = Text(
    "按标准检查文件，给出结论和问题清单。\n\n"
    "文件可为 csv、tsv、txt、xlsx、xls、ods、parquet、json、jsonl 及其 zip 压缩包，“-”为标准输入。"
    "有文件读不了时，其余文件照常检查，退出码为 2。",
    "Judge files against a standard: a verdict and findings.\n\n"
    "A file may be csv, tsv, txt, xlsx, xls, ods, parquet, json, jsonl, a zip of these, or - for standard "
    "input. Where one cannot be read, the others are judged all the same and the exit code is 2.",
)
_FILES = Text("要检查的文件", "the files to judge")
_WROTE = Text("{verdict}：{count} 个问题已写入 {path}", "{verdict}: {count} findings written to {path}")
_OTHERS = Text("其余 {count} 个文件已检查。", "The other files ({count}) were judged.")
_UNTESTED = Text("{path}：未执行 {check}", "{path}: not made: {check}")
_READ_AS = Text("{path}：{field} ← {column}", "{path}: {field} ← {column}")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Judge the files and show the judgement; return the exit code."""
    from govclean.standards.loading import load_standard
    from govclean.validation.catalogue import check_arguments

    form = asked.format or _SUFFIXES.get(Path(asked.output or "").suffix.lower(), "text")
    if form in _BINARY:
        refuse_terminal(form, asked.output)
    standard = load_standard(asked.standard, known_checks=check_arguments())
    from govclean.governance.judging import judge_files  # slower than to say that there is no such standard

    with progress(session) as tell:
        judgement, errors = judge_files(asked.files, standard, judge_options(session, asked), tell)
    if judgement is not None:
        _show(session, asked, _report(session, asked, judgement, standard), form)
    _tell_unreadable(session, errors, judgement)
    return 2 if errors or judgement is None else exit_code(judgement, asked.fail_on)


def exit_code(judgement: Judgement, fail_on: str) -> int:
    """Return 1 where a finding as severe as `fail_on` or worse is not tolerated by its rule, else 0."""
    if fail_on == "never":
        return 0
    severe = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    failing = any(rule.severity in severe and not rule.tolerated for rule in judgement.rules)
    return int(failing or judgement.verdict == "rejected")


def _report(session: Session, asked: SimpleNamespace, judgement: Judgement, standard: Standard) -> Report:
    from govclean.governance.affected import affected_records
    from govclean.reports.report import Behind, report_on

    options = judge_options(session, asked)
    behind = Behind(standard, lambda most: affected_records(asked.files, judgement, options, most))
    shown = {"limit": asked.limit, "show_values": asked.show_values}
    return report_on(judgement, language=session.language, behind=behind, **shown)


def _show(session: Session, asked: SimpleNamespace, report: Report, form: str) -> None:
    from govclean.reports.formats import format_named

    _tell_how_read(session, report)
    if form == "text":
        _show_text(session, asked, report)
    else:
        write_result(lambda sink: format_named(form).write(report, sink), asked.output)
    if asked.output not in (None, "-"):
        count = report.findings.num_rows
        session.note(_WROTE.fill(verdict=report.judgement.verdict, count=count, path=asked.output))


def _tell_how_read(session: Session, report: Report) -> None:
    for file in report.inputs:
        for field, column in (file.mapped or {}).items():
            session.detail(_READ_AS.fill(path=file.path, field=field, column=column))
        for check in file.untested:
            session.detail(_UNTESTED.fill(path=file.path, check=check))


def _show_text(session: Session, asked: SimpleNamespace, report: Report) -> None:
    from govclean.reports.text import Screen, plain_text, render

    if asked.output in (None, "-"):
        screen = Screen(width_of_stdout(), all_rules=asked.all_rules, hints=not session.quiet)
        session.show(render(report, screen))
        return
    write_text(plain_text(render(report, Screen(all_rules=asked.all_rules, hints=False))), asked.output)


def _tell_unreadable(session: Session, errors: list[GovcleanError], judgement: Judgement | None) -> None:
    for error in errors:
        click.echo(f"govclean: {error.say(session.language)}", err=True)
    if errors and judgement is not None:
        session.note(_OTHERS.fill(count=len(judgement.inputs)))


COMMAND = Command(
    "validate",
    _WHAT,
    run,
    [
        Argument(["files"], _FILES, nargs=-1, required=True, metavar="FILE…"),
        STANDARD,
        *SHOWING,
        *JUDGING,
        *READING,
    ],
)
