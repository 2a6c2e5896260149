"""The findings of a directory for a person: a page by rule, and a workbook a department can work through."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter

from govclean import __version__
from govclean.reports.catalog_findings import Problems, counts_of
from govclean.reports.catalog_workbook import row_height
from govclean.reports.html.page import (
    Badge,
    Cell,
    Column,
    Entries,
    Entry,
    Fact,
    Note,
    Page,
    Section,
    Table,
    Tone,
    write_page,
)
from govclean.reports.numbers import grouped
from govclean.reports.text_cells import write_text
from govclean.reports.words import MADE_BY, SEVERITIES
from govclean.wording import Text

_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "info"}
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_A3 = 8

_COLUMNS: tuple[tuple[str, Text, int], ...] = (
    ("severity", Text("级别", "severity"), 8),
    ("provider", Text("提供方", "department"), 22),
    ("code", Text("信息资源代码", "code"), 26),
    ("title", Text("信息资源名称", "title"), 30),
    ("field_title", Text("元数据项", "item of metadata"), 18),
    ("value", Text("填报值", "as written"), 26),
    ("message", Text("问题", "what is wrong"), 44),
    ("suggestion", Text("建议值", "suggestion"), 22),
    ("repair", Text("怎样改", "how to repair"), 44),
    ("basis", Text("依据", "basis"), 30),
    ("rule", Text("规则", "rule"), 26),
    ("place", Text("位置", "place"), 34),
)


def write_html(problems: Problems, sink: BinaryIO) -> None:
    """Write a page: counts, then each rule with why, how to repair, and its places within the limit."""
    checked, language = problems.checked, problems.language
    clean = not checked.findings
    counts = counts_of(checked)
    words = (_CLEAN if clean else _FOUND).say(language)
    page = Page(
        title=_TITLE.say(language),
        subtitle="、".join(checked.catalog.sources),
        language=language,
        badge=Badge("✓" if clean else "✗", words, "good" if clean else "bad" if counts["error"] else "warn"),
        facts=[
            Fact(_ENTRIES.say(language), grouped(len(checked.catalog.entries))),
            Fact(_FAULTY.say(language), grouped(checked.faulty), "bad" if checked.faulty else "good"),
            *(Fact(SEVERITIES[name].words.say(language), grouped(count)) for name, count in counts.items()),
        ],
        sections=list(_sections(problems))
        or [Section(_PROBLEMS.say(language), [Note(_CLEAN.say(language), "good")])],
        foot=[MADE_BY.fill(version=__version__).say(language)],
    )
    write_page(page, sink)


def _sections(problems: Problems) -> Iterator[Section]:
    language = problems.language
    heads = (Column(_PLACE.say(language), "words"), Column(_RESOURCE.say(language), "words"),
             Column(_PROBLEM.say(language), "wide"), Column(_AS_WRITTEN.say(language), "words"))  # fmt: skip
    for rule, count, some in problems.listed():
        rows = [
            (
                str(one.spot),
                Cell(one.entry.title or one.entry.code, one.entry.provider),
                Cell(one.fault.message.say(language), one.field_title.say(language), _TONES[rule.severity]),
                Cell(one.fault.value, f"→ {one.fault.suggestion}" if one.fault.suggestion else ""),
            )
            for one in some
        ]
        told = Entry(
            rule.id, rule.why.say(language), rule.repair.say(language), f"✗ {rule.wrong.say(language)}"
        )
        more = (
            [] if count <= len(some) else [Note(_MORE.fill(count=grouped(count - len(some))).say(language))]
        )
        title = f"{SEVERITIES[rule.severity].mark} {rule.title.say(language)} · {grouped(count)}"
        yield Section(title, [Entries([told]), Table(heads, rows), *more], rule.basis)


def write_xlsx(problems: Problems, sink: BinaryIO) -> None:
    """Write every finding as a row of a workbook, with filters; every cell is text."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    book.set_properties({"title": _TITLE.say(problems.language), "created": _CREATED})
    sheet = book.add_worksheet(_PROBLEMS.say(problems.language))
    head = book.add_format(
        {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    wrong = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FDE9E7"})
    for place, (_, words, width) in enumerate(_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, words.say(problems.language), head)
    rows = 0
    for rows, (finding, row) in enumerate(zip(problems.checked.findings, problems.rows(), strict=True), 1):
        told = row | {"place": str(finding.spot), "severity": _severity(finding.rule.severity, problems)}
        for place, (name, _, _) in enumerate(_COLUMNS):
            write_text(sheet, (rows, place), str(told[name]), wrong if name == "value" else text)
        sheet.set_row(rows, row_height((str(told[name]), width) for name, _, width in _COLUMNS))
    sheet.freeze_panes(1, 4)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows, 1), len(_COLUMNS) - 1)
    book.close()
    sink.write(made.getvalue())


def _severity(name: str, problems: Problems) -> str:
    return SEVERITIES[name].words.say(problems.language)


_TITLE = Text("政务信息资源目录检查结果", "Check of the resource directory")
_PROBLEMS = Text("目录问题", "problems")
_CLEAN = Text("没有问题", "nothing found")
_FOUND = Text("有问题", "problems found")
_ENTRIES, _FAULTY = Text("目录条目", "entries"), Text("有错误的条目", "entries with errors")
_PLACE, _RESOURCE = Text("位置", "place"), Text("信息资源", "resource")
_PROBLEM, _AS_WRITTEN = Text("问题", "what is wrong"), Text("填报值", "as written")
_MORE = Text("另有 {count} 处。", "and {count} more.")
