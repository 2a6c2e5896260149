"""Which faults the records of a round have: records with the same faults are counted together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govclean.governance.ledger import Ledger
from govclean.governance.scorecard.accounts import Account, Key, entries_of
from govclean.validation.checks.completeness import COLUMN

_FOUND = ("new", "again", "remaining", "changed", "excepted")
# A missing column is one problem of the whole file; how many records it is missing from stands in the tallies.
_SAME_FAULTS = """
WITH of_records AS (
    SELECT entry, department, coalesce(source, '') AS source, standard,
        list_sort(list(DISTINCT [rule, field, severity, CASE state WHEN 'excepted' THEN 'x' ELSE '' END])) AS faults
    FROM problems
    WHERE entry IN (SELECT unnest($1::BIGINT[])) AND list_contains($2::VARCHAR[], state) AND rule <> $3
    GROUP BY entry, department, coalesce(source, ''), standard, record, row, line
)
SELECT entry, department, source, standard, faults, count(*) AS records FROM of_records
GROUP BY ALL ORDER BY entry, department, source, standard, faults
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a record breaks in one field."""

    rule: str
    field: str
    severity: str
    excepted: bool  # covered by an exception in force


@dataclass(frozen=True, slots=True)
class Faults:
    """How many records have exactly these faults."""

    faults: tuple[Fault, ...]
    records: int


def faults_of(ledger: Ledger, accounts: Sequence[Account]) -> dict[Key, list[Faults]]:
    """Return account → its records with faults, those with the same faults together; a missing column is none of them."""
    parameters = [entries_of(accounts), list(_FOUND), COLUMN.id]
    found: dict[Key, list[Faults]] = {}
    for row in ledger.ask(_SAME_FAULTS, parameters).to_pylist():
        faults = tuple(Fault(rule, field, level, bool(mark)) for rule, field, level, mark in row["faults"])
        key = (row["entry"], row["department"], row["source"], row["standard"])
        found.setdefault(key, []).append(Faults(faults, row["records"]))
    return found
