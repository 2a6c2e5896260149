"""Deadlines: how long each step may take, in working days, and which rule says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

import pydantic
from pydantic import model_validator

from govclean.documents import Flag, Title, Written, wrong
from govclean.errors import UsageError
from govclean.governance.workdays import Workdays, load_workdays
from govclean.standards.fields import titled
from govclean.wording import Text, same

TermName = Literal[
    "problem.error", "problem.warning", "problem.info", "exception.valid",
    "objection.forward", "objection.verify",
    "request.review", "request.answer_unconditional", "request.answer_conditional",
    "request.answer_conditional_unlisted", "request.provide",
    "catalog.update", "catalog.review",
    "opening.answer",
]  # fmt: skip
"""What has a deadline: a problem returned for repair, by severity; an exception, until it is looked
at again; an objection passed on and verified; a request to
share checked, answered (unconditional, conditional, conditional and not yet in the directory) and provided; the
directory updated and reviewed; a request to open data answered."""

Unit = Literal["workdays", "days"]
Count = Annotated[int, pydantic.Field(ge=0, le=3660)]


class Term(Written):
    """One deadline."""

    noun: ClassVar[Text] = Text("期限", "term")

    days: Count
    extended_to: Count | None = None  # in all, with whatever approval the basis asks for
    unit: Unit = "workdays"
    basis: Annotated[str, pydantic.Field(min_length=1)]
    verified: Flag = True  # whether the wording of the basis was read; false is shown wherever the term is
    note: str = ""

    @model_validator(mode="after")
    def _longer_when_extended(self) -> Self:
        if self.extended_to is not None and self.extended_to < self.days:
            raise wrong(Text("延长后的天数不能少于原定天数", "cannot be shorter when extended"))
        return self


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, and why."""

    day: date
    term: str
    days: int
    unit: Unit
    basis: str
    verified: bool
    assumed: bool  # the calendar does not know the year: Monday to Friday were counted

    @property
    def words(self) -> Text:
        """Return the deadline as a form prints it: day, length, basis, and what is not certain about it."""
        told = _DUE.fill(day=self.day.isoformat(), length=_LENGTHS[self.unit].fill(days=self.days))
        told = _JOINED.fill(told=told, basis=same(self.basis))
        if not self.verified:
            told = Text(told.zh + _UNVERIFIED.zh, told.en + _UNVERIFIED.en)
        if self.assumed:
            told = Text(told.zh + _ASSUMED.zh, told.en + _ASSUMED.en)
        return told


class Deadlines(Written):
    """A profile of deadlines."""

    noun: ClassVar[Text] = Text("期限方案", "profile of deadlines")
    named_by: ClassVar[str] = "deadlines"

    name: Annotated[str, pydantic.Field(min_length=1)] = pydantic.Field(alias="deadlines")
    version: Annotated[str, pydantic.Field(min_length=1)]
    title: Title
    basis: str = ""
    note: str = ""
    extends: str | None = None
    calendar: str = "workdays"
    terms: Mapping[TermName, Term] = {}

    @model_validator(mode="before")
    @classmethod
    def _imply(cls, written: object) -> object:
        return titled(written, by=cls.named_by)

    @cached_property
    def workdays(self) -> Workdays:
        """Return the calendar the terms are counted by.

        Raises:
            StandardError: there is no such calendar.
        """
        return load_workdays(self.calendar)

    def term(self, name: TermName) -> Term:
        """Return the term of a step.

        Raises:
            UsageError: the profile does not settle it.
        """
        if name not in self.terms:
            found = same(", ".join(self.terms))
            raise UsageError(_NO_TERM.fill(name=self.name, term=name), found=found, hint=_ADD_TERM)
        return self.terms[name]

    def due(self, name: TermName, start: date, *, extended: bool = False) -> Due:
        """Return when a step that began on a day is due; that day itself is not counted (民法典 第二百零一条).

        Calendar days that would end on a day that is not worked end on the next that is (第二百零三条).

        Raises:
            UsageError: the profile does not settle this step.
            StandardError: its calendar cannot be used.
        """
        term, calendar = self.term(name), self.workdays
        days = term.extended_to if extended and term.extended_to is not None else term.days
        last = start + timedelta(days=days)
        day = calendar.after(start, days) if term.unit == "workdays" else calendar.next_workday(last)
        assumed = not (calendar.known(start) and calendar.known(day))
        return Due(day, name, days, term.unit, term.basis, term.verified, assumed)


_NO_TERM = Text("期限方案“{name}”没有“{term}”", 'the profile of deadlines "{name}" has no term "{term}"')
_ADD_TERM = Text("在方案的 terms 下补上，或写 extends: default", "add it under `terms`, or extend `default`")
_DUE = Text("不迟于 {day}（{length}）", "by {day} ({length})")
_JOINED = Text("{told}；依据：{basis}", "{told}; basis: {basis}")
_LENGTHS: dict[Unit, Text] = {
    "workdays": Text("{days} 个工作日", "{days} working days"),
    "days": Text("{days} 日", "{days} days"),
}
_UNVERIFIED = Text("（天数未与原文核对）", " (not checked against the original)")
_ASSUMED = Text("（超出节假日表，按周一至周五计）", " (beyond the table of holidays: Monday to Friday)")
