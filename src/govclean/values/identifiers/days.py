"""Which eight digits are a day on which a living person can have been born."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np

from govclean.values.columns import Bools
from govclean.values.identifiers.fixed_width import Numbers

_FIRST_YEAR = 1900
_LAST_YEAR = 2199


def today_in_china() -> date:
    """Return the date in China (UTC+8), whatever the clock of the machine is set to."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


def is_birth_date(numbers: Numbers, today: date) -> Bools:
    """Return which numbers YYYYMMDD are real days from 1900 to the day after `today`.

    The day after is let pass because the machine's clock may be behind the registry's.

    >>> is_birth_date(np.array([20000229, 19000229, 20261231], np.int32), date(2026, 6, 1)).tolist()
    [True, False, False]
    """
    places = np.clip(numbers - _FIRST_YEAR * 10000, 0, len(_real_days()) - 1)
    tomorrow = today + timedelta(days=1)
    return _real_days()[places] & (numbers <= tomorrow.year * 10000 + tomorrow.month * 100 + tomorrow.day)


@cache
def _real_days() -> Bools:
    """Return for every YYYYMMDD − 19000000 whether it is a day; the first and the last place are none."""
    days = np.arange(np.datetime64(f"{_FIRST_YEAR}-01-01"), np.datetime64(f"{_LAST_YEAR + 1}-01-01"))
    written = np.char.replace(days.astype(str), "-", "").astype(np.int64)
    table = np.zeros((_LAST_YEAR - _FIRST_YEAR + 1) * 10000, np.bool_)
    table[written - _FIRST_YEAR * 10000] = True
    return table
