"""The workbook that goes back to a department (问题清单): a cover, a row a problem, cells to answer in.

The sheet of problems is protected without a password: it guards against slips, and whoever wants to sort may lift it
(Excel sorts no locked cells). What is changed all the same is found by the seal of each row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from numpy.typing import NDArray
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook

from govclean.governance.returns.form import COLUMNS, COVER, LIST, OUTCOMES, SEVERITIES, TICKET, Column
from govclean.governance.returns.lists import ProblemList
from govclean.reports.bulk_rows import BulkSheet, Cells
from govclean.reports.problem_cover import write_cover
from govclean.values.columns import text_column
from govclean.wording import Language, Text

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10}
_CELL = {**_FONT, "valign": "top", "border": 1, "border_color": "#D0D7DE"}
_HEAD = {**_FONT, "bold": True, "border": 1, "valign": "vcenter", "align": "center", "text_wrap": True}
_LINE, _MOST_LINES = 15, 8  # points of a line of text
_WRAPPED = ("message", "value", "key", "basis", "suggestion", "field")
_PERMITTED = (
    "autofilter",
    "sort",
    "format_columns",
    "format_rows",
    "select_locked_cells",
    "select_unlocked_cells",
)
_CHOOSE = Text("请从下拉选项中选择。", "Choose one of the list.")
_PROMPTS: Mapping[str, Text] = {
    "corrected": Text(
        "处理结果为“已修正”时填写更正后的值；单元格为文本格式，号码原样填写。",
        "The value as it is now, where the outcome is “corrected”. The cell is text: write numbers as they are.",
    ),
    "note": Text(
        "处理结果不是“已修正”时必填：理由、凭据，或应由哪个部门处理。",
        "Needed where the outcome is another than “corrected”: why, on what evidence, or whose it is.",
    ),
    "day": Text(
        "核实日期，如 2026-12-01；不填按导入日期。",
        "The day it was checked, such as 2026-12-01; else the day of import.",
    ),
}
_PAGE = Text("第 &P 页，共 &N 页", "page &P of &N")


def write_workbook(one: ProblemList, path: Path) -> None:
    """Write a list of problems as a workbook; the same list gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    # Its parts are written beside it, where nobody else may read what the department supplied, and not in memory.
    book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    created = datetime.combine(date.fromisoformat(one.ticket.day), time())
    book.set_properties({"title": one.title.say(one.language), "created": created})
    write_cover(book, book.add_worksheet(COVER.say(one.language)), one)
    _write_list(book, one)
    _write_ticket(book, one)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from None


def _write_list(book: Workbook, one: ProblemList) -> None:
    sheet = book.add_worksheet(LIST.say(one.language), BulkSheet)
    several = len(one.inputs) > 1
    for place, column in enumerate(COLUMNS):
        hidden = column.hidden or (column.name == "path" and not several)
        sheet.set_column(place, place, column.width, None, {"hidden": hidden})
        sheet.write_string(0, place, column.title.say(one.language), _head(book, column))
    sheet.set_row(0, 30)
    sheet.fill(1, [_cells(book, column, one) for column in COLUMNS], _heights(one))
    last = max(one.rows.num_rows, 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(1, 1)
    sheet.protect("", dict.fromkeys(_PERMITTED, True))
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, len(COLUMNS) - 1)})
    if one.rows.num_rows:
        _add_choices(sheet, last, one.language)
    _set_print(sheet, one.language)


def _head(book: Workbook, column: Column) -> Format:
    colour = "#FFF2CC" if column.reply else "#DDEBF7"
    return book.add_format({**_HEAD, "bg_color": colour})


def _cells(book: Workbook, column: Column, one: ProblemList) -> Cells:
    """Return the cells of one column; those to answer in are unlocked and hold text."""
    if column.reply:
        form = "yyyy-mm-dd" if column.name == "day" else "@"
        answer = {**_CELL, "locked": False, "num_format": form, "bg_color": "#FFFDF5", "text_wrap": True}
        return Cells(pa.nulls(one.rows.num_rows, pa.string()), book.add_format(answer))
    values = text_column(one.rows[column.name])
    if column.name == "line":
        return Cells(values, book.add_format({**_CELL, "num_format": "0", "align": "center"}), numeric=True)
    look = {**_CELL, "num_format": "@", "text_wrap": column.name in _WRAPPED}
    marked = _marked(column, one)
    other = (
        None if marked is None else (book.add_format({**look, "font_color": "#C00000", "bold": True}), marked)
    )
    return Cells(values, book.add_format(look), other)


def _heights(one: ProblemList) -> NDArray[np.int64]:
    """Return how high each row is in points: as many lines as its longest wrapped cell needs, eight at most."""
    lines = np.ones(one.rows.num_rows, np.int64)
    for column in COLUMNS:
        if column.name in _WRAPPED:
            cells = text_column(one.rows[column.name])
            halves = pc.add(
                pc.binary_length(cells), pc.utf8_length(cells)
            )  # Chinese is 3 bytes and 2 cells wide
            cells_wide = pc.fill_null(halves, 0).to_numpy(zero_copy_only=False) / 2
            lines = np.maximum(lines, np.ceil(cells_wide / (column.width - 1)).astype(np.int64))
    return np.minimum(lines, _MOST_LINES) * _LINE


def _marked(column: Column, one: ProblemList) -> pa.BooleanArray | None:
    """Return which cells stand out: errors, and days that have passed."""
    if column.name == "severity":
        return pc.equal(text_column(one.rows["severity"]), SEVERITIES["error"].say(one.language))
    if column.name == "due_on":
        return one.rows["overdue"].combine_chunks()
    return None


def _add_choices(sheet: BulkSheet, last: int, language: Language) -> None:
    places = {column.name: place for place, column in enumerate(COLUMNS)}
    choices = {
        "validate": "list",
        "source": [words.say(language) for words in OUTCOMES.values()],
        "error_message": _CHOOSE.say(language),
    }
    sheet.data_validation(1, places["outcome"], last, places["outcome"], choices)
    for name, words in _PROMPTS.items():
        prompt = {"validate": "any", "input_message": words.say(language)}
        sheet.data_validation(1, places[name], last, places[name], prompt)


def _set_print(sheet: BulkSheet, language: Language) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&C{_PAGE.say(language)}")


def _write_ticket(book: Workbook, one: ProblemList) -> None:
    """Write the hidden sheet that says what the workbook is."""
    sheet = book.add_worksheet(TICKET)
    text = book.add_format({"num_format": "@"})
    for row, (name, value) in enumerate([("name", "value"), *one.ticket.items()]):
        sheet.write_string(row, 0, name, text)
        sheet.write_string(row, 1, value, text)
    sheet.protect("")
    sheet.very_hidden()
