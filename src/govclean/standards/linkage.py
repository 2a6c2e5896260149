"""How records of a registry are matched, as a standard writes it. What the names stand for lives on a floor above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import pydantic
from pydantic import AfterValidator, model_validator

from govclean.documents import Flag, Place, Portion, Written, place_at, wrong
from govclean.wording import Text

Names = tuple[str, ...]
Count = Annotated[int, pydantic.Field(ge=1)]


def _some_keys(rules: tuple[Names, ...]) -> tuple[Names, ...]:
    if not all(rules):
        raise wrong(Text("每条分块规则至少要有一个字段", "a blocking rule needs at least one field"))
    return rules


Rules = Annotated[tuple[Names, ...], AfterValidator(_some_keys)]

_ONE_OR_MORE = Text("须写 field 或 fields 之一", "takes either field or fields")


class _Placed(Written):
    """A part that keeps where it was written, since a floor above looks up what it names."""

    path: str = pydantic.Field("", alias="(path)")
    line: int = pydantic.Field(0, alias="(line)")

    @model_validator(mode="before")
    @classmethod
    def _place(cls, written: object) -> object:
        if not isinstance(written, Mapping):
            return written
        first = next(iter(written), None)
        place = (first is not None and place_at(written, [first], of_key=True)) or Place("", 0, 0)
        return {**written, "(path)": place.path, "(line)": place.line}

    @property
    def where(self) -> str:
        """Return `file:line`."""
        return f"{self.path}:{self.line}"


class Derived(_Placed):
    """A column made of several fields: joined as they stand, as a set (order does not matter), or a map cell."""

    noun: ClassVar[Text] = Text("派生字段", "derived field")

    join: Names = ()
    sorted: Names = ()
    cell: Names = ()  # longitude, latitude
    metres: Count = 100  # size of a cell
    shifted: Flag = False  # the grid moved by half a cell: neighbours that one grid parts meet in the other

    @model_validator(mode="after")
    def _one_way(self) -> Derived:
        if sum(map(bool, (self.join, self.sorted, self.cell))) != 1:
            raise wrong(Text("须写 join、sorted、cell 之一", "takes one of join, sorted, cell"))
        if self.cell and len(self.cell) != 2:
            raise wrong(Text("cell 须写经度、纬度两个字段", "cell takes two fields: longitude, latitude"))
        return self


class Comparison(_Placed):
    """One comparison: which field or fields, and as what kind of value (by the field's type where nothing is said)."""

    noun: ClassVar[Text] = Text("比较项", "comparison")
    named_by: ClassVar[str] = "field"

    field: str = ""
    fields: Names = ()
    kind: str = pydantic.Field("", alias="as")
    name: str = ""  # of the columns level_… and weight_…; by default the field's
    term_frequency: Flag = True  # whether agreement on a rare value weighs more
    options: Mapping[str, str] = {}  # further parameters of the kind

    @model_validator(mode="after")
    def _something(self) -> Comparison:
        if bool(self.field) == bool(self.fields):
            raise wrong(_ONE_OR_MORE)
        return self

    @property
    def on(self) -> Names:
        """Return the fields that are compared."""
        return self.fields or (self.field,)


class Thresholds(Written):
    """From which probability two records are one, and from which a person should look."""

    noun: ClassVar[Text] = Text("阈值", "thresholds")

    match: Portion = 0.95
    review: Portion = 0.5

    @model_validator(mode="after")
    def _in_order(self) -> Thresholds:
        if not 0 < self.review <= self.match < 1:
            raise wrong(
                Text(
                    "须 0 < review ≤ match < 1：概率到不了 0 和 1",
                    "must hold 0 < review <= match < 1: no probability is 0 or 1",
                )
            )
        return self


class Golden(Written):
    """How the value of a golden record is chosen: the first preference that tells values apart decides.

    A preference is `source:<name>`, `most_complete`, `most_recent`, `most_frequent` or `longest`.
    """

    noun: ClassVar[Text] = Text("黄金记录", "golden record")

    prefer: Names = ()
    fields: Mapping[str, Names] = {}  # other preferences for one field: 一数一源
    recency: str = ""  # the date field that says how recent a record is


class CrossCheck(_Placed):
    """One check that looks past the single record: how many records may share a value, or who must stand elsewhere."""

    noun: ClassVar[Text] = Text("跨库核查", "cross check")
    named_by: ClassVar[str] = "check"

    check: Literal["at_most", "exists_in"]
    field: str
    per: str = ""  # at_most: what is counted, e.g. resident_id; entities (clusters) where nothing is said
    most: Count = 1
    registry: str = ""  # exists_in: the standard whose files are looked at
    key: str = ""  # exists_in: the field there
    also: Mapping[str, str] = {}  # exists_in: fields here → fields there that should then agree
    severity: Literal["error", "warning", "info"] = "warning"


class Linkage(Written):
    """How records of the registry are matched."""

    noun: ClassVar[Text] = Text("比对设置", "linkage")

    sources: Mapping[str, Names] = {}  # a name for sources → the stems of their files, `*` for anything
    identifiers: Names | None = (
        None  # fields whose valid value is one entity's alone; by the types if not said
    )
    derived: Mapping[str, Derived] = {}
    blocking: Rules = ()  # each rule: fields, or features of fields such as name.pinyin
    comparisons: tuple[Comparison, ...] = ()
    thresholds: Thresholds = Thresholds()
    non_matches: Literal["random", "candidates"] = (
        "random"  # what matches are told from: see linkage/estimating.py
    )
    largest_block: Count = 1_000  # records; a larger block is split further, or told and left out
    one_to_one: Flag = False  # between two sources, one record has at most one partner
    golden: Golden = Golden()
    status: str = ""  # the field in which alive and dead, active and deregistered differ
    updated: str = ""  # the field that says when a record was last changed
    match_codes: Mapping[str, str] = {}  # outcome → the code to print instead
    cross_checks: tuple[CrossCheck, ...] = ()
