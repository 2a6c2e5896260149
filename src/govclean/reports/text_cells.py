"""One cell of a workbook that is text, whatever its text looks like.

XlsxWriter takes a text that begins with `<r>` and ends with `</r>` for the XML of a rich string and writes it as it
stands: a value handed in could bring cells and formulas of its own. Such a text is written in two pieces here, which
XlsxWriter escapes; the cell reads as it was.
"""

from __future__ import annotations

import re

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767
"""The longest text of a cell, in UTF-16 units (Excel 2007 and later)."""

_RICH_BEGINS, _RICH_ENDS = "<r>", "</r>"
_NOT_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")


def write_text(sheet: Worksheet, at: tuple[int, int], text: str, look: Format) -> None:
    """Write one cell as text and nothing but text; what XML cannot carry becomes �, an over-long end becomes …."""
    row, column = at
    if len(text) > MOST_CHARACTERS // 2:
        text = _cut(text)
    if not text.isascii():
        text = _NOT_XML.sub("\ufffd", text)
    if text.startswith(_RICH_BEGINS) and text.endswith(_RICH_ENDS):
        sheet.write_rich_string(row, column, text[:1], look, text[1:], look)
    else:
        sheet.write_string(row, column, text, look)


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) // 2 <= MOST_CHARACTERS:
        return text
    return units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"
