"""Which state of the ledger is scored: all that it says of the time up to a day, a round and an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.wording import Text, same

_EVERY = 1 << 62
_ROUNDS = """
SELECT round, max(day) AS day FROM rounds WHERE entry < $1 AND day <= $2 GROUP BY round ORDER BY round
"""
_LAST_DAY = "SELECT max(day) AS day FROM rounds"


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the ledger.

    Attributes:
        day: what was to be done by this day is due; what happened later is not looked at.
        round: rounds after this one are not looked at; None where there is no round yet.
        before: entries from this number on are not looked at.
    """

    day: date
    round: int | None = None
    before: int = _EVERY

    @property
    def begins(self) -> date:
        """Return the first day of the year that is appraised: deliveries, requests and objections count from here."""
        return date(self.day.year, 1, 1)


def moment_of(
    ledger: Ledger, today: date, *, day: date | None = None, round_number: int | None = None
) -> Moment:
    """Return the state to score: up to a day, a round, or both; else the present one.

    The day is that of the round where a round is named, else today, or the last day a round was entered for where
    that lies after today.

    Raises:
        UsageError: the ledger has no such round by that day.
    """
    if round_number is not None:
        return _of_round(ledger, round_number, day)
    if day is None:
        last = ledger.ask(_LAST_DAY)["day"][0].as_py()
        day = max(today, date.fromisoformat(last)) if last else today
    known = rounds_until(ledger, Moment(day))
    return Moment(day, known[-1][0] if known else None)


def rounds_until(ledger: Ledger, moment: Moment) -> list[tuple[int, date]]:
    """Return the rounds up to a moment in their order, each with the last day it was judged on until then."""
    rows = ledger.ask(_ROUNDS, [moment.before, moment.day.isoformat()]).to_pylist()
    known = [(int(row["round"]), date.fromisoformat(row["day"])) for row in rows]
    return [one for one in known if moment.round is None or one[0] <= moment.round]


def _of_round(ledger: Ledger, number: int, day: date | None) -> Moment:
    known = dict(rounds_until(ledger, Moment(day or date.max)))
    if number not in known:
        found = same(", ".join(map(str, known))) if known else _NONE
        raise UsageError(_NO_ROUND.fill(round=number), where="--round", found=found)
    return Moment(day or known[number], number)


_NO_ROUND = Text("账本没有第 {round} 轮", "the ledger has no round {round}")
_NONE = Text("尚无任何轮次", "no round at all")
