"""Sharing as the ledger tells it: resources that may be shared, requests answered and objections settled in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from govclean.governance.ledger import Ledger
from govclean.governance.scorecard.figures import Figure, Lack, Line, asides
from govclean.governance.scorecard.moments import Moment
from govclean.wording import Text

Row = Mapping[str, object]

_RESOURCES = """
FROM resources WHERE entry = (
    SELECT max(seq) FROM entries WHERE kind = 'catalog' AND seq < $1 AND left(entered_at, 10) <= $2)
ORDER BY provider, code
"""
_HANDED_OUT = """
SELECT provider, count(DISTINCT package) AS packages FROM shares
WHERE entry < $1 AND day BETWEEN $3 AND $2 AND state = 'handed_out' GROUP BY provider ORDER BY provider
"""
_SHAREABLE = ("unconditional", "conditional")
_ASKED, _ANSWERED = ("asked", "forwarded"), ("granted", "refused", "provided")
_SETTLED, _REFUSED = ("settled", "unmarked", "archived"), ("rejected",)
_VERIFY = "objection.verify"


@dataclass(frozen=True, slots=True)
class Case:
    """A request or an objection: whose, by when, and when it was done with."""

    name: str
    department: str
    due: str | None
    done: str | None


def shared(ledger: Ledger, moment: Moment) -> dict[str, Figure]:
    """Return provider → resources that may be shared / its resources, in the directory as last built by that day."""
    until = [moment.before, moment.day.isoformat()]
    packages = ledger.ask(_HANDED_OUT, [*until, moment.begins.isoformat()]).to_pylist()
    handed_out = {row["provider"]: row["packages"] for row in packages}
    rows = ledger.ask(_RESOURCES, until).to_pylist()
    figures = {}
    for provider, listed in groupby(rows, key=lambda row: str(row["provider"])):
        resources = list(listed)
        kept = tuple(Lack(str(row["code"])) for row in resources if row["share_type"] not in _SHAREABLE)
        built = f"catalog:{resources[0]['entry']}"  # the entry of the ledger it stands in
        line = Line(len(resources) - len(kept), len(resources), batch=built, lacking=kept)
        figures[provider] = Figure((line,), asides((_PACKAGES, handed_out.get(provider, 0))))
    return figures


def answered(ledger: Ledger, moment: Moment) -> dict[str, Figure]:
    """Return provider → requests answered in time / requests that were due in the year or are answered."""
    return _figures(_cases(ledger, "requests", "request", moment, _request), moment)


def objections(ledger: Ledger, moment: Moment) -> dict[str, Figure]:
    """Return department → objections settled in time / objections that were due in the year or are settled."""
    return _figures(_cases(ledger, "objections", "objection", moment, _objection), moment)


def _cases(
    ledger: Ledger, table: str, key: str, moment: Moment, case_of: Callable[[str, Sequence[Row]], Case | None]
) -> Iterator[Case]:
    asked = f"FROM {table} WHERE entry < $1 AND day <= $2 ORDER BY {key}, entry, place"
    rows = ledger.ask(asked, [moment.before, moment.day.isoformat()]).to_pylist()
    for name, events in groupby(rows, key=lambda row: str(row[key])):
        case = case_of(name, list(events))
        if case is not None:
            yield case


def _request(name: str, events: Sequence[Row]) -> Case | None:
    """Return a request to its provider; None where it was withdrawn before it was answered."""
    done = _first(events, _ANSWERED)
    if done is None and events[-1]["state"] == "withdrawn":
        return None
    due = _last_due(event for event in events if event["state"] in _ASKED)
    return Case(name, str(events[0]["provider"]), due, done)


def _objection(name: str, events: Sequence[Row]) -> Case | None:
    """Return an objection; None where it was not admitted."""
    if any(event["state"] in _REFUSED for event in events):
        return None
    waiting = [event for event in events if event["state"] not in _SETTLED]
    due = _last_due(event for event in waiting if event["term"] == _VERIFY) or _last_due(waiting)
    return Case(name, str(events[-1]["department"]), due, _first(events, _SETTLED))


def _first(events: Iterable[Row], states: Sequence[str]) -> str | None:
    return next((str(event["day"]) for event in events if event["state"] in states), None)


def _last_due(events: Iterable[Row]) -> str | None:
    days = [str(event["due_on"]) for event in events if event["due_on"]]
    return days[-1] if days else None


def _figures(cases: Iterable[Case], moment: Moment) -> dict[str, Figure]:
    by_department: dict[str, list[Case]] = {}
    for case in cases:
        by_department.setdefault(case.department, []).append(case)
    return {name: _figure(several, moment) for name, several in sorted(by_department.items())}


def _figure(cases: Sequence[Case], moment: Moment) -> Figure:
    today, begins = moment.day.isoformat(), moment.begins.isoformat()
    dated = [(case, case.due) for case in cases if case.due is not None and case.due >= begins]
    counted = [(case, due) for case, due in dated if case.done is not None or due < today]
    late = [case for case, due in counted if case.done is None or case.done > due]
    told = tuple(Lack(case.name, case.due or "", case.done or "") for case in late)
    undated = sum(case.due is None for case in cases)
    apart = asides((_UNDATED, undated), (_WAITING, len(dated) - len(counted)))
    return Figure((Line(len(counted) - len(late), len(counted), lacking=told),), apart)


_PACKAGES = Text("本年已提供共享的批次", "packages handed out this year")
_UNDATED = Text("未定期限", "without a due day")
_WAITING = Text("尚未到期", "not yet due")
