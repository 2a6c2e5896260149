"""The cover of a problem list: whose it is, of which round and standard, how many, until when and why, and how to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyarrow.compute as pc
from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from govclean.governance.returns.form import SEVERITIES
from govclean.governance.returns.lists import ProblemList
from govclean.reports import problem_words as words
from govclean.reports.layout import visible
from govclean.reports.numbers import grouped, percent, short_hash
from govclean.wording import Text, same

_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "num_format": "@"}
_LINED = {
    **_FONT,
    "border": 1,
    "border_color": "#D0D7DE",
    "valign": "vcenter",
    "text_wrap": True,
    "indent": 1,
}
_WIDTHS = (22, 16, 16, 74)
_LINE = 18  # points
_TOP_FIELDS = 20


def write_cover(book: Workbook, sheet: Worksheet, one: ProblemList) -> None:
    """Write the cover of a list."""
    cover = _Cover(book, sheet, one)
    cover.facts()
    cover.counts()
    cover.deadlines()
    cover.steps()
    cover.fields()
    sheet.protect("")


class _Cover:
    """The cover, from its first row down."""

    def __init__(self, book: Workbook, sheet: Worksheet, one: ProblemList) -> None:
        self._sheet = sheet
        self._one = one
        self._row = 1
        self._section = book.add_format({**_LINED, "bold": True, "font_size": 11, "bg_color": "#DDEBF7"})
        self._label = book.add_format({**_LINED, "bold": True})
        self._text = book.add_format(_LINED)
        self._number = book.add_format({**_LINED, "align": "center", "indent": 0})
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        title = book.add_format({**_FONT, "bold": True, "font_size": 18, "align": "center"})
        sheet.set_row(0, 36)
        self._across(0, 0, words.TITLE, title)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def facts(self) -> None:
        """Write what the list is of."""
        one, ticket = self._one, self._one.ticket
        number, of = ticket.part.split("/")
        part = words.PART.fill(number=number, of=of) if of != "1" else same("")
        values = (
            same(ticket.department),
            words.ROUND.fill(round=ticket.round, part=part),
            same(ticket.day),
            words.STANDARD.fill(title=one.title, name=ticket.standard, version=ticket.version),
            same("；".join(one.basis)),
        )
        for label, value in zip(words.FACTS, values, strict=True):
            self._line([label, value])
        for file in one.inputs:
            name = visible(file.path.replace("\\", "/").rsplit("/", 1)[-1])
            told = words.FILE_FACTS.fill(path=name, rows=grouped(file.rows), sha256=short_hash(file.sha256))
            self._line([words.FILE, told])
        self._line([words.RECEIPT, words.RECEIPT_FACTS.fill(seq=one.head.seq, hash=one.head.hash)])

    def counts(self) -> None:
        """Write how many problems there are, and what became of those of the last round."""
        counts = self._one.counts
        self._begin(words.COUNTS)
        for number, line in enumerate(words.STATE_LINES):
            count = sum(counts.get(state, 0) for state in line.states)
            if count or not number:
                self._line([line.title, same(grouped(count)), line.words])
        if overdue := pc.sum(self._one.rows["overdue"]).as_py():
            self._line([words.OVERDUE, same(grouped(overdue)), words.OVERDUE_WORDS])
        repaired = counts.get("repaired", 0)
        judged = repaired + counts.get("remaining", 0) + counts.get("changed", 0)
        if judged:
            told = words.RATE_FACTS.fill(repaired=grouped(repaired), judged=grouped(judged))
            self._line([words.RATE, same(percent(repaired / judged)), told])

    def deadlines(self) -> None:
        """Write until when what is new or back is to be answered, by severity, and by which rule."""
        facts = zip(*(self._one.rows[name].to_pylist() for name in ("severity", "due_on")), strict=True)
        counted = Counter(facts)
        lines = [
            (title, due, count)
            for word, due in self._one.due.items()
            for title in [SEVERITIES[word]]
            if (count := counted[title.say(self._one.language), due.day.isoformat()])
        ]
        if not lines:
            return
        self._begin(words.DUE)
        self._line(words.DUE_HEADS, head=True)
        for title, due, count in lines:
            self._line([title, same(grouped(count)), same(due.day.isoformat()), due.words], lines=2)

    def fields(self) -> None:
        """Write which fields have how many problems, and how many of them are errors."""
        names, severities = (self._one.rows[name].to_pylist() for name in ("field", "severity"))
        counts = Counter(names)
        error = SEVERITIES["error"].say(self._one.language)
        errors = Counter(name for name, word in zip(names, severities, strict=True) if word == error)
        if not counts:
            return
        self._begin(words.BY_FIELD)
        self._line([*words.FIELD_HEADS, same("")], head=True)
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_TOP_FIELDS]:
            self._line([same(name), same(grouped(count)), same(grouped(errors[name])), same("")])

    def steps(self) -> None:
        """Write how to answer."""
        self._begin(words.HOW)
        for number, step in enumerate(words.STEPS, 1):
            numbered = Text(f"{number}. {step.zh}", f"{number}. {step.en}")
            lines = -(-cell_len(numbered.say(self._one.language)) // (sum(_WIDTHS) - 4))
            self._line([numbered], lines)

    def _begin(self, title: Text) -> None:
        self._sheet.set_row(self._row + 1, 1.2 * _LINE)
        self._across(self._row + 1, 0, title, self._section)
        self._row += 2

    def _line(self, cells: Sequence[Text], lines: int = 1, *, head: bool = False) -> None:
        """Write one line: its last cell takes the rest of the row."""
        self._sheet.set_row(self._row, lines * _LINE)
        *first, last = cells
        for place, cell in enumerate(first):
            form = self._label if head or not place else self._number
            self._sheet.write_string(self._row, place, cell.say(self._one.language), form)
        self._across(self._row, len(first), last, self._label if head else self._text)
        self._row += 1

    def _across(self, row: int, first: int, cell: Text, form: Format) -> None:
        if first < len(_WIDTHS) - 1:
            self._sheet.merge_range(row, first, row, len(_WIDTHS) - 1, "", form)
        self._sheet.write_string(row, first, cell.say(self._one.language), form)
