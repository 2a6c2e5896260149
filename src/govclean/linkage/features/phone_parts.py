"""Telephone numbers as they are compared, however they were written."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import map_distinct, matches, present, spread
from govclean.values.phones import read_phone, read_phones
from govclean.values.suggesting import half_width

BETWEEN = ";"
"""Stands between two numbers of one cell."""

_DESTROYED = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
_NO_AREA = r"\s*1[3-9][0-9]{8}\s*|(?:0\D*)+|(?:1\D*)+"
"""Read as an area code and a number, but a mobile number that lost a digit, or a stand-in."""

_SEVERAL = re.compile(r"[;；,，、/|或\n]+|(?<=[0-9]{7})\s+(?=[0-9]{7})")
_NO_DIGIT = re.compile("[^0-9]+")
_FEWEST = 5  # digits; fewer are an extension, or stand for nothing


def read_numbers(values: pa.StringArray) -> pa.StringArray:
    """Return numbers as a mobile's eleven digits or `area-number-extension`, others as their digits; null for no number.

    Of several numbers in one cell the first two are read. A number that a spreadsheet destroyed is none.

    >>> read_numbers(pa.array(["+86 138-0000-0001", "(0371)65000001转8", "65000001/13800000001", "1.38E+10"])).to_pylist()
    ['13800000001', '0371-65000001-8', '65000001;13800000001', None]
    """
    read = pc.if_else(pa.array(matches(values, _NO_AREA)), pa.scalar(None, pa.string()), read_phones(values))
    rest = present(values) & ~present(read)
    return (
        pc.coalesce(read, spread(map_distinct(values.filter(pa.array(rest)), _numbers), rest))
        if rest.any()
        else read
    )


def _numbers(value: str) -> str | None:
    plain = half_width(value)
    if _DESTROYED.fullmatch(plain):
        return None
    found = dict.fromkeys(number for piece in _SEVERAL.split(plain) if (number := _number(piece)))
    return BETWEEN.join(list(found)[:2]) or None


def _number(piece: str) -> str | None:
    digits = _NO_DIGIT.sub("", piece)
    if len(digits) < _FEWEST or set(digits) in ({"0"}, {"1"}):
        return None
    return digits if re.fullmatch("1[3-9][0-9]{8}", digits) else read_phone(piece) or digits
