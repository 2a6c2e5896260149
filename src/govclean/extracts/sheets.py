"""One sheet of a workbook as rows of values, with what python-calamine leaves out read from its XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from govclean.extracts.cells import as_text
from govclean.extracts.headers import Range
from govclean.extracts.workbook_limits import pieces
from govclean.wording import Text

Values = list[int | float | str | bool | time | date | datetime | timedelta]

ERROR_CELL = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>.{0,2000}?<v>([^<]{1,20})</v>', re.DOTALL
)
HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
HIDDEN_COLUMN = re.compile(rb'<col\b[^>]*\bhidden="(?:1|true)"')


@dataclass
class Sheet:
    """A sheet: rows from 0 as the spreadsheet numbers them, columns from its first used one.

    Attributes:
        name: the sheet's name.
        merged: merged ranges in those rows and columns.
        notes: other sheets, hidden rows.
        errors: literals of error cells (`#N/A`) by row and column.
    """

    name: str
    cells: CalamineSheet
    merged: list[Range]
    notes: list[Text]
    errors: dict[int, dict[int, str]] = field(default_factory=dict)

    def rows(self) -> Iterator[Values]:
        """Yield each row from the spreadsheet's first, values of merged cells down a column filled in."""
        down = self._down()
        above: dict[int, Values] = {}
        for number, row in enumerate(self.cells.iter_rows()):
            for column, literal in self.errors.get(number, {}).items():
                if column < len(row):
                    row[column] = literal
            for column, first in down.get(number, {}).items():
                row[column] = above.setdefault(column, row)[column] if first < number else row[column]
                if first == number:
                    above[column] = row
            yield row

    def first_rows(self, count: int) -> list[list[str]]:
        """Return the first rows as text, nothing filled in."""
        return [[as_text(value) or "" for value in row] for row in islice(self.cells.iter_rows(), count)]

    def _down(self) -> dict[int, dict[int, int]]:
        """Return, by row, the columns a merged range runs down in, with the row it begins in."""
        width, filled = self.cells.width, dict[int, dict[int, int]]()
        for first, left, last, _ in self.merged:
            for row in (
                range(first, min(last, self.cells.total_height) + 1) if last > first and left < width else ()
            ):
                filled.setdefault(row, {})[left] = first
        return filled


class NoSuchSheetError(LookupError):
    """The workbook has no sheet of that name, or none with data; the argument lists the sheets it has."""


def choose(book: CalamineWorkbook, path: Path, asked: str | None) -> Sheet:
    """Return the sheet asked for, or the first visible one with data.

    Raises:
        NoSuchSheetError: there is none.
    """
    seen = [meta for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
    hidden = [meta.name for meta in book.sheets_metadata if meta.visible != SheetVisibleEnum.Visible]
    for name in [meta.name for meta in seen] if asked is None else [asked]:
        if name not in book.sheet_names:
            raise NoSuchSheetError(*book.sheet_names)
        cells = book.get_sheet_by_name(name)
        if cells.start is None and asked is None:
            continue
        left = cells.start[1] if cells.start else 0
        merged = [
            (a, max(0, b - left), c, d - left)
            for (a, b), (c, d) in cells.merged_cell_ranges or []
            if d >= left
        ]
        others = [meta.name for meta in seen if meta.name != name]
        sheet = Sheet(name, cells, merged, _notes(name, others, [h for h in hidden if h != name]))
        _add_from_xml(sheet, path, left)
        return sheet
    raise NoSuchSheetError(*book.sheet_names)


def _notes(name: str, others: list[str], hidden: list[str]) -> list[Text]:
    notes = []
    if others:
        listed = ("、".join(others), ", ".join(others))
        notes.append(
            Text(f"读取工作表“{name}”；未读：{listed[0]}", f"sheet {name!r} was read; not read: {listed[1]}")
        )
    if hidden:
        notes.append(
            Text(
                f"隐藏的工作表未读：{'、'.join(hidden)}", f"hidden sheets were not read: {', '.join(hidden)}"
            )
        )
    return notes


def _add_from_xml(sheet: Sheet, path: Path, left: int) -> None:
    """Add error literals and a note on hidden rows and columns, where the workbook is .xlsx."""
    if not zipfile.is_zipfile(path):
        return
    rows = columns = False
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet.name)
        if part is None:
            return
        tail = b""
        for piece in pieces(archive, part):
            text = tail + piece
            if b't="e"' in text:
                for letters, number, literal in ERROR_CELL.findall(text):
                    row, column = int(number) - 1, _column(letters) - left
                    sheet.errors.setdefault(row, {})[column] = literal.decode("utf-8", "replace")
            if b"hidden=" in text:
                rows = rows or HIDDEN_ROW.search(text) is not None
                columns = columns or HIDDEN_COLUMN.search(text) is not None
            tail = text[-4096:]
    if rows or columns:
        sheet.notes.append(Text("含隐藏的行或列，已一并读取", "hidden rows or columns were read too"))


def _part_of(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo | None:
    """Return the part that holds a sheet, by way of the workbook's relations."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    relation = None
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        if _attribute(tag, "name") == name:
            relation = _attribute(tag, r"\w+:id")
    for tag in re.findall(r"<Relationship\b[^>]*>", links):
        if relation and _attribute(tag, "Id") == relation:
            target = _attribute(tag, "Target")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            return archive.getinfo(full) if full in names else None
    return None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=(\"[^\"]*\"|'[^']*')", tag)
    text = found[1][1:-1] if found else ""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
