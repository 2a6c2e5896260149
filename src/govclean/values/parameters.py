"""Parameters of semantic types as a standard gives them: checked once, when the type is built."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.values.semantic import Reason, SemanticType


class ParameterError(ValueError):
    """A parameter that a semantic type cannot work with; `what` says so in both languages."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


def require_choice(name: str, value: object, choices: Collection[str]) -> None:
    """Raise ParameterError unless the value is one of the choices."""
    if value not in choices:
        raise ParameterError(_CHOICE.fill(name=name, value=value, choices=", ".join(choices)))


def require_count(name: str, value: object) -> None:
    """Raise ParameterError unless the value is None or a whole number from 0."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise ParameterError(_COUNT.fill(name=name, value=value))


def require_order(
    low_name: str, low: Decimal | int | None, high_name: str, high: Decimal | int | None
) -> None:
    """Raise ParameterError when both bounds are given and stand the wrong way round."""
    if low is not None and high is not None and low > high:
        raise ParameterError(_ORDER.fill(low_name=low_name, low=low, high_name=high_name, high=high))


def as_decimal(name: str, value: object) -> Decimal | None:
    """Return a bound as an exact number; None stays None.

    Raises:
        ParameterError: it is not a finite number.
    """
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ParameterError(_NUMBER.fill(name=name, value=value))
    return number


def require_pattern(pattern: str | None) -> None:
    """Raise ParameterError unless RE2 takes the pattern (no look-around, no back-references)."""
    if pattern is None:
        return
    try:
        pc.match_substring_regex(pa.array([""]), rf"\A(?:{pattern})\z")
    except (pa.ArrowInvalid, TypeError) as trouble:
        raise ParameterError(_PATTERN.fill(pattern=pattern)) from trouble


def say_instead(semantic: SemanticType, reasons: dict[Reason, Text]) -> None:
    """Give one instance of a type clauses that name its own parameters."""
    object.__setattr__(semantic, "reasons", {**semantic.reasons, **reasons})


_CHOICE = Text("参数 {name} 不能是 {value}，可选：{choices}", "{name} cannot be {value}; one of: {choices}")
_COUNT = Text(
    "参数 {name} 应为不小于 0 的整数，而不是 {value}", "{name} must be a whole number from 0, not {value}"
)
_NUMBER = Text("参数 {name} 应为数字，而不是 {value}", "{name} must be a number, not {value}")
_ORDER = Text(
    "参数 {low_name}（{low}）大于 {high_name}（{high}）",
    "{low_name} ({low}) is greater than {high_name} ({high})",
)
_PATTERN = Text(
    "正则式 {pattern} 不能使用：只支持 RE2 语法（无环视、无反向引用）",
    "the pattern {pattern} cannot be used: only RE2 syntax is taken (no look-around, no back-references)",
)
