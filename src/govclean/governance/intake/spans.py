"""Stretches of days, moments or numbers that deliveries cover, and how the next one follows the last.

A stretch ends where the next one can begin: `2026-10-31` as an end is the whole day, `23:59:59` the whole second, and
`4000` the whole number, so that what follows begins on `2026-11-01`, at `00:00:00`, with `4001`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Kind = Literal["moment", "number"]

_EPOCH = datetime(1, 1, 1)  # noqa: DTZ001 - a calendar's beginning, not a moment
_DAY = timedelta(days=1)
_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(?:(\d{1,2})月)?)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch from its first unit up to the first behind it: seconds since year 1, or whole numbers."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Return whether nothing of another stretch lies outside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sequel:
    """How a stretch follows those before it: what is missing in between, and what was there already."""

    gap: Span | None = None
    overlap: Span | None = None
    repeat: bool = False  # all of it was there already


def unit(words: str) -> tuple[Kind, Span] | None:
    """Return the stretch that one written mark takes: a day, a second, a number; None where it is none of them.

    >>> unit("2026-10-31")[1].end == unit("2026-11-01 00:00:00")[1].start, unit("4000")
    (True, ('number', Span(start=4000, end=4001)))
    """
    text = words.strip()
    if found := _MOMENT.fullmatch(text):
        parts = [int(part) for part in found.groups() if part is not None]
        try:
            start = _seconds(datetime(*parts))  # type: ignore[arg-type] # noqa: DTZ001 - three to six parts
        except ValueError:
            return None
        length = {3: 86_400, 5: 60, 6: 1}[len(parts)]
        return "moment", Span(start, start + length)
    if _NUMBER.fullmatch(text):
        return "number", Span(int(text), int(text) + 1)
    return None


def stretch(first: str, last: str) -> tuple[Kind, Span] | None:
    """Return the stretch from one mark to another, both included; None where one is no mark or they are of two kinds.

    >>> stretch("2026-10-01", "2026-10-31") == stretch("2026-10-01 00:00:00", "2026-10-31 23:59:59")
    True
    """
    begin, end = unit(first), unit(last)
    if begin is None or end is None or begin[0] != end[0]:
        return None
    return begin[0], Span(begin[1].start, end[1].end)


def days(first: str, last: str) -> tuple[date, date] | None:
    """Return the first and the last day of a period written in days, months or years; None where it is none.

    >>> days("2026-02", "2026-02"), days("2026年", "2026年")[1]
    ((datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)), datetime.date(2026, 12, 31))
    """
    begin, end = _days_of(first), _days_of(last)
    return (begin[0], end[1]) if begin and end else None


def span_of_days(first: date, last: date) -> Span:
    """Return the stretch of days, both included."""
    start, end = (datetime(one.year, one.month, one.day) for one in (first, last + _DAY))  # noqa: DTZ001 - days
    return Span(_seconds(start), _seconds(end))


def follow(span: Span, before: Sequence[Span], *, touching: bool = False) -> Sequel:
    """Return how a stretch follows what is there already.

    Args:
        touching: it is written to begin with the very mark the last one ended with: a way to write "from there on".

    >>> follow(Span(20, 30), [Span(0, 10)]).gap, follow(Span(5, 9), [Span(0, 10)]).repeat
    (Span(start=10, end=20), True)
    """
    held = merged(before)
    if any(one.covers(span) for one in held):
        return Sequel(repeat=True)
    earlier = [one for one in held if one.start <= span.start]
    last = earlier[-1] if earlier else None
    gap = Span(last.end, span.start) if last and last.end < span.start else None
    shared = [Span(max(one.start, span.start), min(one.end, span.end)) for one in held]
    overlaps = [one for one in shared if one.start < one.end and not (touching and one.start == span.start)]
    return Sequel(gap, overlaps[0] if overlaps else None)


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return stretches in order, those that touch or overlap as one.

    >>> merged([Span(5, 7), Span(0, 5), Span(9, 10)])
    [Span(start=0, end=7), Span(start=9, end=10)]
    """
    joined: list[Span] = []
    for one in sorted(spans):
        if joined and one.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def written(span: Span, kind: Kind) -> str:
    """Return a stretch as people write it, its last unit included.

    >>> written(Span(4, 9), "number"), written(stretch("2026-10-01", "2026-10-31")[1], "moment")
    ('4 – 8', '2026-10-01 – 2026-10-31')
    """
    if kind == "number":
        return f"{span.start} – {span.end - 1}"
    first, behind = _EPOCH + timedelta(seconds=span.start), _EPOCH + timedelta(seconds=span.end)
    whole = first.time() == behind.time() == _EPOCH.time()
    last = behind - (_DAY if whole else timedelta(seconds=1))
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}" if whole else f"{first} – {last}"


def _days_of(words: str) -> tuple[date, date] | None:
    text = words.strip()
    try:
        if found := _MONTH.fullmatch(text):
            year, month = int(found[1]), found[2] or found[3]
            first = date(year, int(month or 1), 1)
            behind = date(year + 1, 1, 1) if not month else _month_after(first)
            return first, behind - _DAY
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text, re.ASCII):
            day = date.fromisoformat(text)
            return day, day
    except ValueError:
        return None
    return None


def _month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _seconds(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds())
