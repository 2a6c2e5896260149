"""How alike texts are, character by character, for many pairs of distinct values at once.

Most pairs are far apart. A signature of the characters in each value (64 bits) bounds the likeness from above, so the
exact measure (rapidfuzz) runs only where a cutoff can still be reached; the bounds never change an answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel, JaroWinkler

from govclean.linkage.records import Codes
from govclean.values.columns import bytes_of, offsets_of

Steps = NDArray[np.uint8]
Words = NDArray[np.uint64]

_FREQUENT = 3072  # values whose mutual likeness is kept as a matrix (9 MB)
_WORTH = 1_000_000  # pairs of frequent values asked about before the matrix is worth making
_PREFIX = 4  # characters that Jaro-Winkler rewards
_REWARD = 0.1
_ONLY_LONG = (1 << 31) - 1
_SLACK = 1e-5  # single precision


class Texts:
    """Distinct texts (`values[0]` is null), ready to be compared. The most frequent should stand first."""

    def __init__(self, values: pa.StringArray) -> None:
        self.values = pc.fill_null(values, "")
        offsets = offsets_of(self.values)
        letters = bytes_of(self.values)[offsets[0] : offsets[-1]].tobytes().decode()
        points = np.frombuffer(letters.encode("utf-32-le"), np.uint32)
        self.lengths = np.asarray(pc.utf8_length(self.values).to_numpy(), np.int16)
        starts = np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)])
        self._heads = [_heads(points, starts, size) for size in range(1, _PREFIX + 1)]
        self.signatures = _signatures(points, starts)
        self._matrices: dict[object, Steps | None] = {}
        self._asked: dict[object, int] = {}
        self._lock = threading.Lock()

    @cached_property
    def frequent(self) -> int:
        """How many of the values have a place in a matrix."""
        return min(_FREQUENT, len(self.values))

    def strings(self, codes: Codes) -> list[str]:
        """Return the texts of codes."""
        texts: list[str] = self.values.take(pa.array(codes)).to_numpy(zero_copy_only=False).tolist()
        return texts

    def common_prefix(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return how many characters both values begin with, at most four (uint8)."""
        common = np.zeros(len(left), np.uint8)
        for heads in self._heads:
            common += heads[left] == heads[right]
        return common

    def matrix(self, measure: _Measure, cutoffs: tuple[float, ...], pairs: int) -> Steps | None:
        """Return the steps between all frequent values, or None while too few pairs were asked about."""
        key = (measure.name, cutoffs)
        with self._lock:
            if self._matrices.get(key) is None:
                self._asked[key] = self._asked.get(key, 0) + pairs
                if self._asked[key] < _WORTH:
                    return None
                self._matrices[key] = _matrix(self, measure, cutoffs)
            return self._matrices[key]


def jaro_winkler(texts: Texts, left: Codes, right: Codes, cutoffs: tuple[float, ...]) -> Steps:
    """Return for each pair the place of the best cutoff its Jaro-Winkler similarity reaches; their number if none.

    >>> texts = Texts(pa.array([None, "李娜", "李娟", "王伟"]))
    >>> jaro_winkler(texts, np.array([1, 1]), np.array([2, 3]), (0.9, 0.6)).tolist()
    [1, 2]
    """
    return _steps(_JARO_WINKLER, texts, left, right, cutoffs)


def ratio(texts: Texts, left: Codes, right: Codes, cutoffs: tuple[float, ...]) -> Steps:
    """Return for each pair the place of the best cutoff its share of common characters (in order) reaches."""
    return _steps(_RATIO, texts, left, right, cutoffs)


def edits(texts: Texts, left: Codes, right: Codes, limits: tuple[int, ...]) -> Steps:
    """Return for each pair the place of the first limit that its edits keep; their number if none.

    An edit puts in, leaves out or replaces a character, or swaps two neighbours (optimal string alignment).

    >>> texts = Texts(pa.array([None, "19850305", "19850350", "20010101"]))
    >>> edits(texts, np.array([1, 1]), np.array([2, 3]), (1, 2)).tolist()
    [0, 2]
    """
    return _steps(_EDITS, texts, left, right, tuple(map(float, limits)))


class _Measure:
    """A measure with its bound: `bound` is never on the wrong side of what `exact` gives."""

    def __init__(
        self,
        name: str,
        scorer: Callable[..., object],
        bound: Callable[..., NDArray[np.float32]],
        *,
        rises: bool,
    ) -> None:
        self.name, self.scorer, self.bound, self.rises = name, scorer, bound, rises

    def steps(self, scores: NDArray[np.float32], cutoffs: tuple[float, ...]) -> Steps:
        steps = np.zeros(scores.shape, np.uint8)
        for cutoff in cutoffs:
            steps += scores < cutoff - _SLACK if self.rises else scores > cutoff + _SLACK
        return steps


def _steps(measure: _Measure, texts: Texts, left: Codes, right: Codes, cutoffs: tuple[float, ...]) -> Steps:
    kept = (left < texts.frequent) & (right < texts.frequent)
    matrix = texts.matrix(measure, cutoffs, int(kept.sum()))
    if matrix is None:
        return _compared(measure, texts, left, right, cutoffs)
    steps = np.empty(len(left), np.uint8)
    steps[kept] = matrix[left[kept], right[kept]]
    steps[~kept] = _compared(measure, texts, left[~kept], right[~kept], cutoffs)
    return steps


def _compared(
    measure: _Measure, texts: Texts, left: Codes, right: Codes, cutoffs: tuple[float, ...]
) -> Steps:
    steps = np.full(len(left), len(cutoffs), np.uint8)
    within = np.flatnonzero(measure.steps(measure.bound(texts, left, right), cutoffs[-1:]) == 0)
    if len(within):
        scores = process.cpdist(
            texts.strings(left[within]),
            texts.strings(right[within]),
            scorer=measure.scorer,
            score_cutoff=cutoffs[-1] - _SLACK if measure.rises else int(cutoffs[-1]),
            dtype=np.float32,
        )
        steps[within] = measure.steps(scores, cutoffs)
    return steps


def _matrix(texts: Texts, measure: _Measure, cutoffs: tuple[float, ...]) -> Steps:
    frequent = texts.strings(np.arange(texts.frequent, dtype=np.int32))
    rows = []
    for start in range(0, len(frequent), 512):
        scores = process.cdist(
            frequent[start : start + 512],
            frequent,
            scorer=measure.scorer,
            score_cutoff=cutoffs[-1] - _SLACK if measure.rises else int(cutoffs[-1]),
            dtype=np.float32,
            workers=-1,
        )
        rows.append(measure.steps(scores, cutoffs))
    return np.concatenate(rows)


def _apart(texts: Texts, left: Codes, right: Codes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return of how many distinct characters of each value the other surely has none."""
    ours, theirs = texts.signatures[left], texts.signatures[right]
    return np.bitwise_count(ours & ~theirs), np.bitwise_count(theirs & ~ours)


def _shared(texts: Texts, left: Codes, right: Codes) -> NDArray[np.float32]:
    """Return an upper bound of the characters two values have in common."""
    ours, theirs = _apart(texts, left, right)
    return np.asarray(np.minimum(texts.lengths[left] - ours, texts.lengths[right] - theirs), np.float32)


def _jaro_winkler_at_most(texts: Texts, left: Codes, right: Codes) -> NDArray[np.float32]:
    shared = _shared(texts, left, right)
    ours = np.maximum(texts.lengths[left], 1).astype(np.float32)
    theirs = np.maximum(texts.lengths[right], 1).astype(np.float32)
    jaro = np.where(shared > 0, (shared / ours + shared / theirs + 1) / 3, 0)
    return np.asarray(jaro + np.float32(_REWARD) * texts.common_prefix(left, right) * (1 - jaro), np.float32)


def _ratio_at_most(texts: Texts, left: Codes, right: Codes) -> NDArray[np.float32]:
    total = (texts.lengths[left] + texts.lengths[right]).astype(np.float32)
    return np.asarray(2 * _shared(texts, left, right) / np.maximum(total, 1), np.float32)


def _edits_at_least(texts: Texts, left: Codes, right: Codes) -> NDArray[np.float32]:
    ours, theirs = _apart(texts, left, right)
    longer = np.abs(texts.lengths[left] - texts.lengths[right])
    return np.asarray(np.maximum(np.maximum(ours, theirs), longer), np.float32)


_JARO_WINKLER = _Measure("jaro_winkler", JaroWinkler.similarity, _jaro_winkler_at_most, rises=True)
_RATIO = _Measure("ratio", Indel.normalized_similarity, _ratio_at_most, rises=True)
_EDITS = _Measure("edits", OSA.distance, _edits_at_least, rises=False)


def _heads(points: NDArray[np.uint32], starts: NDArray[np.int64], size: int) -> NDArray[np.uint32]:
    """Return for each value a number that stands for its first characters; unlike for values shorter than that."""
    heads = np.zeros(len(starts) - 1, np.uint32)
    for place in range(size):
        heads = heads * np.uint32(0x01000193) + _at(points, starts, place)
    heads &= np.uint32(_ONLY_LONG)
    short = np.diff(starts) < size
    heads[short] = np.arange(short.sum(), dtype=np.uint32) | np.uint32(_ONLY_LONG + 1)
    return heads


def _at(points: NDArray[np.uint32], starts: NDArray[np.int64], place: int) -> NDArray[np.uint32]:
    where = np.minimum(starts[:-1] + place, max(len(points) - 1, 0))
    return points[where] if len(points) else np.zeros(len(where), np.uint32)


def _signatures(points: NDArray[np.uint32], starts: NDArray[np.int64]) -> Words:
    bits = np.uint64(1) << (
        (points.astype(np.uint64) * np.uint64(2654435761) >> np.uint64(7)) & np.uint64(63)
    )
    signatures = np.zeros(len(starts) - 1, np.uint64)
    full = np.flatnonzero(np.diff(starts))
    if len(full):
        signatures[full] = np.bitwise_or.reduceat(bits, starts[full])
    return signatures
