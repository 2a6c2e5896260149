"""Whether a ledger is as it was written: every entry, every row, every link; and where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from govclean.governance.ledger.asking import all_entries, quoted, select
from govclean.governance.ledger.canonical import Canonical
from govclean.governance.ledger.columns import PLACE, LedgerTable
from govclean.governance.ledger.sealing import FIRST_PREVIOUS, Body, Entry, Head
from govclean.governance.ledger.storing import CHAIN_COLUMNS, Engine, columns_held, kinds_of, stored
from govclean.governance.ledger.tables import TABLES
from govclean.values.digests import Key
from govclean.wording import Text

_ROWS_AT_ONCE = 200_000
_SHOWN = 40  # characters of a name that is not ours


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it was entered."""

    entry: int  # its number; 0 where it is the ledger as a whole
    table: str  # empty where it is the entry itself
    what: Text


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying a ledger found."""

    entries: int
    rows: int
    head: Head | None
    troubles: tuple[Trouble, ...]
    macs_checked: bool  # a key was given
    keyed: int  # entries that carry an HMAC

    @property
    def holds(self) -> bool:
        """Return whether nothing is amiss."""
        return not self.troubles


def verified(engine: Engine, key: Key | None) -> Verification:
    """Return the verification of an open ledger."""
    entries = all_entries(engine)
    troubles = [*_strangers(engine), *_chain(entries), *_macs(entries, key)]
    held = columns_held(engine)
    for table in TABLES:
        bodies = {
            entry.facts.seq: body for entry in entries for body in entry.bodies if body.name == table.name
        }
        if _legible(table, held.get(table.name, {})):
            troubles += _rows(engine, table, bodies)
        else:
            troubles += _lost(table, bodies)
    return Verification(
        entries=len(entries),
        rows=sum(entry.rows for entry in entries),
        head=entries[-1].head if entries else None,
        troubles=tuple(sorted(troubles, key=lambda one: (one.entry, one.table, one.what.en))),
        macs_checked=key is not None,
        keyed=sum(entry.mac is not None for entry in entries),
    )


def missing_head(entries: Sequence[tuple[int, str]], expected: str) -> Trouble | None:
    """Return the trouble where an entry noted elsewhere (`SEQ:HASH`) is not in the ledger as it was noted."""
    seq, _, noted = expected.partition(":")
    held = {str(number): hashed for number, hashed in entries}
    if held.get(seq) == noted.lower():
        return None
    return Trouble(int(seq) if seq.isdigit() else 0, "", _NOT_AS_NOTED if seq in held else _CUT_OFF)


def _chain(entries: Sequence[Entry]) -> Iterator[Trouble]:
    if not entries:
        yield Trouble(0, "", _NO_ENTRY)
    previous, expected = FIRST_PREVIOUS, 1
    for entry in entries:
        facts = entry.facts
        if facts.seq != expected:
            yield Trouble(facts.seq, "", _OUT_OF_ORDER.fill(expected=expected))
        if facts.previous != previous:
            yield Trouble(facts.seq, "", _BROKEN_LINK)
        if not entry.whole:
            yield Trouble(facts.seq, "", _ENTRY_CHANGED)
        previous, expected = entry.hash, facts.seq + 1


def _macs(entries: Sequence[Entry], key: Key | None) -> Iterator[Trouble]:
    keyed = False
    for entry in entries:
        if keyed and entry.mac is None:
            yield Trouble(entry.facts.seq, "", _UNSIGNED)
        keyed |= entry.mac is not None
        if key is not None and entry.mac is not None and not entry.signed_with(key):
            yield Trouble(entry.facts.seq, "", _WRONG_MAC)


def _strangers(engine: Engine) -> Iterator[Trouble]:
    """Yield tables and columns that are not the ledger's, or not of its kinds."""
    known = {**CHAIN_COLUMNS, **{table.name: kinds_of(table) for table in TABLES}}
    for name, columns in columns_held(engine).items():
        if name not in known:
            yield Trouble(0, name[:_SHOWN], _STRANGE_TABLE)
            continue
        for column, kind in columns.items():
            if known[name].get(column) != kind:
                yield Trouble(0, name, _STRANGE_COLUMN.fill(column=column[:_SHOWN]))


def _legible(table: LedgerTable, held: Mapping[str, str]) -> bool:
    """Return whether the rows of a table can be read at all: their place and every column is of its kind."""
    kinds = kinds_of(table)
    there = all(name in held for name in PLACE)
    return there and all(kinds[name] == kind for name, kind in held.items() if name in kinds)


def _rows(engine: Engine, table: LedgerTable, bodies: dict[int, Body]) -> Iterator[Trouble]:
    counts = "SELECT entry, count(*), min(place), max(place), count(DISTINCT place)"
    counted = f"FROM {stored(engine, table.name)} {counts} GROUP BY entry"
    held = {row[0]: row[1:] for row in engine.execute(counted).fetchall()}
    for seq in sorted(held.keys() - bodies.keys(), key=lambda number: (number is None, number)):
        yield Trouble(seq or 0, table.name, _ADDED.fill(count=held[seq][0]))
    fitting = []
    for seq, body in sorted(bodies.items()):
        rows, first, last, places = held.get(seq, (0, 1, 0, 0))
        if rows != body.rows:
            yield Trouble(seq, table.name, _COUNT.fill(held=rows, entered=body.rows))
        elif rows and (first, last, places) != (1, rows, rows):
            yield Trouble(seq, table.name, _PLACES)
        else:
            fitting.append((seq, body))
    yield from _digests(engine, table, fitting)


def _digests(engine: Engine, table: LedgerTable, bodies: Sequence[tuple[int, Body]]) -> Iterator[Trouble]:
    names = [name for name in columns_held(engine)[table.name] if name in table.schema.names]
    asked = f"FROM {stored(engine, table.name)} SELECT {', '.join(map(quoted, names))} WHERE "
    for group in _groups(bodies):
        seqs = [seq for seq, _ in group]
        condition = (
            f"entry BETWEEN {seqs[0]} AND {seqs[-1]} AND list_contains(?, entry) ORDER BY entry, place"
        )
        rows = Canonical(_typed(table, select(engine, asked + condition, [seqs])))
        start = 0
        for seq, body in group:
            if rows.digest(start, start + body.rows) != body.digest:
                yield Trouble(seq, table.name, _ROWS_CHANGED)
            start += body.rows


def _typed(table: LedgerTable, rows: pa.Table) -> pa.Table:
    return rows.cast(pa.schema([table.schema.field(name) for name in rows.column_names]))


def _groups(bodies: Sequence[tuple[int, Body]]) -> Iterator[list[tuple[int, Body]]]:
    """Yield entries in runs of about so many rows: memory stays bounded however long the ledger."""
    group: list[tuple[int, Body]] = []
    rows = 0
    for seq, body in bodies:
        group.append((seq, body))
        rows += body.rows
        if rows >= _ROWS_AT_ONCE:
            yield group
            group, rows = [], 0
    if group:
        yield group


def _lost(table: LedgerTable, bodies: dict[int, Body]) -> Iterator[Trouble]:
    """Yield the entries whose rows cannot be read because the table is gone or was rebuilt."""
    for seq, body in sorted(bodies.items()):
        if body.rows:
            yield Trouble(seq, table.name, _LOST.fill(entered=body.rows))


_NO_ENTRY = Text("账本没有任何记录", "there is no entry")
_OUT_OF_ORDER = Text("序号不连续，应为 {expected}", "its number is out of order; {expected} was due")
_BROKEN_LINK = Text("与上一笔的哈希不衔接", "it does not carry the hash of the entry before")
_ENTRY_CHANGED = Text("内容与自身的哈希不符", "its content does not agree with its hash")
_UNSIGNED = Text("此前已带密钥校验，这一笔没有", "it has no HMAC, though entries before it have")
_WRONG_MAC = Text("密钥校验（HMAC）不符", "its HMAC is not that of this key")
_STRANGE_TABLE = Text("不是账本的表", "this table is none of the ledger's")
_STRANGE_COLUMN = Text("列 {column} 不是账本的列", "the column {column} is none of the ledger's")
_ADDED = Text("有 {count} 行不属于任何一笔", "{count} rows belong to no entry")
_COUNT = Text("现有 {held} 行，记账时为 {entered} 行", "{held} rows are there, {entered} were entered")
_LOST = Text("{entered} 行无法读取", "{entered} rows cannot be read")
_PLACES = Text("行号不连续", "its rows are not numbered in a row")
_ROWS_CHANGED = Text("行的内容被改动过", "rows were changed")
_NOT_AS_NOTED = Text(
    "与所记下的哈希不符：这一笔或之前的内容被改动过",
    "its hash is not the one noted: it or one before it was changed",
)
_CUT_OFF = Text("账本中没有所记下的这一笔：末尾被截去", "the entry noted is not there: the end was cut off")
