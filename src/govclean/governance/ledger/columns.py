"""What a table of the ledger is made of: columns, each of a kind, and what may stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from govclean.wording import Text

Kind = Literal["text", "prose", "day", "digest", "whole", "number", "flag"]
"""`prose` is free text, in which personal numbers are starred; `digest` is hexadecimal and cannot hold a plain value."""

ARROW: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "prose": pa.string(),
    "day": pa.string(),
    "digest": pa.string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}
SQL: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "prose": "VARCHAR",
    "day": "VARCHAR",
    "digest": "VARCHAR",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
}
PLACE = ("entry", "place")
"""Where a row stands: the number of its entry, and its own within the entry, from 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may stand in it."""

    name: str
    kind: Kind = "text"
    needed: bool = False  # never null
    words: tuple[str, ...] = ()  # the only texts that may stand here; empty: any


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """One table; of several rows with one `key` the last tells how things stand now."""

    name: str
    title: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """Return the columns that a caller fills, without the place of the row."""
        return pa.schema([(column.name, ARROW[column.kind]) for column in self.columns])


def needed(*names: str) -> tuple[Column, ...]:
    """Return columns of text that are always filled."""
    return tuple(Column(name, needed=True) for name in names)


def text(*names: str) -> tuple[Column, ...]:
    """Return columns of text that may be empty."""
    return tuple(Column(name) for name in names)


def of(kind: Kind, *names: str, filled: bool = False) -> tuple[Column, ...]:
    """Return columns of a kind; always filled where asked for."""
    return tuple(Column(name, kind, needed=filled) for name in names)


def word(name: str, words: Sequence[str], *, filled: bool = False) -> tuple[Column, ...]:
    """Return a column in which only these words stand."""
    return (Column(name, needed=filled, words=tuple(words)),)
