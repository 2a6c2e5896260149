"""The sheet of codes in a template: what each code means, and where the drop-downs find long lists."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from govclean.standards.fields import Field
from govclean.values.tables import CodeTable
from govclean.wording import Language, Text

_SHEET = Text("代码表", "codes")
_LABEL = Text("含义", "meaning")
_MOST_INLINE = 255  # characters a drop-down may hold itself
_MOST_LISTED = 5000  # a longer list is no help in a drop-down


class CodeSheet:
    """Code lists side by side, two columns each: code and meaning; only codes valid today."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self.language = language
        self._sheet = book.add_worksheet(_SHEET.say(language))
        self._text = book.add_format({"num_format": "@"})
        self._head = book.add_format({"bold": True, "num_format": "@"})
        self._ranges: dict[str, str] = {}
        self._sheet.freeze_panes(1, 0)

    def choices(self, field: Field) -> list[str] | str:
        """Return what a field's drop-down offers: codes, or the range that holds them; empty for none."""
        table = field.codes
        if table is None:
            return []
        valid = table.current()
        codes = list(dict.fromkeys(code for code in table.rows["code"].to_pylist() if code in valid))
        if not codes or len(codes) > _MOST_LISTED:
            return []
        if table.name not in self._ranges:
            self._ranges[table.name] = self._written(table, codes)
        inline = len(",".join(codes)) <= _MOST_INLINE and not any("," in code for code in codes)
        return codes if inline else self._ranges[table.name]

    def _written(self, table: CodeTable, codes: list[str]) -> str:
        """Write one list and return the range of its codes."""
        column = 3 * len(self._ranges)
        self._sheet.set_column(column, column, 14, self._text)
        self._sheet.set_column(column + 1, column + 1, 30, self._text)
        self._sheet.write_string(0, column, table.name, self._head)
        self._sheet.write_string(0, column + 1, _LABEL.say(self.language), self._head)
        for row, code in enumerate(codes, 1):
            self._sheet.write_string(row, column, code, self._text)
            self._sheet.write_string(row, column + 1, table.label(code) or "", self._text)
        letter = xl_col_to_name(column)
        return f"='{_SHEET.say(self.language)}'!${letter}$2:${letter}${len(codes) + 1}"
