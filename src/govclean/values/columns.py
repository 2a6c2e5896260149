"""Arrow string columns as bytes: the views that make column kernels fast.

All views copy at most once and never decode. A column here is one `pyarrow.StringArray` (int32 offsets).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]


def text_column(values: object) -> pa.StringArray:
    """Return any Arrow or Python sequence of strings as one `StringArray`; null stays null.

    >>> text_column(["01", None]).to_pylist()
    ['01', None]
    """
    column = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if not isinstance(column, pa.Array):
        column = pa.array(column, pa.string())
    return column if column.type == pa.string() else column.cast(pa.string())


def offsets_of(column: pa.StringArray) -> NDArray[np.int32]:
    """Return the n + 1 byte offsets of a column of n values, of a slice too."""
    buffer = column.buffers()[1]
    if buffer is None:
        return np.zeros(len(column) + 1, np.int32)
    return np.frombuffer(buffer, np.int32, len(column) + 1, column.offset * 4)


def bytes_of(column: pa.StringArray) -> Bytes:
    """Return the bytes of all values one after the other; offsets point into it."""
    buffer = column.buffers()[2]
    return np.frombuffer(buffer, np.uint8) if buffer is not None and buffer.size else np.zeros(0, np.uint8)


def byte_lengths(column: pa.StringArray) -> NDArray[np.int32]:
    """Return the length of each value in bytes; 0 for null."""
    lengths = np.diff(offsets_of(column))
    return np.where(present(column), lengths, 0) if column.null_count else lengths


def present(column: pa.StringArray) -> Bools:
    """Return where a value stands (True) and where the cell is empty (False)."""
    if not column.null_count:
        return np.ones(len(column), np.bool_)
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False), np.bool_)


def byte_matrix(column: pa.StringArray, width: int, rows: Bools | None = None) -> Bytes:
    """Return the values of exactly `width` bytes as a matrix (rows × width) of uint8.

    Args:
        rows: which values; all of them must be `width` bytes long. Default: every value of that length.
    """
    if rows is None:
        rows = byte_lengths(column) == width
    data, offsets = bytes_of(column), offsets_of(column)
    if rows.all() and len(column):
        return data[offsets[0] : offsets[0] + len(column) * width].reshape(-1, width)
    starts = offsets[:-1][rows]
    return np.asarray(data[starts[:, None] + np.arange(width, dtype=np.int32)])


def on_distinct(
    column: pa.StringArray, judge: Callable[[pa.StringArray], NDArray[np.uint8]]
) -> NDArray[np.uint8]:
    """Return `judge(column)` computed once for each distinct value; null gives 0."""
    encoded = column.dictionary_encode()
    verdicts = np.append(judge(encoded.dictionary), np.uint8(0)).astype(np.uint8)
    positions = pc.fill_null(encoded.indices, len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    return np.asarray(verdicts[positions])


def matches(column: pa.StringArray, pattern: str) -> Bools:
    r"""Return where the whole value matches an RE2 pattern; null gives False.

    RE2 runs in linear time, its `\d` is ASCII, and `\z` is the true end (no trailing newline).
    """
    found = pc.match_substring_regex(column, rf"\A(?:{pattern})\z")
    return np.asarray(pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False), np.bool_)


def rows_at(column: pa.StringArray, positions: NDArray[np.intp]) -> Bools:
    """Return the rows in which bytes stand; positions count from the first byte of the column or slice."""
    offsets = offsets_of(column)
    rows = np.zeros(len(column), np.bool_)
    rows[np.searchsorted(offsets[1:] - offsets[0], positions, side="right")] = True
    return rows


def own_bytes(column: pa.StringArray) -> Bytes:
    """Return the bytes of this column only: of a slice, not those of the whole array."""
    offsets = offsets_of(column)
    return bytes_of(column)[offsets[0] : offsets[-1]]


def map_distinct(column: pa.StringArray, say: Callable[[str], str | None]) -> pa.StringArray:
    """Return `say(value)` for each row, asked once for each distinct value; null stays null."""
    encoded = column.dictionary_encode()
    return pa.array([say(value) for value in encoded.dictionary.to_pylist()], pa.string()).take(
        encoded.indices
    )


def spread(values: pa.StringArray, rows: Bools) -> pa.StringArray:
    """Return a column with one value for each true row, in order, and null elsewhere.

    >>> spread(pa.array(["b"]), np.array([False, True])).to_pylist()
    [None, 'b']
    """
    places = np.cumsum(rows) - 1
    return values.take(pa.array(places, pa.int64(), mask=~rows))


def judge_rows(
    column: pa.StringArray, rows: Bools, judge: Callable[[pa.StringArray], NDArray[np.uint8]]
) -> NDArray[np.uint8]:
    """Return `judge` of the distinct values of some rows; every other row is good (0)."""
    verdicts = np.zeros(len(column), np.uint8)
    if rows.any():
        verdicts[rows] = on_distinct(column.filter(pa.array(rows)), judge)
    return verdicts


def first_reason(*cases: tuple[Bools, int]) -> NDArray[np.uint8]:
    """Return for each row the reason of the first case that holds; 0 where none does."""
    conditions, reasons = zip(*cases, strict=True)
    return np.select(conditions, [np.uint8(reason) for reason in reasons], np.uint8(0)).astype(np.uint8)
