"""What a report of scores is made from: the league, how it came to stand so, and whom the reader asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govclean.governance.scorecard.grading import Scorecard
from govclean.governance.scorecard.league import League, Trend
from govclean.wording import Language, Text


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """The scores of one moment; of one department where it is named, and point by point where it is explained."""

    league: League
    trend: Trend
    language: Language
    department: str = ""
    explained: bool = False

    @property
    def cards(self) -> Sequence[Scorecard]:
        """Return the scorecards to show, by rank.

        Raises:
            UsageError: the ledger does not know the department.
        """
        return (self.league.card(self.department),) if self.department else self.league.cards

    def rank(self, card: Scorecard) -> str:
        """Return the rank of a department; a dash where nothing was tested."""
        return str(self.league.ranks.get(card.department, "–"))

    def change(self, card: Scorecard) -> str:
        """Return by how much the sum differs from the round before, with its sign.

        Empty where one of them lacks; told in words where other measures were tested then.
        """
        before = self.trend.before(card.department)
        if before is None or before.points is None or card.points is None:
            return ""
        if before.tested != card.tested:
            return _OTHERS.say(self.language)
        return f"{card.points - before.points:+.2f}"


_OTHERS = Text("指标不同", "other measures")
