"""The league table: all departments scored at one moment, the best first; equal points share a rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govclean.documents import did_you_mean
from govclean.errors import UsageError
from govclean.governance.ledger import Head, Ledger
from govclean.governance.profiles.scoring import Scoring
from govclean.governance.scorecard.accounts import Account
from govclean.governance.scorecard.grading import Scorecard, grade
from govclean.governance.scorecard.measuring import measure
from govclean.governance.scorecard.moments import Moment, rounds_until
from govclean.wording import Text

MOST_ROUNDS = 12
"""Rounds a trend goes back."""


@dataclass(frozen=True, slots=True)
class League:
    """All scorecards of one moment, by rank and name; those of which nothing was tested last, without a rank."""

    scoring: Scoring
    moment: Moment
    head: Head  # of the ledger they were computed from
    cards: tuple[Scorecard, ...]
    ranks: Mapping[str, int]
    accounts: tuple[Account, ...]
    overdue: Mapping[str, int]

    def card(self, department: str) -> Scorecard:
        """Return the scorecard of a department.

        Raises:
            UsageError: the ledger does not know it.
        """
        for card in self.cards:
            if card.department == department:
                return card
        known = [card.department for card in self.cards]
        near = did_you_mean(department, known)
        names = _KNOWN.fill(near=near, names="、".join(known))
        raise UsageError(_UNKNOWN.fill(department=department), hint=Text(names.zh, names.en.strip()))


@dataclass(frozen=True, slots=True)
class Trend:
    """The scorecards of the last rounds, the oldest first; the last round as it stands at the moment of the league."""

    rounds: tuple[tuple[int, date], ...]
    cards: tuple[Mapping[str, Scorecard], ...]  # by department, a mapping a round

    def points(self, department: str) -> list[float | None]:
        """Return the sums of a department, a figure a round; None where it was not scored."""
        cards = [of_round.get(department) for of_round in self.cards]
        return [card.points if card is not None else None for card in cards]

    def before(self, department: str) -> Scorecard | None:
        """Return the scorecard of a department a round ago."""
        return self.cards[-2].get(department) if len(self.cards) > 1 else None


def score(ledger: Ledger, scoring: Scoring, moment: Moment) -> League:
    """Return the scorecards of all departments at a moment by a profile.

    Raises:
        StandardError: a duty in the ledger names a profile of deadlines, or that a calendar, which there is not.
    """
    measured = measure(ledger, moment)
    cards = [grade(measured, department, scoring) for department in measured.departments]
    ranks = ranked(cards)
    last = len(cards) + 1
    cards.sort(key=lambda card: (ranks.get(card.department, last), card.department))
    return League(scoring, moment, ledger.head, tuple(cards), ranks, measured.accounts, measured.overdue)


def ranked(cards: Sequence[Scorecard]) -> dict[str, int]:
    """Return department → rank: 1 and how many have more points; absent where nothing was tested."""
    points = {card.department: card.points for card in cards if card.points is not None}
    return {name: 1 + sum(other > own for other in points.values()) for name, own in points.items()}


def trend(ledger: Ledger, league: League) -> Trend:
    """Return how the departments of a league stood at the end of each of the last rounds.

    Raises:
        StandardError: see `score`.
    """
    rounds = rounds_until(ledger, league.moment)[-MOST_ROUNDS:]
    cards: list[Mapping[str, Scorecard]] = []
    for number, day in rounds[:-1]:
        earlier = score(ledger, league.scoring, Moment(day, number, league.moment.before))
        cards.append({card.department: card for card in earlier.cards})
    if rounds:
        cards.append({card.department: card for card in league.cards})
    return Trend(tuple(rounds), tuple(cards))


_UNKNOWN = Text("账本中没有部门“{department}”", 'the ledger knows no department "{department}"')
_KNOWN = Text("{near}现有：{names}", "{near} There are {names}")
