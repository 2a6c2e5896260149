"""Joining records one pair at a time, and refusing what would bring together what must stay apart."""

from __future__ import annotations

from collections.abc import Sequence

from govclean.wording import Text

REFUSALS = (
    Text("", ""),
    Text("人工判定为不同主体", "a person decided that they are two"),
    Text("同号而其余信息明显不符", "one number, and all else speaks against it"),
    Text("持有不同的有效号码", "different valid numbers of one kind"),
    Text("一对一：同一来源的两条记录", "one to one: two records of one source"),
    Text("两侧其余记录之间证据不足", "too little evidence between the other records of the two sides"),
)
"""Why a pair that matches was not joined. The places have names below."""

JOINED, DECIDED, CONTESTED, DIFFERENT, SAME_SOURCE, THIN = range(6)

Numbers = int | frozenset[int]  # 0 for none; a set only where a person joined several


class Merger:
    """Members that are joined pair by pair. They are counted from 0.

    Args:
        count: how many members there are.
        numbers: for each kind of identifier the valid number of each member, 0 for none.
        sources: the source of each member where a cluster holds one record of each source at most.
    """

    def __init__(self, count: int, numbers: Sequence[list[int]], sources: list[int] | None = None) -> None:
        self._parents = list(range(count))
        self._numbers: list[list[Numbers]] = [list(of_kind) for of_kind in numbers]
        self._sources = [1 << source for source in sources] if sources else [0] * count  # sets, as bits
        self._apart: dict[int, dict[int, int]] = {}  # root → roots it must not be joined with → why

    def root(self, member: int) -> int:
        """Return the member that stands for a member's cluster."""
        parents = self._parents
        while parents[member] != member:
            parents[member] = member = parents[parents[member]]
        return member

    def keep_apart(self, one: int, other: int, why: int) -> None:
        """Refuse from now on to join two clusters; nothing happens if they are one already."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._apart.setdefault(first, {}).setdefault(second, why)
            self._apart.setdefault(second, {}).setdefault(first, why)

    def join(self, one: int, other: int, *, decided: bool = False) -> int:
        """Join two clusters unless a rule forbids it, and return why it does (a place in REFUSALS), JOINED if not.

        Args:
            decided: whether a person said so, which only another decision can forbid.
        """
        first, second = self.root(one), self.root(other)
        if first == second:
            return JOINED
        why = self.why_apart(first, second, decided=decided)
        if not why:
            self._unite(min(first, second), max(first, second))
        return why

    def why_apart(self, one: int, other: int, *, decided: bool = False) -> int:
        """Return which rule keeps two clusters apart, JOINED where none does."""
        first, second = self.root(one), self.root(other)
        why = self._apart[first].get(second, JOINED) if first in self._apart else JOINED
        return why or (JOINED if decided else self._rule_against(first, second))

    def _rule_against(self, first: int, second: int) -> int:
        if self._sources[first] & self._sources[second]:  # sets of bits
            return SAME_SOURCE
        for of_kind in self._numbers:
            one, other = of_kind[first], of_kind[second]
            if one and other and one != other and not _within(one, other):
                return DIFFERENT
        return JOINED

    def _unite(self, first: int, second: int) -> None:
        self._parents[second] = first
        self._sources[first] |= self._sources[second]
        for of_kind in self._numbers:
            one, other = of_kind[first], of_kind[second]
            if other and one != other:
                of_kind[first] = _set_of(one) | _set_of(other) if one else other
        if second in self._apart:
            for foe, why in self._apart.pop(second).items():
                del self._apart[foe][second]
                self._apart[foe].setdefault(first, why)
                self._apart.setdefault(first, {}).setdefault(foe, why)


def _within(one: Numbers, other: Numbers) -> bool:
    """Return whether two sets of numbers join no two numbers that a person has not joined already."""
    first, second = _set_of(one), _set_of(other)
    return first <= second or second <= first


def _set_of(numbers: Numbers) -> frozenset[int]:
    return numbers if isinstance(numbers, frozenset) else frozenset((numbers,))
