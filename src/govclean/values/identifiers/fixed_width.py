"""Columns of numbers of one length: position by position, and back to text.

A matrix of values (rows × width, uint8) is turned on its side block by block, so that each position is one
contiguous vector that stays in the processor's cache: a million numbers take some thirty milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.values.columns import Bools, Bytes, byte_lengths, byte_matrix
from govclean.values.semantic import Reason, Verdicts

Numbers = NDArray[np.int32]

_BLOCK = 1 << 14  # 18 positions of a block are 288 kB
_ZERO = np.uint8(ord("0"))
_NINE = np.uint8(9)


def rows_of(column: pa.StringArray, rows: Bools, width: int) -> Bytes:
    """Return the chosen values, all of `width` bytes, as a matrix (rows × width, uint8)."""
    return byte_matrix(column if rows.all() else column.filter(pa.array(rows)), width)


def judge_width(
    column: pa.StringArray, width: int, judge: Callable[[Bytes], Verdicts]
) -> tuple[Bools, Verdicts]:
    """Judge the values of `width` bytes, which `judge` gets as positions (width × rows) of a block at a time.

    Returns:
        Where such values stand, and a verdict for each row of the column; 0 where no such value stands.
    """
    rows = byte_lengths(column) == width
    matrix = rows_of(column, rows, width)
    found = np.zeros(len(matrix), np.uint8)
    for start in range(0, len(matrix), _BLOCK):
        found[start : start + _BLOCK] = judge(np.ascontiguousarray(matrix[start : start + _BLOCK].T))
    if len(matrix) == len(column):
        return rows, found
    verdicts = np.full(len(column), Reason.GOOD, np.uint8)
    verdicts[rows] = found
    return rows, verdicts


def digits_of(positions: Bytes) -> tuple[Bytes, Bools]:
    """Return the digits 0 to 9 (anything else as 9), and where a value is made of digits only."""
    digits = positions - _ZERO
    return np.minimum(digits, _NINE), np.asarray((digits <= _NINE).all(axis=0))


def number_of(digits: Bytes) -> Numbers:
    """Return the number that up to nine positions (positions × rows) form, an int32 a row."""
    number: Numbers = digits[0].astype(np.int32)
    for digit in digits[1:]:
        number *= 10
        number += digit
    return number


def text_of(matrix: Bytes, rows: Bools) -> pa.StringArray:
    """Return a column with the rows of an ASCII matrix where `rows` is true, and null elsewhere.

    >>> text_of(np.array([[48, 49]], np.uint8), np.array([False, True])).to_pylist()
    [None, '01']
    """
    offsets = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(rows, out=offsets[1:])
    offsets *= matrix.shape[1]
    return pa.StringArray.from_buffers(
        len(rows),
        pa.py_buffer(offsets),
        pa.py_buffer(np.ascontiguousarray(matrix)),
        pa.py_buffer(np.packbits(rows, bitorder="little")),
    )
