"""The problem list as a form: its columns, the words of its drop-down, and the seal by which a changed row betrays itself.

Both who writes the workbook and who reads it back look here, so that they mean the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.ledger import Ledger
from govclean.values.columns import text_column
from govclean.wording import Language, Text

VERSION = "1"
"""Of the form; a later one is refused."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list of problems."""

    name: str
    title: Text
    width: int  # characters
    reply: bool = False  # the department writes here
    hidden: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("problem", Text("问题编号", "problem"), 18),
    Column("path", Text("来源文件", "file"), 24),  # shown where the list covers several files
    Column("line", Text("行号", "line"), 9),  # as a spreadsheet or an editor numbers them
    Column("key", Text("记录主键", "record key"), 21),
    Column("field", Text("字段", "field"), 18),
    Column("value", Text("上报值", "value supplied"), 24),
    Column("message", Text("问题", "what is wrong"), 44),
    Column("basis", Text("依据", "basis"), 22),
    Column("suggestion", Text("建议值", "suggestion"), 20),
    Column("severity", Text("级别", "severity"), 9),
    Column("due_on", Text("反馈期限", "reply by"), 12),
    Column("outcome", Text("处理结果", "outcome"), 15, reply=True),
    Column("corrected", Text("更正值", "corrected value"), 22, reply=True),
    Column("note", Text("说明", "note"), 28, reply=True),
    Column("reviewer", Text("核实人", "checked by"), 12, reply=True),
    Column("day", Text("日期", "date"), 12, reply=True),
    Column("seal", Text("校验码（请勿改动）", "seal (leave as it is)"), 12, hidden=True),
)
FIXED: tuple[str, ...] = tuple(
    column.name for column in COLUMNS if not column.reply and column.name != "seal"
)
"""What the department leaves as it is, and the seal covers."""

REPLIES: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.reply)

OUTCOMES: Mapping[str, Text] = {
    "corrected": Text("已修正", "corrected"),
    "true_as_is": Text("属实无需修改", "true as it is"),
    "not_ours": Text("非本部门", "not ours"),
    "cannot_verify": Text("无法核实", "cannot be verified"),
}
SEVERITIES: Mapping[str, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
COVER = Text("封面", "cover")
LIST = Text("问题清单", "problems")
TICKET = "_govclean"
"""The hidden sheet that says what the workbook is."""

_SEEN = 2000  # characters of a cell that the form shows
_LONGER = "…"
_VISIBLE = (
    (r"\r\n|\r|\n", "⏎"),
    (r"\t", "⇥"),
    (r"\x00", "␀"),
    # What steers the text or is no character of XML 1.0.
    ("[\x01-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]", "�"),
)
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a workbook says of itself on its hidden sheet; `seal` covers all the rest."""

    standard: str
    version: str
    department: str
    round: str
    day: str
    rows: str
    part: str  # `1/1`
    form: str = VERSION
    seal: str = ""

    def sealed(self, ledger: Ledger) -> Ticket:
        """Return the ticket with its seal."""
        return replace(self, seal=self._seal(ledger))

    def is_whole(self, ledger: Ledger) -> bool:
        """Return whether the ticket is as this ledger sealed it."""
        return self.seal == self._seal(ledger)

    def items(self) -> list[tuple[str, str]]:
        """Return names and values in the order of the sheet."""
        return [(name, getattr(self, name)) for name in self.__slots__]

    def _seal(self, ledger: Ledger) -> str:
        told = [value for name, value in self.items() if name != "seal"]
        return str(ledger.digests(pa.array([_BETWEEN.join(told)]), "returns:ticket")[0].as_py())


def seals(rows: pa.Table, ticket: Ticket, ledger: Ledger) -> pa.StringArray:
    """Return the seal of each row: over its fixed cells, without regard to blanks, and whose list it belongs to.

    Args:
        rows: string columns named as in `FIXED`; null and empty are the same.
    """
    whose = _BETWEEN.join((ticket.standard, ticket.department, ticket.round))
    cells = [pc.fill_null(text_column(rows[name]), "") for name in FIXED]
    cells = [pc.replace_substring_regex(column, r"[\s\x{00a0}\x{3000}]+", "") for column in cells]
    joined = pc.binary_join_element_wise(*cells, whose, _BETWEEN)
    return ledger.digests(text_column(joined), "returns:row")


def visible(values: pa.StringArray) -> pa.StringArray:
    r"""Return values as cells show them: what cannot be seen becomes a sign, and the very long are cut.

    >>> visible(pa.array(["a\nb\x00", "x" * 3000])).to_pylist()[0]
    'a⏎b␀'
    """
    shown = values
    for pattern, sign in _VISIBLE:
        shown = pc.replace_substring_regex(shown, pattern, sign)
    long = pc.greater(pc.utf8_length(shown), _SEEN)
    if not pc.any(long).as_py():
        return shown
    cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(shown, 0, _SEEN), _LONGER, "")
    return pc.if_else(long, cut, shown)


def titles(language: Language) -> list[str]:
    """Return the titles of the columns."""
    return [column.title.say(language) for column in COLUMNS]


def columns_under(header: Sequence[str]) -> dict[str, str] | None:
    """Return which column of a sheet holds which of ours, in whichever language; None where one is missing."""
    by_title = {one: column.name for column in COLUMNS for one in (column.title.zh, column.title.en)}
    found = {by_title[title]: title for title in header if title in by_title}
    return found if len(found) == len(COLUMNS) else None
