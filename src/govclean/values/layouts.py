"""Dates and times as columns of bytes: one declared layout, real calendar days, no guessing.

A layout is a text of `YYYY`, `MM`, `DD`, `hh`, `mm`, `ss` and signs between them, e.g. `YYYY-MM-DD hh:mm:ss`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import Bools, byte_lengths, byte_matrix
from govclean.values.parameters import ParameterError
from govclean.wording import Text

Numbers = NDArray[np.int32]
_TOKENS = ("YYYY", "MM", "DD", "hh", "mm", "ss")
_PIECES = re.compile("YYYY|MM|DD|hh|mm|ss|[^A-Za-z0-9]")
_LIMITS = {"MM": (1, 12), "DD": (1, 31), "hh": (0, 23), "mm": (0, 59), "ss": (0, 59)}
_UNKNOWN = Text(
    "日期格式 {layout} 不能使用；应由 {tokens} 按此顺序组成，如 YYYYMMDD",
    "the date format {layout} cannot be used; it is made of {tokens} in this order, e.g. YYYYMMDD",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a date stand in its bytes."""

    text: str
    width: int  # bytes
    spans: Mapping[str, slice]
    signs: tuple[tuple[int, int], ...]  # position and byte

    def write(self, moment: datetime) -> str:
        """Return a moment in this layout."""
        values = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
        text = self.text
        for token, value in zip(_TOKENS, values, strict=True):
            text = text.replace(token, str(value).zfill(len(token)))
        return text

    def write_days(self, days: pa.StringArray) -> pa.StringArray:
        """Return days given as YYYYMMDD in this layout, which must be one of a year, a month and a day.

        >>> layout_of("YYYY-MM-DD").write_days(pa.array(["19850305", None])).to_pylist()
        ['1985-03-05', None]
        """
        parts = {"YYYY": (0, 4), "MM": (4, 6), "DD": (6, 8)}
        pieces = [
            pc.utf8_slice_codeunits(days, *parts[piece]) if piece in parts else piece
            for piece in _PIECES.findall(self.text)
        ]
        return pc.binary_join_element_wise(*pieces, "")


@cache
def layout_of(text: str) -> Layout:
    """Return the layout that a text describes.

    Raises:
        ParameterError: it has no year, a part twice, parts out of order, or letters that mean nothing.
    """
    pieces = _PIECES.findall(text)
    tokens = [piece for piece in pieces if piece in _TOKENS]
    if "".join(pieces) != text or not tokens or tokens != list(_TOKENS[: len(tokens)]):
        raise ParameterError(_UNKNOWN.fill(layout=text, tokens=" ".join(_TOKENS)))
    spans: dict[str, slice] = {}
    signs: list[tuple[int, int]] = []
    width = 0
    for piece in pieces:
        size = len(piece.encode())
        if piece in _TOKENS:
            spans[piece] = slice(width, width + size)
        else:
            signs += [(width + step, byte) for step, byte in enumerate(piece.encode())]
        width += size
    return Layout(text, width, spans, tuple(signs))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column says in a layout, one entry a row."""

    shaped: Bools  # digits and signs stand where they must
    real: Bools  # and it is a day of the calendar and a time of the day
    days: Numbers  # days since 1970-01-01; the first day of a month or year without one; 0 where not real


def read_layout(column: pa.StringArray, layout: Layout) -> Reading:
    """Return how each value reads in a layout, in the proleptic Gregorian calendar from the year 1."""
    wide = byte_lengths(column) == layout.width
    # One row per byte of the layout, so that every step below runs over neighbours in memory.
    matrix = np.ascontiguousarray(byte_matrix(column, layout.width, wide).T)
    shaped, real = np.zeros(len(column), np.bool_), np.zeros(len(column), np.bool_)
    days = np.zeros(len(column), np.int32)
    shaped[wide], real[wide], days[wide] = _read(matrix, layout)
    return Reading(shaped, real, days)


def to_days(column: pa.StringArray, layout: str) -> tuple[Numbers, Bools]:
    """Return days since 1970-01-01 (int32) and where they are valid, of dates or times in one layout.

    >>> days, valid = to_days(pa.array(["19700102", "19700230", None]), "YYYYMMDD")
    >>> days.tolist(), valid.tolist()
    ([1, 0, 0], [True, False, False])
    """
    reading = read_layout(column, layout_of(layout))
    return reading.days, reading.real


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to a day."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def _read(matrix: NDArray[np.uint8], layout: Layout) -> tuple[Bools, Bools, Numbers]:
    digits = matrix - np.uint8(48)
    shaped = np.ones(matrix.shape[1], np.bool_)
    for position, sign in layout.signs:
        shaped &= matrix[position] == sign
    for span in layout.spans.values():
        for row in digits[span]:
            shaped &= row <= 9
    parts = {token: _number(digits[span]) for token, span in layout.spans.items()}
    real = shaped & (parts["YYYY"] >= 1)
    for token, (low, high) in _LIMITS.items():
        if token in parts:
            real &= (parts[token] >= low) & (parts[token] <= high)
    days, exists = _calendar(parts, real)
    return shaped, exists, days


def _number(digits: NDArray[np.uint8]) -> NDArray[np.int16]:
    number = digits[0].astype(np.int16)
    for row in digits[1:]:
        number = number * np.int16(10) + row
    return np.asarray(number)


def _calendar(parts: Mapping[str, NDArray[np.int16]], real: Bools) -> tuple[Numbers, Bools]:
    """Return the day numbers, 0 where there is no such day, and where there is one."""
    years = np.where(real, parts["YYYY"], 1970).astype(np.int32)
    months = np.where(real, parts.get("MM", np.int16(1)), 1).astype(np.int32)
    days = np.where(real, parts.get("DD", np.int16(1)), 1).astype(np.int32)
    position = (years * 12 + months - 1).astype(np.int32)
    exists = real & (days <= _MONTH_STARTS[position + 1] - _MONTH_STARTS[position])
    return np.where(exists, _MONTH_STARTS[position] + days - 1, 0).astype(np.int32), exists


def _month_starts() -> Numbers:
    """Return the day number of the first of each month, from year 0 to year 10000."""
    months = np.arange(-1970 * 12, (10_000 - 1970) * 12 + 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int32)


_MONTH_STARTS = _month_starts()
