"""The step `returns`: a round of problems for each department, and the workbooks that go back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from govclean.governance.opening import JudgeOptions, Progress
from govclean.governance.pipeline.drops import Arrival
from govclean.governance.pipeline.made import Outcome, Told
from govclean.governance.pipeline.registries import Registry
from govclean.governance.pipeline.validating import drop_told
from govclean.governance.pipeline.work import TOOL, Desk, Key, StepError
from govclean.governance.profiles import Deadlines
from govclean.governance.returns.building import BuildOptions, Built, Target, build_returns
from govclean.governance.returns.deliveries import Delivery
from govclean.governance.returns.turns import Mode, Wish
from govclean.wording import Language


@dataclass(frozen=True, slots=True)
class Returned:
    """One arrival that goes back: how it is judged, and what the ledger calls it."""

    arrival: Arrival
    options: JudgeOptions
    batch: str | None


@dataclass(frozen=True, slots=True)
class Books:
    """By which ledger, deadlines and language rounds are made."""

    begun: str  # the hash of the ledger's first entry: which ledger it is
    deadlines: Deadlines
    language: Language  # of the workbooks


@dataclass(frozen=True, slots=True)
class ReturnRound:
    """Make the round of all that arrived for one registry in one period; workbooks of earlier rounds stay."""

    registry: Registry
    label: str
    mode: Mode
    returned: Sequence[Returned]
    books: Books

    in_line: ClassVar[bool] = True
    keeps: ClassVar[Sequence[str]] = ("*.xlsx",)  # of earlier rounds: answers to them may still come

    @property
    def key(self) -> Key:
        """Return the step, the registry and the period."""
        by_increments = "" if self.mode == "full" else f"_{self.mode}"
        return "returns", f"{self.registry.name}_{self.label}{by_increments}"

    @property
    def needs(self) -> Sequence[Key]:
        """Return the steps that judged the drops."""
        return tuple(("validate", drop.name) for one in self.returned for drop in one.arrival.drops)

    def made_from(self) -> Told:
        """Return everything the workbooks depend on, but the rounds before."""
        deadlines = self.books.deadlines
        return {
            "tool": TOOL,
            "deliveries": [
                {
                    "department": one.arrival.first.department,
                    "source": one.arrival.first.table,
                    "batch": one.batch,
                    "drops": [drop_told(drop, one.options) for drop in one.arrival.drops],
                }
                for one in self.returned
            ],
            "standard": self.registry.identity(),
            "deadlines": {
                "profile": deadlines.model_dump(mode="json", by_alias=True, exclude={"title"}),
                "calendar": f"{deadlines.workdays.name}@{deadlines.workdays.version}",
            },
            "options": {"mode": self.mode, "language": self.books.language},
            "ledger": self.books.begun,
        }

    def without(self, failed: Collection[Key]) -> ReturnRound | None:
        """Return the round without what could not be judged; None where nothing is left."""
        left = tuple(
            one
            for one in self.returned
            if not any(("validate", drop.name) in failed for drop in one.arrival.drops)
        )
        return replace(self, returned=left) if left else None

    def make(self, desk: Desk, folder: Path, tell: Progress | None) -> Outcome:
        """Enter the round and write the workbooks.

        Raises:
            StepError: a drop cannot be judged.
            GovcleanError: the ledger or a profile cannot be used.
        """
        first = replace(self.returned[0].options, threads=desk.threads)
        options = BuildOptions(first, self.books.deadlines, Wish(mode=self.mode), self.books.language)
        deliveries = [_delivery(one) for one in self.returned]
        target = Target(folder, desk.pages.problems)
        built, errors = build_returns(deliveries, self.registry.standard, options, desk.ledger, target, tell)
        if errors or not built.rounds:
            raise StepError(errors)
        return _outcome(built)


def _delivery(one: Returned) -> Delivery:
    first = one.arrival.first
    paths = tuple(drop.path for drop in one.arrival.drops)
    return Delivery(first.department, first.table, paths, one.batch, one.options)


def _outcome(built: Built) -> Outcome:
    counts: Counter[str] = Counter()
    for one in built.rounds:
        counts.update(one.compared.counts)
    figures: Mapping[str, object] = {
        "records": sum(one.records for one in built.rounds),
        "open": sum(one.compared.open_now for one in built.rounds),
        "states": {state: count for state, count in sorted(counts.items()) if count},
        "rounds": [
            {
                "department": one.turn.whose.department,
                "source": one.turn.whose.source,
                "round": one.turn.number,
                "open": one.compared.open_now,
                "new": one.compared.counts["new"] + one.compared.counts["again"],
                "repaired": one.compared.counts["repaired"],
                "judged": sum(one.compared.counts[state] for state in ("repaired", "remaining", "changed")),
            }
            for one in built.rounds
        ],
        "workbooks": [
            {"file": path.name, "department": book.ticket.department, "problems": book.rows.num_rows}
            for path, book in built.workbooks
        ],
    }
    return Outcome(figures=figures)
