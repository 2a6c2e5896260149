"""The tables of the ledger in DuckDB: made, widened and filled."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import duckdb
import numpy as np
import pyarrow as pa

from govclean.governance.ledger.columns import PLACE, SQL, LedgerTable
from govclean.governance.ledger.sealing import Entry
from govclean.governance.ledger.tables import TABLES

Engine = duckdb.DuckDBPyConnection

ENTRY_COLUMNS = (
    "seq", "entered_at", "kind", "occasion", "tool", "standard", "version",
    "key_id", "previous", "hash", "mac",
)  # fmt: skip
CHAIN_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "entries": dict.fromkeys(ENTRY_COLUMNS, "VARCHAR") | {"seq": "BIGINT"},
    "bodies": {"entry": "BIGINT", "name": "VARCHAR", "rows": "BIGINT", "digest": "VARCHAR"},
}
"""The columns of the two tables that hold the chain, with their SQL types."""


def make_tables(engine: Engine) -> None:
    """Make the tables of a new ledger, in one transaction: one wait for the disk instead of one a table."""
    engine.execute("BEGIN TRANSACTION")
    for name, kinds in CHAIN_COLUMNS.items():
        _make(engine, name, kinds)
    for table in TABLES:
        _make(engine, table.name, kinds_of(table))
    engine.execute("COMMIT")


def widen_tables(engine: Engine) -> None:
    """Add the tables and columns that an older govclean did not have yet."""
    held = columns_held(engine)
    for table in TABLES:
        if table.name not in held:
            _make(engine, table.name, kinds_of(table))
            continue
        for column in (column for column in table.columns if column.name not in held[table.name]):
            engine.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {SQL[column.kind]}')


def show_as_wide(engine: Engine) -> None:
    """Let a ledger that is only read look as if it had the tables and columns it lacks, all empty."""
    held = columns_held(engine)
    for table in TABLES:
        names = held.get(table.name)
        if names is None or any(column.name not in names for column in table.columns):
            source = f"FROM {stored(engine, table.name)}" if names is not None else "WHERE false"
            engine.execute(f'CREATE TEMP VIEW "{table.name}" AS SELECT {_wide(table, names or {})} {source}')


def columns_held(engine: Engine) -> dict[str, dict[str, str]]:
    """Return the columns of every table in the file, with their SQL types."""
    held: dict[str, dict[str, str]] = {}
    asked = (
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() AND schema_name = 'main' "
        "ORDER BY table_name, column_index"
    )
    for table, column, kind in engine.execute(asked).fetchall():
        held.setdefault(table, {})[column] = kind
    return held


def stored(engine: Engine, name: str) -> str:
    """Return a table of the file as SQL names it, where a view of the same name may hide it."""
    catalog = engine.execute("SELECT current_database()").fetchall()[0][0].replace('"', '""')
    return f'"{catalog}".main."{name}"'


def kinds_of(table: LedgerTable) -> dict[str, str]:
    """Return all columns of a table, the place of the row first, with their SQL types."""
    return dict.fromkeys(PLACE, "BIGINT") | {column.name: SQL[column.kind] for column in table.columns}


def store(engine: Engine, entry: Entry, rows: Mapping[str, pa.Table]) -> None:
    """Put an entry and its rows into the tables, all or nothing.

    Raises:
        duckdb.Error: the file cannot be written.
    """
    engine.execute("BEGIN TRANSACTION")
    try:
        _insert(engine, entry, rows)
        engine.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # it may be gone already, and the first error is the one to tell
            engine.execute("ROLLBACK")
        raise


def _make(engine: Engine, name: str, kinds: Mapping[str, str]) -> None:
    columns = ", ".join(f'"{column}" {kind}' for column, kind in kinds.items())
    engine.execute(f'CREATE TABLE "{name}" ({columns})')


def _wide(table: LedgerTable, held: Mapping[str, str]) -> str:
    return ", ".join(
        f'"{name}"' if name in held else f'NULL::{kind} AS "{name}"' for name, kind in kinds_of(table).items()
    )


def _insert(engine: Engine, entry: Entry, rows: Mapping[str, pa.Table]) -> None:
    for body in entry.bodies:
        _insert_rows(engine, body.name, entry.facts.seq, rows[body.name])
        told = [entry.facts.seq, body.name, body.rows, body.digest]
        engine.execute("INSERT INTO bodies VALUES (?, ?, ?, ?)", told)
    facts = {name: getattr(entry.facts, name) for name in entry.facts.__slots__}
    facts |= {"key_id": entry.key_id, "hash": entry.hash, "mac": entry.mac}
    places = ", ".join("?" * len(ENTRY_COLUMNS))
    engine.execute(f"INSERT INTO entries FROM (VALUES ({places}))", [facts[name] for name in ENTRY_COLUMNS])


def _insert_rows(engine: Engine, name: str, seq: int, rows: pa.Table) -> None:
    count = rows.num_rows
    if not count:
        return
    numbers = (np.full(count, seq, np.int64), np.arange(1, count + 1, dtype=np.int64))
    for place, cells in zip(PLACE, numbers, strict=True):
        rows = rows.append_column(place, pa.array(cells))
    engine.register("incoming", rows)
    try:
        engine.execute(f'INSERT INTO "{name}" BY NAME FROM incoming')
    finally:
        with suppress(duckdb.Error):  # not allowed in a transaction that failed; the next rows take its place
            engine.unregister("incoming")
