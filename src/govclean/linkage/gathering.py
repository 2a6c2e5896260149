"""Joining clusters by all that is known between their members, not by their best pair alone.

The evidence between two clusters is the sum of the weights of the pairs between them; a pair of members that no rule
brought together, or that was let go, counts as absent. The two clusters with the most evidence are joined first, as
long as it reaches what a match asks for: a chain of single likenesses does not make one entity of many (greedy additive
edge contraction; Keuper et al. 2015).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from govclean.linkage.merging import JOINED, Merger

Between = tuple[float, int]  # bits, pairs that were compared


class Gathering:
    """Clusters of a merger, and the evidence between them.

    Args:
        absent: bits that a pair counts which was not compared or let go; not above 0.
        least: bits between two clusters from which they are joined.
    """

    def __init__(self, merger: Merger, count: int, absent: float, least: float) -> None:
        self._merger = merger
        self._absent, self._least = absent, least
        self._sizes = [0] * count
        for member in range(count):
            self._sizes[merger.root(member)] += 1
        self._near: list[dict[int, Between]] = [{} for _ in range(count)]
        self._heap: list[tuple[float, int, int]] = []

    def gather(self, evidence: Iterable[tuple[int, int, float]]) -> None:
        """Join what the evidence (member, member, bits) joins and no rule keeps apart, the most evident first."""
        for one, other, bits in evidence:
            first, second = self._merger.root(one), self._merger.root(other)
            if first != second:
                self._add(first, second, (bits, 1))
        for first, near in enumerate(self._near):
            for second in near:
                if first < second:
                    self._offer(first, second)
        while self._heap:
            bits, first, second = heapq.heappop(self._heap)
            if second in self._near[first] and self._value(first, second) == -bits:
                self._try(first, second)

    def _add(self, first: int, second: int, more: Between) -> None:
        bits, pairs = self._near[first].get(second, (0.0, 0))
        both = (bits + more[0], pairs + more[1])
        self._near[first][second] = self._near[second][first] = both

    def _value(self, first: int, second: int) -> float:
        bits, pairs = self._near[first][second]
        return bits + self._absent * (self._sizes[first] * self._sizes[second] - pairs)

    def _offer(self, first: int, second: int) -> None:
        value = self._value(first, second)
        if value >= self._least:
            heapq.heappush(self._heap, (-value, min(first, second), max(first, second)))

    def _try(self, first: int, second: int) -> None:
        if self._merger.join(first, second) != JOINED:
            return
        kept = self._merger.root(first)
        gone = second if kept == first else first
        del self._near[kept][gone]
        lost, self._near[gone] = self._near[gone], {}
        del lost[kept]
        self._sizes[kept] += self._sizes[gone]
        for third, between in lost.items():
            del self._near[third][gone]
            self._add(kept, third, between)
        for third in self._near[kept]:
            self._offer(kept, third)
