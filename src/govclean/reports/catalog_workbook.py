"""The directory as a workbook in the shape of the national template; read again it gives the same entries.

What belongs to an entry stands in its first row, an item a row. Columns beyond the template stand only where an entry
says something of them. Every cell is text; codes have drop-downs.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from govclean.documents import Written
from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.domains import Domains
from govclean.governance.catalog.template import COLUMNS, ITEMS, LISTS, MORE, headings, join_list
from govclean.reports.text_cells import write_text

Cells = dict[str, str]

SHEET = "目录"
_HEADER_ROWS = 2
_A3 = 8
_LINE, _MOST_LINES = 13.5, 5
_LATIN = "\u2e7f"  # a sign beyond takes two characters' room
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same entries give the same bytes
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LAST_ROW = 1_048_575


def write_workbook(entries: Sequence[CatalogEntry], domains: Domains, sink: BinaryIO) -> None:
    """Write the entries as a workbook; without entries it is the empty template."""
    rows = [_rows_of(entry) for entry in entries]
    keys = columns_for(cells for of_entry in rows for cells in of_entry)
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    book.set_properties({"title": "政务信息资源目录", "created": _CREATED})
    sheet = book.add_worksheet(SHEET)
    _header(book, sheet, keys)
    _drop_downs(sheet, keys, domains)
    text, first = (book.add_format(_CELL | {"top": edge}) for edge in (0, 1))
    row = _HEADER_ROWS
    places = {key: place for place, key in enumerate(keys)}
    widths = {key: width for key, (_, _, width) in zip(keys, headings(keys), strict=True)}
    for of_entry in rows:
        for number, cells in enumerate(of_entry):
            for key, value in cells.items():
                write_text(sheet, (row, places[key]), value, text if number else first)
            if not number:
                for key in places.keys() - cells.keys():
                    sheet.write_blank(row, places[key], None, first)
            sheet.set_row(row, row_height((value, widths[key]) for key, value in cells.items()))
            row += 1
    book.close()
    sink.write(made.getvalue())


def columns_for(rows: Iterator[Cells]) -> list[str]:
    """Return the keys that need a column, in the order of the template, those it does not know last."""
    held = {key for cells in rows for key in cells}
    known = [column.key for column in COLUMNS if column.always or column.key in held]
    return known + sorted(held.difference(known))


def row_height(cells: Iterable[tuple[str, int]]) -> float:
    """Return the height in points of a row with these texts in columns of these widths (characters), five lines at most.

    A spreadsheet program fits wrapped text by itself only when the file says nothing of the height, and not all do.
    """
    lines = max((math.ceil(_wide(text) / width) for text, width in cells), default=1)
    return _LINE * min(max(lines, 1), _MOST_LINES) + 1


def _wide(text: str) -> int:
    return sum(2 if sign > _LATIN else 1 for sign in text)


def _rows_of(entry: CatalogEntry) -> list[Cells]:
    """Return the rows of an entry by dotted key, empty cells left out."""
    written = entry.written
    head = dict(_cells(written, ""))
    items = [{f"{ITEMS}{key}": value for key, value in _cells(item, "")} for item in written.items] or [{}]
    return [head | items[0], *items[1:]]


def _cells(part: Written, prefix: str) -> Iterator[tuple[str, str]]:
    for name, field in type(part).model_fields.items():
        key, value = prefix + (field.alias or name), getattr(part, name)
        if isinstance(value, Written):
            yield from _cells(value, f"{key}.")
        elif isinstance(value, Mapping):
            yield from ((MORE + inner, words) for inner, words in value.items() if words)
        elif key in LISTS and value:
            yield key, join_list(value, key)
        elif isinstance(value, str) and value:
            yield key, value


def _header(book: Workbook, sheet: Worksheet, keys: Sequence[str]) -> None:
    group_head, head = book.add_format(_HEAD | {"bg_color": "#BDD7EE"}), book.add_format(_HEAD)
    titles = list(headings(keys))
    for group, members in groupby(enumerate(titles), key=lambda one: one[1][0]):
        places = [place for place, _ in members]
        if not group:
            for place in places:
                sheet.merge_range(0, place, 1, place, "", head)
                write_text(sheet, (0, place), titles[place][1], head)
            continue
        if len(places) > 1:
            sheet.merge_range(0, places[0], 0, places[-1], group, group_head)
        else:
            sheet.write_string(0, places[0], group, group_head)
        for place in places:
            write_text(sheet, (1, place), titles[place][1], head)
    for place, (_, _, width) in enumerate(titles):
        sheet.set_column(place, place, width)
    sheet.set_row(1, 32)
    sheet.freeze_panes(_HEADER_ROWS, 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.repeat_rows(0, _HEADER_ROWS - 1)
    sheet.repeat_columns(0)


def _drop_downs(sheet: Worksheet, keys: Sequence[str], domains: Domains) -> None:
    """Offer the words of each list below its column; another word may be typed, and is judged by the check."""
    offered = {
        "format.class": domains.format_class.labels,
        "items.type": domains.data_type.labels,
        "share.type": tuple(terms.title.zh for terms in domains.sharing.types.values()),
        "items.share.type": tuple(terms.title.zh for terms in domains.sharing.types.values()),
        "share.mode": tuple(terms.title.zh for terms in domains.sharing.modes),
        "share.channel": domains.channel.labels,
        "share.channel_type": domains.channel_type.labels,
        "open.flag": domains.open_flag.labels,
        "update_cycle": domains.cycle.labels,
        "items.update_cycle": domains.cycle.labels,
    }
    for place, key in enumerate(keys):
        if key in offered:
            asked = {"validate": "list", "source": list(offered[key]), "error_type": "warning"}
            sheet.data_validation(_HEADER_ROWS, place, _LAST_ROW, place, asked)


_CELL = {"num_format": "@", "valign": "top", "font_size": 10, "text_wrap": True}
_HEAD = {
    "bold": True, "bg_color": "#DDEBF7", "border": 1, "num_format": "@", "text_wrap": True, "align": "center",
    "valign": "vcenter", "font_size": 10,
}  # fmt: skip
