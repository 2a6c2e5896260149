"""The least and the greatest value of a watermark: moments or numbers, whatever all values of the column are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.intake.spans import Kind

_MOMENT = (
    r"^\s*(?P<year>[12]\d{3})[-/]?(?P<month>0[1-9]|1[0-2])[-/]?(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T ]?(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d))?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?\s*$"
)
_NUMBER = r"^\s*\d{1,18}\s*$"

Value = TypeVar("Value", str, int)


@dataclass(frozen=True, slots=True)
class Marks:
    """The extremes of a watermark, as marks that `spans.unit` reads."""

    kind: Kind | None  # None where the values have no order that can be told
    first: str = ""
    last: str = ""


class Extremes:
    """What has been seen of a watermark so far."""

    __slots__ = ("_moments", "_numbers", "_readable", "values")

    def __init__(self) -> None:
        self.values = 0
        self._readable = {"moment": 0, "number": 0}
        self._moments: list[str] = []
        self._numbers: list[int] = []

    def take(self, column: pa.StringArray) -> None:
        """Take note of the values of a column; empty cells do not count."""
        values = column.drop_null()
        self.values += len(values)
        moments = _moments(values)
        numbers = pc.utf8_trim_whitespace(values.filter(pc.match_substring_regex(values, _NUMBER))).cast(
            pa.int64()
        )
        self._readable["moment"] += len(moments)
        self._readable["number"] += len(numbers)
        self._moments = _extremes(self._moments, moments)
        self._numbers = _extremes(self._numbers, numbers)

    def told(self) -> Marks | None:
        """Return the extremes; None where no value stands in the column."""
        if not self.values:
            return None
        if self._readable["moment"] == self.values:
            return Marks("moment", *self._moments)
        if self._readable["number"] == self.values:
            return Marks("number", *map(str, self._numbers))
        return Marks(None)


def _moments(values: pa.StringArray) -> pa.StringArray:
    """Return the values that are moments as `YYYY-MM-DD HH:MM:SS`, days as `YYYY-MM-DD`, in an order of their own."""
    found = pc.extract_regex(values, _MOMENT).drop_null()
    part = {
        name: pc.struct_field(found, name) for name in ("year", "month", "day", "hour", "minute", "second")
    }
    day = pc.binary_join_element_wise(part["year"], part["month"], part["day"], "-")
    second = pc.if_else(pc.equal(part["second"], ""), "00", part["second"])
    time = pc.binary_join_element_wise(part["hour"], part["minute"], second, ":")
    return pc.if_else(pc.equal(part["hour"], ""), day, pc.binary_join_element_wise(day, time, " "))


def _extremes(held: list[Value], values: pa.Array) -> list[Value]:
    if not len(values):
        return held
    bounds = pc.min_max(values)
    every = [*held, bounds["min"].as_py(), bounds["max"].as_py()]
    return [min(every), max(every)]
