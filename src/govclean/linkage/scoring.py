"""Weigh candidate pairs: equality first, a costly comparison only where the pair can still reach what is asked.

A pair whose best possible weight stays below the threshold is let go before its remaining comparisons are made. No pair
is lost that would have reached it. Pairs that hold one valid identifier are always weighed in full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.engines.embedded import in_order
from govclean.linkage.blocking import Candidates
from govclean.linkage.kinship import Shared, spoken_once
from govclean.linkage.model import LEAST, Model, probability_of, weight_of
from govclean.linkage.pairs import MATCH, MISSING, NON_MATCH, REVIEW, Pairs
from govclean.linkage.prepared import Levels, Prepared
from govclean.linkage.records import Codes, Positions

Weights = NDArray[np.float32]
Keep = Callable[[Positions, Positions], NDArray[np.bool_]]
"""Says which pairs are weighed in full whatever their weight."""

_NOTHING = Shared()
_SLACK = np.float32(1e-3)  # bits; sums in single precision differ by less


@dataclass(frozen=True, slots=True)
class _Weighing:
    """One comparison with what its levels weigh."""

    one: Prepared
    levels: Weights  # by level; the last is for MISSING: nothing
    equal: Weights  # by code: agreement on that value
    best: np.float32  # of the levels below equality
    lenient: bool  # whether it alone may not let a pair go: two numbers of one person are to be seen

    @property
    def bounds(self) -> Weights:
        """What each level weighs while it is asked whether a pair may be let go."""
        return np.maximum(self.levels, np.float32(0)) if self.lenient else self.levels

    @property
    def cheap(self) -> bool:
        """Whether equality is all there is to tell."""
        return len(self.one.levels) == 2


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs that were kept, and what is known of all of them."""

    pairs: Pairs
    new_pairs: tuple[int, ...]  # candidates that each rule brought first


@dataclass(frozen=True, slots=True)
class _Kept:
    left: Positions
    right: Positions
    rule: NDArray[np.int16]
    levels: tuple[Levels, ...]


class Scorer:
    """Weighs pairs by a model."""

    def __init__(
        self,
        prepared: Sequence[Prepared],
        model: Model,
        *,
        lenient: Collection[str] = (),
        shared: Shared = _NOTHING,
    ) -> None:
        """Make ready to weigh.

        Args:
            lenient: comparisons whose difference alone lets no pair go.
            shared: comparisons that look at what kin share.
        """
        self._prepared = tuple(prepared)
        self._shared = shared
        self._prior = np.float32(model.prior_weight)
        self._weighings = tuple(_weighing(one, model, lenient=one.name in lenient) for one in prepared)
        self._costly = sorted(
            (place for place, weighing in enumerate(self._weighings) if not weighing.cheap),
            key=lambda place: float(self._weighings[place].levels[1:-1].min()),
        )

    def pairs(
        self, candidates: Iterable[Candidates], rules: int, least: float, keep: Keep, threads: int | None
    ) -> Scored:
        """Return the candidate pairs that weigh at least as much as a probability, and those to be kept anyway."""
        floor = np.float32(weight_of(least)) - _SLACK
        counts = [0] * rules
        kept = []
        tasks = ((lambda batch=batch: batch) for batch in candidates)
        for batch, some in in_order(tasks, lambda batch: (batch, self._kept(batch, floor, keep)), threads):
            counts[batch.rule] += len(batch.left)
            kept.append(some)
        pairs = self._in_order(kept)
        # Shared things are seen to speak for a pair until its names are known.
        lasting = (pairs.weight + self._spared(pairs) >= floor) | keep(pairs.left, pairs.right)
        return Scored(pairs if lasting.all() else pairs.taken(lasting), tuple(counts))

    def _spared(self, pairs: Pairs) -> Weights:
        """Return what the lenient comparisons say against each pair."""
        spared = np.zeros(len(pairs), np.float32)
        for weighing in self._weighings:
            if weighing.lenient:
                spared -= np.minimum(pairs.weights[weighing.one.name], 0)
        return spared

    def weighed(self, left: Positions, right: Positions, rule: NDArray[np.int16]) -> Pairs:
        """Return any pairs (left < right), each compared in full; decisions are still open (non-match)."""
        levels = {one.name: one.levels_of(left, right) for one in self._prepared}
        return self._pairs(left, right, rule, levels)

    def _kept(self, batch: Candidates, floor: np.float32, keep: Keep) -> _Kept:
        left, right = batch.left, batch.right
        total = np.full(len(left), self._prior, np.float32)
        levels = []
        for weighing in self._weighings:
            level, weight = _by_equality(weighing, left, right)
            levels.append(level)
            total += weight
        alive = keep(left, right)
        for place in self._costly:
            weighing = self._weighings[place]
            open_ = np.flatnonzero(levels[place] == _OPEN)
            codes = weighing.one.column.codes
            found = weighing.one.kernel.levels(codes[left[open_]], codes[right[open_]])
            levels[place][open_] = found
            total[open_] += weighing.bounds[found] - weighing.best
            at = np.flatnonzero((total >= floor) | alive)
            if len(at) < len(total):
                total, alive, left, right = total[at], alive[at], left[at], right[at]
                levels = [level[at] for level in levels]
        return _Kept(left, right, np.full(len(left), batch.rule, np.int16), tuple(levels))

    def _in_order(self, kept: Sequence[_Kept]) -> Pairs:
        none = np.zeros(0, np.int32)
        left = np.concatenate([none, *(some.left for some in kept)])
        right = np.concatenate([none, *(some.right for some in kept)])
        rule = np.concatenate([np.zeros(0, np.int16), *(some.rule for some in kept)])
        order = np.lexsort((right, left))
        levels = {
            one.name: np.concatenate([np.zeros(0, np.uint8), *(some.levels[place] for some in kept)])[order]
            for place, one in enumerate(self._prepared)
        }
        return self._pairs(left[order], right[order], rule[order], levels)

    def _pairs(
        self, left: Positions, right: Positions, rule: NDArray[np.int16], levels: Mapping[str, Levels]
    ) -> Pairs:
        weights = {
            weighing.one.name: _weights(weighing, levels[weighing.one.name], left)
            for weighing in self._weighings
        }
        weights |= spoken_once(self._prepared, levels, weights, self._shared)
        total = np.full(len(left), self._prior, np.float32)
        for weight in weights.values():
            total += weight
        return Pairs(
            left=left,
            right=right,
            weight=total,
            probability=probability_of(total),
            rule=rule,
            levels=levels,
            weights=weights,
            decision=np.zeros(len(left), np.uint8),
            conflict=np.zeros(len(left), np.uint8),
        )


_OPEN = np.uint8(254)
"""The level of a pair whose values differ, while it is not known by how much."""


def decided(pairs: Pairs, match: float, review: float) -> NDArray[np.uint8]:
    """Return the decision of each pair by its probability."""
    decision = np.full(len(pairs), NON_MATCH, np.uint8)
    decision[pairs.probability >= review] = REVIEW
    decision[pairs.probability >= match] = MATCH
    return decision


def _weighing(one: Prepared, model: Model, *, lenient: bool) -> _Weighing:
    weights = model.chances[one.name].weights
    equal = np.full(len(one.column.values), weights[0], np.float32)
    if one.term_frequency:
        equal = weights[0] + _rarity(one)
    best = weights[1:].max() if len(weights) > 1 else np.float32(0)
    best = max(best, np.float32(0)) if lenient else best
    return _Weighing(one, np.append(weights, np.float32(0)), equal, np.float32(best), lenient)


def _rarity(one: Prepared) -> Weights:
    """Return in bits how much more agreement on each value says than agreement as such: values are not equally rare."""
    shares = one.column.counts / max(one.column.counts[1:].sum(), 1)
    return np.asarray(np.log2(one.chance_of_equality / np.maximum(shares, LEAST)), np.float32)


def _by_equality(weighing: _Weighing, left: Positions, right: Positions) -> tuple[Levels, Weights]:
    """Return levels as far as equality tells them, and weights: for what is open the best that it can be."""
    ours: Codes = weighing.one.column.codes[left]
    theirs: Codes = weighing.one.column.codes[right]
    equal = ours == theirs
    nothing = (ours == 0) | (theirs == 0)
    below = np.uint8(1) if weighing.cheap else _OPEN
    level = np.where(nothing, MISSING, np.where(equal, np.uint8(0), below))
    weight = np.where(nothing, np.float32(0), np.where(equal, weighing.equal[ours], weighing.best))
    return level, weight


def _weights(weighing: _Weighing, levels: Levels, left: Positions) -> Weights:
    place = np.where(levels == MISSING, np.uint8(len(weighing.levels) - 1), levels)
    equal = weighing.equal[weighing.one.column.codes[left]]
    return np.asarray(np.where(levels == 0, equal, weighing.levels[place]), np.float32)
