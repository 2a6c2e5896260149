"""The ledger as files others can read: every table as Parquet, and what verifying it found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from govclean import __version__
from govclean.extracts.parquet import write_parquet
from govclean.extracts.publishing import LAST, publish
from govclean.governance.ledger.ledger import Ledger
from govclean.governance.ledger.tables import BOOK, TABLES
from govclean.governance.ledger.verifying import Verification

HIDDEN = "salt"
"""The column of the first table that is never shown: with it, the digests of all numbers there are could be made."""

Export = Callable[[Path], None]  # what is written beside the Parquet tables, given the folder that holds them


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported."""

    verification: Verification
    rows: dict[str, int]  # by table


def export_ledger(ledger: Ledger, folder: Path, *, beside: Export | None = None) -> Exported:
    """Write every table of a ledger, `entries`, `bodies` and `run.json` into a folder.

    Raises:
        UsageError: the folder cannot be used.
    """
    verification = ledger.verify()
    rows: dict[str, int] = {}
    with publish(folder) as hidden:
        for name, table in _tables(ledger):
            write_parquet(table, hidden / f"{name}.parquet")
            rows[name] = table.num_rows
        if beside:
            beside(hidden)
        told = _told(ledger, verification, rows)
        text = json.dumps(told, ensure_ascii=False, indent=2)
        (hidden / LAST).write_text(text + "\n", encoding="utf-8")
    return Exported(verification, rows)


def shown(ledger: Ledger, name: str, **equal: object) -> pa.Table:
    """Return the rows of a table as they may be shown: without what its digests are salted with.

    Raises:
        LookupError: there is no such table.
        ValueError: there is no such column.
    """
    table = ledger.table(name, **equal)
    return table.drop_columns([HIDDEN]) if name == BOOK.name else table


def _tables(ledger: Ledger) -> Iterator[tuple[str, pa.Table]]:
    """Yield the tables by name, one in memory at a time."""
    yield "entries", ledger.entries()
    yield "bodies", ledger.ask('SELECT * FROM main.bodies ORDER BY entry, "name"')
    for table in TABLES:
        yield table.name, shown(ledger, table.name)


def _told(ledger: Ledger, verification: Verification, rows: dict[str, int]) -> dict[str, object]:
    head = ledger.head
    return {
        "tool": {"name": "govclean", "version": __version__},
        "command": "ledger export",
        "ledger": ledger.path.name,
        "head": {"seq": head.seq, "hash": head.hash, "entered_at": head.entered_at},
        "verified": {
            "holds": verification.holds,
            "troubles": len(verification.troubles),
            "macs_checked": verification.macs_checked,
        },
        "rows": rows,
    }
