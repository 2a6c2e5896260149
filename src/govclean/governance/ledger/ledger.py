"""The ledger: what happened, entry after entry, each sealed with the one before. Entries are added, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from govclean.errors import UsageError
from govclean.governance.ledger.asking import entry_at, last_entry, quoted, select, where
from govclean.governance.ledger.beginning import TOOL, begin, digest_key, now, refuse_wrong_key
from govclean.governance.ledger.canonical import digest_of
from govclean.governance.ledger.conforming import conformed, rows_from
from govclean.governance.ledger.opening import begun, connected, locked, told
from govclean.governance.ledger.sealing import Body, Entry, Facts, Head, sealed
from govclean.governance.ledger.storing import show_as_wide, store, widen_tables
from govclean.governance.ledger.tables import TABLES, kind_of, table_of
from govclean.governance.ledger.verifying import Verification, verified
from govclean.values.digests import Key, keyed_hashes
from govclean.wording import Text

_DIGEST_DIGITS = 32  # 128 bits: among 100 million values two share one with a probability below 1e-22


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an entry beside its rows.

    Args:
        entered_at: ISO 8601 with its offset; the present moment where it is not given.
        occasion: names what is entered, so that it is entered once however often it is tried.
    """

    standard: str = ""
    version: str = ""
    entered_at: str = ""
    occasion: str = ""


class Ledger:
    """A ledger that is open; `Ledger.open` to write, `Ledger.read` to read."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, path: Path, key: Key | None) -> None:
        self._engine = engine
        self._key = key
        self.path = path

    @classmethod
    @contextmanager
    def open(cls, path: Path | str, key: Key | None = None) -> Iterator[Ledger]:
        """Yield a ledger to write into, begun where there is none; one writer at a time.

        Raises:
            UsageError: somebody else uses the ledger, it is no ledger, its key is another or missing, or it cannot be
                written.
        """
        place = Path(path).absolute()
        with locked(place):
            if not place.exists():
                with begun(place) as engine, told(place):
                    begin(engine, key)
            with connected(place, writing=True) as engine:
                refuse_wrong_key(engine, place, key, writing=True)
                with told(place):
                    widen_tables(engine)
                yield cls(engine, place, key)

    @classmethod
    @contextmanager
    def read(cls, path: Path | str, key: Key | None = None) -> Iterator[Ledger]:
        """Yield a ledger to read; several may read at once, while nobody writes.

        Raises:
            UsageError: there is no such ledger, somebody writes it, or the key is another than the ledger's.
        """
        place = Path(path).absolute()
        with connected(place, writing=False) as engine:
            refuse_wrong_key(engine, place, key, writing=False)
            show_as_wide(engine)
            yield cls(engine, place, key)

    @property
    def head(self) -> Head:
        """Return the last entry's number, hash and moment.

        Raises:
            UsageError: the ledger was emptied.
        """
        last = last_entry(self._engine)
        if last is None:
            raise UsageError(_EMPTY, where=str(self.path))
        return last.head

    def enter(self, kind: str, rows: Mapping[str, pa.Table], about: About = About()) -> int:
        """Add one entry with its rows in one transaction and return its number.

        An occasion that was entered before with the same rows is not entered again: its number is returned.

        Args:
            rows: the rows for each table the kind allows; one may be empty. Columns that may be empty can be absent.

        Raises:
            UsageError: the file cannot be written (nothing was entered then), or the occasion was entered with other
                rows.
            ValueError: rows that do not fit their table, or a table that is not the kind's: our own mistake.
        """
        allowed = kind_of(kind).tables
        if not rows or any(name not in allowed for name in rows):
            msg = f"an entry {kind} has rows of {', '.join(allowed)}"
            raise ValueError(msg)
        fitting = {name: conformed(table_of(name), table) for name, table in sorted(rows.items())}
        bodies = tuple(Body(name, table.num_rows, digest_of(table)) for name, table in fitting.items())
        known = self._known(about.occasion, bodies)
        if known is not None:
            return known
        entry = sealed(_facts(kind, about, self.head), bodies, self._key)
        with told(self.path):
            store(self._engine, entry, fitting)
        return entry.facts.seq

    def table(self, name: str, **equal: object) -> pa.Table:
        """Return the rows of a table in the order they were entered: `entry`, `place`, then the table's columns.

        Args:
            equal: column = value, or column = a list of values.

        Raises:
            LookupError: there is no such table.
            ValueError: there is no such column.
        """
        condition, parameters = where(table_of(name), equal)
        asked = f'FROM "{name}" WHERE {condition} ORDER BY entry, place'
        return select(self._engine, asked, parameters)

    def latest(self, name: str, **equal: object) -> pa.Table:
        """Return the last row of each key of a table: how things stand now. Conditions hold for these last rows."""
        table = table_of(name)
        condition, parameters = where(table, equal)
        key = ", ".join(map(quoted, table.key))
        last = f"row_number() OVER (PARTITION BY {key} ORDER BY entry DESC, place DESC) = 1"
        asked = f'FROM (FROM "{name}" QUALIFY {last}) WHERE {condition} ORDER BY entry, place'
        return select(self._engine, asked, parameters)

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """Return what a SELECT over the ledger's tables, `entries` and `bodies` gives; it can change nothing."""
        self._engine.execute("BEGIN TRANSACTION READ ONLY")
        try:
            return select(self._engine, sql, parameters)
        finally:
            self._engine.execute("ROLLBACK")

    def entry(self, seq: int) -> Entry:
        """Return one entry with the digests of its rows.

        Raises:
            LookupError: there is none with this number.
        """
        return entry_at(self._engine, seq)

    def entries(self) -> pa.Table:
        """Return all entries in order, a row each, with the number of their `rows`."""
        rows = (
            'coalesce((SELECT sum(b."rows")::BIGINT FROM main.bodies b WHERE b.entry = e.seq), 0) AS "rows"'
        )
        return select(self._engine, f"FROM main.entries e SELECT e.*, {rows} ORDER BY e.seq")

    def find(self, occasion: str) -> int | None:
        """Return the number of the entry with an occasion; None where there is none."""
        asked = "SELECT min(seq) FROM main.entries WHERE occasion = ? AND occasion <> ''"
        seq: int | None = self._engine.execute(asked, [occasion]).fetchall()[0][0]
        return seq

    def digests(self, values: pa.StringArray, context: str = "") -> pa.StringArray:
        """Return for each value 32 hexadecimal digits that only this ledger gives it; null stays null.

        Without a key the secret stands in the ledger itself: whoever holds the file can try all numbers there are.

        Args:
            context: what the values are; the same value has other digits in another context.

        Raises:
            UsageError: the ledger began with a key, which was not given.
        """
        hashes = keyed_hashes(values, digest_key(self._engine, self.path, self._key), "sha256", context)
        return pc.utf8_slice_codeunits(hashes, 0, _DIGEST_DIGITS)

    def verify(self) -> Verification:
        """Return whether every entry, row, hash and link is as it was entered, and where not."""
        return verified(self._engine, self._key)

    def _known(self, occasion: str, bodies: tuple[Body, ...]) -> int | None:
        seq = self.find(occasion)
        if seq is None:
            return None
        held = entry_at(self._engine, seq)
        if held.bodies != bodies:
            found = Text("第 {seq} 笔", "entry {seq}").fill(seq=seq)
            raise UsageError(_ANOTHER.fill(occasion=occasion), where=str(self.path), found=found)
        return seq


def rows_of(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return mappings as the rows of a table of the ledger; absent keys are empty cells.

    Raises:
        LookupError: there is no such table.
        ValueError: the rows do not fit it.
    """
    return rows_from(table_of(name), rows)


def table_names() -> tuple[str, ...]:
    """Return the names of the tables of a ledger, in their order."""
    return tuple(table.name for table in TABLES)


def _facts(kind: str, about: About, head: Head) -> Facts:
    return Facts(
        seq=head.seq + 1,
        entered_at=about.entered_at or now(),
        kind=kind,
        occasion=about.occasion,
        tool=TOOL,
        standard=about.standard,
        version=about.version,
        previous=head.hash,
    )


_ANOTHER = Text("“{occasion}”已记过账，内容不同", '"{occasion}" was entered before, with other content')
_EMPTY = Text("账本没有任何记录", "the ledger has no entries")
