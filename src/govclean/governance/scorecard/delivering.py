"""Deliveries against the duty to deliver: due and made (应报/实报), in time, days with and without data.

A period counts once its due day has passed, or as soon as it is delivered. A drop that was refused at intake, or is an
old one again, is no delivery. What a drop says of its period counts; one that says nothing is for the last period that
had ended when it came, or, where a duty names no due day, for the period in which it came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from govclean.governance.ledger import Ledger
from govclean.governance.profiles import load_deadlines
from govclean.governance.scorecard.figures import Figure, Lack, Line, asides
from govclean.governance.scorecard.moments import Moment
from govclean.governance.scorecard.periods import DAILY, Period, due_day_of, following, period_of
from govclean.governance.workdays import Workdays, load_workdays
from govclean.standards.resource import UpdateCycle
from govclean.wording import Text

Row = Mapping[str, object]

_DUTIES = "FROM duties WHERE entry < $1 AND since <= $2 ORDER BY department, source, entry, place"
_DROPS = """
FROM drops d ANTI JOIN (FROM intakes WHERE verdict IN ('rejected', 'repeated')) AS refused
    ON refused.entry = d.entry AND refused.batch = d.batch
WHERE d.entry < $1 AND d.received_on <= $2
ORDER BY d.department, d.source, d.received_on, d.entry, d.place
"""
_LOOK_BACK = timedelta(
    days=800
)  # before the year: a yearly period that is due in it, and what it was delivered with


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it held from `since` until the day before `until`."""

    department: str
    source: str
    standard: str
    cycle: UpdateCycle
    due_day: int | None
    profile: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """When a drop came and which days it says it is about."""

    received: date
    first: date | None
    last: date | None
    batch: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One period that was due, and when its first delivery came."""

    period: Period
    due: date
    received: date | None
    in_time: bool
    assumed: bool  # beyond the table of holidays

    @property
    def lack(self) -> Lack:
        """Return the period as one that is missing or late."""
        return Lack(self.period.name, str(self.due), str(self.received or ""))


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Department → its figures."""

    made: Mapping[str, Figure]
    in_time: Mapping[str, Figure]
    days: Mapping[str, Figure]  # of duties of every day only


def deliveries(ledger: Ledger, moment: Moment) -> Deliveries:
    """Return what was delivered of what fell due in the year up to a moment.

    Raises:
        StandardError: a duty names a profile of deadlines, or that a calendar, which there is not.
    """
    parameters = [moment.before, moment.day.isoformat()]
    duties = duties_of(ledger.ask(_DUTIES, parameters).to_pylist())
    drops: dict[tuple[str, str], list[Drop]] = {}
    for row in ledger.ask(_DROPS, parameters).to_pylist():
        drops.setdefault((row["department"], row["source"]), []).append(_drop(row))
    made: dict[str, list[Figure]] = {}
    in_time: dict[str, list[Figure]] = {}
    days: dict[str, list[Figure]] = {}
    for duty in duties:
        calendar = load_deadlines(duty.profile).workdays if duty.profile else load_workdays()
        supplied = drops.get((duty.department, duty.source), [])
        owed = tuple(_owed(duty, supplied, calendar, moment))
        base = _base(duty, supplied, calendar)
        figure = _figure(base, owed, [one for one in owed if one.received is None])
        made.setdefault(duty.department, []).append(figure)
        in_time.setdefault(duty.department, []).append(
            _figure(base, owed, [one for one in owed if not one.in_time])
        )
        if duty.cycle in DAILY:
            days.setdefault(duty.department, []).append(figure)
    return Deliveries(_joined(made), _joined(in_time), _joined(days))


def duties_of(rows: Sequence[Row]) -> tuple[Duty, ...]:
    """Return the duties that rows of `duties` tell, in the order of department, source and time.

    A later row of the same source takes the place of the earlier from its `since` on; an inactive one ends it.
    """
    held: dict[tuple[str, str], list[Duty]] = {}
    for row in rows:
        since = date.fromisoformat(str(row["since"]))
        key = (str(row["department"]), str(row["source"]))
        before = [
            one if one.until is not None and one.until <= since else replace(one, until=since)
            for one in held.get(key, [])
            if one.since < since
        ]
        held[key] = [*before, _duty(row, since)] if row["active"] else before
    return tuple(duty for key in sorted(held) for duty in held[key])


def _duty(row: Row, since: date) -> Duty:
    due_day = row["due_day"]
    return Duty(
        department=str(row["department"]),
        source=str(row["source"]),
        standard=str(row["standard"]),
        cycle=cast("UpdateCycle", row["cycle"] or "irregular"),
        due_day=None if due_day is None else int(str(due_day)),
        profile=str(row["profile"] or ""),
        since=since,
    )


def _drop(row: Row) -> Drop:
    first, last = (date.fromisoformat(str(row[name])) if row[name] else None for name in _PERIOD)
    return Drop(date.fromisoformat(str(row["received_on"])), first or last, last or first, str(row["batch"]))


_PERIOD = ("period_from", "period_to")


def _owed(duty: Duty, drops: Sequence[Drop], calendar: Workdays, moment: Moment) -> Iterator[Owed]:
    """Yield the periods of a duty that fell due in the year, or were delivered before they did."""
    came = _first_deliveries(duty, drops, moment)
    for period in _periods(duty, moment):
        if duty.cycle == "daily" and not calendar.is_workday(period.start):
            continue
        due = due_day_of(duty.cycle, period, duty.due_day, calendar)
        received = came.get(period.start)
        if due < moment.begins or (due >= moment.day and received is None):
            continue
        if duty.due_day is None:
            in_time = any(period.start <= drop.received <= period.end for drop in drops)
        else:
            in_time = received is not None and received <= due
        assumed = not (calendar.known(period.end) and calendar.known(due))
        yield Owed(period, due, received, in_time, assumed)


def _periods(duty: Duty, moment: Moment) -> Iterator[Period]:
    period = period_of(duty.cycle, max(duty.since, moment.begins - _LOOK_BACK))
    while period is not None and period.start <= moment.day:
        if duty.until is not None and period.end >= duty.until:
            return
        yield period
        period = following(duty.cycle, period)


def _first_deliveries(duty: Duty, drops: Sequence[Drop], moment: Moment) -> dict[date, date]:
    """Return the first day of each period that was delivered → when it first came."""
    came: dict[date, date] = {}
    for drop in drops:
        for period in _served(duty, drop, moment):
            came[period.start] = min(drop.received, came.get(period.start, drop.received))
    return came


def _served(duty: Duty, drop: Drop, moment: Moment) -> Iterator[Period]:
    """Yield the periods a drop is for."""
    came_in = period_of(duty.cycle, drop.received)
    if came_in is None:
        return
    if duty.due_day is None:
        yield came_in
    if drop.first is not None and drop.last is not None:
        period = period_of(duty.cycle, max(drop.first, moment.begins - _LOOK_BACK))
        while period is not None and period.start <= min(drop.last, moment.day):
            yield period
            period = following(duty.cycle, period)
    elif duty.due_day is not None:
        ended = came_in if came_in.end <= drop.received else None
        last = ended or period_of(duty.cycle, came_in.start - timedelta(days=1))
        if last is not None:
            yield last


def _base(duty: Duty, drops: Sequence[Drop], calendar: Workdays) -> Line:
    """Return the line of a duty without its counts: judged by which calendar, and the batch that came last."""
    rules = f"{calendar.name}@{calendar.version}"
    return Line(0, 0, source=duty.source, standard=rules, batch=drops[-1].batch if drops else "")


def _figure(base: Line, owed: Sequence[Owed], lacking: Sequence[Owed]) -> Figure:
    told = tuple(one.lack for one in lacking)
    line = replace(base, good=len(owed) - len(lacking), whole=len(owed), lacking=told)
    return Figure((line,), asides((_ASSUMED, sum(one.assumed for one in owed))))


def _joined(figures: Mapping[str, Sequence[Figure]]) -> dict[str, Figure]:
    joined = {}
    for department, several in figures.items():
        assumed = sum(aside.count for figure in several for aside in figure.asides)
        lines = tuple(line for figure in several for line in figure.lines)
        joined[department] = Figure(lines, asides((_ASSUMED, assumed)))
    return joined


_ASSUMED = Text(
    "超出节假日表、按周一至周五计的期数", "periods beyond the table of holidays (Monday to Friday)"
)
