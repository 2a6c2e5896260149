"""Share terms: what each share type asks for, in which ways data may be handed over, and the limits that hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import pydantic
from pydantic import model_validator

from govclean.documents import Flag, Title, Written, wrong
from govclean.governance.profiles.deadlines import TermName
from govclean.standards.fields import titled
from govclean.standards.resource import ShareMode, ShareType
from govclean.wording import Text

Condition = Literal["fixed", "stated", "legal_basis"]
"""What stands as the condition: one fixed text, whatever condition holds, or the law that forbids sharing."""

Approver = Literal["provider", "bureau", "recipient"]
Positive = Annotated[int, pydantic.Field(ge=1)]


class ShareTerms(Written):
    """What one share type asks for."""

    noun: ClassVar[Text] = Text("共享类型", "share type")

    title: Title
    aliases: tuple[str, ...] = ()  # other words and codes for it
    condition: Condition
    condition_text: str = ""  # the fixed text
    shared: Flag = True  # false: nothing is handed out
    approvals: tuple[Approver, ...] = ()  # who has to agree, each with a date
    answer: TermName | None = None  # the deadline of the answer
    basis: Annotated[str, pydantic.Field(min_length=1)]
    verified: Flag = True
    note: str = ""

    @model_validator(mode="after")
    def _text_where_fixed(self) -> Self:
        if self.condition == "fixed" and not self.condition_text:
            raise wrong(Text("condition 为 fixed 时须写 condition_text", "a fixed condition needs its text"))
        return self


class ModeTerms(Written):
    """One way of handing over."""

    noun: ClassVar[Text] = Text("共享方式", "share mode")

    mode: ShareMode
    title: Title
    aliases: tuple[str, ...] = ()
    needs_reason: Flag = False  # only where the ways before it cannot serve, which has to be said
    files: Flag = False  # leaves a file with the recipient
    basis: str = ""


class Limits(Written):
    """What no agreement may go beyond, and what it has to be where it says nothing."""

    noun: ClassVar[Text] = Text("共享限度", "limits")

    rows: Positive | None = None  # most rows a package
    days: Positive | None = None  # longest validity, calendar days
    k_anonymity: Positive | None = None  # least records of one kind in generalised data
    destroy_after_days: Positive | None = None  # after the end of validity, calendar days
    basis: Annotated[str, pydantic.Field(min_length=1)]
    verified: Flag = True


class Sharing(Written):
    """A profile of share terms."""

    noun: ClassVar[Text] = Text("共享条件方案", "profile of share terms")
    named_by: ClassVar[str] = "sharing"

    name: Annotated[str, pydantic.Field(min_length=1)] = pydantic.Field(alias="sharing")
    version: Annotated[str, pydantic.Field(min_length=1)]
    title: Title
    basis: str = ""
    note: str = ""
    extends: str | None = None
    types: Mapping[ShareType, ShareTerms]
    modes: tuple[ModeTerms, ...]  # the preferred first
    limits: Limits

    @model_validator(mode="before")
    @classmethod
    def _imply(cls, written: object) -> object:
        return titled(written, by=cls.named_by)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in ("unconditional", "conditional", "not_shared") if name not in self.types]
        if missing:
            names = ", ".join(missing)
            raise wrong(Text(f"types 缺少 {names}", f"`types` lacks {names}"))
        return self

    def type_of(self, name: ShareType) -> ShareTerms:
        """Return the terms of a share type."""
        return self.types[name]

    def type_named(self, word: str) -> ShareType | None:
        """Return the share type a word or code stands for, in any of its spellings; None where none does."""
        for name, terms in self.types.items():
            if word in (name, terms.title.zh, terms.title.en, *terms.aliases):
                return name
        return None

    def mode_of(self, name: ShareMode) -> ModeTerms | None:
        """Return the terms of a way of handing over; None where the profile does not allow it."""
        return next((one for one in self.modes if one.mode == name), None)

    def mode_named(self, word: str) -> ShareMode | None:
        """Return the way of handing over that a word or code stands for; None where none does."""
        for one in self.modes:
            if word in (one.mode, one.title.zh, one.title.en, *one.aliases):
                return one.mode
        return None
