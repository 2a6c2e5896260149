"""Cases: records of several parties that are one entity or hold one number, and how each compares with the others.

A case has a side for each party in it. Every column is compared for all cases in one sweep.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.grouping import Flags, Number, Places, changes
from govclean.linkage.records import Codes, Positions

AGREES, DIFFERS, NOT_COMPARABLE = np.int8(1), np.int8(0), np.int8(-1)
Agreement = NDArray[np.int8]

_NONE = np.int32(np.iinfo(np.int32).max)


@dataclass(frozen=True)
class Cases:
    """All records that meet records of another party. Arrays of rows have one entry a record."""

    rows: Positions  # the records, by case, then party, then position
    side: Codes  # of each row: the side it is on
    row_starts: Places  # the first row of each side
    party: Codes  # of each side
    case: Codes  # of each side: its case, numbered from 0
    side_starts: Places  # the first side of each case

    @classmethod
    def of(cls, labels: Codes, party: Codes, kept: Flags) -> Cases:
        """Return the cases in which several parties meet.

        Args:
            labels: the case of each record.
            party: the party of each record.
            kept: which records take part.
        """
        rows = _in_several(labels, party, kept)
        order = rows[np.lexsort((party[rows], labels[rows]))]
        new_case = changes(labels[order])
        new_side = new_case | changes(party[order])
        starts = np.flatnonzero(new_side)
        side = np.cumsum(new_side, dtype=np.int32) - np.int32(1)
        case = np.cumsum(new_case, dtype=np.int32)[starts] - np.int32(1)
        return cls(order, side, starts, party[order][starts], case, np.flatnonzero(changes(case)))

    def agreement(self, codes: Codes) -> Agreement:
        """Return for each row whether it agrees with all that the other sides say (int8: 1, 0; -1 not comparable).

        Args:
            codes: a value for each record of the run; 0 where it says nothing.
        """
        ours = codes[self.rows]
        low = self.of_others(self._of_side(np.minimum, np.where(ours > 0, ours, _NONE)), np.minimum)
        high = self.of_others(self._of_side(np.maximum, ours), np.maximum)
        low, high = low[self.side], high[self.side]
        agrees: Agreement = ((ours == low) & (ours == high)).astype(np.int8)
        agrees[(ours == 0) | (high == 0)] = NOT_COMPARABLE
        return agrees

    def highest(self, values: NDArray[Number]) -> NDArray[Number]:
        """Return the highest value of each side, of one value a row."""
        return self._of_side(np.maximum, values)

    def of_others(self, values: NDArray[Number], extreme: np.ufunc) -> NDArray[Number]:
        """Return for each side the lowest or highest value among the other sides of its case.

        Args:
            values: one value a side.
            extreme: `np.minimum` or `np.maximum`.
        """
        if len(self.case) == 2 * len(self.side_starts):
            return values.reshape(-1, 2)[:, ::-1].ravel()
        best = extreme.reduceat(values, self.side_starts)[self.case]
        at_best = values == best
        alone = np.add.reduceat(at_best, self.side_starts, dtype=np.int32)[self.case] == 1
        worst = values.max() if extreme is np.minimum else values.min()
        second = extreme.reduceat(np.where(at_best, worst, values), self.side_starts)[self.case]
        return np.asarray(np.where(at_best & alone, second, best), values.dtype)

    def parties_with(self, rows: Flags, parties: int) -> Flags:
        """Return which parties of each case have a row that is flagged (bool, cases × parties)."""
        found = np.zeros((len(self.side_starts), parties), np.bool_)
        found[self.case[self.side[rows]], self.party[self.side[rows]]] = True
        return found

    @cached_property
    def case_of_rows(self) -> Codes:
        """The case of each row."""
        return self.case[self.side]

    @property
    def crowded(self) -> Flags:
        """Whether some side of the row's case has several records (bool, one a row)."""
        sizes = np.diff(np.append(self.row_starts, len(self.rows)))
        return self.any_in_case(sizes[self.side] > 1)

    def any_in_case(self, rows: Flags) -> Flags:
        """Return where some row of the same case is flagged (bool, one a row)."""
        found = np.zeros(len(self.side_starts), np.bool_)
        found[self.case_of_rows[rows]] = True
        return found[self.case_of_rows]

    def _of_side(self, extreme: np.ufunc, values: NDArray[Number]) -> NDArray[Number]:
        if len(self.row_starts) == len(self.rows):
            return values
        return np.asarray(extreme.reduceat(values, self.row_starts), values.dtype)


def _in_several(labels: Codes, party: Codes, kept: Flags) -> Positions:
    """Return the records whose case has records of another party."""
    some = np.full(int(labels.max(initial=-1)) + 1, -1, np.int32)
    members = np.flatnonzero(kept).astype(np.int32)
    some[labels[members]] = party[members]
    several = np.zeros(len(some), np.bool_)
    several[labels[members][some[labels[members]] != party[members]]] = True
    return members[several[labels[members]]]
