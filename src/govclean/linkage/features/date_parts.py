"""Dates as digits, whatever form they were written in: what the comparison and the features of dates work on."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import map_distinct, matches, present, spread
from govclean.values.date_reading import plain_days, read_date

_TIME = r"[T\s]+[0-9]{1,2}\s*[:时].*$|\A([0-9]{8})[0-9]{4,6}\z"
_SHORT = (
    r"\A\s*(?P<year>1[89][0-9]{2}|2[01][0-9]{2})(?:\s*[-/.年]?\s*(?P<month>0[1-9]|1[0-2]))?\s*[年月]?\s*\z"
)
_NO_DAY = r"\A([0-9]{4}(?:0[1-9]|1[0-2]))00\z"
_NO_MONTH = r"\A([0-9]{4})0000\z"


def read_dates(values: pa.StringArray) -> pa.StringArray:
    """Return dates as YYYYMMDD, YYYYMM or YYYY, as much as they say; null for what is no date of the years 1800 to 2199.

    A day that the calendar does not have is kept: most often it is one digit from the day that was meant.

    >>> read_dates(pa.array(["1985-03-05", "1985年3月5日 8:30", "1985-03", "19850000", "19850231"])).to_pylist()
    ['19850305', '19850305', '198503', '1985', '19850231']
    """
    if matches(values, r"(?s:.*[:时].*)|[0-9]{12,14}").any():
        values = pc.replace_substring_regex(values, _TIME, r"\1")
    days, _ = plain_days(values)
    if matches(days, "[0-9]{6}00").any():
        for pattern in (_NO_DAY, _NO_MONTH):
            days = pc.replace_substring_regex(days, pattern, r"\1")
    rest = present(values) & ~present(days)
    return pc.coalesce(days, spread(_other(values.filter(pa.array(rest))), rest)) if rest.any() else days


def _other(values: pa.StringArray) -> pa.StringArray:
    short = pc.extract_regex(values, _SHORT)
    read = pc.binary_join_element_wise(pc.struct_field(short, "year"), pc.struct_field(short, "month"), "")
    rest = present(values) & ~present(read)
    return pc.coalesce(read, spread(map_distinct(values.filter(pa.array(rest)), _said), rest))


def _said(value: str) -> str | None:
    """Return what a date in words, or in one of the less usual forms, says."""
    found = read_date(value, serials=False)
    return f"{found[0]:%Y%m%d}"[: {1: 4, 2: 6}.get(found[1], 8)] if found else None
