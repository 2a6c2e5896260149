"""Writing drops as departments do: encodings, separators, title rows, footers, accidents."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from generator.drops import Column, Drop, Row

_CREATED = datetime(2026, 11, 5, 9, 0)  # noqa: DTZ001 - a workbook's own date has no zone
_OTHER = {"gb18030": "utf-8", "utf-8": "gb18030"}
_NUMERIC = (
    "enterprise_type",
    "registered_capital",
    "phone",
    "longitude",
    "latitude",
    "division",
    "household_division",
)


def write_delimited(
    drop: Drop, path: Path, encoding: str, separator: str = ",", line_end: str = "\r\n"
) -> None:
    """Write a drop as text; rows that are `written` in a special way get their accident here."""
    bare = encoding.removesuffix("-sig")
    with path.open("wb") as file:
        if encoding.endswith("-sig"):
            file.write(b"\xef\xbb\xbf")
        file.write(_line([column.title for column in drop.columns], separator, line_end).encode(bare))
        for row in drop.rows:
            cells = [row.cells.get(column.field, "") for column in drop.columns]
            file.write(_ACCIDENTS[row.written](cells, (bare, separator, line_end)))
        for text in drop.footer:
            file.write(f"{text}{separator * (len(drop.columns) - 1)}{line_end}".encode(bare))


def write_workbook(drop: Drop, path: Path) -> None:
    """Write a drop as a workbook: title row over all columns, one or two header rows, text cells, footer."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        book.set_properties({"created": _CREATED, "author": "示例"})
        sheet = book.add_worksheet("Sheet1")
        bold = book.add_format({"bold": True, "align": "center"})
        first = _write_heads(drop, sheet, bold)
        for number, row in enumerate(drop.rows, first):
            _write_row(sheet, number, row, drop)
            if row.written == "hidden":
                sheet.set_row(number, None, None, {"hidden": True})
        for number, text in enumerate(drop.footer, first + len(drop.rows)):
            sheet.write_string(number, 0, text)


def _write_heads(drop: Drop, sheet: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> int:
    """Write title and header rows with their merges; return the number of the first row of data."""
    top = 0
    if drop.title:
        sheet.merge_range(0, 0, 0, len(drop.columns) - 1, drop.title, bold)
        top = 1
    grouped = any(column.group for column in drop.columns)
    for place, column in enumerate(drop.columns):
        if not grouped:
            sheet.write_string(top, place, column.title, bold)
        elif not column.group:
            sheet.merge_range(top, place, top + 1, place, column.title, bold)
        else:
            sheet.write_string(top + 1, place, column.title, bold)
    for group, places in _groups(drop.columns).items():
        sheet.merge_range(top, places[0], top, places[-1], group, bold)
    return top + (2 if grouped else 1)


def _groups(columns: Sequence[Column]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if column.group:
            places.setdefault(column.group, []).append(place)
    return places


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Row, drop: Drop) -> None:
    for place, column in enumerate(drop.columns):
        value = row.cells.get(column.field, "")
        if not value:
            continue
        if row.spans > 1 and column.field == drop.merged:
            sheet.merge_range(number, place, number + row.spans - 1, place, value)
        elif row.written == "numbers" and column.field in _NUMERIC and _is_number(value):
            sheet.write_number(number, place, float(value))
        else:
            sheet.write_string(number, place, value)


def _is_number(value: str) -> bool:
    """Return whether a numeric cell gives the value back as it was, no zero lost at either end."""
    return value.replace(".", "", 1).isdigit() and f"{float(value):.15g}" == value


def _line(cells: Sequence[str], separator: str, line_end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerow(cells)
    return text.getvalue()


_How = tuple[str, str, str]  # encoding, separator, line end


def _as_it_is(cells: list[str], how: _How) -> bytes:
    return _line(cells, how[1], how[2]).encode(how[0])


def _other_encoding(cells: list[str], how: _How) -> bytes:
    """Return the line as another program wrote it, pasted into this file (R31)."""
    return _line(cells, how[1], how[2]).encode(_OTHER[how[0]])


def _extra_separator(cells: list[str], how: _How) -> bytes:
    """Return the line with a separator in an address that nobody put in quotes (R37)."""
    line = _line(cells, how[1], how[2])
    place = line.index("市", line.index("河南省")) + 1
    return (line[:place] + how[1] + line[place:]).encode(how[0])


def _half_character(cells: list[str], how: _How) -> bytes:
    """Return the line with its longest cell cut inside its last character, as fixed widths do (R54)."""
    longest = max(cells, key=len)
    before, _, after = _line(cells, how[1], how[2]).partition(longest)
    return before.encode(how[0]) + longest.rstrip("0123456789").encode(how[0])[:-1] + after.encode(how[0])


def _nul(cells: list[str], how: _How) -> bytes:
    """Return the line with NUL characters behind its second filled cell, as old databases pad them (R33)."""
    padded = next(cell for cell in cells if cell and not cell.isascii())
    return _line(cells, how[1], how[2]).replace(padded, f"{padded}\0\0", 1).encode(how[0])


def _blank_before(cells: list[str], how: _How) -> bytes:
    """Return the line with an empty one before it (R51)."""
    return how[2].encode() + _as_it_is(cells, how)


_ACCIDENTS: dict[str, Callable[[list[str], _How], bytes]] = {
    "": _as_it_is,
    "other_encoding": _other_encoding,
    "extra_separator": _extra_separator,
    "half_character": _half_character,
    "nul": _nul,
    "blank_before": _blank_before,
}
