"""The tables of the ledger and the kinds of entries: what is kept, column by column.

Plain values of people are never kept: a record is a keyed digest (`record`) and what may be shown of it
(`record_shown`). Tables may gain columns; a column is never removed or renamed, nor given another meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from govclean.governance.ledger.columns import LedgerTable, of
from govclean.governance.ledger.quality_tables import QUALITY_TABLES
from govclean.governance.ledger.sharing_tables import SHARING_TABLES
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One kind of entry: what happened, and the tables that may tell of it."""

    name: str
    title: Text
    tables: tuple[str, ...]


BOOK = LedgerTable(
    "book",  # how the ledger began: its form, what its digests are keyed with
    Text("账本", "the book"),
    ("format",),
    (*of("whole", "format", filled=True), *of("digest", "salt", "key_id")),
)

TABLES: tuple[LedgerTable, ...] = (BOOK, *QUALITY_TABLES, *SHARING_TABLES)

KINDS: tuple[EntryKind, ...] = (
    EntryKind("begin", Text("建账", "begin"), ("book",)),
    EntryKind("duty", Text("应报", "duty"), ("duties",)),
    EntryKind("drop", Text("到达", "drop"), ("drops", "runs")),
    EntryKind("run", Text("处理", "run"), ("runs", "drops", "duties")),
    EntryKind("round", Text("轮次", "round"), ("rounds", "problems", "tallies")),
    EntryKind("reply", Text("反馈", "reply"), ("replies", "exceptions")),
    EntryKind("exception", Text("例外", "exception"), ("exceptions",)),
    EntryKind("objection", Text("异议", "objection"), ("objections",)),
    EntryKind("request", Text("需求", "request"), ("requests",)),
    EntryKind("catalog", Text("目录", "catalog"), ("resources",)),
    EntryKind("intake", Text("接收", "intake"), ("intakes", "drops")),
    EntryKind("share", Text("共享", "share"), ("shares",)),
    EntryKind("score", Text("考核", "score"), ("scores", "scorings")),
)
BEGIN = KINDS[0].name


def table_of(name: str) -> LedgerTable:
    """Return a table by its name.

    Raises:
        LookupError: there is no such table.
    """
    for table in TABLES:
        if table.name == name:
            return table
    raise LookupError(name)


def kind_of(name: str) -> EntryKind:
    """Return a kind of entry by its name.

    Raises:
        LookupError: there is no such kind.
    """
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise LookupError(name)
