"""Values that stand for an empty cell: 无, NULL, --, #N/A, a cell of blanks."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import Bools, byte_lengths, bytes_of, offsets_of

_SPOKEN = (
    "无 没有 无数据 无此项 无信息 暂无 暂缺 缺 缺失 空 空白 空值 不详 不明 不清 未知 未提供 未填 未填写",
    "未采集 未录入 待补 待补充 待定 待查 待核实 待完善 略 (空) （空） (无) （无）",
)
_SIGNS = (
    "/无 无/ 、 。 ， . .. ... … …… · , ; ； / // \\ | _ __ - -- --- ---- — —— – － －－ ― ~ * ** ***",
    "# ## ### #### ##### ###### ####### ######## #########",
)
_MACHINES = (
    "null (null) <null> [null] none nil nan nat <na> n/a na n.a. undefined unknown missing blank empty \\n",
    "#n/a #na #ref! #value! #name? #null! #num! #div/0!",
)
PLACEHOLDERS: frozenset[str] = frozenset(" ".join(_SPOKEN + _SIGNS + _MACHINES).split(" "))
"""What a cell may say instead of being empty; compared without blanks around and without regard to case."""

_BLANK_STARTS = (
    b"\t",
    b"\n",
    b"\x0b",
    b"\x0c",
    b"\r",
    b" ",
    b"\x1c",
    b"\xc2\xa0",
    b"\xc2\x85",
    b"\xe2",
    b"\xe3\x80\x80",
)
_LONGEST = max(len(text.encode()) for text in PLACEHOLDERS)


def is_placeholder(column: pa.StringArray) -> Bools:
    """Return where a cell says in words or signs that it is empty; null itself gives False.

    >>> is_placeholder(pa.array(["无", " - ", "N/A", "　", "0", "张三", None])).tolist()
    [True, True, True, True, False, False, False]
    """
    marked = np.zeros(len(column), np.bool_)
    rows = np.flatnonzero(_candidates(column))
    if rows.size:
        trimmed = pc.utf8_lower(pc.utf8_trim_whitespace(column.take(pa.array(rows))))
        marked[rows] = pc.is_in(trimmed, value_set=_WORDS).to_numpy(zero_copy_only=False)
    return marked


def _candidates(column: pa.StringArray) -> Bools:
    """Return rows whose first bytes are those of a placeholder or a blank; no placeholder is missed."""
    lengths, data, starts = byte_lengths(column), bytes_of(column), offsets_of(column)[:-1]
    if not data.size:
        return _empty(column)
    first = data[np.minimum(starts, data.size - 1)]
    blank = _BLANK[first] & (lengths > 0)
    rows = np.flatnonzero(_FIRST[first] & (lengths > 0) & (lengths <= _LONGEST + 8))
    second, third = (_byte(data, starts, lengths, rows, step) for step in (1, 2))
    fitting = np.zeros(len(column), np.bool_)
    fitting[rows] = _PREFIX[second.astype(np.uint16) << 8 | third] | (lengths[rows] < 3) | _ASCII[first[rows]]
    return np.asarray(fitting | blank | _empty(column))


def _empty(column: pa.StringArray) -> Bools:
    """Return cells of no character at all that are not null."""
    return np.asarray((byte_lengths(column) == 0) & column.is_valid().to_numpy(zero_copy_only=False))


def _byte(
    data: NDArray[np.uint8],
    starts: NDArray[np.int32],
    lengths: NDArray[np.int32],
    rows: NDArray[np.intp],
    step: int,
) -> NDArray[np.uint8]:
    return np.where(lengths[rows] > step, data[np.minimum(starts[rows] + step, data.size - 1)], 0).astype(
        np.uint8
    )


def _starts_of(words: frozenset[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which first bytes, and which pairs of second and third bytes, the words start with."""
    first, pairs = np.zeros(256, np.bool_), np.zeros(65536, np.bool_)
    for word in {form.encode() + b"\0\0" for text in words for form in (text, text.upper(), text.title())}:
        first[word[0]] = True
        pairs[word[1] << 8 | word[2]] = True
    return first, pairs


_WORDS = pa.array([*sorted(PLACEHOLDERS), ""])
_FIRST, _PREFIX = _starts_of(PLACEHOLDERS)
_ASCII = np.arange(256) < 0x80
_BLANK = np.isin(np.arange(256), [start[0] for start in _BLANK_STARTS])
