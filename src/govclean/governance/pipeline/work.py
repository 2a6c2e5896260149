"""What the steps of a run have in common: what they are, what they work with, how one fails."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from govclean import __version__
from govclean.errors import GovcleanError
from govclean.governance.affected import Affected
from govclean.governance.cleaned import Cleaned
from govclean.governance.ledger import Ledger
from govclean.governance.matched import Matched
from govclean.governance.opening import Progress
from govclean.governance.pipeline.config import StepName
from govclean.governance.pipeline.made import Outcome, Told
from govclean.governance.returns.lists import ProblemList
from govclean.governance.scorecard.league import League, Trend
from govclean.standards.model import Standard
from govclean.validation.judgement import Judgement
from govclean.wording import Language

Key = tuple[StepName, str]
"""A step and what it is done to: how steps refer to each other."""

SEVERITIES = ("error", "warning", "info")

TOOL = f"govclean {__version__}"


class Pages(Protocol):
    """What makes results readable; it stands on a floor above and is handed down."""

    def judged(
        self,
        folder: Path,
        judgement: Judgement,
        standard: Standard,
        records: Callable[[int], Iterator[Affected]],
    ) -> None:
        """Write the page of a judgement into a folder."""

    def cleaned(self, folder: Path, done: Cleaned, standard: Standard) -> None:
        """Write the page of a cleaning run into its folder."""

    def matched(self, folder: Path, matched: Matched) -> None:
        """Write the page of a matching run into its folder."""

    def problems(self, one: ProblemList, path: Path) -> None:
        """Write the workbook that goes back to a department."""

    def scored(self, folder: Path, league: League, course: Trend) -> None:
        """Write the pages of scorecards into a folder."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What steps work with."""

    output: Path  # the output folder, absolute
    ledger: Ledger  # for steps in line only: it is one thread's
    pages: Pages
    today: date
    language: Language
    list_language: Language  # of what goes to departments
    threads: int  # that one step may use
    anew: bool = False  # nothing is taken over from results that stand, but the ids of clusters


class Step(Protocol):
    """One thing to do: one step of the work, done to one drop, one registry, one round, or all departments."""

    @property
    def key(self) -> Key:
        """Return the step's name and what it is done to; its result stands in a folder of these names."""

    @property
    def needs(self) -> Sequence[Key]:
        """Return the steps it goes on from."""

    @property
    def in_line(self) -> bool:
        """Return whether it writes the ledger, so that it is done after those before it and beside none of its kind."""

    @property
    def keeps(self) -> Sequence[str]:
        """Return the patterns of files in its folder that a new result takes over: they are people's."""

    def made_from(self) -> Told:
        """Return everything its result depends on."""

    def without(self, failed: Collection[Key]) -> Step | None:
        """Return the step as it can be done though others failed; None where it cannot."""

    def make(self, desk: Desk, folder: Path, tell: Progress | None) -> Outcome:
        """Do it, writing into a folder that does not exist yet.

        Raises:
            StepError: it cannot be done.
            GovcleanError: likewise.
        """


class StepError(Exception):
    """A step that cannot be done, with all that is wrong."""

    def __init__(self, errors: Sequence[GovcleanError]) -> None:
        super().__init__(*errors)
        self.errors = tuple(errors)


def folder_of(output: Path, key: Key) -> Path:
    """Return where a step's result stands."""
    name, subject = key
    return output / name / subject if subject else output / name


def worst_of(severities: Collection[str]) -> str:
    """Return the worst of some severities, or nothing.

    >>> worst_of({"info", "warning"})
    'warning'
    """
    return next((severity for severity in SEVERITIES if severity in severities), "")
