"""Invented rows for the tables of the ledger."""

import pyarrow as pa

from govclean.governance.ledger import rows_of

ROUND = {
    "round": 1,
    "day": "2026-11-23",
    "department": "卫健委",
    "source": "health",
    "standard": "population",
    "version": "2026.1",
    "records": 1000,
}
PROBLEM = {
    "round": 1,
    "problem": "WJW-000001",
    "department": "卫健委",
    "source": "health",
    "standard": "population",
    "record": "0123456789abcdef0123456789abcdef",
    "record_shown": "4101**********123X",
    "row": 7,
    "field": "resident_id",
    "rule": "validity.check_digit",
    "dimension": "validity",
    "severity": "error",
    "first_round": 1,
    "due_on": "2026-12-07",
    "state": "new",
}
OBJECTION = {"objection": "YY-1", "state": "raised", "department": "公安局", "day": "2026-11-23"}


def rounds(**changes) -> pa.Table:
    return rows_of("rounds", [ROUND | changes])


def problems(count: int = 1, **changes) -> pa.Table:
    return rows_of(
        "problems", [PROBLEM | {"problem": f"WJW-{n:06d}", "row": n} | changes for n in range(1, count + 1)]
    )


def objections(*states: str) -> pa.Table:
    return rows_of("objections", [OBJECTION | {"state": state} for state in states])


def a_round(number: int = 1, count: int = 3) -> dict[str, pa.Table]:
    """Return the rows of one round as `Ledger.enter` takes them."""
    return {"rounds": rounds(round=number), "problems": problems(count, round=number)}
