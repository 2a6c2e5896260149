"""Reading dates that people wrote in other ways, where they have exactly one meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, present

_NUMERALS = dict(zip("〇零○一二三四五六七八九元", "0001234567891", strict=True))
_YEAR_FIRST = re.compile(
    r"(民国)?(\d{1,4})\s*[-/.年_\s]\s*(\d{1,2})(?:\s*(?:[-/._\s]|月)\s*(\d{1,2})\s*[日号]?|月)?"
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SOLID = re.compile(r"(\d{4})(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?)?")
_TIME = re.compile(
    r"(.+?\D|\d{8})[T\s]*(\d{1,2})\s*[:时点]\s*(\d{1,2})\s*(?:[:分]\s*(\d{1,2})?(?:\.0+)?秒?)?"
)
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.0+)?")
_FIRST_DAY_OF_SERIALS = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar, not a moment

_SINCE_1904 = timedelta(days=1462)
_COUNT_OF_DAYS = re.compile(r"\d{4,5}(?:\.0+)?")
_NO_TIME = re.compile(r"[T\s]+0{1,2}[:时]00?(?:[:分]00?(?:\.0+)?秒?)?$")
_FORMS = (
    re.compile(r"(\d{1,4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,4})\s*[日号]?"),
    re.compile(r"(\d{2})(\d{2})(\d{2})"),
    re.compile(r"(\d{2})(\d{2})(\d{4})"),
)

_SOLID_DAY = r"\A(?:1[89]|2[01])[0-9]{6}\z"
_PLAIN_DAY = (
    r"\A['`‘’\s]*(?P<year>1[89][0-9]{2}|2[01][0-9]{2})(?:[-/.]|\s*年\s*)(?P<month>[0-9]{1,2})(?:[-/.]|\s*月\s*)"
    r"(?P<day>[0-9]{1,2})\s*[日号]?(?:[T\s]+00?:00(?::00(?:\.0+)?)?)?\s*\z"
)

_LAST_YEAR = r"\A['`‘’\s]*(?P<first>[0-9]{1,2})[-/.](?P<second>[0-9]{1,2})[-/.](?P<year>1[89][0-9]{2}|2[01][0-9]{2})\s*\z"
_BOTH_ORDERS = (("first", "second"), ("second", "first"))
_NULL = pa.scalar(None, pa.string())

_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2199  # outside, six digits are no year and month

Parts = tuple[int, ...]


def read_date(value: str, *, serials: bool = True) -> tuple[datetime, int] | None:
    """Return what a date or time means and how many parts (year, month …) it says; None when in doubt.

    Read are `1985/3/5`, `1985年3月5日`, `一九八五年三月五日`, `民国七十四年3月5日`, `19850305`, serial
    numbers of spreadsheets (1900 system), and day/month/year or month/day/year when only one of them is a
    day. Two-digit years and lunar dates are not read; serial numbers only if `serials`, since nothing but the
    rest of their column shows that they are dates.

    >>> read_date("一九八五年三月五日")
    (datetime.datetime(1985, 3, 5, 0, 0), 3)
    >>> read_date("3/5/1985")
    """
    text = _arabic(unicodedata.normalize("NFKC", value).strip().lstrip("'`‘’").strip())
    if not serials and _SERIAL.fullmatch(text):
        return None
    parts = _solid(text) or _with_time(text) or _day(text)
    if parts is None or not _EARLIEST_YEAR <= parts[0] <= _LATEST_YEAR:
        return None
    filled = (*parts, *(1, 1, 1, 0, 0, 0)[len(parts) :])
    try:
        return datetime(*filled), len(parts)  # type: ignore[arg-type] # noqa: DTZ001 - six parts, no zone in the data
    except ValueError:
        return None


def plain_days(values: pa.StringArray) -> tuple[pa.StringArray, Bools]:
    """Return as YYYYMMDD what `read_date` makes of the usual forms, all at once, and which values have other forms.

    Whether the calendar has the day is for the judge of the result. Null stands for forms that are read in no way
    or in several; the other forms are left to `read_date`.

    >>> days, other = plain_days(pa.array(["1985/3/5", "25.3.1985", "3/5/1985", "民国七十四年三月五日"]))
    >>> days.to_pylist(), other.tolist()
    (['19850305', '19850325', None, None], [False, False, False, True])
    """
    folded = pc.utf8_normalize(values, "NFKC")
    solid = pc.if_else(pc.match_substring_regex(folded, _SOLID_DAY), folded, _NULL)
    first = _joined(folded, _PLAIN_DAY, "year", "month", "day")
    as_day, as_month = (_joined(folded, _LAST_YEAR, "year", *order) for order in _BOTH_ORDERS)
    doubtful = pc.and_(_is_month(as_day), pc.and_(_is_month(as_month), pc.not_equal(as_day, as_month)))
    last = pc.if_else(doubtful, _NULL, pc.if_else(_is_month(as_day), as_day, as_month))
    days = pc.coalesce(solid, first, last)
    return days, present(values) & ~present(days) & ~present(as_day)


def can_mean(values: pa.StringArray, days: pa.StringArray) -> Bools:
    """Return where a value may mean the day (YYYYMMDD) beside it: see `possible_days`."""
    folded = pc.utf8_normalize(values, "NFKC")
    orders = [_joined(folded, _LAST_YEAR, "year", *order) for order in _BOTH_ORDERS]
    meant = np.zeros(len(values), np.bool_)
    for order in orders:
        meant |= pc.fill_null(pc.equal(order, days), fill_value=False).to_numpy(zero_copy_only=False)
    other = np.flatnonzero(present(values) & present(days) & ~present(orders[0]))
    pairs = zip(*(part.take(pa.array(other)).to_pylist() for part in (values, days)), strict=True)
    meant[other] = [datetime.strptime(day, "%Y%m%d").date() in possible_days(value) for value, day in pairs]  # noqa: DTZ007 - a day of the calendar
    return meant


def _joined(values: pa.StringArray, pattern: str, *parts: str) -> pa.StringArray:
    """Return the named parts of a date, two digits for month and day, as one text; null where the form is another."""
    found = pc.extract_regex(values, pattern)
    padded = (pc.utf8_lpad(pc.struct_field(found, part), 2, "0") for part in parts)
    return pc.binary_join_element_wise(*padded, "")


def _is_month(days: pa.StringArray) -> pa.BooleanArray:
    return pc.less_equal(pc.utf8_slice_codeunits(days, 4, 6), "12")


def possible_days(value: str) -> frozenset[date]:
    """Return every day that a value might mean, for evidence from elsewhere to choose from.

    Besides the order of day and month, two digits of the year may be of either century, and a number may count
    the days since 1900 or, as old spreadsheets of Apple computers do, since 1904.

    >>> sorted(map(str, possible_days("03/05/1985")))
    ['1985-03-05', '1985-05-03']
    """
    text = _arabic(unicodedata.normalize("NFKC", value).strip().lstrip("'`‘’").strip())
    text = _NO_TIME.sub("", text)
    if _COUNT_OF_DAYS.fullmatch(text):
        days = timedelta(days=int(text.split(".")[0]))
        return frozenset(
            (_FIRST_DAY_OF_SERIALS + start + days).date() for start in (timedelta(0), _SINCE_1904)
        )
    orders = [
        groups for form in _FORMS if (found := form.fullmatch(text)) for groups in _orders(found.groups())
    ]
    return frozenset(day for parts in orders for day in _days(*parts))


def _orders(parts: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the parts as (year, month, day) in every order that people write."""
    first, second, third = parts
    return [(first, second, third), (first, third, second), (third, first, second), (third, second, first)]


def _days(year: str, month: str, day: str) -> Iterator[date]:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return
    for century in ("",) if len(year) == 4 else ("19", "20"):
        try:
            yield date(int(century + year), int(month), int(day))
        except ValueError:
            continue


def _arabic(text: str) -> str:
    """Return Chinese numerals as digits: those of a year one by one, 十 by its place."""
    text = re.sub("廿", "二十", text)
    text = re.sub("[〇零○一二三四五六七八九]?十[一二三四五六七八九]?", _tens, text)
    return "".join(_NUMERALS.get(letter, letter) for letter in text)


def _tens(found: re.Match[str]) -> str:
    tens, ones = found[0].split("十")
    return f"{_NUMERALS.get(tens, '1')}{_NUMERALS.get(ones, '0')}"


def _solid(text: str) -> Parts | None:
    if serial := _SERIAL.fullmatch(text):
        moment = _FIRST_DAY_OF_SERIALS + timedelta(days=int(serial[1]))
        return moment.year, moment.month, moment.day
    found = _SOLID.fullmatch(text.removesuffix(".0"))
    return _numbers(found.groups()) if found else None


def _with_time(text: str) -> Parts | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    day = _day(found[1].strip().rstrip("T")) or _solid(found[1].strip().rstrip("T"))
    return (*day, *_numbers(found.groups()[1:])) if day and len(day) == 3 else None


def _day(text: str) -> Parts | None:
    if found := _YEAR_LAST.fullmatch(text):
        return _only_reading(*_numbers(found.groups()))
    found = _YEAR_FIRST.fullmatch(text)
    if not found:
        return None
    republic, year, *rest = found.groups()
    if republic:
        return int(year) + 1911, *_numbers(tuple(rest))
    return (int(year), *_numbers(tuple(rest))) if len(year) == 4 else None


def _only_reading(first: int, second: int, year: int) -> Parts | None:
    readings = {(year, month, day) for month, day in ((first, second), (second, first)) if 1 <= month <= 12}
    return readings.pop() if len(readings) == 1 else None


def _numbers(texts: tuple[str | None, ...]) -> Parts:
    return tuple(int(text) for text in texts if text is not None)
