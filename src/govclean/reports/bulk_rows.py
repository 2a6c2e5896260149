"""Many rows of text cells in a workbook, written column by column: a hundred thousand rows take a second instead of ten.

XlsxWriter makes the sheet; only the rows below those it holds come from here, as the inline strings it would write
itself with `constant_memory`. Every text is escaped and none is ever a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_AT_ONCE = 5000
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_LIKE_AN_ESCAPE = "_x([0-9A-Fa-f]{4})_"  # spreadsheets would read a character out of it


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of cells.

    Attributes:
        values: a text a row, free of characters that XML 1.0 forbids; null for an empty cell.
        form: the format of each cell.
        other: the format of some cells, and which.
        numeric: the texts are whole numbers and become numbers.
    """

    values: pa.StringArray
    form: Format
    other: tuple[Format, pa.BooleanArray] | None = None
    numeric: bool = False


class BulkSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter carries no types
    """A worksheet that takes columns of cells below the rows written to it; `Workbook.add_worksheet(name, BulkSheet)`."""

    _bulk: tuple[int, tuple[Cells, ...], NDArray[np.int64]] = (0, (), np.zeros(0, np.int64))

    def fill(self, first_row: int, columns: Sequence[Cells], heights: NDArray[np.int64]) -> None:
        """Put cells below everything else: their first row counted from 0, columns from the first, heights in points.

        Heights are not fixed: a spreadsheet makes a row higher when somebody writes more into it.
        """
        self._bulk = (first_row, tuple(columns), heights)
        rows = len(heights)
        if rows:
            self.dim_rowmax = first_row + rows - 1
            self.dim_colmax = len(columns) - 1

    def _write_rows(self) -> None:
        super()._write_rows()
        first_row, columns, heights = self._bulk
        for start in range(0, len(heights), _AT_ONCE):
            some = heights[start : start + _AT_ONCE]
            numbers = np.arange(len(some)) + first_row + start + 1
            for row in _rows(numbers, some, [_sliced(one, start) for one in columns]).to_pylist():
                self.fh.write(row)


def _rows(numbers: NDArray[np.int64], heights: NDArray[np.int64], columns: Sequence[Cells]) -> pa.StringArray:
    """Return the XML of some rows."""
    written = pa.array(numbers).cast(pa.string())
    cells = [_cells(xl_col_to_name(place), written, one) for place, one in enumerate(columns)]
    high = pa.array(heights).cast(pa.string())
    heads = pc.binary_join_element_wise('<row r="', written, '" ht="', high, '">', "")
    return pc.binary_join_element_wise(heads, *cells, "</row>", "")


def _cells(letter: str, rows: pa.StringArray, column: Cells) -> pa.StringArray:
    begin = pc.binary_join_element_wise(f'<c r="{letter}', rows, '" s="', _styles(column), '"', "")
    opening, closing = (
        ("><v>", "</v></c>")
        if column.numeric
        else (' t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>")
    )
    filled = pc.binary_join_element_wise(begin, opening, escaped(column.values), closing, "")
    return pc.coalesce(filled, pc.binary_join_element_wise(begin, "/>", ""))


def escaped(values: pa.StringArray) -> pa.StringArray:
    """Return texts as the XML of a workbook holds them.

    >>> escaped(pa.array(["<r>&</r>", None])).to_pylist()
    ['&lt;r&gt;&amp;&lt;/r&gt;', None]
    """
    for sign, entity in _ESCAPES:
        values = pc.replace_substring(values, sign, entity)
    return pc.replace_substring_regex(values, _LIKE_AN_ESCAPE, r"_x005F_x\1_")


def _styles(column: Cells) -> pa.StringArray | str:
    if column.other is None:
        return _style(column.form)
    form, chosen = column.other
    return pc.if_else(chosen, _style(form), _style(column.form))


def _style(form: Format) -> str:
    return str(form._get_xf_index())  # noqa: SLF001 - the only way to learn a format's number before the styles are written


def _sliced(column: Cells, start: int) -> Cells:
    other = column.other and (column.other[0], column.other[1].slice(start, _AT_ONCE))
    return Cells(column.values.slice(start, _AT_ONCE), column.form, other, column.numeric)
