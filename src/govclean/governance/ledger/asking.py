"""Questions to the tables of the ledger, and the entries of its chain as they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from govclean.governance.ledger.columns import PLACE, LedgerTable
from govclean.governance.ledger.sealing import Body, Entry, entry_from
from govclean.governance.ledger.storing import ENTRY_COLUMNS, Engine


def select(engine: Engine, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
    """Return what a question gives; texts come as `string`, whole numbers as they are.

    Raises:
        ValueError: it is no question but a statement.
    """
    relation = engine.sql(sql, params=list(parameters)) if parameters else engine.sql(sql)
    if relation is None:
        msg = "only a SELECT gives rows"
        raise ValueError(msg)
    return _plain(relation.to_arrow_table())


def quoted(name: str) -> str:
    """Return a name of our own as SQL writes it."""
    return f'"{name}"'


def where(table: LedgerTable, equal: Mapping[str, object]) -> tuple[str, list[object]]:
    """Return the condition that columns equal a value, or one of a list of values, and its parameters.

    Raises:
        ValueError: a column the table does not have.
    """
    unknown = sorted(equal.keys() - {*table.schema.names, *PLACE})
    if unknown:
        msg = f"{table.name} has no columns {', '.join(unknown)}"
        raise ValueError(msg)
    parts, parameters = ["true"], list[object]()
    for name, value in equal.items():
        values = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
        parts.append(f"{quoted(name)} IN ({', '.join('?' * len(values))})" if values else "false")
        parameters += values
    return " AND ".join(parts), parameters


def all_entries(engine: Engine) -> list[Entry]:
    """Return all entries in the order of their numbers, as they stand in the file."""
    return _entries(engine, "true", "true", [])


def entry_at(engine: Engine, seq: int) -> Entry:
    """Return the entry with a number.

    Raises:
        LookupError: there is none.
    """
    return _entries(engine, "seq = ?", "entry = ?", [seq])[0]


def last_entry(engine: Engine) -> Entry | None:
    """Return the entry with the highest number; None in a ledger that was emptied."""
    (last,) = engine.execute("SELECT max(seq) FROM main.entries").fetchall()[0]
    return None if last is None else entry_at(engine, last)


def _entries(engine: Engine, of_entries: str, of_bodies: str, parameters: list[int]) -> list[Entry]:
    bodies: dict[int, list[Body]] = {}
    columns = 'entry, "name", "rows", digest'
    asked = f'FROM main.bodies SELECT {columns} WHERE {of_bodies} ORDER BY entry, "name"'
    for number, *body in engine.execute(asked, parameters).fetchall():
        bodies.setdefault(number, []).append(Body(*body))
    columns = ", ".join(map(quoted, ENTRY_COLUMNS))
    asked = f"FROM main.entries SELECT {columns} WHERE {of_entries} ORDER BY seq"
    found = engine.execute(asked, parameters).fetchall()
    entries = (dict(zip(ENTRY_COLUMNS, row, strict=True)) for row in found)
    return [entry_from(row, tuple(bodies.get(row["seq"], ()))) for row in entries]


def _plain(table: pa.Table) -> pa.Table:
    """Return a table whose texts are plain strings, however this DuckDB gives them."""
    textual = (pa.types.is_large_string, pa.types.is_string_view)
    fields = [
        field.with_type(pa.string()) if any(judge(field.type) for judge in textual) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
