"""The head of the verdict screen: mark, verdict, file, how it was read, and the counts."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text as Line

from govclean.reports.layout import cut, cut_path, fit, flow, visible, wrapped
from govclean.reports.numbers import duration, grouped, percent, short_hash
from govclean.reports.report import Report
from govclean.validation.judgement import Input
from govclean.wording import Language, Text

_VERDICTS = {
    "accepted": ("✓", Text("通过", "Accepted"), "bold green"),
    "accepted_with_warnings": ("!", Text("有警告", "Accepted with warnings"), "bold yellow"),
    "rejected": ("✗", Text("退回", "Rejected"), "bold red"),
}
_ROWS = Text("{count} 条", "{count} records")
_FILES = Text("{count} 个文件", "{count} files")
_ERRORS = Text("{count} 条有错误（{share}，上限 {limit}）", "{count} with errors ({share}, limit {limit})")
_FILE_ERRORS = Text("{count} 条有错误（{share}）", "{count} with errors ({share})")
_WARNINGS = Text("{count} 条仅警告", "{count} with warnings only")
_SET_ASIDE = Text("{count} 条未能读入（已隔离）", "{count} could not be read (set aside)")
_UNMAPPED = Text("未对应到标准的列：{columns}", "columns the standard does not know: {columns}")
_MORE = Text("{columns} 等 {count} 列", "{columns} and others, {count} in all")
_UNTESTED = Text(
    "{count} 项检查缺少所需的列或对照文件，未执行（--verbose 列出）",
    "{count} checks lack a column or reference and were not made (--verbose lists them)",
)
_COLUMNS_NAMED = 6


def heading(report: Report, width: int) -> list[Line]:
    """Return the first lines of the screen: verdict over all, counts, a line for each of several files."""
    judgement, language = report.judgement, report.language
    mark, word, style = _VERDICTS[judgement.verdict]
    verdict = f"{mark} {word.say(language)}"
    several = len(report.inputs) > 1
    subject = _files(report) if several else visible(report.inputs[0].path)
    lines = _verdict_lines(verdict, subject, _facts(report), width)
    lines[0].stylize(style, 0, len(verdict))
    lines += [Line(f"  {line}") for line in flow(_counts(report), width - 2)]
    for file in report.inputs:
        if several:
            lines += _file_lines(file, language, width)
        lines += _notes(file, language, width, indent=6 if several else 4)
    return lines


def _verdict_lines(verdict: str, subject: str, facts: list[str], width: int) -> list[Line]:
    """Return verdict and subject with the facts beside them where there is room, below them where not."""
    room = width - cell_len(verdict) - 2
    together = " · ".join(facts)
    if cell_len(subject) + 4 + cell_len(together) <= room:
        gap = " " * (4 if room > 90 else 2)
        return [Line(f"{verdict}  {subject}{gap}{together}")]
    first = Line(f"{verdict}  {cut_path(subject, room)}")
    return [first, *(Line(f"  {line}") for line in flow(facts, width - 2))]


def _files(report: Report) -> str:
    return _FILES.fill(count=grouped(len(report.inputs))).say(report.language)


def _facts(report: Report) -> list[str]:
    judgement, language = report.judgement, report.language
    facts = [
        f"{judgement.standard_title.say(language)} {judgement.version}",
        _ROWS.fill(count=grouped(judgement.rows)).say(language),
        duration(judgement.seconds, language),
    ]
    if len(report.inputs) == 1:
        file = report.inputs[0]
        facts[1:1] = [_form(file)]
        facts.append(f"sha256 {short_hash(file.sha256)}")
    return facts


def _form(file: Input) -> str:
    """Return how a file was read: its encoding for text, its format for the others."""
    return (file.encoding or file.format).upper()


def _counts(report: Report) -> list[str]:
    judgement, language = report.judgement, report.language
    errors = _ERRORS.fill(
        count=grouped(judgement.rows_with_errors),
        share=percent(judgement.error_rate),
        limit=percent(judgement.max_error_rate),
    )
    return [
        errors.say(language),
        *_lesser_counts(judgement.rows_with_warnings, judgement.rows_set_aside, language),
    ]


def _lesser_counts(warnings: int, set_aside: int, language: Language) -> list[str]:
    pairs = ((_WARNINGS, warnings), (_SET_ASIDE, set_aside))
    return [words.fill(count=grouped(count)).say(language) for words, count in pairs if count]


def _file_lines(file: Input, language: Language, width: int) -> list[Line]:
    share = percent(file.rows_with_errors / file.rows if file.rows else 0)
    errors = _FILE_ERRORS.fill(count=grouped(file.rows_with_errors), share=share)
    facts = [
        _form(file),
        _ROWS.fill(count=grouped(file.rows)).say(language),
        errors.say(language),
        *_lesser_counts(file.rows_with_warnings, file.rows_set_aside, language),
        f"sha256 {short_hash(file.sha256)}",
    ]
    room = min(32, width // 3)
    indent = room + 6
    first, *others = flow(facts, width - indent)
    name = fit(cut_path(visible(file.path), room), room)
    return [Line(f"    {name}  {first}"), *(Line(" " * indent + line) for line in others)]


def _notes(file: Input, language: Language, width: int, indent: int) -> list[Line]:
    """Return what the reader did that is worth knowing, and the columns no field claims."""
    notes = [note.say(language) for note in file.notes]
    if file.unmapped:
        columns = "、".join(visible(cut(column, 24)) for column in file.unmapped[:_COLUMNS_NAMED])
        if len(file.unmapped) > _COLUMNS_NAMED:
            columns = _MORE.fill(columns=columns, count=len(file.unmapped)).say(language)
        notes.append(_UNMAPPED.fill(columns=columns).say(language))
    if file.untested:
        notes.append(_UNTESTED.fill(count=len(file.untested)).say(language))
    room = width - indent
    return [Line(" " * indent + line, "dim") for note in notes for line in wrapped(visible(note), room)]
