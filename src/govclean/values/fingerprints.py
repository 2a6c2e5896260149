"""Keys as 128-bit fingerprints: repeats and references are found without keeping the values.

Two different keys among 100 million share a fingerprint with a probability below 1e-22.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.values.columns import bytes_of, offsets_of, present

Fingerprints = NDArray[np.uint64]  # rows × 2

# Odd 64-bit constants with well-mixed bits (fractions of the golden ratio and of the square roots of primes).
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B], np.uint64)
_FINISHERS = np.array([0xD6E8FEB86659FD93, 0xA54FF53A5F1D36F1], np.uint64)
_LANE = 8


def fingerprints(columns: Sequence[pa.StringArray]) -> Fingerprints:
    """Return one fingerprint a row (rows × 2, uint64) of several columns taken together; null equals null only."""
    state = np.zeros((len(columns[0]), 2), np.uint64)
    for column in columns:
        state = _mix(state, _of_column(column))
    return state


def _of_column(column: pa.StringArray) -> Fingerprints:
    offsets = offsets_of(column)
    lengths = np.diff(offsets)
    data = bytes_of(column)
    result = np.empty((len(column), 2), np.uint64)
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        result[rows] = _of_lanes(_lanes(data, offsets[rows], int(length)), int(length))
    if column.null_count:
        result[~present(column)] = _MULTIPLIERS
    return result


def _lanes(data: NDArray[np.uint8], starts: NDArray[np.int32], length: int) -> NDArray[np.uint64]:
    """Return values of one length as rows × lanes of eight bytes, the last lane filled with zeros."""
    width = -(-length // _LANE) * _LANE
    padded = np.zeros((len(starts), width), np.uint8)
    if length and (np.diff(starts) == length).all():
        padded[:, :length] = data[starts[0] : starts[0] + len(starts) * length].reshape(-1, length)
    elif length:
        padded[:, :length] = data[starts[:, None] + np.arange(length, dtype=np.int64)]
    return padded.view(np.uint64)


def _of_lanes(lanes: NDArray[np.uint64], length: int) -> Fingerprints:
    state = np.full((len(lanes), 2), np.uint64(length), np.uint64)
    for lane in lanes.T:
        state = _mix(state, lane[:, None])
    return state


def _mix(state: Fingerprints, more: NDArray[np.uint64]) -> Fingerprints:
    mixed = (state ^ more) * _MULTIPLIERS
    mixed ^= mixed >> np.uint64(29)
    mixed *= _FINISHERS
    mixed ^= mixed >> np.uint64(32)
    return mixed
