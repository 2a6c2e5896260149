"""The period that a file's name tells: `卫健_实有人口_202611.xlsx` is of November 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_TOLD = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})"
    r"(?:[-_.年]?(0[1-9]|1[0-2]|[1-9](?=\D|$))(?:[-_.月]?([0-3]?[0-9])日?)?)?[年月]?(?:\s*[（(][0-9]+[)）])*\s*$"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, a month or a day; both days included."""

    first: date
    last: date
    label: str


def period_told(stem: str) -> Period | None:
    """Return the period at the end of a file's name; None where it tells none.

    >>> period_told("卫健_实有人口_202611").label, period_told("tax 2026-11-05 (1)").label, period_told("户籍2026年")
    ('2026-11', '2026-11-05', Period(first=datetime.date(2026, 1, 1), last=datetime.date(2026, 12, 31), label='2026'))
    >>> period_told("企业13800002026"), period_told("公安_人口_20261131")
    (None, None)
    """
    found = _TOLD.search(stem)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return Period(date(year, month, day), date(year, month, day), f"{year}-{month:02d}-{day:02d}")
    except ValueError:
        return None
    if month:
        last = date(year, month, monthrange(year, month)[1])
        return Period(date(year, month, 1), last, f"{year}-{month:02d}")
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))
