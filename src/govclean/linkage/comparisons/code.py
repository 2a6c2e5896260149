"""Codes: equal, or alike in their first digits where the code is a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.comparisons.options import read_widths
from govclean.linkage.features.texts import folded
from govclean.linkage.records import Codes
from govclean.wording import Text


@dataclass(frozen=True)
class Code(Comparison):
    """A code of a list. In a tree such as GB/T 2260 the first digits say the county, prefecture, province.

    Args:
        prefixes: how many first digits may agree, longest first: `6,4,2`; none for a list without levels.
    """

    prefixes: str = ""

    kind: ClassVar[str] = "code"
    title: ClassVar[Text] = Text("代码", "code")

    def __post_init__(self) -> None:
        read_widths("prefixes", self.prefixes)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one level for each prefix, difference."""
        alike = (
            Level(f"first_{width}", Text(f"前 {width} 位相同", f"the first {width} digits agree"))
            for width in read_widths("prefixes", self.prefixes)
        )
        return (Level("equal", EQUAL), *alike, Level("differs", DIFFERS))

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return codes without differences of width, case and blanks."""
        return folded(values)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: the prefixes of each value as numbers."""
        return _Prefixes(tuple(_numbered(values, width) for width in read_widths("prefixes", self.prefixes)))


@dataclass(frozen=True)
class _Prefixes:
    beginnings: tuple[NDArray[np.int32], ...]  # for each width, longest first; 0 for shorter values

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        levels = np.full(len(left), len(self.beginnings) + 1, np.uint8)
        for place in range(len(self.beginnings) - 1, -1, -1):
            begins = self.beginnings[place]
            ours = begins[left]
            levels[(ours == begins[right]) & (ours > 0)] = place + 1
        return levels


def _numbered(values: pa.StringArray, width: int) -> NDArray[np.int32]:
    """Return a number for the beginning of each value, 0 where the value is shorter than that."""
    begin = pc.utf8_slice_codeunits(values, 0, width)
    long = pc.if_else(pc.greater_equal(pc.utf8_length(values), width), begin, pa.scalar(None, pa.string()))
    return np.asarray(pc.fill_null(long.dictionary_encode().indices, -1), np.int32) + np.int32(1)
