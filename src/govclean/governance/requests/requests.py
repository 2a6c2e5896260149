"""Requests from 提出 to 提供: which step may follow which, and the working-day clock of each, by share type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from govclean.errors import UsageError
from govclean.governance.catalog import Catalog
from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.profiles import Deadlines, Sharing, TermName
from govclean.governance.steps import Course, Step, timing
from govclean.standards.resource import ShareType
from govclean.wording import Text

State = Literal["asked", "forwarded", "granted", "refused", "provided", "withdrawn"]

NEXT: Mapping[str, tuple[State, ...]] = {
    "asked": ("forwarded", "granted", "refused", "withdrawn"),
    "forwarded": ("granted", "refused", "withdrawn"),
    "granted": ("provided", "withdrawn"),
    "refused": (),
    "provided": (),
    "withdrawn": (),
}
"""What may follow each state; a refused request is asked anew, with another number."""

OPEN: tuple[State, ...] = ("asked", "forwarded", "granted")

STATES: Mapping[str, Text] = {
    "asked": Text("提出", "asked"),
    "forwarded": Text("转提供方", "forwarded"),
    "granted": Text("同意", "granted"),
    "refused": Text("不同意", "refused"),
    "provided": Text("已提供", "provided"),
    "withdrawn": Text("撤回", "withdrawn"),
}
COURSE = Course("requests", "request", "XQ", STATES, NEXT)
_KEPT = ("recipient", "provider", "resource", "items", "share_type", "purpose")


@dataclass(frozen=True, slots=True)
class Request:
    """What a recipient asks for."""

    recipient: str
    resource: str
    purpose: str
    items: tuple[str, ...] = ()
    provider: str = ""  # the directory's where it is listed
    share_type: ShareType | None = None  # the directory's where it is listed


def listed(request: Request, catalog: Catalog | None) -> tuple[Request, bool]:
    """Return the request with provider and share type of the directory, and whether the directory has the resource.

    Raises:
        UsageError: nobody says who provides it.
    """
    found = catalog.named(request.resource) if catalog else ()
    entry = found[0] if len(found) == 1 else None
    if entry is not None:
        kinds = [item.share_type for words in request.items if (item := entry.item(words)) is not None]
        order = ("not_shared", "conditional", "unconditional")
        strictest = next((kind for kind in order if kind in (*kinds, entry.share_type)), None)
        request = replace(
            request,
            resource=entry.code or request.resource,
            provider=request.provider or entry.provider,
            share_type=request.share_type or strictest,
        )
    if not request.provider:
        raise UsageError(_NO_PROVIDER.fill(resource=request.resource))
    return request, entry is not None


def ask(
    request: Request,
    ledger: Ledger,
    clock: tuple[Deadlines, Sharing],
    day: date,
    *,
    in_directory: bool = True,
) -> Step:
    """Enter a request and return its number and when the answer is due; asked again on the same day it is the same.

    Raises:
        UsageError: the profile of deadlines does not settle the answer, or the ledger cannot be written.
    """
    deadlines, sharing = clock
    due = deadlines.due(_answer(request.share_type, sharing, in_directory=in_directory), day)
    occasion = f"request:{day.isoformat()}:{request.recipient}:{request.resource}:{'、'.join(request.items)}"
    held = ledger.find(occasion)
    if held is not None:
        (row,) = ledger.table("requests", entry=held).to_pylist()
        return Step(row["request"], "asked", due)
    number = COURSE.next_number(ledger, day)
    row = {
        "request": number,
        "state": "asked",
        "recipient": request.recipient,
        "provider": request.provider,
        "resource": request.resource,
        "items": "、".join(request.items) or None,
        "share_type": request.share_type,
        "purpose": request.purpose,
        "day": day.isoformat(),
        **timing(due, deadlines),
    }
    ledger.enter("request", {"requests": rows_of("requests", [row])}, About(occasion=occasion))
    return Step(number, "asked", due)


def move(
    number: str, state: State, ledger: Ledger, deadlines: Deadlines, day: date, *, reason: str = ""
) -> Step:
    """Enter the next step of a request: forwarded, granted, refused, provided or withdrawn.

    Raises:
        UsageError: there is no such request, the step cannot follow, is dated before the last one, or a refusal lacks its
            reason.
    """
    last = COURSE.last(number, ledger)
    COURSE.refuse(last, state, day)
    if state == "refused" and not reason.strip():
        raise UsageError(_WHY)
    due = deadlines.due("request.provide", day) if state == "granted" else None
    clock = timing(due, deadlines)
    if state == "forwarded":  # passing on does not start the clock anew
        clock = {name: last[name] for name in ("due_on", "profile", "term")}
    row = {
        **{name: last[name] for name in _KEPT},
        "request": number,
        "state": state,
        "reason": reason or None,
        "day": day.isoformat(),
        **clock,
    }
    ledger.enter("request", {"requests": rows_of("requests", [row])}, About())
    return Step(number, state, due)


def _answer(share_type: ShareType | None, sharing: Sharing, *, in_directory: bool) -> TermName:
    if not in_directory:
        return "request.answer_conditional_unlisted"
    return (sharing.type_of(share_type).answer if share_type else None) or "request.answer_conditional"


_NO_PROVIDER = Text(
    "目录中没有“{resource}”，请用 --provider 写明向谁提出",
    'the directory has no "{resource}": name the provider',
)
_WHY = Text("不同意须说明理由（--reason）", "a refusal needs a reason (--reason)")
