"""Rows as bytes that are the same whatever program, version or memory layout held them: what digests are made of.

A run of rows is written as the number of its rows and then, by name, each column in which at least one cell is filled
(so a table may gain columns and its older entries keep their digests). A column is its name, its kind, the length of
each text in bytes (-1 for an empty cell) and the texts in UTF-8; of a whole number or a number, a byte a row that says
whether it is there, and its eight bytes; of a flag one byte a row (1, 0, or -1 where empty). Numbers are little-endian.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import bytes_of, offsets_of, present, text_column

_ABSENT = -1
_KINDS: Mapping[pa.DataType, bytes] = {
    pa.string(): b"text",
    pa.int64(): b"whole",
    pa.float64(): b"number",
    pa.bool_(): b"flag",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column as numpy sees it; `offsets` is there for texts only."""

    head: bytes
    filled: NDArray[np.int64]  # how many cells are filled before each row, and in all
    cells: tuple[NDArray[np.generic], ...]  # a value a row each
    offsets: NDArray[np.int64] | None
    data: NDArray[np.uint8]

    def add(self, running: hashlib._Hash, start: int, stop: int) -> None:
        if self.filled[stop] == self.filled[start]:
            return
        running.update(self.head)
        for cells in self.cells:
            running.update(cells[start:stop].data)
        if self.offsets is not None and self.offsets[stop] > self.offsets[start]:
            running.update(self.data[self.offsets[start] : self.offsets[stop]].data)


class Canonical:
    """The rows of one table, made ready for digests of any run of them."""

    def __init__(self, rows: pa.Table) -> None:
        self._columns = [_column(name, rows[name]) for name in sorted(rows.column_names)]

    def digest(self, start: int, stop: int) -> str:
        """Return the SHA-256 of the rows from `start` to before `stop` as 64 hexadecimal digits."""
        running = hashlib.sha256((stop - start).to_bytes(8, "little"))
        if stop > start:
            for column in self._columns:
                column.add(running, start, stop)
        return running.hexdigest()


def digest_of(rows: pa.Table) -> str:
    """Return the SHA-256 of all rows.

    >>> filled = pa.table({"a": ["x"], "b": pa.nulls(1, pa.string())})
    >>> digest_of(filled) == digest_of(filled.select(["a"]))
    True
    """
    return Canonical(rows).digest(0, rows.num_rows)


def _column(name: str, given: pa.ChunkedArray) -> _Column:
    head = name.encode() + b"\0" + _KINDS[given.type] + b"\0"
    if given.type == pa.string():
        return _texts(head, text_column(given))
    cells = given.combine_chunks()
    there = present(cells)
    filled = np.append(0, np.cumsum(there)).astype(np.int64)
    if cells.type == pa.bool_():
        flags = pc.fill_null(cells.cast(pa.int8()), _ABSENT).to_numpy(zero_copy_only=False)
        values: tuple[NDArray[np.generic], ...] = (np.ascontiguousarray(flags, np.int8),)
    else:
        width = "<i8" if cells.type == pa.int64() else "<f8"
        numbers = pc.fill_null(cells, 0).to_numpy(zero_copy_only=False)
        values = (there.astype(np.int8), np.ascontiguousarray(numbers, width))
    return _Column(head, filled, values, None, np.zeros(0, np.uint8))


def _texts(head: bytes, cells: pa.StringArray) -> _Column:
    there = present(cells)
    whole = pc.fill_null(cells, "") if cells.null_count else cells  # an empty cell may still cover bytes
    offsets = offsets_of(whole).astype(np.int64)
    lengths = np.where(there, np.diff(offsets), _ABSENT).astype("<i8")
    filled = np.append(0, np.cumsum(there)).astype(np.int64)
    return _Column(head, filled, (lengths,), offsets, bytes_of(whole))
