"""Objections from 提出 to 归档 (DB3208/T 219—2024): which step may follow which, what is due when, what stands marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pyarrow as pa

from govclean.errors import UsageError
from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.profiles import Deadlines, Due, TermName
from govclean.governance.steps import Course, Step, timing
from govclean.standards.model import Standard
from govclean.validation.showing import mask_of, masks_of
from govclean.wording import Text

State = Literal["raised", "accepted", "rejected", "marked", "verifying", "settled", "unmarked", "archived"]
By = Literal["department", "person", "organisation"]
Outcome = Literal["corrected", "upheld", "none"]

NEXT: Mapping[str, tuple[State, ...]] = {
    "raised": ("accepted", "rejected"),
    "accepted": ("marked",),
    "rejected": ("archived",),
    "marked": ("verifying", "settled"),
    "verifying": ("settled",),
    "settled": ("unmarked",),
    "unmarked": ("archived",),
    "archived": (),
}
"""What may follow each state: nothing is verified before it is marked, no mark goes before the matter is settled."""

MARKED: tuple[State, ...] = ("marked", "verifying", "settled")
"""The states in which the record carries the mark."""

OPEN: tuple[State, ...] = ("raised", "accepted", *MARKED)

STATES: Mapping[str, Text] = {
    "raised": Text("提出", "raised"),
    "accepted": Text("受理", "accepted"),
    "rejected": Text("不予受理", "rejected"),
    "marked": Text("标注", "marked"),
    "verifying": Text("核实", "verifying"),
    "settled": Text("处理完毕", "settled"),
    "unmarked": Text("标注撤销", "unmarked"),
    "archived": Text("归档", "archived"),
}
_TERMS: Mapping[str, TermName] = {
    "raised": "objection.forward",
    "accepted": "objection.verify",
    "marked": "objection.verify",
    "verifying": "objection.verify",
}
COURSE = Course("objections", "objection", "YY", STATES, NEXT)
_KEPT = (
    "resource",
    "standard",
    "record",
    "record_shown",
    "field",
    "department",
    "raised_by",
    "claim",
    "outcome",
)


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody says of a value; the key of the record is kept as a digest and masked."""

    department: str  # responsible for the data
    raised_by: By
    claim: str
    record: str
    field: str = ""  # the whole record where empty
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Settling:
    """Why a step was taken, and what came of the matter."""

    reason: str = ""
    outcome: Outcome | None = None


def record_context(standard: str) -> str:
    """Return the context in which the ledger digests the record keys of a standard."""
    return f"record:{standard}"


def raise_objection(
    objection: Objection, standard: Standard, ledger: Ledger, deadlines: Deadlines, day: date
) -> Step:
    """Enter an objection and return its number; the same one raised again on the same day is the same.

    Raises:
        UsageError: the standard has no such field, or the ledger cannot be written.
    """
    if objection.field and all(objection.field != field.name for field in standard.fields):
        raise UsageError(_NO_FIELD.fill(field=objection.field, standard=standard.name))
    keys = pa.array([objection.record], pa.string())
    digest = str(ledger.digests(keys, record_context(standard.name))[0])
    shown = str(mask_of(standard.record_id or "", masks_of(standard))(keys)[0])
    occasion = f"objection:{day.isoformat()}:{standard.name}:{digest}:{objection.field}:{objection.raised_by}"
    held = ledger.find(occasion)
    if held is not None:
        (row,) = ledger.table("objections", entry=held).to_pylist()
        return Step(row["objection"], "raised", deadlines.due("objection.forward", day))
    due = deadlines.due("objection.forward", day)
    number = COURSE.next_number(ledger, day)
    row = {
        "objection": number,
        "state": "raised",
        "resource": objection.resource or (standard.resource.code if standard.resource else None),
        "standard": standard.name,
        "record": digest,
        "record_shown": shown,
        "field": objection.field or None,
        "department": objection.department,
        "raised_by": objection.raised_by,
        "claim": objection.claim,
        "day": day.isoformat(),
        **timing(due, deadlines),
    }
    about = About(standard.name, standard.version, occasion=occasion)
    ledger.enter("objection", {"objections": rows_of("objections", [row])}, about)
    return Step(number, "raised", due)


def move(
    number: str,
    state: State,
    ledger: Ledger,
    deadlines: Deadlines,
    day: date,
    settling: Settling | None = None,
) -> Step:
    """Enter the next step of an objection.

    Raises:
        UsageError: there is no such objection, the step cannot follow, is dated before the last one, or lacks its
            reason or outcome.
    """
    last, settling = COURSE.last(number, ledger), settling or Settling()
    COURSE.refuse(last, state, day)
    if state == "rejected" and not settling.reason.strip():
        raise UsageError(_WHY)
    if state == "settled" and settling.outcome is None:
        raise UsageError(_WHICH)
    due = deadlines.due(_TERMS[state], day) if state in _TERMS else None
    if last["state"] in ("accepted", "marked") and last["due_on"]:
        due = _keeping(due, last)
    row = {
        **{name: last[name] for name in _KEPT},
        "objection": number,
        "state": state,
        "reason": settling.reason or None,
        "outcome": settling.outcome or last["outcome"],
        "day": day.isoformat(),
        **timing(due, deadlines),
    }
    ledger.enter(
        "objection", {"objections": rows_of("objections", [row])}, About(str(last["standard"] or ""))
    )
    return Step(number, state, due)


def _keeping(due: Due | None, last: Mapping[str, object]) -> Due | None:
    """Return the deadline with the day it already had: marking and looking do not start the clock anew."""
    return replace(due, day=date.fromisoformat(str(last["due_on"]))) if due else None


_NO_FIELD = Text("标准 {standard} 没有字段“{field}”", 'standard {standard} has no field "{field}"')
_WHY = Text("不予受理须写明理由（--reason）", "say why it is rejected (--reason)")
_WHICH = Text(
    "处理完毕须写明结果（--outcome corrected、upheld 或 none）",
    "say the outcome (--outcome corrected, upheld or none)",
)
