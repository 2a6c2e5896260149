"""Small ledgers of invented rounds, duties and drops, entered through the real ledger, for the tests of scores."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.profiles import Scoring, load_scoring
from govclean.governance.scorecard.league import League, score
from govclean.governance.scorecard.moments import moment_of

DAY = "2026-11-23"
LATE = date(2026, 11, 23)
STANDARD = {"standard": "population", "version": "2026.1"}
_HEX = "0123456789abcdef" * 4


@dataclass
class Books:
    """A ledger that is open; what is not said takes a plain value."""

    ledger: Ledger

    def round(
        self, department="公安厅", number=1, *, source="实有人口", day=DAY, tallies=(), problems=(), **told
    ):
        """Enter a round; `problems` may be a mapping state → count, or rows."""
        whose = {"round": number, "department": department, "source": source, "standard": "population"}
        row = {
            **whose,
            "day": day,
            "version": "2026.1",
            "batch": f"{source}-{number}",
            "records": 1000,
            **told,
        }
        batch = {"batch": row["batch"], "version": row["version"]}
        rows = {
            "rounds": rows_of("rounds", [row]),
            "tallies": rows_of("tallies", [{**whose, **batch, **_tally(one)} for one in tallies]),
            "problems": rows_of("problems", [{**whose, **one} for one in _problems(problems, number)]),
        }
        return self.ledger.enter("round", rows, About("population", row["version"]))

    def judged(self, found: Found, department="公安厅", number=1, **told):
        """Enter a round in which rules were made and records have faults, tallies and problems in step."""
        return self.round(
            department,
            number,
            tallies=found.tallies(),
            problems=found.problems(),
            records=found.records,
            **told,
        )

    def duty(self, department="公安厅", *, source="实有人口", cycle="monthly", since="2026-01-01", **told):
        row = {
            "department": department,
            "source": source,
            "standard": "population",
            "cycle": cycle,
            "since": since,
        }
        return self.enter("duty", duties=[{**row, "active": True, **told}])

    def drop(self, received, department="公安厅", *, source="实有人口", verdict=None, **told):
        batch = told.pop("batch", f"{source}-{received}")
        row = {"batch": batch, "department": department, "source": source, "received_on": str(received)}
        row |= {**STANDARD, "path": f"{batch}.csv", "sha256": _HEX, "records": 1000, **told}
        if verdict is None:
            return self.enter("drop", drops=[row])
        intake = {"batch": batch, "department": department, "verdict": verdict, "files": 1}
        return self.enter("intake", drops=[row], intakes=[intake])

    def reply(self, problem, number=1, *, department="公安厅", day=DAY, outcome="corrected", accepted=True):
        row = {"problem": problem, "round": number, "department": department, "outcome": outcome}
        return self.enter("reply", replies=[{**row, "day": day, "accepted": accepted}])

    def enter(self, kind, **tables):
        return self.ledger.enter(kind, {name: rows_of(name, rows) for name, rows in tables.items()})

    def score(self, profile="six_dimensions", *, day=LATE, round_number=None) -> League:
        moment = moment_of(self.ledger, day, day=day, round_number=round_number)
        scoring = profile if isinstance(profile, Scoring) else load_scoring(profile)
        return score(self.ledger, scoring, moment)


@dataclass
class Found:
    """What was found among so many records.

    Args:
        faults: `rule@field` → how many records have it, counted from the first, or which ones.
        made: rules that were tested and found nothing.
        excepted: faults an exception covers, as `faults`.
        severities, evaluated: of a rule of a field, where not `error` and all records.
        untested: `rule@field` → why it was not made.
    """

    records: int = 100
    faults: dict = field(default_factory=dict)
    made: list = field(default_factory=list)
    excepted: dict = field(default_factory=dict)
    severities: dict = field(default_factory=dict)
    evaluated: dict = field(default_factory=dict)
    untested: dict = field(default_factory=dict)

    def tallies(self):
        for rule in dict.fromkeys([*self.faults, *self.excepted, *self.made]):
            excepted = len(_numbers(self.excepted.get(rule, 0)))
            yield {
                "rule": rule,
                "severity": self.severities.get(rule, "error"),
                "evaluated": self.evaluated.get(rule, self.records),
                "failed": len(_numbers(self.faults.get(rule, 0))) + excepted,
                "excepted": excepted,
            }
        for rule, why in self.untested.items():
            yield {"rule": rule, "tested": False, "why_untested": why, "evaluated": None, "failed": None}

    def problems(self):
        for state, faults in (("new", self.faults), ("excepted", self.excepted)):
            for name, records in faults.items():
                rule, _, of_field = name.partition("@")
                severity = self.severities.get(name, "error")
                whole_file = rule == "completeness.column"
                for number in [0] if whole_file else _numbers(records):
                    row = {
                        "problem": f"{name}-{number}",
                        "record": f"{number:032x}",
                        "row": number,
                        "state": state,
                    }
                    yield row | {"rule": rule, "field": of_field, "severity": severity, **_dimension(rule)}


def _numbers(records):
    return list(range(1, records + 1)) if isinstance(records, int) else records


def _dimension(rule):
    return {"dimension": rule.partition(".")[0]}


@contextmanager
def books(folder: Path):
    """Yield an empty ledger in a folder."""
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        yield Books(ledger)


def _tally(told):
    rule, _, of_field = told["rule"].partition("@")
    row = {"field": of_field, "severity": "error", "tested": True, "evaluated": 1000, "failed": 0, **told}
    return {**row, "rule": rule, **_dimension(rule)}


def _problems(told, number):
    if isinstance(told, dict):
        states = [state for state, count in told.items() for _ in range(count)]
        told = [{"problem": f"P{place:05d}", "state": state} for place, state in enumerate(states)]
    for one in told:
        row = {"record": _HEX[:32], "field": "phone", "rule": "validity.format", "severity": "error"}
        row |= {"dimension": "validity", "first_round": min(number, 1), "due_on": "2026-12-07"}
        yield row | one
