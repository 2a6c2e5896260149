"""Dates: the mistakes of clerks, forms and programs are nearer than chance; others count by the distance in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.features.date_parts import read_dates
from govclean.linkage.records import Codes
from govclean.values.columns import Bools, byte_lengths, byte_matrix
from govclean.values.layouts import layout_of, read_layout
from govclean.wording import Text

SLIP, NEAR, YEAR, DECADE, FAR = map(np.uint8, range(1, 6))

_SHIFTS = (1, 1462)
"""Days by which programs shift dates: midnight in another time zone; the two calendars of spreadsheets."""

_LUNAR = 51  # days: a lunar date lies 19 to 51 days before the solar date of the same numbers
_A_YEAR, _TEN_YEARS = 366, 3653  # days
_NO_DAY = 1 << 30


@dataclass(frozen=True)
class Date(Comparison):
    """A day in any form that has one reading. Dates that say less, a year or a month, count as far as they go."""

    kind: ClassVar[str] = "date"
    title: ClassVar[Text] = Text("日期", "date")

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, a slip, about a month, about a year, ten years, difference."""
        return (
            Level("equal", EQUAL),
            Level(
                "slip",
                Text(
                    "一位之差、日月颠倒或系统换算之差",
                    "one digit wrong, two exchanged, day for month, or shifted by a program",
                ),
            ),
            Level(
                "near",
                Text(
                    "同年同月或相差 51 天以内（如农历）", "the same month, or within 51 days (a lunar date)"
                ),
            ),
            Level("year", Text("相差一年以内，或仅年份不同", "within a year, or all but the year the same")),
            Level("decade", Text("相差十年以内", "within ten years")),
            Level("differs", DIFFERS),
        )

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return dates as digits (YYYYMMDD, YYYYMM, YYYY), null for what is no date of the years 1800 to 2199."""
        return read_dates(values)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: each date as digits, parts and a day number."""
        whole = byte_lengths(values) == 8
        digits = np.zeros((len(values), 8), np.uint8)
        digits[whole] = byte_matrix(values, 8, whole)
        reading = read_layout(values, layout_of("YYYYMMDD"))
        return _Distances(
            digits.view(np.uint64)[:, 0],
            np.sort(digits, axis=1).view(np.uint64)[:, 0],
            _part(values, 0, 4),
            _part(values, 4, 6),
            _part(values, 6, 8),
            np.where(reading.real, reading.days, np.int32(_NO_DAY)),
        )


def _part(values: pa.StringArray, start: int, stop: int) -> NDArray[np.int16]:
    """Return a part of each date as a number; 0 where the date does not say it."""
    number = np.zeros(len(values), np.int16)
    for width in (4, 6, 8):
        if stop <= width:
            rows = byte_lengths(values) == width
            figures = byte_matrix(values, width, rows)[:, start:stop].astype(np.int16) - 48
            number[rows] = figures @ (10 ** np.arange(stop - start - 1, -1, -1, dtype=np.int16))
    return number


@dataclass(frozen=True)
class _Distances:
    digits: NDArray[np.uint64]  # the eight digits; 0 for dates that say less
    bags: NDArray[np.uint64]  # the eight digits in the order of their size
    years: NDArray[np.int16]
    months: NDArray[np.int16]  # 0 where the date does not say
    days_of_month: NDArray[np.int16]
    days: NDArray[np.int32]  # since 1970-01-01; `_NO_DAY` where the calendar has no such day

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        gap = np.abs(self.days[left] - self.days[right])
        gap[gap == 0] = _NO_DAY  # dates that differ and have one day number have none
        years = np.abs(self.years[left] - self.years[right])
        month, day = (
            self.months[left] == self.months[right],
            self.days_of_month[left] == self.days_of_month[right],
        )
        whole = (self.digits[left] > 0) & (self.digits[right] > 0)
        less = (self.months[left] == 0) | (self.months[right] == 0)
        levels = np.full(len(left), FAR, np.uint8)
        levels[(gap <= _TEN_YEARS) | (years < 10)] = DECADE
        levels[(gap <= _A_YEAR) | (whole & month & day) | (less & (years == 0))] = YEAR
        levels[(gap <= _LUNAR) | (month & (years == 0) & ~less)] = NEAR
        levels[self._is_slip(left, right, whole) | np.isin(gap, _SHIFTS)] = SLIP
        return levels

    def _is_slip(self, left: Codes, right: Codes, whole: Bools) -> Bools:
        unlike = ((self.digits[left] ^ self.digits[right])[:, None].view(np.uint8) != 0).sum(
            axis=1, dtype=np.uint8
        )
        exchanged = (unlike == 2) & (self.bags[left] == self.bags[right])
        crossed = (self.months[left] == self.days_of_month[right]) & (
            self.days_of_month[left] == self.months[right]
        )
        crossed &= self.years[left] == self.years[right]
        return np.asarray(whole & ((unlike == 1) | exchanged | crossed))
