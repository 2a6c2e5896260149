"""What the ledger already knows of the drops of a run: when each was first seen, which rounds were made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from govclean.governance.ledger import Ledger
from govclean.governance.pipeline.drops import Arrival, Drop

Whose = tuple[str, str, str]
"""Department, what it calls the table, standard."""

_ROUNDS = "SELECT department, source, standard, version, sha256, day, batch FROM rounds ORDER BY round, entry"


@dataclass(frozen=True, slots=True)
class RoundMade:
    """One round of one table."""

    version: str
    sha256: str
    day: date
    batch: str | None

    def is_of(self, arrival: Arrival) -> bool:
        """Return whether it was made of an arrival; a round that knows of no batch may be."""
        return self.sha256 == arrival.sha256 and self.batch in (None, arrival.batch)


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger knows; nothing where there is none yet."""

    received: Mapping[tuple[str, ...], date] = field(default_factory=dict)  # by `_arrived`
    rounds: Mapping[Whose, Sequence[RoundMade]] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger | None, drops: Sequence[Drop]) -> History:
        """Return what a ledger knows of some drops."""
        if ledger is None:
            return cls()
        received: dict[tuple[str, ...], date] = {}
        for row in ledger.table("drops", sha256=sorted({drop.sha256 for drop in drops})).to_pylist():
            key = row["department"], row["source"] or "", row["sha256"], row["period_from"] or ""
            received.setdefault(key, date.fromisoformat(row["received_on"]))
        rounds: dict[Whose, list[RoundMade]] = {}
        for row in ledger.ask(_ROUNDS).to_pylist():
            made = RoundMade(
                row["version"], row["sha256"] or "", date.fromisoformat(row["day"]), row["batch"]
            )
            rounds.setdefault((row["department"], row["source"] or "", row["standard"]), []).append(made)
        return cls(received, rounds)

    def day_of(self, drop: Drop, today: date) -> date:
        """Return the day a drop is judged on: that of its arrival, so that it is not judged anew every day."""
        known = next((self.received[key] for key in _arrived(drop) if key in self.received), None)
        return known or drop.source.received_on or today

    def is_booked(self, drop: Drop) -> bool:
        """Return whether the ledger has the arrival of a drop: the same content for another period is another."""
        return any(key in self.received for key in _arrived(drop))

    def round_of(self, arrival: Arrival) -> RoundMade | None:
        """Return the last round of an arrival's table where it was made of this very arrival."""
        made = self._rounds(arrival)
        if not made or not made[-1].is_of(arrival):
            return None
        return made[-1] if made[-1].version == arrival.first.registry.standard.version else None

    def open(self, arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
        """Return the arrivals that are not past: a later one of their table has no round yet.

        Args:
            arrivals: of each table in the order of their periods.
        """
        kept: dict[Whose, list[Arrival]] = {}
        for arrival in arrivals:
            of_table = kept.setdefault(whose(arrival), [])
            if any(one.is_of(arrival) for one in self._rounds(arrival)):
                of_table.clear()
            of_table.append(arrival)
        return tuple(arrival for of_table in kept.values() for arrival in of_table)

    def _rounds(self, arrival: Arrival) -> Sequence[RoundMade]:
        return self.rounds.get(whose(arrival), ())


def _arrived(drop: Drop) -> tuple[tuple[str, ...], ...]:
    """Return how the ledger may know the arrival of a drop: with its period, or without one."""
    told = drop.department, drop.table, drop.sha256
    first = drop.period.first.isoformat() if drop.period else ""
    return ((*told, first), (*told, ""))


def whose(arrival: Arrival) -> Whose:
    """Return which table an arrival is of."""
    first = arrival.first
    return first.department, first.table, first.registry.name


def latest(arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """Return the arrivals that stand for their tables now: the last of each, all of one handed in by increments."""
    last = {whose(arrival): arrival for arrival in arrivals}
    return tuple(
        arrival
        for arrival in arrivals
        if arrival.first.source.mode == "incremental" or last[whose(arrival)] is arrival
    )
