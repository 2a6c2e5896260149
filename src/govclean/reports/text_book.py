"""Workbooks in which every cell is text: nothing is ever a formula, a link or a number, whatever it looks like."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from govclean.reports.tables import EXCEL_ROWS
from govclean.reports.text_cells import write_text

_LINE = 15  # points; the height of a line of a header
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME = 31
_WHOLE_SHEET = f"A1:XFD{EXCEL_ROWS}"
# A workbook made twice from one result is the same to the byte.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Microsoft YaHei", "font_size": 10},
}
_TEXT = {"num_format": "@", "valign": "top"}

Look = dict[str, object]  # properties of a format, as XlsxWriter names them


_letters = cache(xl_col_to_name)


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet that writes plain text cells two to three times as fast; whatever else there is goes the usual way.

    Where XlsxWriter no longer asks for cells in this way, all go the usual way.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - one of XlsxWriter's kinds of cell
        look = getattr(cell, "format", None)
        number = look.xf_index if look else None
        if cell.__class__.__name__ != "String" or number is None or not _is_plain(cell.string):
            super()._write_cell(row, col, cell)
            return
        text = cell.string
        if "&" in text or "<" in text or ">" in text:
            text = escape(text)
        place = f"{_letters(col)}{row + 1}"
        self.fh.write(f'<c r="{place}" s="{number}" t="inlineStr"><is><t>{text}</t></is></c>')


class TextBook:
    """A workbook that is written sheet by sheet, row by row, in the memory of one row."""

    def __init__(self, title: str) -> None:
        self._made = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._made, deepcopy(_OPTIONS)
        )  # XlsxWriter changes what it is given
        self._book.set_properties({"title": title, "created": _CREATED})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: set[str] = set()

    def look(self, **properties: object) -> Format:
        """Return a format for text cells; the same properties give the same format."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_TEXT, **properties})
        return self._formats[key]

    def sheet(self, name: str, *, one_page_wide: bool = True) -> TextSheet:
        """Return a new sheet; its name is cut, cleaned and numbered as Excel asks.

        Args:
            one_page_wide: printed so; a wide table is not legible then.
        """
        sheet = self._book.add_worksheet(self._free(name), _Sheet)
        sheet.ignore_errors({"number_stored_as_text": _WHOLE_SHEET})
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        if one_page_wide:
            sheet.fit_to_pages(1, 0)
        return TextSheet(sheet, self)

    def save(self, sink: BinaryIO) -> None:
        """Write the workbook."""
        self._book.close()
        sink.write(self._made.getbuffer())

    def _free(self, name: str) -> str:
        clean = _NOT_IN_A_NAME.sub(" ", name).strip() or "-"
        number, free = 1, clean[:_LONGEST_NAME]
        while free.casefold() in self._names or free.casefold() == "history":  # a name Excel keeps for itself
            number += 1
            free = f"{clean[: _LONGEST_NAME - len(str(number)) - 1]}~{number}"
        self._names.add(free.casefold())
        return free


class TextSheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, sheet: Worksheet, book: TextBook) -> None:
        self.sheet = sheet
        self.rows = 0  # written so far
        self._plain = book.look()

    def add(self, cells: Iterable[str | None], look: Format | None = None) -> int:
        """Write the next row, empty cells left out; return its number from 0."""
        row = self.rows
        for column, text in enumerate(cells):
            if text:
                write_text(self.sheet, (row, column), text, look or self._plain)
        self.rows += 1
        return row

    def put(self, row: int, column: int, text: str, look: Format) -> None:
        """Write one cell of the next row with a look of its own, before the row is added; a blank one is marked too."""
        if text:
            write_text(self.sheet, (row, column), text, look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def remark(self, row: int, column: int, words: str) -> None:
        """Put a comment on a cell of the next row."""
        self.sheet.write_comment(row, column, words, {"x_scale": 2.2, "y_scale": 0.9, "font_size": 9})

    def head(self, titles: Sequence[str], widths: Sequence[float], look: Format, beside: int = 0) -> None:
        """Write the next row as header: it stays in sight, as do some columns, and is repeated on every printed page."""
        lines = 1 + max((title.count("\n") for title in titles), default=0)
        self.sheet.set_row(self.rows, _LINE * lines + 4)
        row = self.add(titles, look)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.freeze_panes(row + 1, beside)
        self.sheet.repeat_rows(row)
        if beside:
            self.sheet.repeat_columns(0, beside - 1)

    def filtered(self, head: int, columns: int) -> None:
        """Let the rows from a header on be filtered by each of its columns."""
        self.sheet.autofilter(head, 0, max(self.rows - 1, head), columns - 1)


def _is_plain(text: str) -> bool:
    """Return whether a text can stand in XML as it is, but for the signs of XML itself."""
    return text.isprintable() and "_x" not in text and text[:1] != " " and text[-1:] != " "
