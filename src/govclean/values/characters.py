"""Classes of characters, as text that RE2 and Python's `re` both take between square brackets.

Han follows GB 18030-2022: the unified ideographs with the extensions A to H and the compatibility
ideographs, so rare characters of names are legal. Characters of the private use areas are not: another
machine shows another one.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.values.columns import Bools, byte_lengths, bytes_of, offsets_of, own_bytes, rows_at

_HAN_RANGES = (
    (0x3007, 0x3007),  # 〇
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),  # compatibility
    (0x20000, 0x323AF),  # extensions B to H
)
_DAMAGE_RANGES = (
    (0x3F, 0x3F),  # ? stands for a character an encoding did not have
    (0x25A1, 0x25A1),  # □
    (0xE000, 0xF8FF),  # private use
    (0xFF1F, 0xFF1F),  # ？
    (0xFFFD, 0xFFFD),  # replacement character
    (0xF0000, 0x10FFFD),  # private use, planes 15 and 16
)
_INVISIBLE_RANGES = ((0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0xFEFF, 0xFEFF))


def _class_of(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(chr(low) if low == high else f"{chr(low)}-{chr(high)}" for low, high in ranges)


HAN = _class_of(_HAN_RANGES)
DAMAGE = _class_of(_DAMAGE_RANGES)
CONTROL = r"\x00-\x1F\x7F-\x9F" + _class_of(((0x2028, 0x2029),))
INVISIBLE = _class_of(_INVISIBLE_RANGES)

DAMAGED = f"(?s:.*(?:[{DAMAGE}]|锟斤拷).*)"
UNPRINTABLE = f"(?s:.*[{CONTROL}{INVISIBLE}].*)"
NO_HAN = f"(?s:[^{HAN}]*)"

_TWICE_DECODED = re.compile("锟斤拷".encode())
_BLOCK = 1 << 20  # bytes looked at in one go, so that they stay in the cache


def may_be_damaged(column: pa.StringArray) -> Bools:
    """Return rows that may hold a damaged, control or invisible character; no such row is missed.

    Looks at the few bytes that start such characters in UTF-8. Rare Han characters of four bytes are let by,
    common full-width punctuation is sorted out by its second and third byte.
    """
    data = own_bytes(column)
    return rows_at(column, np.concatenate([_starts(data, at) for at in range(0, max(data.size, 1), _BLOCK)]))


def starts_with_han(column: pa.StringArray) -> Bools:
    """Return values that start with a Han character U+4E00 to U+9FFF."""
    data, starts = bytes_of(column), offsets_of(column)[:-1]
    if not data.size:
        return np.zeros(len(column), np.bool_)
    first, second = (data[np.minimum(starts + step, data.size - 1)] for step in (0, 1))
    late = (first >= 0xE5) | ((first == 0xE4) & (second >= 0xB8))
    return np.asarray(late & (first <= 0xE9) & (byte_lengths(column) > 0))


def twice_decoded(data: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return the positions of 锟斤拷, what is left when GBK and UTF-8 were confused twice."""
    raw = data.tobytes()
    if _TWICE_DECODED.pattern not in raw:  # a plain search takes a tenth of the time
        return np.zeros(0, np.intp)
    return np.array([found.start() for found in _TWICE_DECODED.finditer(raw)], np.intp)


def narrow_letters(column: pa.StringArray) -> pa.StringArray:
    """Return a column with half-width letters and digits for full-width ones; every other character stays.

    In UTF-8 they are EF BC 90 to 99, EF BC A1 to BA and EF BD 81 to 9A.

    >>> narrow_letters(pa.array(["２号（Ａ座）", None])).to_pylist()
    ['2号（A座）', None]
    """
    data, offsets = own_bytes(column), offsets_of(column) - offsets_of(column)[0]
    padded = np.append(data, np.zeros(2, np.uint8))
    second, third = padded[1:-1], padded[2:]
    upper = (second == 0xBC) & (((third >= 0x90) & (third <= 0x99)) | ((third >= 0xA1) & (third <= 0xBA)))
    lower = (second == 0xBD) & (third >= 0x81) & (third <= 0x9A)
    at = np.flatnonzero((data == 0xEF) & (upper | lower))
    narrowed = data.copy()
    narrowed[at] = np.where(second[at] == 0xBC, third[at] - 0x60, third[at] - 0x20)
    kept = np.ones(data.size, np.bool_)
    kept[at + 1] = kept[at + 2] = False
    ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(kept, dtype=np.int32)])
    return pa.StringArray.from_buffers(
        len(column),
        pa.py_buffer(ends[offsets].astype(np.int32)),
        pa.py_buffer(narrowed[kept]),
        pa.py_buffer(np.packbits(column.is_valid().to_numpy(zero_copy_only=False), bitorder="little")),
    )


def _starts(data: NDArray[np.uint8], at: int) -> NDArray[np.intp]:
    """Return the positions in one block of bytes that may start a character of the classes above."""
    block = data[at : at + _BLOCK]
    odd = (block < 0x20) | (block == 0x3F) | (block == 0x7F) | (block == 0xC2) | (block == 0xE2)
    odd |= (block >= 0xEE) & (block != 0xF0)
    positions = np.flatnonzero(odd) + at
    if positions.size:
        positions = positions[_is_odd(data, positions)]
    return np.append(positions, twice_decoded(block) + at)


def _is_odd(data: NDArray[np.uint8], positions: NDArray[np.intp]) -> Bools:
    """Return which positions are no full-width punctuation: EF BC xx … that is not ？, U+FFFD or U+FEFF."""
    first = data[positions]
    second, third = (data[np.minimum(positions + step, data.size - 1)] for step in (1, 2))
    full_width = (first == 0xEF) & (second > 0xA3) & ~((second == 0xBC) & (third == 0x9F))
    full_width &= ~((second == 0xBF) & (third == 0xBD)) & ~((second == 0xBB) & (third == 0xBF))
    return np.asarray(~full_width)
