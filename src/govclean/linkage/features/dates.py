"""Features of dates: year, month, day of the year. They read every form that the comparison of dates reads."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.date_parts import read_dates
from govclean.linkage.features.feature import Feature
from govclean.wording import Text

DATES = ("date", "datetime")


def _cut(start: int, stop: int) -> Callable[[pa.StringArray], pa.StringArray]:
    def derive(dates: pa.StringArray) -> pa.StringArray:
        digits = read_dates(dates)
        long = pc.greater_equal(pc.utf8_length(digits), stop)
        return pc.if_else(long, pc.utf8_slice_codeunits(digits, start, stop), pa.scalar(None, pa.string()))

    return derive


def _day_month(dates: pa.StringArray) -> pa.StringArray:
    """Return month and day, the smaller number first: they may have been exchanged."""
    month, day = _cut(4, 6)(dates), _cut(6, 8)(dates)
    smaller, larger = (
        pc.min_element_wise(month, day, skip_nulls=False),
        pc.max_element_wise(month, day, skip_nulls=False),
    )
    return pc.binary_join_element_wise(smaller, larger, "")


FEATURES: tuple[Feature, ...] = (
    Feature("year", Text("年", "year"), DATES, _cut(0, 4)),
    Feature("month", Text("年月", "year and month"), DATES, _cut(0, 6)),
    Feature("day_month", Text("月日（不计先后）", "month and day in either order"), DATES, _day_month),
)
