"""How good a linkage is: against a truth, by precision, recall and F1; without one, by what the model expects."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.blocking import Blocking
from govclean.linkage.model import probability_of
from govclean.linkage.pairs import MATCH, Pairs
from govclean.linkage.records import Codes, Positions, Records
from govclean.linkage.truth import Truth

_POINTS = 200  # of a curve, evenly by weight
_SURE = 20  # bits; above, a pair is as good as certain and the curve needs no detail

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs that are one entity, pairs that were found to be, and how many are both."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found; 1 where nothing is to be found."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Score(true=4, found=2, right=2).f1
        0.6666666666666666
        """
        both = self.true + self.found
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision, recall and F1 if all pairs from a weight on were matches; highest weight first."""

    weight: NDArray[np.float32]  # bits
    precision: Shares
    recall: Shares

    def __len__(self) -> int:
        """Return how many thresholds there are."""
        return len(self.weight)

    @property
    def threshold(self) -> Shares:
        """The weights as probabilities."""
        return probability_of(self.weight)

    @property
    def f1(self) -> Shares:
        """The harmonic mean of precision and recall at each threshold."""
        return np.asarray(2 * self.precision * self.recall / np.maximum(self.precision + self.recall, 1e-12))

    @property
    def best(self) -> int:
        """The place of the highest F1; the highest threshold of several."""
        return int(np.argmax(self.f1))


@dataclass(frozen=True, slots=True)
class Kept:
    """What blocking keeps of the known pairs."""

    known: int
    first: tuple[int, ...]  # for each rule, those that it brings and no rule before it
    each: tuple[int, ...]  # for each rule, all that it brings

    @property
    def share(self) -> float:
        """The share of the known pairs that were compared at all; 1 where none is known."""
        return sum(self.first) / self.known if self.known else 1.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A linkage against a truth."""

    pairs: Score  # decisions about pairs
    clusters: Score  # pairs within clusters
    whole: int  # entities of several records that are one cluster, no more and no less
    entities: int  # of several records; 0 where pairs were listed
    blocking: Kept
    curve: Curve
    unknown_rows: int  # rows of the truth that name no record


@dataclass(frozen=True, slots=True)
class Expected:
    """What the model expects where nobody knows better."""

    false_matches: float  # share of the matches
    missed: float  # share of what should match


def evaluate(truth: Truth, records: Records, pairs: Pairs, labels: Codes, blocking: Blocking) -> Evaluation:
    """Return how good pairs and clusters are, as far as the truth tells.

    Args:
        pairs: decided; the curve goes down to the least probable of them.
        labels: the cluster of each record.
    """
    kept = kept_by(blocking, truth.pairs())
    matching = pairs.taken(pairs.decision == MATCH)
    whole, entities = _whole(truth, labels) if truth.by_entity else (0, 0)
    return Evaluation(
        pairs=_of_pairs(truth, records, matching, kept.known),
        clusters=_of_clusters(truth, records, labels, kept.known),
        whole=whole,
        entities=entities,
        blocking=kept,
        curve=_curve(truth, records, pairs, kept.known),
        unknown_rows=truth.unknown_rows,
    )


def kept_by(
    blocking: Blocking, batches: Iterable[tuple[Positions, Positions]], silent: Collection[int] = ()
) -> Kept:
    """Return what the rules bring of some pairs (left < right), which come in batches.

    Args:
        silent: places of rules that have no say: those by which the pairs are known.
    """
    known = 0
    first, each = (np.zeros(len(blocking.names), np.int64) for _ in range(2))
    for left, right in batches:
        brought = blocking.brings(left, right)
        brought[list(silent)] = False
        each += brought.sum(axis=1)
        first += (brought & (brought.cumsum(axis=0, dtype=np.int16) == 1)).sum(axis=1)
        known += len(left)
    return Kept(known, tuple(first.tolist()), tuple(each.tolist()))


def expected(pairs: Pairs, below: float) -> Expected:
    """Return the error rates that the model expects of itself.

    Pairs whose numbers decide (a conflict) are left out: there the score has no say.

    Args:
        below: matches expected among candidate pairs that are not in `pairs`.
    """
    plain = pairs.conflict == 0
    matching = plain & (pairs.decision == MATCH)
    sure, left = float(pairs.probability[matching].sum()), float(pairs.probability[plain & ~matching].sum())
    false = 1 - sure / matching.sum() if matching.any() else 0.0
    missed = left + below
    return Expected(float(false), missed / (missed + sure) if missed + sure else 0.0)


def _of_pairs(truth: Truth, records: Records, matching: Pairs, true: int) -> Score:
    judged = matching.taken(truth.speaks_of(matching.left, matching.right, records.source))
    return Score(true, len(judged), int(truth.holds(judged.left, judged.right).sum()))


def _of_clusters(truth: Truth, records: Records, labels: Codes, true: int) -> Score:
    if truth.by_entity:
        known = np.flatnonzero(truth.known)
        label = labels[known].astype(np.int64)
        together = label * (int(truth.entity.max(initial=0)) + 1) + truth.entity[known]
        return Score(true, _pairs_in(label), _pairs_in(together))
    found = _pairs_in(labels)
    if truth.across:
        found -= _pairs_in(labels.astype(np.int64) * len(records.sources) + records.source)
    right = sum(int((labels[one] == labels[other]).sum()) for one, other in truth.pairs())
    return Score(true, found, right)


def _pairs_in(groups: NDArray[np.integer]) -> int:
    sizes = np.unique(groups, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _whole(truth: Truth, labels: Codes) -> tuple[int, int]:
    """Return how many entities of several records are exactly one cluster, and how many there are."""
    known = np.flatnonzero(truth.known)
    entity = truth.entity[known].astype(np.int64)
    size = np.bincount(entity)
    in_cluster = np.bincount(labels[known], minlength=int(labels.max(initial=0)) + 1)
    both, count = np.unique(entity * len(in_cluster) + labels[known], return_counts=True)
    of_entity, of_label = np.divmod(both, len(in_cluster))
    exact = (count == size[of_entity]) & (count == in_cluster[of_label]) & (count > 1)
    return int(exact.sum()), int((size > 1).sum())


def _curve(truth: Truth, records: Records, pairs: Pairs, true: int) -> Curve:
    """Return the curve at up to 200 thresholds, the best one among them."""
    judged = pairs.taken(truth.speaks_of(pairs.left, pairs.right, records.source))
    order = np.argsort(-judged.weight, kind="stable")
    weight = judged.weight[order]
    right = np.cumsum(truth.holds(judged.left, judged.right)[order])
    last = np.flatnonzero(np.append(weight[1:] != weight[:-1], True)[: len(weight)])  # of each weight
    whole = Curve(weight[last], right[last] / (last + 1), right[last] / max(true, 1))
    if len(last) <= _POINTS:
        return whole
    even = np.linspace(-min(whole.weight[0], _SURE), -whole.weight[-1], _POINTS)
    places = np.unique([0, *np.searchsorted(-whole.weight, even), whole.best])
    return Curve(whole.weight[places], whole.precision[places], whole.recall[places])
