"""k-anonymity: rows that too few others resemble are left out, and counted (Sweeney 2002)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import Bools, text_column


def alike(table: pa.Table, columns: Sequence[str], least: int) -> Bools:
    """Return which rows at least `least` rows, itself among them, share in all of the columns; an empty cell is a value.

    >>> table = pa.table({"age": ["30-39", "30-39", "80-89"], "sex": ["1", "1", "2"]})
    >>> alike(table, ["age", "sex"], 2).tolist()
    [True, True, False]
    """
    groups = np.zeros(table.num_rows, np.int64)
    for name in columns:
        groups = _compact(groups * _cardinality(codes := _codes(table[name])) + codes)
    counts = np.bincount(groups, minlength=1)
    return np.asarray(counts[groups] >= least)


def _codes(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Return a number for each value, 0 for an empty cell."""
    encoded = text_column(column).dictionary_encode()
    indices = pc.add(pc.fill_null(encoded.indices, -1).cast(pa.int64()), 1)
    return np.asarray(indices.to_numpy(zero_copy_only=False))


def _cardinality(codes: NDArray[np.int64]) -> int:
    return int(codes.max(initial=0)) + 1


def _compact(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return groups numbered without gaps: products of two never overflow."""
    return np.asarray(np.unique(groups, return_inverse=True)[1], np.int64)
