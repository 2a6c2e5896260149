"""The page of a judgement: verdict, quality by dimension, where what was found, samples, and how to repair it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from govclean import __version__
from govclean.reports.drawing_radar import LEAST_AXES, Axis, draw_radar
from govclean.reports.drawing_shapes import listed
from govclean.reports.html.page import (
    Badge,
    Beside,
    Block,
    Cell,
    Fact,
    Figure,
    Head,
    Note,
    Page,
    Section,
    Table,
    Tone,
    columns,
    write_page,
)
from govclean.reports.html.problems import heat_of, repair_of, rules_of, samples_of
from govclean.reports.numbers import grouped, percent
from govclean.reports.quality import Rate, by_dimension
from govclean.reports.report import Report
from govclean.reports.words import MADE_BY, MASKED, PLAIN, VERDICTS
from govclean.standards.model import Standard
from govclean.validation.judgement import Input
from govclean.wording import Text, same

_TONES: dict[str, Tone] = {"accepted": "good", "accepted_with_warnings": "warn", "rejected": "bad"}


def write(report: Report, sink: BinaryIO) -> None:
    """Write the judgement as one HTML page; findings within the report's limit are listed."""
    write_page(page_of(report), sink)


def page_of(report: Report) -> Page:
    """Return the page of a judgement."""
    judgement, language, files = report.judgement, report.language, report.inputs
    verdict = VERDICTS[judgement.verdict]
    subject = files[0].path if len(files) == 1 else _FILES.fill(count=len(files)).say(language)
    shown = (PLAIN if report.show_values else MASKED).say(language)
    return Page(
        title=_TITLE.fill(standard=judgement.standard_title, version=judgement.version).say(language),
        subtitle=f"{subject} · {_AS_OF.fill(day=judgement.as_of).say(language)}",
        language=language,
        badge=Badge(verdict.mark, verdict.words.say(language), _TONES[judgement.verdict]),
        facts=list(_facts(report)),
        sections=[
            Section(_QUALITY.say(language), list(_quality(report)), _QUALITY_LEAD.say(language)),
            Section(_WHERE.say(language), list(heat_of(report)) or [Note(_NONE.say(language), "good")]),
            Section(_RULES.say(language), list(rules_of(report))),
            Section(_SAMPLES.say(language), list(samples_of(report)), shown),
            Section(_REPAIR.say(language), list(repair_of(report))),
            Section(_READ.say(language), list(_read(report))),
        ],
        foot=[shown, MADE_BY.fill(version=__version__).say(language)],
    )


def _facts(report: Report) -> Iterator[Fact]:
    judgement, language = report.judgement, report.language
    errors, warnings, aside = (
        judgement.rows_with_errors,
        judgement.rows_with_warnings,
        judgement.rows_set_aside,
    )
    over = judgement.error_rate > judgement.max_error_rate
    facts: tuple[tuple[Text, str, Tone], ...] = (
        (_RECORDS, grouped(judgement.rows), ""),
        (_WITH_ERRORS, grouped(errors), "bad" if errors else "good"),
        (_ERROR_RATE, percent(judgement.error_rate), "bad" if over else ""),
        (_LIMIT, percent(judgement.max_error_rate), ""),
        (_WITH_WARNINGS, grouped(warnings), "warn" if warnings else ""),
        (_SET_ASIDE, grouped(aside), "bad" if aside else ""),
        (_FINDINGS, grouped(report.findings.num_rows), ""),
        (_RULES_HIT, grouped(len({rule.rule for rule in report.rules})), ""),
    )
    for label, value, tone in facts:
        yield Fact(label.say(language), value, tone)


def _quality(report: Report) -> Iterator[Block]:
    language = report.language
    rates = by_dimension(report)
    table = Table(columns(_QUALITY_HEADS, language), [_rate_row(rate, report) for rate in rates])
    if sum(rate.share is not None for rate in rates) < LEAST_AXES:
        yield table
        return
    axes = [Axis(rate.title.say(language), rate.share) for rate in rates]
    yield Beside([Figure(draw_radar(axes, language)), table])


def _rate_row(rate: Rate, report: Report) -> list[str | Cell]:
    title = rate.title.say(report.language)
    if rate.share is None:
        return [title, Cell(_UNTESTED.say(report.language), tone="warn"), "–", "–"]
    met = f"{grouped(rate.evaluated - rate.failed)} / {grouped(rate.evaluated)}"
    return [title, Cell(percent(rate.share), share=rate.share), met, grouped(rate.findings)]


def _read(report: Report) -> Iterator[Block]:
    language, standard = report.language, report.behind.standard
    if standard is not None and standard.basis:
        yield Note(_BASIS.fill(basis="、".join(standard.basis)).say(language))
        yield from _bases(report, standard)
    yield Table(columns(_FILE_HEADS, language), [_file_row(file) for file in report.inputs])
    for file in report.inputs:
        told = (
            (_SEEN, [note.say(language) for note in file.notes]),
            (_UNMAPPED, list(file.unmapped)),
            (_NOT_MADE, list(file.untested)),
        )
        for words, parts in told:
            if parts:
                yield Note(words.fill(path=file.path, told=listed(parts, language)).say(language))


def _bases(report: Report, standard: Standard) -> Iterator[Block]:
    """Yield what the values of the fields with findings follow."""
    found = {rule.field for rule in report.rules}
    rows = [
        [field.title.say(report.language), field.basis or field.semantic_type.basis]
        for field in standard.fields
        if field.name in found
    ]
    stated = [row for row in rows if row[1]]
    if stated:
        yield Table(columns(_BASIS_HEADS, report.language), stated)


def _file_row(file: Input) -> list[str]:
    counts = (file.rows, file.rows_with_errors, file.rows_with_warnings, file.rows_set_aside)
    return [file.path, (file.encoding or file.format).upper(), *map(grouped, counts), file.sha256]


_TITLE = Text("数据质量检查报告：{standard} {version}", "Data quality report: {standard} {version}")
_FILES = Text("{count} 个文件", "{count} files")
_AS_OF = Text("检查日期 {day}", "judged as of {day}")
_RECORDS = Text("记录数", "records")
_WITH_ERRORS = Text("有错误的记录", "with errors")
_ERROR_RATE = Text("错误率", "share with errors")
_LIMIT = Text("错误率上限", "limit")
_WITH_WARNINGS = Text("仅有警告的记录", "with warnings only")
_SET_ASIDE = Text("未能读入", "could not be read")
_FINDINGS = Text("问题数", "findings")
_RULES_HIT = Text("涉及规则", "rules concerned")
_QUALITY = Text("各维度质量", "Quality by dimension")
_QUALITY_LEAD = Text(
    "达标率 = 该维度既无错误也无警告的记录数 ÷ 检查过的记录数（维度见 GB/T 36344-2018）；未检查的维度不评分。",
    "The rate is the records without an error or warning in the dimension over those that were looked at"
    " (dimensions of GB/T 36344-2018). A dimension that was not tested has none.",
)
_QUALITY_HEADS: tuple[Head, ...] = (
    (Text("维度", "dimension"), ""),
    (Text("达标率", "rate"), "right"),
    (Text("达标 / 检查", "met / evaluated"), "right"),
    (_FINDINGS, "right"),
)
_UNTESTED = Text("未检查", "not tested")
_WHERE = Text("问题分布", "Where the problems are")
_NONE = Text("未发现问题。", "Nothing found.")
_RULES = Text("问题最多的规则", "Worst rules")
_SAMPLES = Text("问题样例", "Sample problems")
_REPAIR = Text("如何整改", "How to repair")
_READ = Text("文件与依据", "Files and basis")
_BASIS = Text("检查依据：{basis}", "Basis: {basis}")
_BASIS_HEADS: tuple[Head, ...] = ((Text("数据项", "field"), "words"), (Text("依据", "basis"), "wide"))
_FILE_HEADS: tuple[Head, ...] = (
    (Text("文件", "file"), "name"),
    (Text("格式", "read as"), ""),
    (_RECORDS, "right"),
    (_WITH_ERRORS, "right"),
    (_WITH_WARNINGS, "right"),
    (_SET_ASIDE, "right"),
    (same("SHA-256"), "code"),
)
_SEEN = Text("{path}：{told}", "{path}: {told}")
_UNMAPPED = Text("{path}：未对应到标准的列：{told}", "{path}: columns the standard does not know: {told}")
_NOT_MADE = Text(
    "{path}：缺少所需的列或对照文件，未执行：{told}",
    "{path}: a column or a reference lacks, not made: {told}",
)
