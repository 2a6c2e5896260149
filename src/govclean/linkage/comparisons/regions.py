"""Regions in names of organisations: whether two of them can be one body's."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.comparisons.words import coded
from govclean.linkage.records import Codes
from govclean.values.columns import Bools


class Regions:
    """The regions of a column of names."""

    def __init__(self, regions: pa.StringArray) -> None:
        """Make ready the regions, one a name; null where a name has none."""
        self._codes, distinct = coded(regions)
        self._size = len(distinct)
        self._within = _within([text or "" for text in distinct.to_pylist()])

    def agree(self, left: Codes, right: Codes) -> Bools:
        """Return where two names have one region, or one of them leaves it out in whole or in part.

        郑州 agrees with 河南郑州 and with 郑州金水区; 河南 does not agree with 郑州: names are given out by both.
        """
        ours, theirs = self._codes[left].astype(np.int64), self._codes[right].astype(np.int64)
        agree = (ours == theirs) | (ours == 0) | (theirs == 0)
        rows = np.flatnonzero(~agree)
        pair = np.minimum(ours[rows], theirs[rows]) * self._size + np.maximum(ours[rows], theirs[rows])
        place = np.minimum(np.searchsorted(self._within, pair), len(self._within) - 1)
        agree[rows] = self._within[place] == pair
        return np.asarray(agree)


def _within(regions: list[str]) -> NDArray[np.int64]:
    """Return which region is part of which other, as sorted numbers of the pair, the smaller place first."""
    place = {region: number for number, region in enumerate(regions) if region}
    found = [-1]
    for region, number in place.items():
        parts = {
            region[start:end] for start in range(len(region)) for end in range(start + 2, len(region) + 1)
        }
        others = [place[part] for part in parts if part in place and part != region]
        found += [min(number, other) * len(regions) + max(number, other) for other in others]
    return np.unique(np.array(found, np.int64))
