"""Numbers written in digits: counts, measures, amounts of money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, first_reason, matches, present
from govclean.values.masking import hide_personal
from govclean.values.parameters import ParameterError, as_decimal, require_count, require_order, say_instead
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import half_width, suggest_readings
from govclean.wording import Text

Number = int | float | str | Decimal | None

UNITS = {
    "元": 1, "圆": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10_000_000, "亿元":
    100_000_000,
}  # fmt: skip


@dataclass(frozen=True)
class Decimals(SemanticType):
    """A number in plain digits with a decimal point.

    Right: `12`, `-3.50`. Wrong: `1,200` (thousands separators), `12人` (a unit), `1.2E+8` (a spreadsheet
    rounded it), more decimals than `scale`, less than `min`, more than `max`.

    Args:
        min: the least value allowed.
        max: the greatest value allowed.
        scale: most decimals.
    """

    min: Number = None
    max: Number = None
    scale: int | None = None

    name: ClassVar[str] = "number"
    title: ClassVar[Text] = Text("数值", "number")
    basis: ClassVar[str] = "GB/T 8170-2008"
    reasons: ClassVar = {
        Reason.DAMAGED: Text(
            "为科学计数，原有位数可能已丢失", "is in scientific notation: digits may be lost"
        ),
        Reason.FORMAT: Text(
            "不是纯数字（含千分位、单位或其他字符）",
            "is not a plain number: separators, a unit or other characters",
        ),
        Reason.LENGTH: Text("小数位数超过规定", "has too many decimals"),
        Reason.RANGE: Text("超出允许范围", "is out of range"),
    }

    def __post_init__(self) -> None:
        low, high = self._limits()
        require_order("min", low, "max", high)
        require_count("scale", self.scale)
        said = {}
        if self.scale is not None:
            said[Reason.LENGTH] = _SCALE.fill(scale=self.scale)
        if low is not None or high is not None:
            said[Reason.RANGE] = _SPAN.fill(
                low="…" if low is None else low, high="…" if high is None else high
            )
        say_instead(self, said)

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        plain = matches(column, _PLAIN)
        verdicts = np.zeros(len(column), np.uint8)
        odd = present(column) & ~plain
        if odd.any():
            scientific = matches(column.filter(pa.array(odd)), _SCIENTIFIC)
            verdicts[odd] = np.where(scientific, Reason.DAMAGED, Reason.FORMAT)
        if plain.any():
            verdicts[plain] = self._judge_plain(column.filter(pa.array(plain)))
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the number without separators, or converted from a unit that is named beside it."""
        return suggest_readings(self, values, self.read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values; a person's name or number in the wrong column is starred."""
        return hide_personal(values)

    def parameters(self) -> dict[str, object]:
        """Return the bounds and the decimals."""
        return {"min": self.min, "max": self.max, "scale": self.scale}

    def _limits(self) -> tuple[Decimal | None, Decimal | None]:
        return as_decimal("min", self.min), as_decimal("max", self.max)

    def _judge_plain(self, values: pa.StringArray) -> Verdicts:
        fine = np.zeros(len(values), np.bool_)
        long = fine if self.scale is None else matches(values, rf".*\.[0-9]{{{self.scale}}}[0-9]+")
        return first_reason((long, Reason.LENGTH), (self._is_out(values), Reason.RANGE))

    def _is_out(self, values: pa.StringArray) -> Bools:
        low, high = self._limits()
        if low is None and high is None:
            return np.zeros(len(values), np.bool_)
        numbers = pc.cast(values, pa.float64()).to_numpy(zero_copy_only=False)
        below = numbers < float(low) if low is not None else np.zeros(len(values), np.bool_)
        return np.asarray(below | (numbers > float(high)) if high is not None else below)

    def read(self, value: str) -> str | None:
        """Return a number written with separators, signs or its unit in plain digits; None when in doubt."""
        found = _QUANTITY.fullmatch(half_width(value))
        if found is None:
            return None
        number = Decimal(found[1].replace(",", "").replace(" ", ""))
        factor = self._factor(found[2])
        if factor is None or len(number.as_tuple().digits) > _EXACT_DIGITS:
            return None
        return self._write(number if factor == 1 else _bare(number * factor))

    def _factor(self, unit: str) -> Decimal | None:
        """Return by what a number with a unit is multiplied; None when the unit says nothing here."""
        return None if unit else Decimal(1)

    def _write(self, number: Decimal) -> str:
        """Return a number without exponent, and without zeros that only fill up decimals beyond the scale."""
        text = f"{number:f}"
        if self.scale is not None and "." in text:
            head, tail = text.split(".")
            tail = tail[: self.scale] + tail[self.scale :].rstrip("0")
            text = f"{head}.{tail}" if tail else head
        return text


@dataclass(frozen=True)
class Integer(Decimals):
    """A whole number in plain digits.

    Right: `12`, `-3`. Wrong: `12.5`, `1,200`, `12人`, less than `min`, more than `max`.

    Args:
        min: the least value allowed.
        max: the greatest value allowed.
        scale: always 0.
    """

    scale: int | None = 0

    name: ClassVar[str] = "integer"
    title: ClassVar[Text] = Text("整数", "whole number")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.scale != 0:
            raise ParameterError(_NO_DECIMALS)
        say_instead(self, {Reason.LENGTH: Text("应为整数，不带小数", "must be a whole number")})

    def parameters(self) -> dict[str, object]:
        """Return the bounds."""
        return {"min": self.min, "max": self.max}


@dataclass(frozen=True)
class Amount(Decimals):
    """An amount of money, or of anything else that has a unit, in plain digits without the unit.

    Right in 万元: `100`, `1200.50`. Wrong: `100万元`, `￥100`, `1,200.50`, `1E+6`. Money written with its
    unit is converted in the suggestion; a bare number is never taken to be in another unit.

    Args:
        min: the least value allowed.
        max: the greatest value allowed.
        scale: most decimals; 6 unless said otherwise.
        unit: the unit of every value: 元, 万元, 亿元 or any other.
    """

    scale: int | None = 6
    unit: str = "元"

    name: ClassVar[str] = "amount"
    title: ClassVar[Text] = Text("金额", "amount")

    def parameters(self) -> dict[str, object]:
        """Return the unit, the bounds and the decimals."""
        return {"unit": self.unit, **super().parameters()}

    def _factor(self, unit: str) -> Decimal | None:
        named = unit.removesuffix("整").removesuffix("人民币").replace("万圆", "万元")
        named = f"{named}元" if named and f"{named}元" in UNITS else named
        if named in ("", self.unit):
            return Decimal(1)
        if named in UNITS and self.unit in UNITS:
            return Decimal(UNITS[named]) / Decimal(UNITS[self.unit])
        return None


def _bare(number: Decimal) -> Decimal:
    """Return a number without the zeros that a conversion put at its end."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


_EXACT_DIGITS = 28  # beyond, decimal arithmetic rounds
_PLAIN = r"-?[0-9]+(?:\.[0-9]+)?"
_SCIENTIFIC = r"[+-]?[0-9]+(?:\.[0-9]*)?[Ee][+-]?[0-9]+"
_QUANTITY = re.compile(
    r"[¥￥$]?\s*(?:人民币|RMB)?\s*(?=[+-]?\.?\d)([+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)?(?:\.\d*)?)\s*([^\d\s.,]*)",
    re.ASCII,
)
_SCALE = Text("小数超过 {scale} 位", "has more than {scale} decimals")
_SPAN = Text("不在 {low} 至 {high} 之间", "not from {low} to {high}")
_NO_DECIMALS = Text("integer 没有小数位", "an integer has no decimals")
