"""What the ledger knows of a source before a round: its problems as they last stood, exceptions, answers, earlier rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.ledger import Ledger
from govclean.governance.ledger.quality_tables import OPEN_STATES

_PROBLEMS = """
FROM problems
WHERE department = $1 AND source = $2 AND standard = $3 AND round < $4
QUALIFY row_number() OVER (PARTITION BY problem ORDER BY round DESC, entry DESC) = 1
ORDER BY problem
"""
_EXCEPTIONS = """
FROM exceptions
WHERE department = $1 AND source IS NOT DISTINCT FROM $2 AND standard = $3 AND entry < $4
QUALIFY row_number() OVER (PARTITION BY problem ORDER BY entry DESC, place DESC) = 1
ORDER BY problem
"""
_ANSWERS = """
FROM replies
WHERE department = $1 AND accepted AND entry < $2
QUALIFY row_number() OVER (PARTITION BY problem ORDER BY entry DESC, place DESC) = 1
ORDER BY problem
"""
_ROUNDS = "FROM rounds WHERE department = $1 AND source = $2 AND standard = $3 ORDER BY round, entry"
_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Whose:
    """Which account in the ledger: a department's source under a standard."""

    department: str
    source: str
    standard: str


@dataclass(frozen=True, slots=True)
class Known:
    """What stood in the ledger before a round.

    Attributes:
        problems: rows of `problems`, each problem's last, by number.
        exceptions: rows of `exceptions`, each problem's last: granted, revoked or expired.
        answers: rows of `replies`, the last accepted one of each problem.
    """

    problems: pa.Table
    exceptions: pa.Table
    answers: pa.Table

    @property
    def followed(self) -> pa.Table:
        """The problems that are looked for again: open ones, and those that an exception covered."""
        return self.problems.filter(pc.is_in(self.problems["state"], pa.array([*OPEN_STATES, "excepted"])))

    @property
    def open_before(self) -> int:
        """How many problems were open."""
        return sum(state in OPEN_STATES for state in self.problems["state"].to_pylist())

    def granted(self) -> dict[str, dict[str, object]]:
        """Return the exceptions in force when they were last spoken of, by problem."""
        rows = self.exceptions.filter(pc.equal(self.exceptions["state"], "granted")).to_pylist()
        return {str(row["problem"]): row for row in rows}

    def outcomes(self) -> dict[str, str]:
        """Return what the department last answered, by problem."""
        return dict(
            zip(self.answers["problem"].to_pylist(), self.answers["outcome"].to_pylist(), strict=True)
        )


def known_before(ledger: Ledger, whose: Whose, round_number: int, entry: int | None) -> Known:
    """Return what a ledger says of a source before a round.

    Args:
        entry: the entry of the round where it was entered already: what came later is not looked at.
    """
    end = _NEVER if entry is None else entry
    whole = [whose.department, whose.source, whose.standard]
    return Known(
        ledger.ask(_PROBLEMS, [*whole, round_number]),
        ledger.ask(_EXCEPTIONS, [*whole, end]),
        ledger.ask(_ANSWERS, [whose.department, end]),
    )


def rounds_of(ledger: Ledger, whose: Whose) -> Sequence[Mapping[str, object]]:
    """Return the rounds of a source in their order, as the ledger's table `rounds` has them."""
    rows: list[dict[str, object]] = ledger.ask(
        _ROUNDS, [whose.department, whose.source, whose.standard]
    ).to_pylist()
    return rows


def in_force(exception: Mapping[str, object], day: date) -> bool:
    """Return whether a granted exception still holds on a day."""
    return str(exception["expires_on"]) >= day.isoformat()
