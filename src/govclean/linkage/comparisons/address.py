"""Addresses, element by element: what contradicts says more than how alike the texts are.

花园路12号3号楼2单元501室 and 花园路12号3号楼2单元502室 share all characters but one and are two homes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS as DIFFERENT
from govclean.linkage.comparing import EQUAL, JOINER, Comparison, Kernel, Level
from govclean.linkage.comparisons.abreast import Abreast
from govclean.linkage.comparisons.address_sites import (
    another_building,
    another_room,
    less_said,
    may_be_near,
    of_one_plot,
    of_one_plot_misread,
    on_one_road,
    parts_of,
)
from govclean.linkage.features.address_elements import ELEMENTS, element
from govclean.linkage.likeness import Texts, ratio
from govclean.linkage.records import Codes
from govclean.values.parameters import ParameterError
from govclean.wording import Text

_SAME = (
    Level("equal", EQUAL),
    Level("same", Text("同一地址，写法详略不同", "the same place, written otherwise")),
    Level("alike", Text("同一地址，名称有同音字或形近字", "the same place, a name misheard or misread")),
)
_NEIGHBOURS = (
    Level(
        "less",
        Text("一方未写到楼栋、单元或房号，其余相同", "one gives no building, unit or room, the rest agrees"),
    ),
    Level("other_room", Text("同楼不同户", "another door of the building")),
    Level("other_building", Text("同一门牌或小区，不同楼栋", "another building of the plot")),
    Level(
        "other_number",
        Text(
            "同路、同小区或同村，门牌不同或未写", "the same road, estate or village, another number or none"
        ),
    ),
)
_REST = (
    Level("county", Text("仅区县相同", "no more than the county in common")),
    Level("differs", DIFFERENT),
)
_ANOTHER = Level(
    "differs", Text("不同，包括同楼、同路的另一处", "differs, or is another place of the house or road")
)
SAME, ALIKE, LESS, OTHER_ROOM, OTHER_BUILDING, OTHER_NUMBER, COUNTY, DIFFERS = map(np.uint8, range(1, 9))

_AMONG_PLACES = np.array([0, 1, 2, 4, 4, 4, 4, 3, 4], np.uint8)
"""What each level becomes where neighbours differ."""

_TOLD_OR_DIFFER = Text(
    "参数 neighbours 应为 told 或 differ，不能是 {value}", "neighbours is told or differ, not {value}"
)
_CUTOFF = 0.85
"""Share of characters in common from which texts that cannot be taken apart are taken for one place."""


@dataclass(frozen=True)
class Address(Comparison):
    """A whole address. Two are equal that name the same elements, however they write them.

    Args:
        neighbours: `told` where an address says where somebody is: people move next door, and leave out the room.
            `differ` in a registry of places, where the next door is another entity, and so is the house.
    """

    neighbours: str = "told"

    kind: ClassVar[str] = "address"
    title: ClassVar[Text] = Text("地址", "address")

    def __post_init__(self) -> None:
        if self.neighbours not in ("told", "differ"):
            raise ParameterError(_TOLD_OR_DIFFER.fill(value=self.neighbours))

    @property
    def levels(self) -> tuple[Level, ...]:
        """From one door to nothing in common."""
        if self.neighbours == "differ":
            return (*_SAME, _REST[0], _ANOTHER)
        return (*_SAME, *_NEIGHBOURS, *_REST)

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return the elements of each address, `JOINER` between them; null where nothing was read."""
        parts = [pc.fill_null(element(values, name), "") for name in ELEMENTS]
        joined = pc.binary_join_element_wise(*parts, JOINER)
        return pc.if_else(
            pc.equal(joined, JOINER * (len(ELEMENTS) - 1)), pa.scalar(None, pa.string()), joined
        )

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: every element of every address as a number."""
        return _Addresses(values, _AMONG_PLACES if self.neighbours == "differ" else None)


class _Addresses:
    """Judges pairs by plot, then by door; what names no plot is compared as text."""

    def __init__(self, values: pa.StringArray, becomes: NDArray[np.uint8] | None) -> None:
        elements = _split(values)
        self._becomes = becomes
        self._parts = parts_of(elements)
        self._texts = Texts(elements["text"])

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        pairs = Abreast(self._parts, left, right)
        levels = np.where(pairs.equal("area"), COUNTY, DIFFERS).astype(np.uint8)
        rows = np.flatnonzero(may_be_near(pairs))
        levels[rows] = np.minimum(levels[rows], _near(pairs.taken(rows)))
        texts = np.flatnonzero(pairs.equal("is_text") & ~pairs.differs("area"))
        found = ratio(self._texts, left[texts], right[texts], (_CUTOFF,)) == 0
        levels[texts[found]] = ALIKE
        return levels if self._becomes is None else self._becomes[levels]


def _near(pairs: Abreast) -> NDArray[np.uint8]:
    """Return the levels of addresses that share a name."""
    levels = np.where(on_one_road(pairs), OTHER_NUMBER, DIFFERS).astype(np.uint8)
    same, misread = of_one_plot(pairs), of_one_plot_misread(pairs)
    rows = np.flatnonzero(same | misread)
    levels[rows] = np.maximum(_by_door(pairs.taken(rows)), np.where(same[rows], SAME, ALIKE))
    other_estate = pairs.equal("road") & pairs.equal("number") & pairs.differs("estate")
    levels[other_estate & (levels == OTHER_NUMBER)] = OTHER_BUILDING
    return levels


def _by_door(pairs: Abreast) -> NDArray[np.uint8]:
    """Return the levels of addresses of one plot."""
    told = [another_building(pairs), another_room(pairs), less_said(pairs)]
    return np.asarray(np.select(told, [OTHER_BUILDING, OTHER_ROOM, LESS], SAME), np.uint8)


def _split(values: pa.StringArray) -> dict[str, pa.StringArray]:
    """Return the elements that `clean` has joined, empty texts where there are none."""
    lists = pc.split_pattern(pc.fill_null(values, JOINER * (len(ELEMENTS) - 1)), JOINER)
    return {name: pc.list_element(lists, place) for place, name in enumerate(ELEMENTS)}
