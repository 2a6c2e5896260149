"""The step `score`: all departments scored from the ledger. Nothing is published: that stays somebody's decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Self

from govclean.extracts.publishing import LAST
from govclean.governance.ledger import Ledger
from govclean.governance.opening import Progress
from govclean.governance.pipeline.made import Outcome, Told, write_json
from govclean.governance.pipeline.work import TOOL, Desk, Key
from govclean.governance.profiles import Scoring, load_scoring
from govclean.governance.scorecard.league import score, trend
from govclean.governance.scorecard.moments import moment_of
from govclean.governance.scorecard.publishing import text_of
from govclean.wording import Language


@dataclass(frozen=True, slots=True)
class ScoreAll:
    """Score all departments that the ledger knows."""

    scoring: Scoring
    head: str  # of the ledger: everything a score depends on, with the profile and the day
    today: date
    language: Language

    needs: ClassVar[Sequence[Key]] = ()
    in_line: ClassVar[bool] = True
    keeps: ClassVar[Sequence[str]] = ()

    @classmethod
    def of(cls, ledger: Ledger, profile: str, today: date, language: Language) -> Self:
        """Return the step for the present state of a ledger.

        Raises:
            StandardError: there is no such profile, or it has mistakes.
        """
        head = ledger.head
        return cls(load_scoring(profile), f"{head.seq}:{head.hash}", today, language)

    @property
    def key(self) -> Key:
        """Return the step; it is done to everything."""
        return "score", ""

    def made_from(self) -> Told:
        """Return everything the scores depend on."""
        profile = {
            "name": self.scoring.name,
            "version": self.scoring.version,
            "digest": text_of(self.scoring)[1],
        }
        options = {"as_of": self.today.isoformat(), "language": self.language}
        return {"tool": TOOL, "ledger": self.head, "profile": profile, "options": options}

    def without(self, failed: Collection[Key]) -> Self:  # noqa: ARG002 - the ledger knows what there is
        """Return the step itself."""
        return self

    def make(self, desk: Desk, folder: Path, tell: Progress | None) -> Outcome:  # noqa: ARG002 - soon done
        """Score the departments and write the pages.

        Raises:
            GovcleanError: a profile that the ledger names cannot be used.
        """
        moment = moment_of(desk.ledger, self.today)
        league = score(desk.ledger, self.scoring, moment)
        folder.mkdir()
        desk.pages.scored(folder, league, trend(desk.ledger, league))
        cards = [
            {
                "department": card.department,
                "rank": league.ranks.get(card.department),
                "points": card.points,
                "of": card.of,
                "untested": len(card.untested),
            }
            for card in league.cards
        ]
        figures: Told = {
            "profile": self.scoring.name,
            "day": moment.day.isoformat(),
            "round": moment.round,
            "cards": cards,
        }
        write_json(folder / LAST, {**self.made_from(), "command": "score", **figures})
        return Outcome(figures=figures)
