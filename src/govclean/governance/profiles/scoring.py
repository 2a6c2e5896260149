"""Scoring: which figures count, how they become points, and what the sum is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, Self

import pydantic
from pydantic import BeforeValidator, model_validator

from govclean.documents import Flag, Portion, Title, Written, wrong
from govclean.standards.fields import titled
from govclean.validation.findings import Severity
from govclean.wording import Text

Count = Literal[
    "findings", "items", "storable", "deliveries", "on_time", "days_with_data",
    "repaired", "in_time", "replies", "shared", "answered", "objections",
]  # fmt: skip
"""What a measure counts, each as numerator / denominator:

`findings`: records without a finding of the chosen rules / records evaluated; `items`: items delivered / items asked for
(实际信息项数 / 要求信息项数); `storable`: records whose key is there and good / records delivered (入库率); `deliveries`:
deliveries made / due (实报 / 应报); `on_time`: made in time / due; `days_with_data`: days with data / days of the period;
`repaired`: problems repaired / problems returned and tested again (修补率); `in_time`: problems settled by their due day /
settled or past it; `replies`: problems answered or repaired / those and the unanswered past their due day; `shared`:
resources that may be shared / resources in the directory; `answered`: requests answered in time / requests due;
`objections`: objections settled in time / objections due.
"""

Combine = Literal["mean", "weighted", "points"]
Average = Literal["records", "values", "rules"]
"""How findings become a rate: `records` without a fault / records; `values` that passed / evaluated, over all rules
(elements, as GB/T 36344-2018 counts them); or the mean of the rates of the `rules` of each field, by severity."""

Number = Annotated[float, pydantic.Field(ge=0, le=1_000_000, allow_inf_nan=False)]
_MANY = 1e-9  # a rate of 0.8 reaches the band of 80% though its last bit may not


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Band(Written):
    """What a rate of at least so much is worth."""

    noun: ClassVar[Text] = Text("档次", "band")

    at_least: Portion
    points: Number


class Measure(Written):
    """One measure of a scorecard."""

    noun: ClassVar[Text] = Text("考核指标", "measure")
    named_by: ClassVar[str] = "measure"

    name: Annotated[str, pydantic.Field(pattern=r"^[a-z][a-z0-9_]*$")] = pydantic.Field(alias="measure")
    title: Title
    counts: Annotated[tuple[Count, ...], BeforeValidator(_listed), pydantic.Field(min_length=1)]
    rules: tuple[str, ...] = ()  # for findings: ids, or `completeness.*`
    average: Average = "records"
    severity_weights: Mapping[
        Severity, Number
    ] = {}  # of each rule, where rules are averaged; 1 where not said
    weight: Number = 1.0
    points: Number | None = None  # full points; the profile's scale where not said
    bands: tuple[Band, ...] = ()
    deduct_each: Number | None = None  # taken off the full points for each that fails
    basis: Annotated[str, pydantic.Field(min_length=1)]
    verified: Flag = True
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _imply(cls, written: object) -> object:
        return titled(written, by=cls.named_by)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if "findings" in self.counts and not self.rules:
            raise wrong(Text("计 findings 时须写 rules", "needs `rules` where it counts findings"))
        if self.rules and "findings" not in self.counts:
            raise wrong(Text("只有计 findings 时才用 rules", "has `rules` though it does not count findings"))
        if self.bands and self.deduct_each is not None:
            raise wrong(Text("bands 与 deduct_each 只能用一种", "has both `bands` and `deduct_each`"))
        return self

    def chooses(self, rule: str) -> bool:
        """Return whether a rule is one of this measure's."""
        return any(rule == one or (one.endswith(".*") and rule.startswith(one[:-1])) for one in self.rules)

    def full(self, scale: float) -> float:
        """Return the most points there are."""
        return scale if self.points is None else self.points

    def points_for(self, numerator: float, denominator: float, scale: float) -> float:
        """Return the points for a numerator and a denominator above zero: by bands, by deduction, else in proportion."""
        full = self.full(scale)
        rate = numerator / denominator
        if self.deduct_each is not None:
            return max(0.0, full - self.deduct_each * (denominator - numerator))
        if self.bands:
            reached = (band.points for band in self.bands if rate >= band.at_least - _MANY)
            return max(reached, default=0.0)
        return full * rate


class Grade(Written):
    """What a sum of at least so many points is called."""

    noun: ClassVar[Text] = Text("等级", "grade")

    at_least: Number
    title: Title
    board: Literal["red", "black", ""] = ""  # 红黑榜: named as an example, or as a warning


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a scorecard."""

    points: float
    of: float  # the most there could be
    untested: tuple[str, ...]  # measures that did not count, because nothing was tested


class Scoring(Written):
    """A profile of scoring."""

    noun: ClassVar[Text] = Text("考核方案", "profile of scoring")
    named_by: ClassVar[str] = "scoring"

    name: Annotated[str, pydantic.Field(min_length=1)] = pydantic.Field(alias="scoring")
    version: Annotated[str, pydantic.Field(min_length=1)]
    title: Title
    basis: str = ""
    note: str = ""
    extends: str | None = None
    scale: Annotated[float, pydantic.Field(gt=0, le=1_000_000)] = 100.0
    combine: Combine = "mean"
    untested: Literal["leave_out", "zero"] = "leave_out"
    measures: Annotated[tuple[Measure, ...], pydantic.Field(min_length=1)]
    grades: tuple[Grade, ...] = ()
    grades_verified: Flag = True

    @model_validator(mode="before")
    @classmethod
    def _imply(cls, written: object) -> object:
        return titled(written, by=cls.named_by)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [measure.name for measure in self.measures]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise wrong(Text(f"指标 {twice[0]} 重复", f"has the measure {twice[0]} twice"))
        return self

    def total(self, points: Mapping[str, float]) -> Total | None:
        """Return the sum of the measures that were tested; None where none was.

        A measure that was not tested is left out and its share falls to the others, or counts as nothing, as the
        profile says; either way it is named.

        Args:
            points: measure → the points it got; measures that were not tested are absent.
        """
        untested = tuple(one.name for one in self.measures if one.name not in points)
        counted = [one for one in self.measures if one.name in points or self.untested == "zero"]
        if not points or not counted:
            return None
        weights = {one.name: self._weight(one) for one in counted}
        shares = {one.name: points.get(one.name, 0.0) / (one.full(self.scale) or 1.0) for one in counted}
        whole = sum(weights.values())
        most = self.full
        reached = sum(weights[name] * shares[name] for name in weights) / whole if whole else 0.0
        return Total(most * reached, most, untested)

    @property
    def full(self) -> float:
        """Return the most points there are: the scale, or the sum of all points where points are added."""
        return sum(one.full(self.scale) for one in self.measures) if self.combine == "points" else self.scale

    def grade_of(self, points: float) -> Grade | None:
        """Return the highest grade that so many points reach; None below all of them."""
        reached = (grade for grade in self.grades if points >= grade.at_least - _MANY)
        return max(reached, key=lambda grade: grade.at_least, default=None)

    def _weight(self, measure: Measure) -> float:
        if self.combine == "mean":
            return 1.0
        return measure.weight if self.combine == "weighted" else measure.full(self.scale)
