"""How much the values of two columns have in common, without keeping any of them.

A sketch holds the k smallest of the keyed hashes of a column's distinct values (bottom-k sketch, Cohen & Kaplan 2007).
Up to k distinct values it is exact; beyond, a share is off by about 1/√k, 1.6% for k = 4096. Without the key nothing can
be learnt from it, and it never leaves memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import text_column
from govclean.values.digests import Key, keyed_hashes
from govclean.values.placeholders import is_placeholder

SIZE = 4096
_WHOLE = 2.0**64
_DIGITS = 16  # of a hash in hex: 64 bits

Hashes = NDArray[np.uint64]


@dataclass
class Sketch:
    """The sketch of one column, and how many of its cells hold something."""

    rows: int = 0
    filled: int = 0
    hashes: Hashes = field(default_factory=lambda: np.zeros(0, np.uint64), repr=False)  # sorted, each once

    def add(self, values: pa.StringArray, key: Key) -> None:
        """Take in a run of values; blanks, width and case do not count, and what says that there is nothing is nothing."""
        self.rows += len(values)
        kept = values.filter(pc.and_(values.is_valid(), pa.array(~is_placeholder(values))))
        self.filled += len(kept)
        plain = pc.utf8_upper(pc.utf8_trim_whitespace(pc.utf8_normalize(kept, form="NFKC")))
        hexadecimal = keyed_hashes(text_column(pc.unique(plain)), key, "sha256", "catalog overlap")
        short = pc.utf8_slice_codeunits(hexadecimal, 0, _DIGITS).to_pylist()
        fresh = np.array([int(one, 16) for one in short], np.uint64)
        self.hashes = np.union1d(self.hashes, fresh)[:SIZE]

    @property
    def exact(self) -> bool:
        """Return whether all distinct values are in it."""
        return len(self.hashes) < SIZE

    @property
    def distinct(self) -> float:
        """Return the number of distinct values, estimated where they are more than the sketch holds."""
        if self.exact:
            return float(len(self.hashes))
        return (SIZE - 1) * _WHOLE / float(self.hashes[-1])

    @property
    def fill(self) -> float:
        """Return the share of cells that hold something."""
        return self.filled / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Common:
    """What two columns have in common, as numbers of distinct values."""

    both: float
    left: float
    right: float

    @property
    def left_in_right(self) -> float:
        """Return the share of the left values that stand on the right too."""
        return min(1.0, self.both / self.left) if self.left else 0.0

    @property
    def right_in_left(self) -> float:
        """Return the share of the right values that stand on the left too."""
        return min(1.0, self.both / self.right) if self.right else 0.0


def common(left: Sketch, right: Sketch) -> Common:
    """Return what two columns have in common.

    >>> a, b = Sketch(hashes=np.array([1, 2, 3], np.uint64)), Sketch(hashes=np.array([2, 3, 4], np.uint64))
    >>> common(a, b).both, common(a, b).left_in_right
    (2.0, 0.6666666666666666)
    """
    return Common(together([left, right]) * _similarity(left, right), left.distinct, right.distinct)


def together(sketches: list[Sketch]) -> float:
    """Return the number of distinct values of several columns together.

    >>> together([Sketch(hashes=np.array([1, 2], np.uint64)), Sketch(hashes=np.array([2, 4], np.uint64))])
    3.0
    """
    union = np.unique(np.concatenate([one.hashes for one in sketches] or [np.zeros(0, np.uint64)]))
    if all(one.exact for one in sketches):
        return float(len(union))
    return Sketch(hashes=union[:SIZE]).distinct


def _similarity(left: Sketch, right: Sketch) -> float:
    """Return the share of the values of both that stand on either side (Jaccard)."""
    union = np.union1d(left.hashes, right.hashes)
    if not (left.exact and right.exact):
        union = union[:SIZE]
    shared = np.intersect1d(np.intersect1d(left.hashes, right.hashes), union)
    return len(shared) / len(union) if len(union) else 0.0
