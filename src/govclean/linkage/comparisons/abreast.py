"""Values that were taken apart, in pairs: where a part agrees, contradicts, or stands on one side only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.records import Codes
from govclean.values.columns import Bools

Parts = Mapping[str, Codes]
"""By name, for each distinct value a number for its part; 0 where it has none."""


def numbers(texts: pa.StringArray) -> Codes:
    """Return a number above 0 for each text, equal ones alike; 0 for null and empty (int32).

    >>> numbers(pa.array(["花园路", None, "", "花园路"])).tolist()
    [1, 0, 0, 1]
    """
    filled = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    return np.asarray(pc.fill_null(filled.dictionary_encode().indices, -1), np.int32) + np.int32(1)


@dataclass(frozen=True, slots=True)
class Abreast:
    """Pairs of values by their parts. All answers are arrays with one entry a pair."""

    parts: Parts
    left: Codes
    right: Codes

    def taken(self, rows: NDArray[np.intp]) -> Abreast:
        """Return some of the pairs."""
        return Abreast(self.parts, self.left[rows], self.right[rows])

    def equal(self, *names: str) -> Bools:
        """Return where any of the parts stands on both sides and is the same."""
        found = np.zeros(len(self.left), np.bool_)
        for name in names:
            ours, theirs = self._both(name)
            found |= (ours == theirs) & (ours > 0)
        return found

    def differs(self, *names: str) -> Bools:
        """Return where any of the parts stands on both sides and is not the same."""
        found = np.zeros(len(self.left), np.bool_)
        for name in names:
            ours, theirs = self._both(name)
            found |= (ours != theirs) & (ours > 0) & (theirs > 0)
        return found

    def one_lacks(self, *names: str) -> Bools:
        """Return where any of the parts stands on one side only."""
        found = np.zeros(len(self.left), np.bool_)
        for name in names:
            ours, theirs = self._both(name)
            found |= (ours > 0) != (theirs > 0)
        return found

    def neither_has(self, *names: str) -> Bools:
        """Return where none of the parts stands on either side."""
        found = np.ones(len(self.left), np.bool_)
        for name in names:
            ours, theirs = self._both(name)
            found &= (ours | theirs) == 0
        return found

    def _both(self, name: str) -> tuple[Codes, Codes]:
        column = self.parts[name]
        return column[self.left], column[self.right]
