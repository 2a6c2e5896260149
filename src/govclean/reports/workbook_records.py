"""The records with findings, as the department supplied them: wrong cells marked where they stand, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.extracts.batches import ROW
from govclean.governance.affected import STANDARD_INPUT, Affected
from govclean.reports.layout import widest
from govclean.reports.numbers import grouped
from govclean.reports.report import Report
from govclean.reports.showing import hidden_headers
from govclean.reports.text_book import TextBook, TextSheet
from govclean.reports.words import SEVERITIES, WHOLE_RECORD
from govclean.reports.workbook_looks import HEAD, NUMBERED, SEVERITY_FILLS
from govclean.validation.catalogue import rule_docs
from govclean.validation.findings import SEVERITIES as SEVERITY_ORDER
from govclean.validation.showing import mask_of, outline
from govclean.values.columns import text_column
from govclean.wording import Text

MOST_CELLS = 400_000
"""Cells of records in one workbook: beyond, it takes long to open and nobody reads it."""

MOST_COMMENTS = 10_000
"""Comments in one workbook: beyond, Excel opens it slowly. The column before the cells says the same."""

_AT_ONCE = 5_000
_LOOKED_AT = 200  # records by which the widths of columns are chosen


@dataclass(slots=True)
class _Marks:
    """The findings of one record: the worst severity and the words for each cell, and the words for the whole row."""

    cells: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))  # by header
    words: list[str] = field(default_factory=list)


def add_records(book: TextBook, report: Report) -> Iterator[Text]:
    """Add a sheet for each file with findings; yield what their reader must know."""
    if report.behind.records is None or not report.findings.num_rows:
        return
    comments = MOST_COMMENTS
    for file in report.behind.records(MOST_CELLS):
        if file.records.num_rows:
            comments -= _Sheet(book, report, file).write(comments)
        if file.left_out:
            yield _LEFT_OUT.fill(
                path=file.path, listed=grouped(file.records.num_rows), count=grouped(file.left_out)
            )
    if comments <= 0:
        yield _NO_MORE_COMMENTS.fill(count=grouped(MOST_COMMENTS))
    if any(file.path == STANDARD_INPUT for file in report.inputs):
        yield _ONCE


class _Sheet:
    """The sheet of one file in the making."""

    def __init__(self, book: TextBook, report: Report, file: Affected) -> None:
        self._book, self._report, self._file = book, report, file
        self._fills = {name: book.look(bg_color=fill, bold=True) for name, fill in SEVERITY_FILLS.items()}

    def write(self, comments: int) -> int:
        """Write the records; return how many comments they took, at most as many as asked."""
        language, file = self._report.language, self._file
        name = PurePath(file.path.replace("\\", "/")).stem
        sheet = self._book.sheet(name, one_page_wide=False)
        heads = [words.say(language) for words in _HEADS]
        titles, first = self._titles(), file.records.slice(0, _LOOKED_AT)
        widths = [
            10.0,
            46.0,
            *(_width(t, self._shown(first, h)) for t, h in zip(titles, file.header, strict=True)),
        ]
        sheet.head([*heads, *titles], widths, self._book.look(**HEAD), beside=len(heads))
        marks = _marks(self._report, file)
        taken = 0
        for start in range(0, file.records.num_rows, _AT_ONCE):
            part = file.records.slice(start, _AT_ONCE)
            columns = [self._shown(part, header) for header in file.header]
            for number, *cells in zip(part[ROW].to_pylist(), *columns, strict=True):
                taken += self._add(sheet, number, marks[number], cells, comments - taken)
        sheet.filtered(0, len(heads) + len(file.header))
        return taken

    def _add(
        self, sheet: TextSheet, number: int, marks: _Marks, cells: Sequence[str | None], comments: int
    ) -> int:
        row, first, taken = sheet.rows, len(_HEADS), 0
        plain = [
            None if header in marks.cells else text
            for header, text in zip(self._file.header, cells, strict=True)
        ]
        for column, header in enumerate(self._file.header):
            if header not in marks.cells:
                continue
            found = marks.cells[header]
            worst = min((severity for severity, _ in found), key=SEVERITY_ORDER.index)
            sheet.put(row, first + column, cells[column] or "", self._fills[worst])
            if taken < comments:
                sheet.remark(row, first + column, "\n".join(words for _, words in found))
                taken += 1
        sheet.put(row, 0, str(number), self._book.look(**NUMBERED))
        sheet.put(row, 1, _joined(marks.words, self._report), self._book.look(text_wrap=True))
        sheet.add([None, None, *plain])
        return taken

    def _titles(self) -> list[str]:
        """Return the headers, each with the title of its field where that is another."""
        standard, language, file = self._report.behind.standard, self._report.language, self._file
        hidden = {} if self._report.show_values else hidden_headers(file.header)
        titles = {one.name: one.title.say(language) for one in standard.fields} if standard else {}
        told = []
        for header in file.header:
            shown = hidden.get(header, header)
            title = titles.get(file.fields.get(header, ""), shown)
            told.append(shown if title == shown else f"{shown}\n{title}")
        return told

    def _shown(self, part: pa.Table, header: str) -> list[str | None]:
        """Return a column as it may be shown; one that no field claims may hold anything: its outline only."""
        values = text_column(part[header])
        if not self._report.show_values:
            name = self._file.fields.get(header)
            mask = mask_of(name, self._report.judgement.masks) if name else outline
            values = text_column(mask(values))
        shown: list[str | None] = values.to_pylist()
        return shown


def _marks(report: Report, file: Affected) -> Mapping[int, _Marks]:
    """Return what was found in each of a file's records, by record number."""
    language = report.language
    titles = {rule.field: rule.field_title.say(language) for rule in report.rules}
    titles[""] = WHOLE_RECORD.say(language)
    headers = {name: header for header, name in file.fields.items()}
    findings = report.findings.filter(pc.equal(report.findings["source"].cast(pa.string()), file.path))
    numbers = np.unique(file.records[ROW].to_numpy())
    findings = findings.filter(pc.is_in(findings["row"], pa.array(numbers)))
    marks: dict[int, _Marks] = defaultdict(_Marks)
    names = ["row", "field", "rule", "severity", "suggestion"]
    for one in findings.select(names).to_pylist():
        found, title = marks[one["row"]], rule_docs()[one["rule"]].title.say(language)
        found.words.append(
            _WORDS.fill(field=titles.get(one["field"], one["field"]), problem=title).say(language)
        )
        if one["field"] in headers:
            level = SEVERITIES[one["severity"]].words.say(language)
            words = _REMARK.fill(level=level, problem=title, rule=one["rule"]).say(language)
            if one["suggestion"]:
                words += f"\n{_SUGGESTED.fill(value=one['suggestion']).say(language)}"
            found.cells[headers[one["field"]]].append((one["severity"], words))
    return marks


def _joined(words: Sequence[str], report: Report) -> str:
    return ("；" if report.language == "zh" else "; ").join(words)


def _width(title: str, cells: Sequence[str | None]) -> float:
    """Return the width of a column by its header and first cells; a long one is cut at the edge of the next."""
    return widest([*title.split("\n"), *(cell or "" for cell in cells)], 8, 36) + 3.0


_HEADS = (Text("记录号", "record"), Text("问题", "problem"))
_WORDS = Text("{field}：{problem}", "{field}: {problem}")
_REMARK = Text("{level}：{problem}（{rule}）", "{level}: {problem} ({rule})")
_SUGGESTED = Text("建议：{value}", "suggested: {value}")
_LEFT_OUT = Text(
    "{path}：按原表列出前 {listed} 条有问题的记录，另有 {count} 条见问题清单。",
    "{path}: the first {listed} records with findings are shown in place; {count} more stand in the list of findings.",
)
_NO_MORE_COMMENTS = Text(
    "批注最多 {count} 个；其余单元格的问题见“问题”列。",
    "There are {count} comments at most; the column before the cells says the same.",
)
_ONCE = Text(
    "标准输入只能读一次，不能按原表列出记录；问题见问题清单。",
    "Standard input can be read once only: its records are not shown in place.",
)
