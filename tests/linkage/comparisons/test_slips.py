"""Slips of the pen against the definition of Damerau and Levenshtein, and dates against the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from govclean.linkage.comparisons.date import Date
from govclean.linkage.comparisons.slips import Slips

few = settings(max_examples=150, deadline=None)  # machines differ

NUMBERS = (
    st.text("0127X", max_size=7)
    | st.text("0123456789X", min_size=15, max_size=26)
    | st.text("01é号", max_size=6)
)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def slips_between(left, right):
    return Slips(pa.array([None, left, right])).between(np.array([1]), np.array([2]))[0]


def level(left, right):
    values = Date().clean(pa.array([None, left, right]))
    return Date().levels[Date().prepare(values).levels(np.array([1]), np.array([2]))[0]].name


@few
@given(NUMBERS, NUMBERS)
def test_slips_are_the_edits_between_two_numbers(left, right):
    if left != right:
        assert slips_between(left, right) == min(DamerauLevenshtein.distance(left, right), 3)


@few
@given(st.text("0123456789X", min_size=8, max_size=18), st.data())
def test_two_digits_exchanged_are_one_slip(number, data):
    place = data.draw(st.integers(0, len(number) - 2))
    other = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert other == number or slips_between(number, other) == 1


@few
@given(DAYS, st.integers(2, 51))
def test_days_within_a_lunar_month_or_two_are_near(day, gap):
    assert level(f"{day:%Y-%m-%d}", f"{day + timedelta(gap):%Y-%m-%d}") in ("slip", "near")


@few
@given(DAYS, DAYS)
def test_the_further_apart_in_time_the_further_the_level(one, other):
    gap = abs((one - other).days)
    if gap and level(f"{one:%Y%m%d}", f"{other:%Y%m%d}") == "differs":
        assert gap > 3653
    if 51 < gap <= 366 and one.month != other.month:
        assert level(f"{one:%Y%m%d}", f"{other:%Y%m%d}") in ("slip", "year")


@few
@given(DAYS)
def test_day_for_month_is_a_slip(day):
    if day.day <= 12 and day.day != day.month:
        assert level(f"{day:%Y-%m-%d}", f"{day:%Y-%d-%m}") == "slip"
