"""Who should lead an item that several departments collect (数源部门): by coverage, quality and recency.

Only what is known of every candidate is compared, and what is not known is said. It is a proposal: the bureau decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from govclean.governance.catalog.column_evidence import Evidence, Place
from govclean.governance.catalog.same_items import SameItem, Use
from govclean.governance.catalog.sketches import together
from govclean.governance.catalog.titles import plain_title
from govclean.standards.resource import UpdateCycle

Measure = Literal["coverage", "quality", "recency"]

WEIGHTS: Mapping[Measure, float] = {"coverage": 0.4, "quality": 0.4, "recency": 0.2}
"""How much each measure counts among those that are known; our own proposal, no rule settles it."""

_RECENCY: Mapping[UpdateCycle, float] = {
    "realtime": 1.0, "daily": 0.9, "weekly": 0.8, "monthly": 0.6, "quarterly": 0.4, "half_yearly": 0.3, "yearly": 0.2,
    "irregular": 0.1, "never": 0.0,
}  # fmt: skip


_RANK = re.compile(r"(?:厅|局|委员会|委|办公室|办|部)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One department's best resource for an item."""

    use: Use
    evidence: Evidence | None
    coverage: float | None  # which part of what there is
    quality: float | None  # share of filled cells with a valid value
    recency: float | None  # 1 realtime … 0 never
    owner: bool  # whether the standard names it as the provider
    score: float = 0.0

    @property
    def provider(self) -> str:
        """Return the department."""
        return self.use.entry.provider


@dataclass(frozen=True, slots=True)
class Ranking:
    """The departments that collect an item, the one that should lead first."""

    candidates: tuple[Candidate, ...]
    compared: tuple[Measure, ...]  # what was known of all of them

    @property
    def lead(self) -> Candidate | None:
        """Return who should lead; None where nothing tells the first two apart."""
        if len(self.candidates) < 2:
            return self.candidates[0] if self.candidates else None
        first, second = self.candidates[:2]
        return first if (first.score, first.owner) != (second.score, second.owner) else None


def rank(one: SameItem, evidence: Mapping[Place, Evidence], owner: str = "") -> Ranking:
    """Return the departments that collect an item in the order in which they should lead it.

    Args:
        owner: the provider the standard names; decides between equals.
    """
    uses = [use for use in one.uses if use.entry.provider]
    known = {place: evidence[place] for use in uses if (place := _place(use)) in evidence}
    covers = _covers(one, uses, known)
    candidates = [_candidate(use, known.get(_place(use)), covers[_place(use)], owner) for use in uses]
    compared = tuple(
        measure for measure in WEIGHTS if all(getattr(one, measure) is not None for one in candidates)
    )
    scored = [_scored(one, compared) for one in candidates]
    best: dict[str, Candidate] = {}
    for candidate in sorted(scored, key=_order):
        best.setdefault(candidate.provider, candidate)
    return Ranking(tuple(best.values()), compared)


def _covers(one: SameItem, uses: Sequence[Use], known: Mapping[Place, Evidence]) -> dict[Place, float | None]:
    """Return which part of what there is each resource holds.

    With all extracts at hand: of an identifier its share of all distinct values, of any other item its filled cells
    beside the fullest. Else its number of records beside the largest, as the entries tell it.
    """
    if len(known) == len(uses):
        measured = {
            place: found.sketch.distinct if one.links else float(found.sketch.filled)
            for place, found in known.items()
        }
        whole = (
            together([found.sketch for found in known.values()])
            if one.links
            else max(measured.values(), default=0)
        )
    else:
        measured = {_place(use): _records(use) for use in uses}
        whole = max(measured.values(), default=0)
    by_values = len(known) == len(uses)
    return {
        place: min(1.0, amount / whole) if whole and (amount or by_values) else None
        for place, amount in measured.items()
    }


def _candidate(use: Use, found: Evidence | None, coverage: float | None, owner: str) -> Candidate:
    cycle = use.item.update_cycle or use.entry.update_cycle
    return Candidate(
        use=use,
        evidence=found,
        coverage=coverage,
        quality=found.quality if found else None,
        recency=_RECENCY[cycle] if cycle else None,
        owner=_is_of(use.entry.provider, owner),
    )


def _scored(one: Candidate, compared: Sequence[Measure]) -> Candidate:
    weight = sum(WEIGHTS[measure] for measure in compared)
    total = sum(WEIGHTS[measure] * float(getattr(one, measure)) for measure in compared)
    score = round(total / weight, 4) if weight else 0.0
    return Candidate(one.use, one.evidence, one.coverage, one.quality, one.recency, one.owner, score)


def _order(one: Candidate) -> tuple[float, bool, str, str]:
    return -one.score, not one.owner, one.provider, one.use.entry.code


def _is_of(provider: str, owner: str) -> bool:
    """Return whether a department is the one a standard names, whatever its level: 公安厅 and 市公安局."""
    field = _RANK.sub("", plain_title(owner))
    return bool(field) and field in plain_title(provider)


def _records(use: Use) -> float:
    """Return how many records (万) a resource says it has of what the item is about; 0 where it says none."""
    if not use.subject:
        return 0.0
    try:
        return float(use.entry.written.census.records or 0)
    except ValueError:
        return 0.0


def _place(use: Use) -> Place:
    return id(use.entry), id(use.item)
