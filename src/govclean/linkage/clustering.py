"""Pairs that match become clusters; where a cluster would break a rule or hang by a thread, it is made with care.

In most connected components every two records match and no rule is broken: they are clusters as they stand. In the
others clusters are joined by all the evidence between them, the most evident first, and two that may not be together
are refused: two people of one household, a person and a namesake without a number. What a person decided comes before
every score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from govclean.linkage.conflicts import Identity, equal_numbers
from govclean.linkage.decisions import Decisions
from govclean.linkage.gathering import Gathering
from govclean.linkage.merging import CONTESTED, DECIDED, JOINED, THIN, Merger
from govclean.linkage.pairs import CONFLICTS, MATCH, Pairs
from govclean.linkage.records import Codes, Positions

_SAME_NUMBER = CONFLICTS.index("same_identifier")
_KIN = CONFLICTS.index("kin")
_BEYOND_DOUBT = 10_000.0  # bits: more than all that could be absent between two clusters

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Clustering:
    """Which records are one, and which pairs were not joined though they match."""

    labels: NDArray[np.int32]  # by record; from 0 in the order of each cluster's first record
    refused: Rows  # rows of the pairs, sorted
    reasons: NDArray[np.uint8]  # for each the place in REFUSALS
    contradicted: Rows  # rows of the decisions (one entity) that other decisions forbid, sorted


@dataclass(frozen=True, slots=True)
class Doubt:
    """How much must speak for two clusters before they are one."""

    least: float = 0.0  # bits between them: the weight of a pair that just matches
    absent: float = 0.0  # bits that a pair between them counts that was not compared or let go; not above 0


@dataclass(frozen=True, slots=True)
class _Edges:
    """Two records each, and the row of pairs or decisions that brings them."""

    left: Positions
    right: Positions
    row: Rows

    @classmethod
    def of(cls, source: Pairs | Decisions, chosen: Flags) -> _Edges:
        row = np.flatnonzero(chosen)
        return cls(source.left[row], source.right[row], row)

    def among(self, place: Positions) -> _Edges:
        """Return the edges both of whose ends have a place (not -1), by place."""
        left, right = place[self.left], place[self.right]
        kept = np.flatnonzero((left >= 0) & (right >= 0))
        return _Edges(left[kept], right[kept], self.row[kept])


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be joined, in which order, and what must stay apart."""

    told: _Edges  # a person joined them
    barred: _Edges  # a person kept them apart
    contested: _Edges  # one number and two people
    matching: _Edges
    known: _Edges  # all pairs
    bits: NDArray[np.float64]  # what each row of the pairs weighs; beyond doubt where a number decided
    numbers: Sequence[Codes]  # by kind of identifier, then by record
    sources: Codes | None  # by record, where they are linked one to one

    def within(self, groups: NDArray[np.int32]) -> _Task:
        """Return the task without the pairs between components: nothing there matches."""
        inside = groups[self.known.left] == groups[self.known.right]
        known = _Edges(self.known.left[inside], self.known.right[inside], self.known.row[inside])
        return replace(self, known=known)

    def among(self, members: Positions, count: int) -> _Task:
        """Return the task for some records only, numbered from 0."""
        place = np.full(count, -1, np.int32)
        place[members] = np.arange(len(members), dtype=np.int32)
        return _Task(
            told=self.told.among(place),
            barred=self.barred.among(place),
            contested=self.contested.among(place),
            matching=self.matching.among(place),
            known=self.known.among(place),
            bits=self.bits,
            numbers=[of_kind[members] for of_kind in self.numbers],
            sources=None if self.sources is None else self.sources[members],
        )


def cluster(
    count: int,
    pairs: Pairs,
    identities: Sequence[Identity],
    *,
    sources: Codes | None = None,
    decisions: Decisions | None = None,
    doubt: Doubt = Doubt(),
) -> Clustering:
    """Return the clusters of `count` records: every record is in exactly one.

    No cluster holds two different valid numbers of one kind, two records of one source (where `sources` is given), a
    pair with the conflict `same_identifier`, or one that a person kept apart; a person's "one" may bring the first
    three together. What weighs the same is taken by position; the order in which pairs are given does not matter.

    Args:
        pairs: after `settled` and the decisions.
        sources: the source of each record, given where sources are linked one to one.
    """
    task = _task(pairs, identities, sources, decisions if decisions is not None else Decisions.none())
    groups = _components(count, task)
    members = np.flatnonzero((_broken(groups, task) | _thin(groups, task))[groups]).astype(np.int32)
    inner = task.within(groups).among(members, count)
    roots, why, contradicted = _merged(len(members), inner, doubt)
    groups[members] = groups.max(initial=0) + 1 + roots
    refused = np.flatnonzero(why != JOINED)
    refused = refused[np.argsort(inner.matching.row[refused])]
    told = np.sort(inner.told.row[contradicted])
    return Clustering(_in_order(groups), inner.matching.row[refused], why[refused], told)


def _task(pairs: Pairs, identities: Sequence[Identity], sources: Codes | None, decisions: Decisions) -> _Task:
    surely = (pairs.decision == MATCH) & equal_numbers(pairs.left, pairs.right, identities)
    return _Task(
        told=_Edges.of(decisions, decisions.same),
        barred=_Edges.of(decisions, ~decisions.same),
        contested=_Edges.of(pairs, pairs.conflict == _SAME_NUMBER),
        matching=_Edges.of(pairs, pairs.decision == MATCH),
        known=_Edges.of(pairs, np.ones(len(pairs), np.bool_)),
        bits=_bits(pairs, surely),
        numbers=[identity.numbers for identity in identities],
        sources=sources,
    )


def _bits(pairs: Pairs, surely: Flags) -> NDArray[np.float64]:
    """Return what each pair says for its two records being one; kin are never one for being alike."""
    kin = pairs.conflict == _KIN
    bits = np.where(kin, np.minimum(pairs.weight, 0), pairs.weight).astype(np.float64)
    return bits + np.where(surely, _BEYOND_DOUBT, 0.0)


def _components(count: int, task: _Task) -> NDArray[np.int32]:
    """Return the connected component of each record (int32, from 0)."""
    left, right = (
        np.concatenate([getattr(edges, side) for edges in (task.told, task.matching)])
        for side in ("left", "right")
    )
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def _broken(groups: NDArray[np.int32], task: _Task) -> Flags:
    """Return which components would break a rule as clusters."""
    broken = np.zeros(int(groups.max(initial=-1)) + 1, np.bool_)
    for edges in (task.barred, task.contested):
        together = groups[edges.left] == groups[edges.right]
        broken[groups[edges.left[together]]] = True
    for of_kind in task.numbers:
        having = np.flatnonzero(of_kind)
        group, number = groups[having], of_kind[having]
        one = np.zeros(len(broken), np.int32)  # of several numbers any one: another then differs from it
        one[group] = number
        broken[group[one[group] != number]] = True
    if task.sources is not None:
        several = np.flatnonzero((np.bincount(groups, minlength=len(broken)) > 1)[groups])
        of_source = groups[several].astype(np.int64) * (int(task.sources.max()) + 1) + task.sources[several]
        _, first, times = np.unique(of_source, return_index=True, return_counts=True)
        broken[groups[several[first[times > 1]]]] = True
    return broken


def _thin(groups: NDArray[np.int32], task: _Task) -> Flags:
    """Return which components hold two records that do not match."""
    sizes = np.bincount(groups).astype(np.int64)
    matching = np.bincount(groups[task.matching.left], minlength=len(sizes))
    return np.asarray(matching < sizes * (sizes - 1) // 2)


def _merged(
    count: int, task: _Task, doubt: Doubt
) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.intp]]:
    """Join what may be joined, in order.

    Returns:
        The root of each member; why each matching pair stays apart (JOINED if not); places of contradicted decisions.
    """
    sources = None if task.sources is None else task.sources.tolist()
    merger = Merger(count, [of_kind.tolist() for of_kind in task.numbers], sources)
    for left, right in _ends(task.barred):
        merger.keep_apart(left, right, DECIDED)
    told = [merger.join(left, right, decided=True) for left, right in _ends(task.told)]
    for left, right in _ends(task.contested):
        merger.keep_apart(left, right, CONTESTED)
    bits = task.bits[task.known.row].tolist()
    known = zip(task.known.left.tolist(), task.known.right.tolist(), bits, strict=True)
    Gathering(merger, count, doubt.absent, doubt.least).gather(known)
    roots = np.array([merger.root(member) for member in range(count)], np.int32)
    why = np.zeros(len(task.matching.row), np.uint8)
    for place in np.flatnonzero(roots[task.matching.left] != roots[task.matching.right]):
        ends = int(task.matching.left[place]), int(task.matching.right[place])
        why[place] = merger.why_apart(*ends) or THIN
    return roots, why, np.flatnonzero(told)


def _ends(edges: _Edges) -> zip[tuple[int, int]]:
    return zip(edges.left.tolist(), edges.right.tolist(), strict=True)


def _in_order(groups: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the groups numbered from 0 in the order of their first records."""
    positions = np.arange(len(groups), dtype=np.int32)
    first = np.zeros(int(groups.max(initial=-1)) + 1, np.int32)
    first[groups[::-1]] = positions[::-1]  # the last to be written is the first record
    is_first = first[groups] == positions
    return np.asarray((np.cumsum(is_first, dtype=np.int32) - 1)[first[groups]])
