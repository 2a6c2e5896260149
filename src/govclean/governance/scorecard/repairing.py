"""What became of the problems that were returned: repaired (修补率), settled in time, answered; and what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govclean.governance.ledger import Ledger
from govclean.governance.ledger.quality_tables import OPEN_STATES
from govclean.governance.scorecard.accounts import Account, entries_of
from govclean.governance.scorecard.figures import Figure, Line, asides
from govclean.governance.scorecard.moments import Moment
from govclean.wording import Text

Row = Mapping[str, object]

# A reply to an earlier list answers a problem that is still open; one that came back must be answered again.
_COUNTED = """
WITH answers AS (
    SELECT problem, round, min(day) AS day FROM replies
    WHERE accepted AND entry < $1 AND day <= $2 GROUP BY problem, round
), listed AS (
    SELECT p.*, r.day AS judged_on, here.day AS answered_on, list_contains($4::VARCHAR[], p.state) AS is_open,
        here.day IS NOT NULL OR (p.state <> 'again' AND p.problem IN (
            SELECT a.problem FROM answers a)) AS is_answered,
        coalesce(p.due_on < $2, false) AS is_past
    FROM problems p
    JOIN rounds r ON r.entry = p.entry AND r.department = p.department AND r.standard = p.standard
        AND r.source IS NOT DISTINCT FROM p.source
    LEFT JOIN answers here ON here.problem = p.problem AND here.round = p.round
    WHERE p.entry IN (SELECT unnest($3::BIGINT[]))
), settled AS (
    SELECT *, CASE WHEN state = 'repaired' THEN judged_on WHEN is_open THEN answered_on END AS settled_on FROM listed
)
SELECT entry, department, coalesce(source, '') AS source, standard, rule, field, severity,
    count(*) FILTER (state = 'repaired') AS repaired,
    count(*) FILTER (state IN ('repaired', 'remaining', 'changed')) AS judged,
    count(*) FILTER (settled_on IS NOT NULL AND (due_on IS NULL OR settled_on <= due_on)) AS in_time,
    count(*) FILTER (settled_on IS NOT NULL OR (is_open AND is_past)) AS due,
    count(*) FILTER (state = 'repaired' OR (is_open AND is_answered)) AS answered,
    count(*) FILTER (state = 'repaired' OR (is_open AND (is_answered OR is_past))) AS to_answer,
    count(*) FILTER (is_open AND is_past) AS overdue,
    count(*) FILTER (is_open) AS open,
    count(*) FILTER (state = 'new') AS fresh,
    count(*) FILTER (state = 'again') AS again,
    count(*) FILTER (state = 'carried') AS carried,
    count(*) FILTER (state = 'withdrawn') AS withdrawn,
    count(*) FILTER (state = 'excepted') AS excepted
FROM settled
GROUP BY ALL ORDER BY department, source, standard, rule, field, severity
"""


@dataclass(frozen=True, slots=True)
class Repairs:
    """Department → its figures."""

    repaired: Mapping[str, Figure]
    in_time: Mapping[str, Figure]
    answered: Mapping[str, Figure]
    overdue: Mapping[str, int]  # open and past their due day


def repairs(ledger: Ledger, accounts: Sequence[Account], moment: Moment) -> Repairs:
    """Return the figures of the last round of each account, a line for each rule of each field.

    `repaired`: of the problems open before that were tested again, those no longer found. `in_time`: of those settled
    (repaired, or answered) or past their due day, those settled by it. `answered`: of those answered, repaired or past
    their due day, those answered or repaired. A problem that is open and not yet due counts in neither: new errors
    must not make old ones look better. What was withdrawn, excepted or not tested again is told apart.
    """
    known = {account.key: account for account in accounts}
    parameters = [moment.before, moment.day.isoformat(), entries_of(accounts), list(OPEN_STATES)]
    rows: dict[str, list[tuple[Row, Account]]] = {account.department: [] for account in accounts}
    for row in ledger.ask(_COUNTED, parameters).to_pylist():
        account = known.get((row["entry"], row["department"], row["source"], row["standard"]))
        if account is not None:
            rows[account.department].append((row, account))
    return Repairs(
        repaired={name: _figure(one, "repaired", "judged", _APART) for name, one in rows.items()},
        in_time={name: _figure(one, "in_time", "due", _OVERDUE) for name, one in rows.items()},
        answered={name: _figure(one, "answered", "to_answer", ()) for name, one in rows.items()},
        overdue={name: sum(_count(row, "overdue") for row, _ in one) for name, one in rows.items()},
    )


def _figure(
    rows: Sequence[tuple[Row, Account]], good: str, whole: str, apart: Sequence[tuple[Text, str]]
) -> Figure:
    lines = (_line(row, account, _count(row, good), _count(row, whole)) for row, account in rows)
    counted = [(words, sum(_count(row, name) for row, _ in rows)) for words, name in apart]
    return Figure(tuple(line for line in lines if line.whole), asides(*counted))


def _line(row: Row, account: Account, good: int, whole: int) -> Line:
    return Line(
        good,
        whole,
        rule=str(row["rule"]),
        field=str(row["field"]),
        severity=str(row["severity"]),
        source=account.source,
        standard=account.rules,
        batch=account.batch,
        round=account.round,
    )


def _count(row: Row, name: str) -> int:
    return int(str(row[name]))


_APART = (
    (Text("新增", "new"), "fresh"),
    (Text("再次出现", "back again"), "again"),
    (Text("本轮未测、仍未了结", "not tested again, still open"), "carried"),
    (Text("记录已撤回", "withdrawn with their record"), "withdrawn"),
    (Text("例外", "excepted"), "excepted"),
)
_OVERDUE = (
    (Text("逾期未了结", "open and overdue"), "overdue"),
    (Text("未了结", "open"), "open"),
)
