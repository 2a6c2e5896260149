"""Records side by side by what they share: the form in which all groups are looked at in one sweep of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.records import Codes, Positions

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", np.int32, np.float64)


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of at least two records, one behind the other. Arrays of rows have one entry a record in them."""

    numbers: Codes  # the label of each group, ascending
    rows: Positions  # the records, group by group, each group's in their order
    group: Codes  # of each row: the place of its group in `numbers`
    starts: Places  # the first row of each group

    @classmethod
    def of(cls, labels: Codes) -> Groups:
        """Return the groups of equal labels that have two records or more.

        >>> Groups.of(np.array([0, 1, 2, 1, 0], np.int32)).rows.tolist()
        [0, 4, 1, 3]
        """
        sizes = np.bincount(labels)
        members = np.flatnonzero(sizes[labels] > 1).astype(np.int32) if len(labels) else labels
        rows = members[np.argsort(labels[members], kind="stable")]
        of_rows = labels[rows]
        starts = np.flatnonzero(changes(of_rows))
        numbers = of_rows[starts]
        group = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(np.append(starts, len(rows))))
        return cls(numbers, rows, group, starts)

    def lowest(self, values: NDArray[Number]) -> NDArray[Number]:
        """Return the lowest value of each group, of one value a row."""
        return np.minimum.reduceat(values, self.starts) if len(self.starts) else values[:0]

    def highest(self, values: NDArray[Number]) -> NDArray[Number]:
        """Return the highest value of each group, of one value a row."""
        return np.maximum.reduceat(values, self.starts) if len(self.starts) else values[:0]


def changes(labels: NDArray[np.generic]) -> Flags:
    """Return where a sorted array begins another label."""
    new = np.ones(len(labels), np.bool_)
    new[1:] = labels[1:] != labels[:-1]
    return new


def first_records(labels: Codes) -> Positions:
    """Return the first record of each label (int32), of labels 0 … n - 1 that all stand.

    >>> first_records(np.array([0, 1, 0, 2], np.int32)).tolist()
    [0, 1, 3]
    """
    first = np.zeros(int(labels.max(initial=-1)) + 1, np.int32)
    first[labels[::-1]] = np.arange(len(labels) - 1, -1, -1, dtype=np.int32)
    return first
