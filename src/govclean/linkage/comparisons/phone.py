"""Telephone numbers: equal, one number otherwise dialled, one digit wrong."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.comparisons.slips import Slips
from govclean.linkage.comparisons.words import coded
from govclean.linkage.features.characters import or_null
from govclean.linkage.features.phone_parts import BETWEEN, read_numbers
from govclean.linkage.records import Codes
from govclean.values.columns import Bools
from govclean.wording import Text

SAME_NUMBER, ONE_DIGIT, OTHER = map(np.uint8, range(1, 4))

_PARTS = r"^(?:(?P<area>0[0-9]{2,3})-)?(?P<number>[0-9]+)(?:-[0-9]+)?$"


@dataclass(frozen=True)
class Phone(Comparison):
    """A telephone number. Mobile numbers are compared whole: 138… and 139… with one tail are two people's."""

    kind: ClassVar[str] = "phone"
    title: ClassVar[Text] = Text("电话号码", "telephone number")

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one number with area code or extension left out, one digit wrong, difference."""
        return (
            Level("equal", EQUAL),
            Level(
                "same_number",
                Text(
                    "号码相同，仅区号、分机不全或另填有其他号码",
                    "one number, without area code or extension, or beside another",
                ),
            ),
            Level("one_digit", Text("一位之差或相邻两位颠倒", "one digit wrong or two exchanged")),
            Level("differs", DIFFERS),
        )

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return numbers as a mobile's digits or `area-number-extension`, two of a cell with `;`; null for none."""
        return read_numbers(values)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: the numbers of each value, and their areas, as codes."""
        pieces = [pc.list_element(_two(values), place) for place in (0, 1)]
        parts = [pc.extract_regex(or_null(piece), _PARTS) for piece in pieces]
        numbers = _codes([pc.struct_field(part, "number") for part in parts])
        areas = _codes([pc.struct_field(part, "area") for part in parts])
        return _Numbers(numbers, areas, Slips(_dialled(parts[0]), most=1))


def _two(values: pa.StringArray) -> pa.ListArray:
    """Return the one or two numbers of each value, an empty text for none."""
    return pc.split_pattern(pc.binary_join_element_wise(pc.fill_null(values, ""), "", BETWEEN), BETWEEN)


def _codes(pieces: list[pa.StringArray]) -> NDArray[np.int32]:
    """Return columns of texts as codes from 1, empty ones as 0 (columns × values, int32)."""
    codes, _ = coded(or_null(pa.concat_arrays(pieces)))
    return codes.reshape(len(pieces), -1)


def _dialled(parts: pa.StructArray) -> pa.StringArray:
    """Return what is dialled of the first number: area and number."""
    area, number = (pc.fill_null(pc.struct_field(parts, part), "") for part in ("area", "number"))
    return pc.binary_join_element_wise(area, number, "")


@dataclass(frozen=True)
class _Numbers:
    numbers: NDArray[np.int32]  # two rows: the first and the second number of each value; 0 for none
    areas: NDArray[np.int32]
    slips: Slips

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        levels = np.full(len(left), OTHER, np.uint8)
        same = self._same(left, right)
        levels[same] = SAME_NUMBER
        rest = np.flatnonzero(~same)
        levels[rest[self.slips.between(left[rest], right[rest]) <= 1]] = ONE_DIGIT
        return levels

    def _same(self, left: Codes, right: Codes) -> Bools:
        """Return whether a number of one value is one of the other's; two areas are two numbers."""
        same = np.zeros(len(left), np.bool_)
        held = [place for place, numbers in enumerate(self.numbers) if numbers.any()]
        for ours, theirs in product(held, held):
            numbers = self.numbers[ours][left]
            rows = np.flatnonzero((numbers == self.numbers[theirs][right]) & (numbers > 0))
            area, other = self.areas[ours][left[rows]], self.areas[theirs][right[rows]]
            same[rows] |= (area == other) | (area == 0) | (other == 0)
        return same
