"""Words of names pair by pair: equal, alike, an initial for a word, the beginning of another."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.features.characters import points_of
from govclean.linkage.likeness import Texts, jaro_winkler
from govclean.linkage.records import Codes
from govclean.values.columns import Bools

_FEWEST = 3
"""Characters of a beginning that says something."""


def coded(words: pa.StringArray) -> tuple[Codes, pa.StringArray]:
    """Return the words of a column as codes from 1, 0 for none, and the distinct words with null in front.

    >>> codes, distinct = coded(pa.array(["li", None, "li"]))
    >>> codes.tolist(), distinct.to_pylist()
    ([1, 0, 1], [None, 'li'])
    """
    encoded = words.dictionary_encode()
    codes = np.asarray(pc.fill_null(encoded.indices, -1), np.int32) + np.int32(1)
    return codes, pa.concat_arrays([pa.nulls(1, pa.string()), encoded.dictionary])


def equal(left: Codes, right: Codes) -> Bools:
    """Return where words stand on both sides and are the same."""
    return np.asarray((left == right) & (left > 0))


class Words:
    """Distinct words (`values[0]` is null) with what is asked of two of them."""

    def __init__(self, values: pa.StringArray, cutoff: float) -> None:
        self._texts = Texts(values)
        self._cutoff = (cutoff,)
        letters, _ = coded(pc.utf8_slice_codeunits(values, 0, 1))
        self._initials = np.where(self._texts.lengths == 1, -letters, letters)  # negative: nothing but it

    def alike(self, left: Codes, right: Codes) -> Bools:
        """Return where words stand on both sides and are the same or alike by Jaro-Winkler."""
        alike = equal(left, right)
        rows = np.flatnonzero(~alike & (left > 0) & (right > 0))
        alike[rows] = jaro_winkler(self._texts, left[rows], right[rows], self._cutoff) == 0
        return alike

    def shortened(self, left: Codes, right: Codes) -> Bools:
        """Return where one is a single letter and the other begins with it."""
        ours, theirs = self._initials[left], self._initials[right]
        return np.asarray((np.abs(ours) == np.abs(theirs)) & (np.minimum(ours, theirs) < 0))


class Beginnings:
    """Values with a number for each of their beginnings, so that one within another is found by one look.

    The numbers are sums of characters times powers of an odd constant, modulo 2**64.
    """

    def __init__(self, values: pa.StringArray) -> None:
        points, starts = points_of(values)
        self._starts, self._lengths = starts[:-1].astype(np.int64), np.diff(starts)
        powers = np.cumprod(np.full(max(int(self._lengths.max(initial=0)), 1), 0x9E3779B97F4A7C15, np.uint64))
        within = np.arange(len(points)) - np.repeat(self._starts, self._lengths)
        self._sums = np.concatenate(
            [np.zeros(1, np.uint64), np.cumsum(points * powers[within], dtype=np.uint64)]
        )

    def one_begins_other(self, left: Codes, right: Codes) -> Bools:
        """Return where one value, of three characters or more, is the beginning of the other."""
        size = np.minimum(self._lengths[left], self._lengths[right])
        return np.asarray((self._begin(left, size) == self._begin(right, size)) & (size >= _FEWEST))

    def _begin(self, codes: Codes, size: NDArray[np.int32]) -> NDArray[np.uint64]:
        start = self._starts[codes]
        return np.asarray(self._sums[start + size] - self._sums[start])
