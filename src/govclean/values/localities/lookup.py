"""Names found in the middle of text, for all rows at once: the longest name that starts at a place.

The hash of any stretch of a block comes from two running sums (polynomial hashing modulo 2^64 with a random weight
a character), so that looking a stretch up needs no loop over its characters and no string.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from govclean.values.localities.folding import Codes, Flags, Places

Hashes = NDArray[np.uint64]


class Stretches:
    """The hashes of all stretches of one block of characters."""

    def __init__(self, codes: Codes) -> None:
        size = len(codes)
        powers, self._inverse = _powers(1 << max(size, 1024).bit_length())
        self._sums = np.zeros(size + 1, np.uint64)
        np.cumsum(_weights()[np.minimum(codes, 0xFFFF)] * powers[:size], out=self._sums[1:])
        self.size = size

    def hashes(self, begins: Places, length: int) -> Hashes:
        """Return the hashes of the stretches of one length; they must end inside the block."""
        return (self._sums[begins + length] - self._sums[begins]) * self._inverse[begins]


class NameTable:
    """A set of names, each with a number; a name may be bound to a key, such as a township to its county.

    Args:
        names: the names, at least one character each.
        numbers: the number that finding the name gives, 0 or more.
        keys: what each name is bound to; 0 where it is not.
    """

    def __init__(
        self,
        names: Sequence[str],
        numbers: Sequence[int] | NDArray[np.int64],
        keys: NDArray[np.int64] | None = None,
    ) -> None:
        bound = np.zeros(len(names), np.uint64) if keys is None else keys.astype(np.uint64)
        lengths = np.fromiter(map(len, names), np.int64, len(names))
        hashes = hash_names(names) + _bind(bound)
        order = np.argsort(hashes, kind="stable")
        self._whole = _Index(hashes[order])
        self._numbers = np.asarray(numbers, np.int64)[order]
        self._prefix = min(int(lengths.min()), 2)
        heads, self._lengths = _heads_of(names, lengths, bound, self._prefix)
        self._heads = _Index(heads)
        self._longest = int(lengths.max())

    def longest(
        self, stretches: Stretches, begins: Places, limits: Places, keys: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], Places]:
        """Return for each place the number of the longest name that starts there (-1: none) and where it ends.

        Args:
            begins: where to look, a position in the block each.
            limits: where the value ends.
            keys: what the name must be bound to.
        """
        found, ends = np.full(len(begins), -1, np.int64), begins.copy()
        bound = _bind(np.zeros(1, np.uint64) if keys is None else keys.astype(np.uint64))
        bound = np.broadcast_to(bound, begins.shape)
        rows = np.flatnonzero(begins + self._prefix <= limits)
        heads = stretches.hashes(begins[rows], self._prefix) + bound[rows]
        at, known = self._heads.find(heads)
        rows, lengths = rows[known], self._lengths[at[known]]
        for length in range(self._longest, self._prefix - 1, -1):
            here = ((lengths >> length) & 1).astype(np.bool_) & (found[rows] < 0)
            fit = rows[here]
            fit = fit[begins[fit] + length <= limits[fit]]
            if fit.size:
                at, known = self._whole.find(stretches.hashes(begins[fit], length) + bound[fit])
                found[fit[known]] = self._numbers[at[known]]
                ends[fit[known]] += length
        return found, ends


def hash_names(names: Sequence[str]) -> Hashes:
    """Return the hash of each name."""
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    ends = np.cumsum(lengths)
    codes = np.frombuffer("".join(names).encode("utf-32-le"), "<u4")
    places = np.arange(len(codes)) - np.repeat(ends - lengths, lengths)
    terms = _weights()[np.minimum(codes, 0xFFFF)] * _powers(1024)[0][places]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms)])
    return np.asarray(sums[ends] - sums[ends - lengths])


def flags_of(characters: Iterable[str]) -> Flags:
    """Return for each code point up to U+FFFF whether it is one of some characters."""
    flags = np.zeros(0x10000, np.bool_)
    flags[[ord(character) for character in characters]] = True
    return flags


def _heads_of(
    names: Sequence[str], lengths: Places, bound: Hashes, prefix: int
) -> tuple[Hashes, NDArray[np.int64]]:
    """Return the hashes of the first characters and, as bits, which lengths of names start so."""
    hashes = hash_names([name[:prefix] for name in names]) + _bind(bound)
    heads, of = np.unique(hashes, return_inverse=True)
    bits = np.zeros(len(heads), np.int64)
    np.bitwise_or.at(bits, of, np.int64(1) << lengths)
    return heads, bits


class _Index:
    """Ordered hashes with a directory over their first bits, four places a hash: found in a step or two."""

    def __init__(self, ordered: Hashes) -> None:
        bits = max(len(ordered).bit_length() + 2, 4)
        self._shift = np.uint64(64 - bits)
        bounds = np.arange(1 << bits, dtype=np.uint64) << self._shift
        self._first = np.minimum(np.searchsorted(ordered, bounds), len(ordered) - 1)
        self._ordered = ordered
        self._steps = int(np.bincount((ordered >> self._shift).astype(np.int64)).max()) - 1

    def find(self, wanted: Hashes) -> tuple[NDArray[np.intp], Flags]:
        """Return where each hash stands, and whether it is there at all."""
        at = self._first[(wanted >> self._shift).astype(np.int64)]
        known = self._ordered[at] == wanted
        missing = np.flatnonzero(~known)
        for _ in range(self._steps):
            at[missing] = np.minimum(at[missing] + 1, len(self._ordered) - 1)
            met = self._ordered[at[missing]] == wanted[missing]
            known[missing[met]] = True
            missing = missing[~met]
        return at, known


def _bind(keys: Hashes) -> Hashes:
    return keys * np.uint64(0x9E3779B97F4A7C15)


@cache
def _weights() -> Hashes:
    return np.random.default_rng(20240101).integers(1, 1 << 63, 0x10000, np.uint64)


@cache
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Return the powers of an odd base and of its inverse modulo 2^64."""
    up = np.full(size, _BASE, np.uint64)
    down = np.full(size, pow(_BASE, -1, 1 << 64), np.uint64)
    up[0] = down[0] = 1
    return np.cumprod(up), np.cumprod(down)


_BASE = 0x5851F42D4C957F2D
