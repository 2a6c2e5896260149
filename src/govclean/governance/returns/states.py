"""What a problem is beside the round before: new, remaining, changed, back again, excepted; repaired, withdrawn, carried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.governance.ledger.quality_tables import OPEN_STATES
from govclean.governance.profiles import Deadlines
from govclean.governance.profiles.deadlines import TermName
from govclean.governance.returns.following import NOWHERE
from govclean.governance.returns.known import Known, Whose, in_force
from govclean.governance.returns.looking import Places
from govclean.governance.returns.problems import new_numbers
from govclean.governance.returns.tallying import RuleOfField
from govclean.validation.checks.validity import OF_READING
from govclean.validation.findings import Severity

DUE: Mapping[Severity, TermName] = {
    "error": "problem.error", "warning": "problem.warning", "info": "problem.info",
}  # fmt: skip

_READING = {rule.id for rule in OF_READING}
_TO_JUDGE = ("rule", "field", "handle", "rest", "_place")
COLUMNS = (
    "problem", "record", "record_shown", "row", "line", "field", "rule", "dimension", "severity",
    "value", "first_round", "due_on", "state", "handle", "rest", "left_out",
)  # fmt: skip
"""What is entered of each problem, beside whose it is."""


@dataclass(frozen=True, slots=True)
class Round:
    """What there is to compare.

    Attributes:
        tested: the rules of fields that this delivery was asked; `asked` all that the standard asks.
        full: the delivery holds all records of its source, so that a record that is missing is gone.
        file_content: the record digest of faults of the file as a whole.
    """

    whose: Whose
    number: int
    day: date
    full: bool
    tested: frozenset[RuleOfField]
    asked: frozenset[RuleOfField]
    deadlines: Deadlines
    file_content: str


class Found:
    """The problems found now, each with its number and what it is beside the last round."""

    def __init__(self, problems: pa.Table, known: Known, this: Round, followed: pa.Table) -> None:
        self._problems = problems
        self._this = this
        self._granted = known.granted()
        self._followed = followed
        held = zip(*(known.problems[name].to_pylist() for name in ("problem", "first_round")), strict=True)
        self._first_rounds = dict(held)
        days = {word: this.deadlines.due(term, this.day).day.isoformat() for word, term in DUE.items()}
        self._due = [days[severity] for severity in problems["severity"].to_pylist()]
        self.expired: list[str] = []
        self.was_open = 0

    def numbered(self, of_known: NDArray[np.intp], of_problem: NDArray[np.intp]) -> pa.Table:
        """Return the problems with number, state, first round and due day."""
        match: list[int | None] = [None] * self._problems.num_rows
        for one, other in zip(of_known.tolist(), of_problem.tolist(), strict=True):
            match[other] = one
        numbers = self._numbers(match)
        before = self._followed.select(["state", "value", "due_on"]).to_pylist()
        values = self._problems["value"].to_pylist()
        states, due = [], []
        for place, (code, own) in enumerate(zip(numbers, match, strict=True)):
            held = None if own is None else before[own]
            states.append(self._state(code, values[place], held))
            stays = held is not None and states[-1] in ("remaining", "changed") and held["due_on"]
            due.append(held["due_on"] if held is not None and stays else self._due[place])
        first = [self._first_rounds.get(code, self._this.number) for code in numbers]
        told = {"problem": numbers, "state": states, "due_on": due}
        table = self._problems
        for name, column in told.items():
            table = table.append_column(name, pa.array(column, pa.string()))
        return table.append_column("first_round", pa.array(first, pa.int64()))

    def _numbers(self, match: Sequence[int | None]) -> list[str]:
        """Return the known number of each problem that was followed, a number for each other."""
        known = self._followed["problem"].to_pylist()
        unknown = [place for place, own in enumerate(match) if own is None]
        made = new_numbers(self._problems.take(pa.array(unknown, pa.int64())), self._this.whose, known)
        fresh = dict(zip(unknown, made, strict=True))
        return [fresh[place] if own is None else known[own] for place, own in enumerate(match)]

    def _state(self, code: str, value: str | None, held: Mapping[str, Any] | None) -> str:
        was_open = held is not None and held["state"] in OPEN_STATES
        exception = self._granted.get(code)
        if exception is not None:
            if in_force(exception, self._this.day) and exception["value"] == value:
                self.was_open += was_open
                return "excepted"
            if not in_force(exception, self._this.day):
                self.expired.append(code)
        if held is not None and was_open:
            return "remaining" if held["value"] == value else "changed"
        return "again" if code in self._first_rounds else "new"


def gone(missing: pa.Table, places: Places, this: Round) -> pa.Table:
    """Return the open problems that were not found, with what became of them."""
    missing = missing.append_column("_place", pa.array(places, pa.int64()))
    missing = missing.filter(pc.is_in(missing["state"], pa.array(OPEN_STATES)))
    states = [_became(row, this) for row in missing.select(_TO_JUDGE).to_pylist()]
    place = missing.schema.get_field_index("state")
    return missing.set_column(place, "state", pa.array(states, pa.string())).select(COLUMNS)


def _became(row: Mapping[str, Any], this: Round) -> str:
    """Return what became of an open problem that was not found."""
    rule = (row["rule"], row["field"])
    reading = row["rule"] in _READING
    if not reading and rule not in this.asked:
        return "withdrawn"  # the standard no longer asks it
    if row["_place"] != NOWHERE:
        return "repaired" if reading or rule in this.tested else "carried"
    if not this.full:
        return "carried"
    of_no_record = reading and row["handle"] is None and row["rest"] is None
    return "repaired" if of_no_record else "withdrawn"  # a line that was no record is no longer there
