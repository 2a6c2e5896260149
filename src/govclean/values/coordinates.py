"""Longitudes and latitudes in decimal degrees, within the box of China."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import first_reason, matches, present
from govclean.values.masking import hide_personal
from govclean.values.parameters import require_count, say_instead
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import half_width, suggest_readings
from govclean.wording import Text

LONGITUDES = (73.0, 136.0)
LATITUDES = (3.0, 54.0)


@dataclass(frozen=True)
class _Degrees(SemanticType):
    """What both axes share. The datum is not judged here: one point alone does not tell it."""

    min_decimals: int = 0

    def __post_init__(self) -> None:
        require_count("min_decimals", self.min_decimals)
        say_instead(self, {Reason.LENGTH: _COARSE.fill(decimals=self.min_decimals)})

    @property
    @abstractmethod
    def box(self) -> tuple[float, float]:
        """The least and the greatest degree in China."""

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        plain = matches(column, r"-?[0-9]{1,3}(?:\.[0-9]+)?")
        fine = np.ones(len(column), np.bool_)
        if self.min_decimals:
            fine = matches(column, rf".*\.[0-9]{{{self.min_decimals},}}")
        degrees = pc.if_else(pa.array(plain), column, pa.scalar(None, pa.string())).cast(pa.float64())
        numbers = pc.fill_null(degrees, self.box[0]).to_numpy(zero_copy_only=False)
        odd = present(column) & ~plain
        return first_reason(
            (odd & matches(column, r"[+-]?[0-9]+(?:\.[0-9]*)?[Ee][+-]?[0-9]+"), Reason.DAMAGED),
            (odd, Reason.FORMAT),
            (plain & ((numbers < self.box[0]) | (numbers > self.box[1])), Reason.RANGE),
            (plain & ~fine, Reason.LENGTH),
        )

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return degrees, minutes and seconds as decimal degrees to seven places: a centimetre."""
        return suggest_readings(self, values, _read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values; a person's name or number in the wrong column is starred."""
        return hide_personal(values)

    def parameters(self) -> dict[str, object]:
        """Return how many decimals are asked for."""
        return {"min_decimals": self.min_decimals}


class Longitude(_Degrees):
    """A longitude in decimal degrees, 73 to 136.

    Right: `113.625400`. Wrong: `34.7466` (a latitude: the axes are swapped), `113°37'31.4"` (suggested in
    decimals), fewer decimals than asked for (six are about 0.1 m).

    Args:
        min_decimals: fewest decimals.
    """

    name: ClassVar[str] = "longitude"
    title: ClassVar[Text] = Text("经度", "longitude")
    basis: ClassVar[str] = "CGCS2000 (GB 22021-2008); extent of China"
    reasons: ClassVar = {
        Reason.DAMAGED: Text("为科学计数", "is in scientific notation"),
        Reason.FORMAT: Text("不是十进制度", "is not in decimal degrees"),
        Reason.LENGTH: Text("小数位数不足，精度不够", "has too few decimals"),
        Reason.RANGE: Text("经度应在 73 至 136 之间；若在 3 至 54 之间，可能经纬度颠倒",
                           "not from 73 to 136; from 3 to 54 it may be a latitude, the axes swapped"),
    }  # fmt: skip

    @property
    def box(self) -> tuple[float, float]:
        """The least and the greatest longitude of China."""
        return LONGITUDES


class Latitude(_Degrees):
    """A latitude in decimal degrees, 3 to 54.

    Right: `34.746600`. Wrong: `113.6254` (a longitude: the axes are swapped), `34°44'47.8"` (suggested in
    decimals), fewer decimals than asked for (six are about 0.1 m).

    Args:
        min_decimals: fewest decimals.
    """

    name: ClassVar[str] = "latitude"
    title: ClassVar[Text] = Text("纬度", "latitude")
    basis: ClassVar[str] = Longitude.basis
    reasons: ClassVar = {
        **Longitude.reasons,
        Reason.RANGE: Text("纬度应在 3 至 54 之间；若在 73 至 136 之间，可能经纬度颠倒",
                           "not from 3 to 54; from 73 to 136 it may be a longitude, the axes swapped"),
    }  # fmt: skip

    @property
    def box(self) -> tuple[float, float]:
        """The least and the greatest latitude of China."""
        return LATITUDES


_COARSE = Text("小数不足 {decimals} 位，精度不够", "has fewer than {decimals} decimals")
_SEXAGESIMAL = re.compile(
    r"[东北EN]?[经纬]?\s*(\d{1,3})\s*[°度º˚]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′分’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″秒”]|'')\s*)?[EN]?",
    re.ASCII,
)
_DECIMAL = re.compile(r"[东北EN]?[经纬]?\s*\+?(\d{1,3}(?:\.\d+)?)\s*[°度º˚]?\s*[EN]?", re.ASCII)
_PLACES = Decimal("0.0000001")


def _read(value: str) -> str | None:
    # NFKC would tear the signs of minutes and seconds apart, so only full width is folded, by hand.
    text = half_width(value.replace("″", '"').replace("′", "'").replace("º", "°").replace("˚", "°"))
    if plain := _DECIMAL.fullmatch(text):
        return plain[1]
    found = _SEXAGESIMAL.fullmatch(text)
    if found is None:
        return None
    degrees, minutes, seconds = (Decimal(part or 0) for part in found.groups())
    if minutes >= 60 or seconds >= 60:
        return None
    return f"{(degrees + minutes / 60 + seconds / 3600).quantize(_PLACES):f}"
