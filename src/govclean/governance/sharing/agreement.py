"""A sharing agreement as people write it: who gives what to whom, why, in which form, how long and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

import pydantic
from pydantic import BeforeValidator, model_validator

from govclean.documents import Document, Title, Written, check, load_document, place_at, wrong
from govclean.documents.tree import Place
from govclean.governance.catalog.catalog import day_of
from govclean.governance.profiles.sharing import Approver
from govclean.governance.sharing.filtering import Test, TestOp
from govclean.standards.fields import titled
from govclean.standards.resource import ShareMode, UpdateCycle
from govclean.values.digests import digests_of
from govclean.wording import Text

Form = Literal["plain", "masked", "keyed_hash", "generalised"]
Target = Literal["age_band", "year", "county"]
DataFormat = Literal["csv", "xlsx", "parquet"]
Frequency = UpdateCycle | Literal["once"]
Words = Annotated[str, pydantic.Field(min_length=1)]
Positive = Annotated[int, pydantic.Field(ge=1, le=1_000_000_000)]

SUFFIXES: Mapping[str, str] = {"plain": "", "masked": "", "keyed_hash": "_hash"}
"""What is put behind an item's name in the header of a package; generalised items take what they became."""


def _day(value: object) -> object:
    if isinstance(value, str):
        day = day_of(value)
        if day is None:
            raise wrong(Text("应为形如 2026-01-31 的日期", "must be a date such as 2026-01-31"))
        return day
    return value


Day = Annotated[date, BeforeValidator(_day)]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Values = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Granted(Written):
    """One item and the form it is handed over in; also written as the item alone, which is then handed over masked."""

    noun: ClassVar[Text] = Text("信息项", "item")
    named_by: ClassVar[str] = "item"

    item: Words
    form: Form = pydantic.Field(default="masked", alias="as")
    target: Target | None = pydantic.Field(default=None, alias="to")
    band: Positive = 10  # years of an age band
    reason: str = ""  # why this form is needed

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, written: object) -> object:
        return {"item": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _target_where_generalised(self) -> Self:
        if (self.form == "generalised") != (self.target is not None):
            raise wrong(
                Text(
                    "as: generalised 与 to（age_band、year、county）须同时写",
                    "`as: generalised` and `to` (age_band, year, county) go together",
                )
            )
        return self

    @property
    def suffix(self) -> str:
        """Return what is put behind the item's name."""
        return f"_{self.target}" if self.target else SUFFIXES[self.form]


class Clause(Written):
    """One condition on a row, or several of which all or any must hold."""

    noun: ClassVar[Text] = Text("行条件", "row condition")
    named_by: ClassVar[str] = "field"

    field: str = ""
    op: TestOp | None = None
    values: Values = ()
    all: tuple[Test, ...] = ()
    any: tuple[Test, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [bool(self.field or self.op or self.values), bool(self.all), bool(self.any)]
        if kinds.count(True) != 1:
            raise wrong(Text("应只写 field、all、any 之一", "has exactly one of field, all, any"))
        if kinds[0]:
            self.tests()
        return self

    def tests(self) -> tuple[Test, ...]:
        """Return the conditions of the clause."""
        if self.all or self.any:
            return self.all or self.any
        if self.op is None or not self.field:
            raise wrong(Text("行条件要有 field 与 op", "a condition has a field and an op"))
        return (Test(field=self.field, op=self.op, values=self.values),)


class Rows(Written):
    """Which rows are granted: all or any of the clauses hold."""

    noun: ClassVar[Text] = Text("行过滤", "rows")

    all: tuple[Clause, ...] = ()
    any: tuple[Clause, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.all) == bool(self.any):
            raise wrong(Text("应只写 all、any 之一", "has exactly one of all, any"))
        return self

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses."""
        return self.all or self.any


class Area(Written):
    """The divisions whose rows are granted: a code covers everything below it."""

    noun: ClassVar[Text] = Text("区域", "area")

    field: Words
    codes: Annotated[Values, pydantic.Field(min_length=1)]


class Approval(Written):
    """Who agreed, and when."""

    noun: ClassVar[Text] = Text("审批", "approval")
    named_by: ClassVar[str] = "by"

    by: Approver
    day: Day
    who: str = ""
    document: str = ""


class Valid(Written):
    """From which day to which, both included."""

    noun: ClassVar[Text] = Text("有效期", "validity")

    since: Day = pydantic.Field(alias="from")
    until: Day = pydantic.Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise wrong(Text("截止日早于起始日", "ends before it begins"))
        return self


class Ceiling(Written):
    """How much may be handed over at once, and how many records must be alike."""

    noun: ClassVar[Text] = Text("限度", "limits")

    rows: Positive | None = None
    k_anonymity: Positive | None = None
    destroy_after_days: Positive | None = None


class Agreement(Written):
    """One agreement."""

    noun: ClassVar[Text] = Text("共享协议", "agreement")
    named_by: ClassVar[str] = "agreement"

    number: Words = pydantic.Field(alias="agreement")
    title: Title
    provider: Words
    recipient: Words
    resource: str = ""  # code in the directory
    standard: str = ""  # the standard that describes the records, where the directory does not name it
    purpose: Words
    basis: Words
    condition: str = ""  # the condition of the directory, and how it is met
    items: Annotated[tuple[Granted, ...], pydantic.Field(min_length=1)]
    rows: Rows | None = None
    area: Area | None = None
    mode: ShareMode
    mode_reason: str = ""
    frequency: Frequency = "once"
    form: DataFormat = "csv"
    valid: Valid
    requested_on: Day | None = None
    approvals: tuple[Approval, ...] = ()
    limits: Ceiling = Ceiling()
    key_id: str = ""  # of the key for keyed hashes
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _imply(cls, written: object) -> object:
        return titled(written, by=cls.named_by)

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.resource or self.standard):
            raise wrong(Text("须写 resource（目录代码）或 standard", "names a resource or a standard"))
        return self

    def tests(self) -> Iterator[tuple[Test, tuple[str | int, ...]]]:
        """Yield every condition on a row with the keys it stands under."""
        if self.rows is None:
            return
        outer = "all" if self.rows.all else "any"
        for number, clause in enumerate(self.rows.clauses):
            keys = ("rows", outer, number)
            inner = "all" if clause.all else "any" if clause.any else ""
            for place, test in enumerate(clause.tests()):
                yield test, (*keys, inner, place) if inner else keys


@dataclass(frozen=True, slots=True)
class AgreementFile:
    """An agreement with the file it was read from."""

    agreement: Agreement
    document: Document
    sha256: str

    @property
    def path(self) -> str:
        """Return the path as it was given."""
        return self.document.path

    def at(self, *keys: str | int) -> Place:
        """Return where a value is written, or the part it should stand in."""
        return place_at(self.document.data, keys) or Place(self.path, 1, 1)


def load_agreement(path: str | Path) -> AgreementFile:
    """Return the agreement of a file.

    Raises:
        StandardError: it cannot be read, or has mistakes; each is told with its line.
    """
    document = load_document(path)
    agreement = check(document, Agreement)
    return AgreementFile(agreement, document, digests_of(Path(path).read_bytes()).sha256)


FORMS: Mapping[Form, Text] = {
    "plain": Text("原值", "plain"),
    "masked": Text("脱敏", "masked"),
    "keyed_hash": Text("密钥散列", "keyed hash"),
    "generalised": Text("泛化", "generalised"),
}
TARGETS: Mapping[Target, Text] = {
    "age_band": Text("年龄段", "age band"),
    "year": Text("仅年份", "year only"),
    "county": Text("仅到县区", "county only"),
}


def form_of(granted: Granted) -> Text:
    """Return in which form an item is handed over."""
    words = FORMS[granted.form]
    if granted.target is None:
        return words
    return Text(f"{words.zh}（{TARGETS[granted.target].zh}）", f"{words.en} ({TARGETS[granted.target].en})")
