"""The characters of a column, folded, in one flat array: what every step of the parser looks at.

Folding brings writing to one form and loses nothing that carries meaning: full-width letters, digits and signs to
half width, small Latin letters to capitals, every dash to `-`, every bracket to `(` or `)`, every other separator
and control character to a blank; invisible characters go. Traditional characters become simplified ones, but only
in values that hold a character no simplified address has (號 樓 縣 …), so that 乾县 stays what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import opencc
import pyarrow as pa
from numpy.typing import NDArray

from govclean.values.characters import CONTROL, INVISIBLE
from govclean.values.columns import offsets_of, own_bytes

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Folded:
    """A block of values: all characters one after the other, and where each value starts.

    Args:
        codes: code points of all values, uint32.
        starts: n + 1 positions in `codes`.
    """

    codes: Codes
    starts: Places

    @property
    def rows(self) -> int:
        """How many values there are; an empty cell is a value without characters."""
        return len(self.starts) - 1

    def cut(self, begins: Places, ends: Places) -> pa.StringArray:
        """Return the characters from `begins` to `ends`, one value a row; null where there are none."""
        lengths = np.maximum(ends - begins, 0)
        offsets = _running(lengths)
        chosen = np.arange(offsets[-1]) + np.repeat(begins - offsets[:-1], lengths)
        codes = self.codes[chosen]
        widths = _running(_utf8_widths(codes))
        text = codes.astype("<u4").tobytes().decode("utf-32-le", "replace").encode()
        buffers = [
            pa.py_buffer(np.packbits(lengths > 0, bitorder="little").tobytes()),
            pa.py_buffer(widths[offsets].astype(np.int32).tobytes()),
            pa.py_buffer(text),
        ]
        return pa.Array.from_buffers(pa.string(), len(lengths), buffers)


def fold(column: pa.StringArray) -> Folded:
    """Return the folded characters of a column; null is a value without characters.

    >>> folded = fold(pa.array(["花園路１２號", None]))
    >>> folded.cut(folded.starts[:-1], folded.starts[1:]).to_pylist()
    ['花园路12号', None]
    """
    data = own_bytes(column)
    offsets = offsets_of(column).astype(np.int64)
    lead = _running((data & 0xC0) != 0x80)
    starts = lead[offsets - offsets[0]]
    codes = np.frombuffer(data.tobytes().decode().encode("utf-32-le"), "<u4")
    return _without(_simplified(Folded(_fold_table()[_in_table(codes)], starts), codes))


def fold_text(text: str) -> str:
    """Return one text folded the same way."""
    folded = fold(pa.array([text], pa.string()))
    return folded.codes.astype("<u4").tobytes().decode("utf-32-le")


def _in_table(codes: Codes) -> Codes:
    return np.minimum(codes, _BEYOND)


def _simplified(folded: Folded, original: Codes) -> Folded:
    """Return the block with the rare characters put back and the traditional values simplified."""
    codes = np.where(original >= _BEYOND, original, folded.codes)
    marks = np.flatnonzero(_traditional_marks()[_in_table(codes)])
    if marks.size:
        rows = np.unique(np.searchsorted(folded.starts, marks, side="right") - 1)
        inside = np.zeros(folded.rows, np.bool_)
        inside[rows] = True
        written = np.repeat(inside, np.diff(folded.starts)) & (codes < _BEYOND)
        codes[written] = _simplifying_table()[codes[written]]
    return Folded(codes, folded.starts)


def _without(folded: Folded) -> Folded:
    """Return the block without invisible characters and without blanks between a number and its sign (12 号)."""
    gone = folded.codes == _GONE
    blanks = np.flatnonzero(folded.codes[1:-1] == ord(" ")) + 1
    inside = ~np.isin(blanks, folded.starts) & ~np.isin(blanks + 1, folded.starts)
    before, after = (np.minimum(folded.codes[blanks + step], _BEYOND) for step in (-1, 1))
    gone[blanks[inside & _number_ends()[before] & _number_signs()[after]]] = True
    if not gone.any():
        return folded
    kept = _running(~gone)
    return Folded(folded.codes[~gone], kept[folded.starts])


def _running(counts: NDArray[np.generic]) -> Places:
    """Return 0 and the running totals: offsets from lengths."""
    totals = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=totals[1:])
    return totals


def _utf8_widths(codes: Codes) -> NDArray[np.int8]:
    widths = np.ones(len(codes), np.int8)
    for bound in (0x80, 0x800, 0x10000):
        widths += codes >= bound
    return widths


@cache
def _fold_table() -> Codes:
    table = np.arange(_BEYOND + 1, dtype=np.uint32)
    table[_all_of(r"\s")] = ord(" ")
    for low, high in ((0x21, 0x7E), (0xFF01, 0xFF5E)):
        table[low : high + 1] = np.arange(0x21, 0x7F)
    table[ord("a") : ord("z") + 1] -= 32
    table[ord("ａ") : ord("ｚ") + 1] -= 32
    for characters, becomes in _ONE_FORM.items():
        table[[ord(character) for character in characters]] = ord(becomes)
    table[_all_of(CONTROL)] = ord(" ")
    table[_all_of(INVISIBLE)] = _GONE
    table[0xD800:0xE000] = 0xFFFD
    return table


@cache
def _simplifying_table() -> Codes:
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = np.arange(_BEYOND + 1, dtype=np.uint32)
    table[0x4E00:0xA000] = [ord(character) for character in simple]
    table[[ord(character) for character in _BOTH]] = [ord(character) for character in _BOTH]
    return table


@cache
def _traditional_marks() -> Flags:
    return _flags(_ONLY_TRADITIONAL)


@cache
def _number_ends() -> Flags:
    return _flags("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ#号")


@cache
def _number_signs() -> Flags:
    return _flags("号栋幢座单层楼室弄附院#")


def _flags(characters: str) -> Flags:
    flags = np.zeros(_BEYOND + 1, np.bool_)
    flags[[ord(character) for character in characters]] = True
    return flags


def _all_of(characters: str) -> list[int]:
    return [ord(character) for character in re.findall(f"[{characters}]", "".join(map(chr, range(_BEYOND))))]


_BEYOND = 0xFFFF  # rarer characters (planes 2 and 3) share this place in the tables and stay what they are
_GONE = 0xFFFE  # no character: marks what folding takes away
_ONE_FORM = {
    "‐‑‒–—―−－﹣~～〜": "-",
    "［｛[{〔【〖《〈「『﹙（": "(",
    "］｝]}〕】〗》〉」』﹚）": ")",
    ",，、;；:：.。．｡|｜\\＼_＿\"“”＂'‘’＇!！*": " ",
    "○◯": "〇",
    "№": "#",
    "/／": "/",
}
_ONLY_TRADITIONAL = "號樓縣鄉鎮區園單廣場廈層棟臺灣東門陽寧際業龍國華橋義長馬陳開興蘇鄭衛廠慶漢倉關貴雲"
_BOTH = "乾濛塚於篢"  # stand in names of divisions as they are
