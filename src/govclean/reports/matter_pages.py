"""Requests and objections on the terminal: what was entered, and how each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.steps import Course, Step
from govclean.reports.layout import cut, visible
from govclean.wording import Language, Text

_ENTERED = Text("{number}  {state}", "{number}  {state}")
_DUE = Text("，{due}", ", {due}")
_BY = Text("应于 {day} 前", "due by {day}")
_LATE = Text("已逾期", "overdue")
_NOTHING = Text("没有记录", "nothing")
_MORE = (
    "recipient",
    "provider",
    "department",
    "resource",
    "items",
    "field",
    "record_shown",
    "purpose",
    "claim",
    "reason",
)


def step_line(step: Step, titles: Mapping[str, Text], language: Language) -> RenderableType:
    """Return what was entered and when the next step is due."""
    told = _ENTERED.fill(number=step.number, state=titles[step.state]).say(language)
    if step.due is not None:
        told += _DUE.fill(due=step.due.words).say(language)
    return Line(told)


def matter_page(
    rows: Sequence[Mapping[str, object]], course: Course, language: Language, width: int
) -> RenderableType:
    """Return how matters stand: two lines each."""
    lines = []
    for row in rows:
        parts = [str(row[course.key]), course.titles[str(row["state"])].say(language), str(row["day"])]
        if row["open"] and row["due_on"]:
            parts.append(_BY.fill(day=row["due_on"]).say(language))
        if row["overdue"]:
            parts.append(_LATE.say(language))
        lines.append(Line(cut("  ".join(parts), width), "bold red" if row["overdue"] else "bold"))
        more = " · ".join(visible(str(row[name])) for name in _MORE if row.get(name))
        lines.append(Line(cut(f"  {more}", width)))
    return Group(*(lines or [Line(f"  {_NOTHING.say(language)}", "dim")]))
