"""The order in which rows leave: one that only who holds the source can tell.

In the order of the source two packages could be laid side by side, row by row, and masked columns would be joined back.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

_GOLDEN = 0x9E3779B97F4A7C15
_MIXERS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST = 31


def order_of(rows: int, *secrets: str) -> NDArray[np.int64]:
    """Return the numbers 0 to rows - 1 in an order that follows from the secrets: the same for the same.

    Each number is mixed with a seed as in SplitMix64 (Steele, Lea and Flood 2014), which never gives two the same.

    >>> sorted(order_of(4, "a").tolist()), order_of(4, "a").tolist() == order_of(4, "a").tolist()
    ([0, 1, 2, 3], True)
    """
    seed = int.from_bytes(hashlib.sha256("\n".join(secrets).encode()).digest()[:8], "big")
    mixed = np.arange(rows, dtype=np.uint64) * np.uint64(_GOLDEN) + np.uint64(seed)
    for shift, factor in _MIXERS:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.argsort(mixed ^ (mixed >> np.uint64(_LAST)), kind="stable").astype(np.int64)
