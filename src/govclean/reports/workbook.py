"""The workbook of a judgement: what it comes to, the rules, every finding, and the records with wrong cells marked.

Every cell is text. Colour only adds to what the words beside it say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from govclean import __version__
from govclean.reports.numbers import grouped, percent
from govclean.reports.quality import by_dimension
from govclean.reports.report import Report
from govclean.reports.text_book import TextBook, TextSheet
from govclean.reports.words import MADE_BY, MASKED, PLAIN, SEVERITIES, VERDICTS, WHOLE_RECORD
from govclean.reports.workbook_findings import add_findings
from govclean.reports.workbook_looks import HEAD, SEVERITY_FILLS, TITLE, WRAPPED
from govclean.reports.workbook_records import add_records
from govclean.validation.catalogue import DIMENSION_TITLES
from govclean.validation.judgement import Input, RuleSummary
from govclean.wording import Text, same


def write(report: Report, sink: BinaryIO) -> None:
    """Write the workbook; findings are all listed, as far as a sheet has rows for them.

    Raises:
        ExtractError: a judged file can no longer be read, or was changed.
    """
    language = report.language
    book = TextBook(_title(report))
    summary = book.sheet(_SUMMARY.say(language))
    if report.rules:
        _add_rules(book, report)
    notes = [*add_findings(book, report), *add_records(book, report)]
    _fill_summary(book, summary, report, notes)
    book.save(sink)


def _title(report: Report) -> str:
    judgement = report.judgement
    return _TITLE.fill(standard=judgement.standard_title, version=judgement.version).say(report.language)


def _fill_summary(book: TextBook, sheet: TextSheet, report: Report, notes: Sequence[Text]) -> None:
    language, head = report.language, book.look(**HEAD)
    for column, width in enumerate((40, 22, 22, 22, 20, 20, 68)):
        sheet.sheet.set_column(column, column, width)
    sheet.add([_title(report)], book.look(**TITLE))
    sheet.rows += 1
    for words, value in _counts(report):
        sheet.add([words.say(language), value.say(language)])
    sheet.rows += 1
    sheet.add([words.say(language) for words in _DIMENSION_HEADS], head)
    for rate in by_dimension(report):
        share = _UNTESTED.say(language) if rate.share is None else percent(rate.share)
        counts = [grouped(rate.evaluated - rate.failed), grouped(rate.evaluated), grouped(rate.findings)]
        sheet.add([rate.title.say(language), share, *counts])
    sheet.rows += 1
    sheet.add([words.say(language) for words in _FILE_HEADS], head)
    for file in report.inputs:
        sheet.add(_file_row(file))
    sheet.rows += 1
    shown = PLAIN if report.show_values else MASKED
    for note in (*notes, *_told(report), shown, MADE_BY.fill(version=__version__)):
        sheet.add([note.say(language)])


def _counts(report: Report) -> Iterator[tuple[Text, Text]]:
    judgement = report.judgement
    verdict = VERDICTS[judgement.verdict]
    yield _VERDICT, Text(f"{verdict.mark} {verdict.words.zh}", f"{verdict.mark} {verdict.words.en}")
    yield _AS_OF, same(judgement.as_of)
    yield _RECORDS, same(grouped(judgement.rows))
    yield _WITH_ERRORS, same(f"{grouped(judgement.rows_with_errors)} ({percent(judgement.error_rate)})")
    yield _LIMIT, same(percent(judgement.max_error_rate))
    yield _WITH_WARNINGS, same(grouped(judgement.rows_with_warnings))
    yield _SET_ASIDE, same(grouped(judgement.rows_set_aside))
    yield _FINDINGS, same(grouped(report.findings.num_rows))


def _file_row(file: Input) -> list[str]:
    counts = (file.rows, file.rows_with_errors, file.rows_with_warnings, file.rows_set_aside)
    return [file.path, (file.encoding or file.format).upper(), *map(grouped, counts), file.sha256]


def _told(report: Report) -> Iterator[Text]:
    """Yield what the reader of the files did, and what could not be tested."""
    for file in report.inputs:
        for note in file.notes:
            yield Text(f"{file.path}：{note.zh}", f"{file.path}: {note.en}")
        for words, parts in ((_UNMAPPED, file.unmapped), (_NOT_MADE, file.untested)):
            if parts:
                yield words.fill(path=file.path, told="、".join(parts))


def _add_rules(book: TextBook, report: Report) -> None:
    language, wrapped = report.language, book.look(**WRAPPED)
    sheet = book.sheet(_RULES.say(language))
    heads = [words.say(language) for words in _RULE_HEADS]
    sheet.head(heads, (9, 24, 24, 12, 10, 48, 22, 60, 18, 30), book.look(**HEAD))
    for rule in report.rules:
        word = SEVERITIES[rule.severity]
        look = book.look(bg_color=SEVERITY_FILLS[rule.severity])
        sheet.put(sheet.rows, 0, f"{word.mark} {word.words.say(language)}", look)
        sheet.add(_rule_row(rule, report), wrapped)
    sheet.filtered(0, len(heads))


def _rule_row(rule: RuleSummary, report: Report) -> list[str]:
    language = report.language
    return [
        "",
        rule.title.say(language),
        (rule.field_title if rule.field else WHOLE_RECORD).say(language),
        grouped(rule.count),
        percent(rule.share),
        " · ".join(f"{value} ×{grouped(count)}" for value, count in rule.top_values),
        ", ".join(str(row) for row in rule.first_rows if row),
        rule.hint.say(language),
        next(title for name, title in DIMENSION_TITLES.items() if name == rule.dimension).say(language),
        rule.rule,
    ]


_TITLE = Text("数据质量检查结果：{standard} {version}", "Data quality: {standard} {version}")
_SUMMARY = Text("概要", "summary")
_RULES = Text("规则", "rules")
_VERDICT = Text("结论", "verdict")
_AS_OF = Text("检查日期", "as of")
_RECORDS = Text("记录数", "records")
_WITH_ERRORS = Text("有错误的记录", "with errors")
_LIMIT = Text("错误率上限", "limit")
_WITH_WARNINGS = Text("仅有警告的记录", "with warnings only")
_SET_ASIDE = Text("未能读入的记录", "could not be read")
_FINDINGS = Text("问题数", "findings")
_UNTESTED = Text("未检查", "not tested")
_DIMENSION_HEADS = (
    Text("维度", "dimension"),
    Text("达标率", "rate"),
    Text("达标记录", "records that meet it"),
    Text("检查记录", "records evaluated"),
    _FINDINGS,
)
_FILE_HEADS = (
    Text("文件", "file"),
    Text("格式", "read as"),
    _RECORDS,
    _WITH_ERRORS,
    _WITH_WARNINGS,
    _SET_ASIDE,
    same("SHA-256"),
)
_UNMAPPED = Text("{path}：未对应到标准的列：{told}", "{path}: columns the standard does not know: {told}")
_NOT_MADE = Text(
    "{path}：缺列或缺对照文件，未执行：{told}", "{path}: not made, a column or reference lacks: {told}"
)
_RULE_HEADS = (
    Text("级别", "level"),
    Text("问题", "problem"),
    Text("数据项", "field"),
    Text("条数", "count"),
    Text("占比", "share"),
    Text("最常见的问题值", "commonest values"),
    Text("首见记录", "at records"),
    Text("可能的原因 → 建议", "cause → advice"),
    Text("维度", "dimension"),
    Text("规则", "rule"),
)
