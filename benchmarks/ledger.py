"""Ledger benchmark: a round of problems entered, the whole verified, a round asked for, with seconds and peak memory.

usage: python benchmarks/ledger.py [ROUNDS [PROBLEMS_A_ROUND]]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from govclean.governance.ledger import Ledger, rows_of

Result = TypeVar("Result")
DEPARTMENTS = ("公安局", "卫健委", "民政局", "市场监管局")
FIELDS = ("resident_id", "name", "birth_date", "sex", "phone")
ROUND = {
    "day": "2026-11-23",
    "department": "卫健委",
    "source": "all",
    "standard": "population",
    "version": "2026.1",
}


def main(rounds: int = 10, problems: int = 100_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.duckdb"
        with Ledger.open(path) as ledger:
            tables = [_round(ledger, number, problems) for number in range(1, rounds + 1)]
            for number, table in enumerate(tables, 1):
                rows = {
                    "rounds": rows_of("rounds", [ROUND | {"round": number, "records": problems}]),
                    "problems": table,
                }
                _timed(f"enter {problems:,} problems", lambda rows=rows: ledger.enter("round", rows))
            del tables
        with Ledger.read(path) as ledger:
            found = _timed(f"verify {rounds * problems:,} rows", ledger.verify)
            _timed(
                "one round of one department",
                lambda: ledger.table("problems", round=rounds, department="卫健委"),
            )
            _timed("how every problem stands now", lambda: ledger.latest("problems"))
        assert found.holds
        print(f"{path.stat().st_size / 1e6:,.0f} MB on disk, {found.rows:,} rows in {found.entries} entries")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB peak memory")


def _timed(what: str, work: Callable[[], Result]) -> Result:
    began = time.perf_counter()
    result = work()
    print(f"{what:40} {time.perf_counter() - began:6.2f} s")
    return result


def _round(ledger: Ledger, number: int, count: int) -> pa.Table:
    rng = np.random.default_rng(number)
    records = pa.array(rng.integers(0, 10**12, count)).cast(pa.string())
    began = time.perf_counter()
    digests = ledger.digests(records, "record:population")
    if number == 1:
        print(f"{f'digests of {count:,} record keys':40} {time.perf_counter() - began:6.2f} s")
    pick = {name: pa.array(words).take(pa.array(rng.integers(0, len(words), count))) for name, words in (
        ("department", DEPARTMENTS), ("field", FIELDS), ("state", ("new", "remaining", "repaired")),
    )}  # fmt: skip
    same = {
        "source": "all",
        "standard": "population",
        "rule": "validity.check_digit",
        "dimension": "validity",
    }
    same |= {"severity": "error", "due_on": "2026-12-07", "record_shown": "4101**********123X"}
    return pa.table(
        {name: pa.repeat(word, count) for name, word in same.items()}
        | pick
        | {
            "round": pa.repeat(number, count),
            "first_round": pa.repeat(1, count),
            "row": pa.array(np.arange(count)),
            "problem": pa.array([f"WJW-{place:07d}" for place in range(count)]),
            "record": digests,
            "value": digests,
        }
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
