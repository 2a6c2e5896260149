"""How many slips of the pen lie between two short numbers: a wrong, missing, added digit, or two exchanged.

Counts of digits rule out most pairs. Numbers of one length are then compared place by place; what that does not tell
goes to rapidfuzz.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from govclean.linkage.records import Codes
from govclean.values.columns import Bools, byte_lengths, bytes_of, offsets_of

LONGEST = 24
"""Bytes of the longest number that is compared place by place."""

_WORD = 8  # bytes
_CLASSES = 16  # of bytes, by their last four bits: each digit has its own
_HIGH = np.uint64(0x8080808080808080)
_ONES = np.uint64(0x0101010101010101)
_TOP = np.uint64(56)


class Slips:
    """Distinct numbers (`values[0]` is null), ready to be compared.

    Args:
        most: slips that are told apart, one or two.
    """

    def __init__(self, values: pa.StringArray, most: int = 2) -> None:
        self._values = values
        self._most = most
        lengths = byte_lengths(values)
        ascii_ = np.asarray(pc.fill_null(pc.string_is_ascii(values), fill_value=True))
        self._plain: Bools = ascii_ & (lengths <= LONGEST)
        self._all_plain = bool(self._plain.all())
        self._lengths = lengths.astype(np.int16)
        self._bytes = _matrix(values, self._plain)
        self._words = np.ascontiguousarray(self._bytes.view(np.uint64).T)
        self._counts = _counted(self._bytes, self._lengths)

    def between(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the slips between the two values of each pair (Damerau-Levenshtein); `most` + 1 for more."""
        slips = np.full(len(left), self._most + 1, np.uint8)
        may_be_near = self._may_be_near(left, right)
        if not self._all_plain:
            may_be_near |= ~(self._plain[left] & self._plain[right])
        near = np.flatnonzero(may_be_near)
        slips[near] = self._place_by_place(left[near], right[near])
        open_ = near[slips[near] > self._most]
        slips[open_] = self._edits(left[open_], right[open_])
        return slips

    def _may_be_near(self, left: Codes, right: Codes) -> Bools:
        """Return where the digits, in any order, differ by no more than the slips that are told apart."""
        surplus = np.zeros(len(left), np.uint64)
        for counts in self._counts:
            more = (counts[left] | _HIGH) - counts[right]
            enough = more & _HIGH
            surplus += ((more & (enough - (enough >> np.uint64(7)))) * _ONES) >> _TOP
        ours = surplus.astype(np.int16)
        theirs = ours - self._lengths[left] + self._lengths[right]
        return np.asarray(np.maximum(ours, theirs) <= self._most)

    def _place_by_place(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the slips by the places in which numbers of one length differ; `most` + 1 where these do not tell."""
        unlike = [_differing(words[left] ^ words[right]) for words in self._words]
        places = np.sum([np.bitwise_count(some) for some in unlike], axis=0, dtype=np.uint8)
        slips = np.minimum(places, self._most + 1)
        two = np.flatnonzero(places == 2)
        slips[two[self._exchanged(left[two], right[two])]] = 1
        told = self._lengths[left] == self._lengths[right]
        if not self._all_plain:
            told &= self._plain[left] & self._plain[right]
        slips[~told] = self._most + 1
        return slips

    def _edits(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        ours, theirs = (self._values.take(pa.array(side)).to_pylist() for side in (left, right))
        edits: NDArray[np.uint8] = process.cpdist(
            ours, theirs, scorer=DamerauLevenshtein.distance, score_cutoff=self._most, dtype=np.uint8
        )
        return edits

    def _exchanged(self, left: Codes, right: Codes) -> Bools:
        """Return whether the two places in which numbers differ are neighbours that were exchanged."""
        ours, theirs = self._bytes[left], self._bytes[right]
        unlike = ours != theirs
        first = unlike.argmax(axis=1)
        at, second = np.arange(len(left)), np.minimum(first + 1, ours.shape[1] - 1)
        crossed = (ours[at, first] == theirs[at, second]) & (ours[at, second] == theirs[at, first])
        return np.asarray(crossed & unlike[at, second])


def _differing(word: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return one bit for each byte of a word that is not nought."""
    for step in (4, 2, 1):
        word = word | word >> np.uint64(step)
    return word & _ONES


def _matrix(values: pa.StringArray, rows: Bools) -> NDArray[np.uint8]:
    """Return the bytes of some values, one row each, with noughts behind them (values × a multiple of eight)."""
    lengths = np.where(rows, byte_lengths(values), 0)
    width = -(-max(int(lengths.max(initial=1)), 1) // _WORD) * _WORD
    data = np.append(bytes_of(values), np.zeros(width, np.uint8))
    starts = np.minimum(offsets_of(values)[:-1], len(data) - width)
    matrix = data[starts[:, None] + np.arange(width, dtype=np.int32)]
    matrix[np.arange(width) >= lengths[:, None]] = 0
    return np.ascontiguousarray(matrix)


def _counted(matrix: NDArray[np.uint8], lengths: NDArray[np.int16]) -> NDArray[np.uint64]:
    """Return how many bytes of each class a value has: sixteen counts of a byte each, in two rows of words."""
    counts = np.zeros((len(matrix), _CLASSES), np.uint8)
    rows = np.arange(len(matrix))
    for place in range(matrix.shape[1]):
        held = rows[place < lengths]
        counts[held, matrix[held, place] & (_CLASSES - 1)] += 1
    return np.ascontiguousarray(counts.view(np.uint64).T)
