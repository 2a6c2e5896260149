"""An empty form to hand to a department: a workbook with drop-downs and notes, or a CSV with the header only.

Every cell is text: a number typed in keeps its zeros, and nothing is ever a formula.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from govclean.reports.asked_of import OBLIGATIONS, Asked, asked_of
from govclean.reports.code_sheet import CodeSheet
from govclean.standards.describing import describe
from govclean.standards.model import Standard
from govclean.wording import Language, Text

_DATA = Text("数据", "data")
_GUIDE = Text("填报说明", "how to fill in")
_GUIDE_HEADS = (
    Text("列", "column"),
    Text("字段", "field"),
    Text("名称", "title"),
    Text("约束", "asked"),
    Text("格式", "format"),
    Text("示例", "example"),
    Text("依据", "basis"),
    Text("说明", "note"),
)
_GUIDE_WIDTHS = (6, 22, 24, 18, 44, 26, 30, 40)
_HOW = Text(
    "标准 {name} {version}。请在“数据”表第 2 行起填写，每行一条记录；不要改动列标题，不要合并单元格。"
    "各列均为文本格式，号码请原样填写。",
    'Standard {name} {version}. Fill in the sheet "data" from row 2, one record a row; leave the headers as '
    "they are and merge no cells. All columns are text: write numbers as they are.",
)
_NOTE = (
    Text("约束：{value}", "asked: {value}"),
    Text("格式：{value}", "format: {value}"),
    Text("示例：{value}", "example: {value}"),
    Text("依据：{value}", "basis: {value}"),
    Text("说明：{value}", "note: {value}"),
)
_COLOURS = {"M": "#F8CBAD", "C": "#FFE699", "O": "#D9E1F2"}
_LAST_ROW = 1_048_575
_MOST_PROMPT = 255
_NOT_LISTED = Text("请从下拉选项中选择代码。", "Choose a code from the list.")
# A workbook made twice from one standard is the same to the byte.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_csv(standard: Standard, sink: BinaryIO, language: Language) -> None:
    """Write the header line of titles, UTF-8 with the byte-order mark by which spreadsheets know it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(field.title.say(language) for field in standard.fields)
    sink.write(text.getvalue().encode("utf-8-sig"))


def write_workbook(standard: Standard, sink: BinaryIO, language: Language) -> None:
    """Write a workbook of three sheets: data to fill in, how to fill it in, the codes.

    Raises:
        StandardError: a code list of the standard cannot be read.
    """
    described = [
        asked_of(field, row, language) for field, row in zip(standard.fields, describe(standard), strict=True)
    ]
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    book.set_properties({"title": standard.title.say(language), "created": _CREATED})
    data = book.add_worksheet(_DATA.say(language))
    _guide(book, standard, described, language)
    codes = CodeSheet(book, language)
    _data_sheet(book, data, standard, described, codes)
    book.close()
    sink.write(made.getvalue())


def _data_sheet(
    book: Workbook, sheet: Worksheet, standard: Standard, described: list[Asked], codes: CodeSheet
) -> None:
    text = book.add_format({"num_format": "@"})
    heads = {letter: _head(book, colour) for letter, colour in _COLOURS.items()}
    language = codes.language
    for column, (field, asked) in enumerate(zip(standard.fields, described, strict=True)):
        sheet.set_column(column, column, max(12, min(40, 2 * len(asked.title) + 4)), text)
        sheet.write_string(0, column, asked.title, heads[field.obligation])
        note = _note(asked, language)
        sheet.write_comment(0, column, f"{asked.title}\n{note}", {"width": 320, "height": 120})
        listed = codes.choices(field)
        sheet.data_validation(1, column, _LAST_ROW, column, _validation(asked, note, listed, language))
    sheet.freeze_panes(1, 0)


def _validation(asked: Asked, note: str, listed: list[str] | str, language: Language) -> dict[str, object]:
    """Return what a cell of the column shows when it is entered, and the codes it may hold."""
    prompt: dict[str, object] = {
        "input_title": asked.title[:32],
        "input_message": note[:_MOST_PROMPT],
        "validate": "any",
    }
    if not listed:
        return prompt
    return prompt | {"validate": "list", "source": listed, "error_message": _NOT_LISTED.say(language)}


def _note(asked: Asked, language: Language) -> str:
    facts = (asked.obligation, asked.form, asked.example, asked.basis, asked.note)
    lines = [words.fill(value=fact).say(language) for words, fact in zip(_NOTE, facts, strict=True) if fact]
    return "\n".join(lines)


def _guide(book: Workbook, standard: Standard, described: list[Asked], language: Language) -> None:
    sheet = book.add_worksheet(_GUIDE.say(language))
    wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    how = _HOW.fill(name=standard.name, version=standard.version)
    sheet.write_string(0, 0, f"{standard.title.say(language)}：{how.say(language)}")
    head = _head(book, _COLOURS["O"])
    for column, (words, width) in enumerate(zip(_GUIDE_HEADS, _GUIDE_WIDTHS, strict=True)):
        sheet.set_column(column, column, width, wrap)
        sheet.write_string(2, column, words.say(language), head)
    for number, (field, asked) in enumerate(zip(standard.fields, described, strict=True)):
        facts = (asked.title, asked.obligation, asked.form, asked.example, asked.basis, asked.note)
        for column, fact in enumerate((xl_col_to_name(number), field.name, *facts)):
            sheet.write_string(3 + number, column, fact, wrap)
    sheet.freeze_panes(3, 0)
    last = 4 + len(described)
    for row, (letter, words) in enumerate(OBLIGATIONS.items()):
        sheet.write_string(last + row, 0, words.say(language), _head(book, _COLOURS[letter]))


def _head(book: Workbook, colour: str) -> Format:
    return book.add_format(
        {"bold": True, "bg_color": colour, "border": 1, "num_format": "@", "text_wrap": True}
    )
