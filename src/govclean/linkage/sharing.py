"""Where valid numbers and clusters do not go one to one: a number of several clusters, a cluster of several numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from govclean.linkage.grouping import Flags, changes
from govclean.linkage.records import Codes

Numbers = Sequence[Codes]
"""For each kind of number the code of each record's valid one; 0 where it has none."""


def joined_by_number(labels: Codes, numbers: Numbers) -> Codes:
    """Return cases (int32, from 0): clusters, those that hold an equal valid number taken together.

    >>> joined_by_number(np.array([0, 1, 2], np.int32), [np.array([7, 0, 7], np.int32)]).tolist()
    [0, 1, 0]
    """
    ends = [_same_number(labels, of_kind) for of_kind in numbers]
    left, right = (np.concatenate([end[side] for end in ends] or [labels[:0]]) for side in (0, 1))
    if not len(left):
        return labels
    count = int(labels.max()) + 1
    graph = coo_array((np.ones(len(left), np.bool_), (left, right)), (count, count))
    return np.asarray(connected_components(graph, directed=False)[1][labels], np.int32)


def shared_within(labels: Codes, party: Codes, numbers: Numbers) -> Flags:
    """Return whose valid number stands for several clusters within its own party (bool, one a record)."""
    shared = np.zeros(len(labels), np.bool_)
    for of_kind in numbers:
        rows = _of_several(labels, of_kind)
        order = rows[np.lexsort((labels[rows], party[rows], of_kind[rows]))]
        new_holder = changes(of_kind[order]) | changes(party[order])
        holder = np.cumsum(new_holder) - 1
        clusters = np.bincount(holder[new_holder | changes(labels[order])])
        shared[order] |= clusters[holder] > 1
    return shared


def several_numbers(labels: Codes, numbers: Numbers) -> Flags:
    """Return which clusters hold several valid numbers of one kind (bool, one a cluster)."""
    several = np.zeros(int(labels.max(initial=-1)) + 1, np.bool_)
    for of_kind in numbers:
        held = np.flatnonzero(of_kind)
        one = np.zeros(len(several), np.int32)
        one[labels[held]] = of_kind[held]
        several[labels[held][one[labels[held]] != of_kind[held]]] = True
    return several


def different(left: NDArray[np.int32], right: NDArray[np.int32], numbers: Numbers) -> Flags:
    """Return where two records hold different valid numbers of one kind."""
    apart = np.zeros(len(left), np.bool_)
    for of_kind in numbers:
        ours, theirs = of_kind[left], of_kind[right]
        apart |= (ours > 0) & (theirs > 0) & (ours != theirs)
    return apart


def _same_number(labels: Codes, of_kind: Codes) -> tuple[Codes, Codes]:
    """Return pairs of clusters that hold the same number, enough of them to connect all that do."""
    held = np.flatnonzero(of_kind)
    one = np.zeros(int(of_kind.max(initial=0)) + 1, np.int32)
    one[of_kind[held]] = labels[held]
    other = one[of_kind[held]]
    apart = other != labels[held]
    return labels[held][apart], other[apart]


def _of_several(labels: Codes, of_kind: Codes) -> NDArray[np.intp]:
    """Return the records whose number several clusters hold, of all parties."""
    held = np.flatnonzero(of_kind)
    one = np.zeros(int(of_kind.max(initial=0)) + 1, np.int32)
    one[of_kind[held]] = labels[held]
    several = np.zeros(len(one), np.bool_)
    several[of_kind[held][one[of_kind[held]] != labels[held]]] = True
    return held[several[of_kind[held]]]
