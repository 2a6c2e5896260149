"""The text of one value that a workbook, a Parquet file or JSON holds as a number, a date or something nested."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal

LONGEST_NUMBER = 21
"""Digits up to which a number is written out; a larger one keeps its exponent."""


def as_text(value: object) -> str | None:
    """Return a value as text; nothing is null.

    >>> as_text(12.0), as_text(4.10105198503051e17), as_text(0.1), as_text(date(2020, 1, 2)), as_text(True)
    ('12', '410105198503051000', '0.1', '2020-01-02', 'TRUE')
    """
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (float, Decimal)):
        return _number(value)
    if isinstance(value, (date, time, timedelta)):
        return _moment(value)
    return _other(value)


def _other(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") or None
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=as_text)
    return str(value)


def _number(value: float | Decimal) -> str:
    """Return the shortest digits that give the number back; an integral one without point or exponent.

    A number that lost its last digits (an identifier of 18 digits typed into a spreadsheet) ends in zeros.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite():
        return str(value)
    if number.adjusted() >= LONGEST_NUMBER or number.adjusted() < -LONGEST_NUMBER:
        return str(number)
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if isinstance(value, float) and "." in plain else plain


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if not value.microsecond else "auto")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return value.isoformat()
