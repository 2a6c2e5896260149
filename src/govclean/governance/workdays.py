"""Working days: Monday to Friday without the public holidays, and the weekend days worked in exchange (调休)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar

import pydantic

from govclean.documents import Title, Written
from govclean.errors import StandardError
from govclean.governance.profile_files import find_profile, load_profile
from govclean.wording import Text

COLUMNS = ("date", "kind", "name")
_HOLIDAY, _WORKDAY = "holiday", "workday"
_SATURDAY = 5
_DAY = timedelta(days=1)


class Calendar(Written):
    """What stands in a calendar's YAML: where its table is, and who says so."""

    noun: ClassVar[Text] = Text("工作日历", "calendar")
    named_by: ClassVar[str] = "calendar"

    name: Annotated[str, pydantic.Field(min_length=1)] = pydantic.Field(alias="calendar")
    version: Annotated[str, pydantic.Field(min_length=1)]
    title: Title
    basis: str
    source: str
    table: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Workdays:
    """A calendar of working days; outside the years it knows, Monday to Friday are assumed.

    >>> days = load_workdays()
    >>> days.is_workday(date(2026, 10, 1)), days.is_workday(date(2026, 10, 10))  # 国庆节, a Saturday worked for it
    (False, True)
    """

    name: str
    version: str
    basis: str
    source: str
    holidays: frozenset[date]
    worked: frozenset[date]  # weekend days that are working days
    first: date
    last: date  # the last day the table speaks of

    def known(self, day: date) -> bool:
        """Return whether the table speaks of the year of a day."""
        return self.first <= day <= self.last

    def is_workday(self, day: date) -> bool:
        """Return whether a day is worked."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, start: date, days: int) -> date:
        """Return the working day so many working days after a day, which is itself not counted (民法典 第二百零一条).

        >>> load_workdays().after(date(2026, 9, 30), 5)
        datetime.date(2026, 10, 13)
        """
        day = start
        for _ in range(days):
            day = self.next_workday(day + _DAY)
        return day

    def next_workday(self, day: date) -> date:
        """Return the day itself where it is worked, else the next that is (民法典 第二百零三条)."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days follow `start` up to and with `end`; below zero where `end` lies before.

        >>> load_workdays().between(date(2026, 9, 30), date(2026, 10, 13))
        5
        """
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        weekdays = 5 * weeks + sum((start + n * _DAY).weekday() < _SATURDAY for n in range(1, rest + 1))
        off = sum(start < day <= end and day.weekday() < _SATURDAY for day in self.holidays)
        return weekdays - off + sum(start < day <= end for day in self.worked)


def load_workdays(name: str = "workdays") -> Workdays:
    """Return a calendar by its name or path: the project's own, or the shipped one of the public holidays since 2004.

    Raises:
        StandardError: there is no such calendar, or its table cannot be used.
    """
    return _loaded(find_profile("calendar", name).resolve())


@cache
def _loaded(path: Path) -> Workdays:
    calendar = load_profile("calendar", Calendar, path)
    table = path.parent / calendar.table
    days = dict(_read(table))
    if not days:
        raise StandardError(_EMPTY, where=str(table))
    return Workdays(
        name=calendar.name,
        version=calendar.version,
        basis=calendar.basis,
        source=calendar.source,
        holidays=frozenset(day for day, kind in days.items() if kind == _HOLIDAY),
        worked=frozenset(day for day, kind in days.items() if kind == _WORKDAY),
        first=date(min(days).year, 1, 1),
        last=date(max(days).year, 12, 31),
    )


def _read(path: Path) -> Iterator[tuple[date, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise StandardError(_MISSING.fill(columns=", ".join(missing)), where=str(path))
            for row in reader:
                yield _day(row, f"{path}:{reader.line_num}")
    except (OSError, UnicodeDecodeError) as error:
        raise StandardError(_UNREADABLE, where=str(path)) from error


def _day(row: dict[str, str], where: str) -> tuple[date, str]:
    kind = row["kind"]
    if kind not in (_HOLIDAY, _WORKDAY):
        raise StandardError(_KIND, where=where)
    try:
        return date.fromisoformat(row["date"] or ""), kind
    except ValueError:
        raise StandardError(_NO_DATE, where=where) from None


_UNREADABLE = Text("工作日历表无法读取", "the calendar's table cannot be read")
_EMPTY = Text("工作日历表是空的", "the calendar's table is empty")
_MISSING = Text("工作日历表缺少列 {columns}", "the calendar's table lacks the columns {columns}")
_KIND = Text("kind 应为 holiday 或 workday", "kind must be holiday or workday")
_NO_DATE = Text("date 应为 2026-10-01 的形式", "date must be written like 2026-10-01")
