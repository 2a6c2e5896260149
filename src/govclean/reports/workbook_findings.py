"""The sheet of all findings of a workbook: one row each, in source order, to be filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from govclean.reports.numbers import grouped
from govclean.reports.report import Report
from govclean.reports.tables import EXCEL_ROWS
from govclean.reports.text_book import TextBook
from govclean.reports.words import SEVERITIES, WHOLE_RECORD
from govclean.reports.workbook_looks import HEAD, SEVERITY_FILLS
from govclean.validation.catalogue import DIMENSION_TITLES, rule_docs
from govclean.wording import Text

MOST = EXCEL_ROWS - 2
"""Findings a sheet has rows for, beside its header and a last row that says how many are left out."""

_AT_ONCE = 10_000


def add_findings(book: TextBook, report: Report, most: int = MOST) -> Iterator[Text]:
    """Add the sheet, where there is a finding; yield what its reader must know."""
    if not report.findings.num_rows:
        return
    language, several = report.language, len(report.inputs) > 1
    sheet = book.sheet(_SHEET.say(language))
    heads = ([_FILE] if several else []) + list(_HEADS)
    widths = ([30] if several else []) + list(_WIDTHS)
    sheet.head([words.say(language) for words in heads], widths, book.look(**HEAD))
    looks = {name: book.look(bg_color=fill) for name, fill in SEVERITY_FILLS.items()}
    words = {name: f"{word.mark} {word.words.say(language)}" for name, word in SEVERITIES.items()}
    listed, place = report.findings.slice(0, most), len(heads) - len(_HEADS)
    for batch in listed.to_batches(max_chunksize=_AT_ONCE):
        table = pa.Table.from_batches([batch])
        severities = table["severity"].cast(pa.string()).to_pylist()
        columns = _columns(table, report, several=several)
        for severity, *cells in zip(severities, *columns, strict=True):
            row = sheet.rows
            sheet.put(row, place, words[severity], looks[severity])
            sheet.add(cells)
    sheet.filtered(0, len(heads))
    left_out = report.findings.num_rows - listed.num_rows
    if left_out:
        note = _LEFT_OUT.fill(listed=grouped(listed.num_rows), count=grouped(left_out))
        sheet.add([note.say(language)], book.look(bold=True))
        yield note


def _columns(table: pa.Table, report: Report, *, several: bool) -> Iterator[list[str | None]]:
    """Yield the columns of the sheet in their order; that of the severity is empty, it is written with its fill."""
    language = report.language
    titles = {rule.field: rule.field_title.say(language) for rule in report.rules}
    rules = {name: doc.title.say(language) for name, doc in rule_docs().items()}
    dimensions = {str(name): title.say(language) for name, title in DIMENSION_TITLES.items()}
    if several:
        yield _said(table["source"], {})
    yield [None] * table.num_rows
    for name in ("row", "line"):
        yield pc.if_else(pc.equal(table[name], 0), None, table[name].cast(pa.string())).to_pylist()
    yield _said(table["field"], {**titles, "": WHOLE_RECORD.say(language)})
    yield _said(table["column"], {})
    yield table["value"].to_pylist()
    yield table["suggestion"].to_pylist()
    yield _said(table["rule"], rules)
    yield _said(table["message"], {})
    yield _said(table["dimension"], dimensions)
    yield _said(table["rule"], {})


def _said(column: pa.ChunkedArray, words: Mapping[str, str]) -> list[str | None]:
    """Return a column of words, each replaced by what it is called."""
    encoded = column.combine_chunks()
    names = [words.get(name, name) for name in encoded.dictionary.to_pylist()]
    said: list[str | None] = pa.array(names, pa.string()).take(encoded.indices).to_pylist()
    return said


_SHEET = Text("问题清单", "findings")
_FILE = Text("文件", "file")
_HEADS = (
    Text("级别", "level"),
    Text("记录号", "record"),
    Text("行号", "line"),
    Text("数据项", "field"),
    Text("列", "column"),
    Text("上报值", "value"),
    Text("建议值", "suggestion"),
    Text("问题", "problem"),
    Text("说明", "message"),
    Text("维度", "dimension"),
    Text("规则", "rule"),
)
_WIDTHS = (9, 10, 10, 22, 20, 26, 26, 22, 46, 16, 28)
_LEFT_OUT = Text(
    "问题清单列出前 {listed} 处，另有 {count} 处超出工作表行数上限，未列出；请用 --format csv 导出全部。",
    "The first {listed} findings are listed; {count} more do not fit on a sheet: use --format csv for all.",
)
