"""The periods of an update cycle (更新周期), and by which day the delivery of each is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from govclean.governance.workdays import Workdays
from govclean.standards.resource import UpdateCycle

DAILY: tuple[UpdateCycle, ...] = ("realtime", "daily")
"""Cycles of one day: `realtime` owes every day, `daily` every working day."""

_MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a cycle, both days included."""

    start: date
    end: date
    name: str


def period_of(cycle: UpdateCycle, day: date) -> Period | None:
    """Return the period a day lies in; None where the cycle has none (不定期, 不更新).

    >>> period_of("quarterly", date(2026, 11, 23))
    Period(start=datetime.date(2026, 10, 1), end=datetime.date(2026, 12, 31), name='2026Q4')
    >>> period_of("weekly", date(2026, 11, 23)).name
    '2026-W48'
    """
    if cycle in DAILY:
        return Period(day, day, day.isoformat())
    if cycle == "weekly":
        start = day - day.weekday() * _DAY
        year, week, _ = start.isocalendar()
        return Period(start, start + 6 * _DAY, f"{year}-W{week:02d}")
    if cycle not in _MONTHS:
        return None
    months = _MONTHS[cycle]
    part = (day.month - 1) // months
    start = date(day.year, part * months + 1, 1)
    return Period(start, _months_after(start, months) - _DAY, _named(cycle, day.year, part + 1))


def following(cycle: UpdateCycle, period: Period) -> Period:
    """Return the next period of a cycle.

    >>> following("monthly", Period(date(2026, 12, 1), date(2026, 12, 31), "2026-12")).name
    '2027-01'

    Raises:
        ValueError: the cycle has no periods.
    """
    after = period_of(cycle, period.end + _DAY)
    if after is None:
        msg = f"{cycle} has no periods"
        raise ValueError(msg)
    return after


def due_day_of(cycle: UpdateCycle, period: Period, due_day: int | None, calendar: Workdays) -> date:
    """Return the day by which a period's delivery is due.

    With `due_day` it is that day of the period that follows (每月 5 日前报送上月数据), its last day where that is shorter;
    a day that is not worked gives way to the next that is (民法典 第二百零三条), but in a cycle of every day. Without, it
    is the period's own last day: one delivery in each period, on whichever day.

    >>> from govclean.governance.workdays import load_workdays
    >>> september = Period(date(2026, 9, 1), date(2026, 9, 30), "2026-09")
    >>> due_day_of("monthly", september, 5, load_workdays())  # 1 to 7 October 2026 are holidays
    datetime.date(2026, 10, 8)
    """
    if due_day is None:
        return period.end
    last = period.end + due_day * _DAY
    if cycle not in DAILY:
        last = min(last, following(cycle, period).end)
    return last if cycle == "realtime" else calendar.next_workday(last)


def _months_after(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def _named(cycle: UpdateCycle, year: int, part: int) -> str:
    if cycle == "monthly":
        return f"{year}-{part:02d}"
    letters = {"quarterly": "Q", "half_yearly": "H"}
    return f"{year}{letters[cycle]}{part}" if cycle in letters else str(year)
