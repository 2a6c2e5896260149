"""The accounts that are scored: each source of each department under a standard, as it was last judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govclean.governance.ledger import Ledger
from govclean.governance.scorecard.moments import Moment

_LAST_JUDGED = """
WITH ended AS (
    SELECT department, source, active FROM duties WHERE entry < $1 AND since <= $2
    QUALIFY row_number() OVER (PARTITION BY department, source ORDER BY entry DESC, place DESC) = 1
)
SELECT r.* FROM rounds r ANTI JOIN (FROM ended WHERE NOT active) AS over
    ON over.department = r.department AND over.source = r.source
WHERE r.entry < $1 AND r.day <= $2 AND r.round <= $3
QUALIFY row_number() OVER (
    PARTITION BY r.department, r.source, r.standard ORDER BY r.round DESC, r.entry DESC, r.place DESC) = 1
ORDER BY r.department, r.source, r.standard
"""
_SHOWN_DIGITS = 12

Key = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Account:
    """One source as it was last judged; `batch` is its batch, or the beginning of its SHA-256 where it has none."""

    entry: int
    round: int
    day: date
    department: str
    source: str
    standard: str
    version: str
    batch: str
    records: int
    set_aside: int  # of the records, those that could not be read
    storable: int | None

    @property
    def key(self) -> Key:
        """Return what the rows of this account in the ledger are known by."""
        return self.entry, self.department, self.source, self.standard

    @property
    def rules(self) -> str:
        """Return the standard with its version, as `population@2026.1`."""
        return f"{self.standard}@{self.version}"


def accounts_of(ledger: Ledger, moment: Moment) -> tuple[Account, ...]:
    """Return the accounts by department, source and standard; those whose duty to deliver has ended are left out."""
    if moment.round is None:
        return ()
    rows = ledger.ask(_LAST_JUDGED, [moment.before, moment.day.isoformat(), moment.round]).to_pylist()
    return tuple(_account(row) for row in rows)


def entries_of(accounts: Sequence[Account]) -> list[int]:
    """Return the numbers of the entries in which accounts stand."""
    return sorted({account.entry for account in accounts})


def batch_named(batch: str | None, sha256: str | None) -> str:
    """Return what a batch is called: itself, else the beginning of its files' SHA-256.

    >>> batch_named(None, "3f9a" * 16), batch_named("20261105-01", None)
    ('sha256:3f9a3f9a3f9a', '20261105-01')
    """
    return batch or (f"sha256:{sha256[:_SHOWN_DIGITS]}" if sha256 else "")


def _account(row: dict[str, object]) -> Account:
    storable = row["records_storable"]
    return Account(
        entry=int(str(row["entry"])),
        round=int(str(row["round"])),
        day=date.fromisoformat(str(row["day"])),
        department=str(row["department"]),
        source=str(row["source"]),
        standard=str(row["standard"]),
        version=str(row["version"]),
        batch=batch_named(_text(row["batch"]), _text(row["sha256"])),
        records=int(str(row["records"])),
        set_aside=int(str(row["set_aside"] or 0)),
        storable=None if storable is None else int(str(storable)),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
