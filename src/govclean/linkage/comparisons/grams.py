"""How alike names are by the pieces they share, rare pieces counting for more (tf-idf cosine, Salton and Buckley 1988).

Pieces are single characters and two in a row: 小学 in two names says little, 嵩岳 much.
"""

from __future__ import annotations

from itertools import chain

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from govclean.linkage.likeness import Texts
from govclean.linkage.records import Codes

_BATCH = 1 << 16  # pairs multiplied together: their rows stay in the cache


class Grams:
    """Distinct names, ready to be compared."""

    def __init__(self, names: pa.StringArray) -> None:
        """Make ready the names; null has no piece."""
        self._rows = _weighted([_pieces(name or "") for name in names.to_pylist()])
        self._signatures = Texts(names).signatures

    def cosines(self, left: Codes, right: Codes) -> NDArray[np.float32]:
        """Return the cosine of each pair, from 0 (nothing in common) to 1 (float32).

        >>> grams = Grams(pa.array([None, "嵩岳小学", "嵩岳学校", "花园小学"]))
        >>> bool(np.diff(grams.cosines(np.array([1, 1]), np.array([3, 2])))[0] > 0)
        True
        """
        found = np.zeros(len(left), np.float32)
        rows = np.flatnonzero(self._signatures[left] & self._signatures[right])  # others share no character
        for start in range(0, len(rows), _BATCH):
            part = rows[start : start + _BATCH]
            found[part] = self._rows[left[part]].multiply(self._rows[right[part]]).sum(axis=1)
        return found


def _pieces(name: str) -> list[str]:
    return [*name, *(name[at : at + 2] for at in range(len(name) - 1))]


def _weighted(pieces: list[list[str]]) -> csr_array:
    """Return a row of length 1 for each name, a column for each piece."""
    place: dict[str, int] = {}
    columns = np.array([place.setdefault(piece, len(place)) for piece in chain(*pieces)], np.int32)
    starts = np.cumsum([0, *map(len, pieces)]).astype(np.int32)
    rows = csr_array(
        (np.ones(len(columns), np.float32), columns, starts), shape=(len(pieces), max(len(place), 1))
    )
    rows.sum_duplicates()
    held = np.bincount(rows.indices, minlength=rows.shape[1])
    rows.data *= np.log1p(len(pieces) / np.maximum(held, 1)).astype(np.float32)[rows.indices]
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    rows.data /= np.repeat(lengths, np.diff(rows.indptr))
    return rows
