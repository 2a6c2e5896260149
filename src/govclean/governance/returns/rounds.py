"""What became of the problems from round to round, from the ledger alone: repaired, remaining, new, overdue, repair rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from govclean.governance.ledger import Ledger
from govclean.governance.ledger.quality_tables import OPEN_STATES, STATES

BY = ("department", "source", "standard", "rule", "field", "dimension", "severity")
"""What the figures can be told apart by."""

_OF_ROUNDS = ("department", "source", "standard")
_JUDGED = ("repaired", "remaining", "changed")
_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_BEFORE = "state IN ('remaining', 'changed', 'repaired', 'withdrawn', 'carried')"


def progress(
    ledger: Ledger,
    by: Sequence[str] = ("department", "standard"),
    *,
    day: date | None = None,
    rounds: Sequence[int] | None = None,
) -> pa.Table:
    """Return the figures of each round, apart by some columns of `problems`.

    Columns: `round`, those of `by`, `open_before`, one for each state, `open_now`, `overdue`, `judged` (int64) and
    `repair_rate` (double, null where nothing was judged). The repair rate (修补率) is `repaired` / `judged`: of the problems
    that were open before and could be judged, the share that is gone. What was withdrawn, not tested or excepted counts
    neither way. A delivery without a problem has its row of zeros, unless the rows are told apart by rule or field.

    Args:
        day: the day by which overdue is judged; that of each round where it is not given.
        rounds: the rounds asked for; all where it is not given.

    Raises:
        ValueError: a column that the figures cannot be told apart by.
    """
    unknown = [name for name in by if name not in BY]
    if unknown:
        msg = f"no column to tell the figures apart by: {', '.join(unknown)}"
        raise ValueError(msg)
    columns = ", ".join(("round", *by))
    counts = ", ".join(f"count(*) FILTER (state = '{state}') AS \"{state}\"" for state in STATES)
    judged = " + ".join(f'"{state}"' for state in _JUDGED)
    numbers = "NULL" if not rounds else ", ".join(str(int(one)) for one in rounds)
    wanted = "true" if rounds is None else f"round IN ({numbers})"
    some = "true" if set(by) <= set(_OF_ROUNDS) else "problem IS NOT NULL"
    sql = f"""
        WITH stood AS (
            SELECT *, lag(state) OVER (PARTITION BY problem ORDER BY round) AS before FROM problems
        ), beside AS (
            SELECT r.round, r.department, r.source, r.standard, s.rule, s.field, s.dimension, s.severity,
                   s.problem, s.state, s.before, s.due_on, coalesce(nullif($1, ''), r.day) AS today
            FROM rounds r LEFT JOIN stood s USING (round, department, source, standard)
        ), counted AS (
            SELECT {columns},
                count(*) FILTER ({_BEFORE} OR (state = 'excepted' AND before IN ({_OPEN}))) AS open_before,
                {counts},
                count(*) FILTER (state IN ({_OPEN})) AS open_now,
                count(*) FILTER (state IN ({_OPEN}) AND due_on < today) AS overdue
            FROM beside WHERE {wanted} AND {some} GROUP BY {columns}
        )
        SELECT *, {judged} AS judged, repaired / nullif({judged}, 0) AS repair_rate
        FROM counted ORDER BY {columns}
    """  # noqa: S608 - only names and words of our own stand in it
    return ledger.ask(sql, [day.isoformat() if day else ""])


def open_problems(ledger: Ledger) -> pa.Table:
    """Return the problems that are open now: the last row of each (columns of the ledger's `problems`), by number."""
    last = "row_number() OVER (PARTITION BY problem ORDER BY round DESC, entry DESC) = 1"
    asked = f"FROM (FROM problems QUALIFY {last}) WHERE state IN ({_OPEN}) ORDER BY problem"
    return ledger.ask(asked)
