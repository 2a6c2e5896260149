"""Names of places: by what they share, and by the sign that tells two shops, phases or gates of one name apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS as DIFFERENT
from govclean.linkage.comparing import JOINER, Comparison, Kernel, Level
from govclean.linkage.comparisons.abreast import Abreast, numbers
from govclean.linkage.comparisons.grams import Grams
from govclean.linkage.comparisons.options import read_cutoffs
from govclean.linkage.comparisons.regions import Regions
from govclean.linkage.features.heard import heard, seen
from govclean.linkage.features.place_parts import PARTS, place_parts
from govclean.linkage.records import Codes
from govclean.wording import Text

_BEFORE = (
    Level(
        "equal",
        Text("相同（不计括号、空格、繁简）", "equal, whatever the brackets, blanks, traditional characters"),
    ),
    Level("same", Text("同名，一方写有区划", "one name, with its division on one side")),
    Level("alike", Text("仅有同音字或形近字差异", "a character misheard or misread")),
    Level("less", Text("同名，一方未写分店、分期或门区", "one name, one without its branch, phase or gate")),
)
_AFTER = (
    Level(
        "sibling",
        Text(
            "同名而分店、分期、门区、序号或区划不同",
            "one name, another branch, phase, gate, number or region",
        ),
        kin=True,
    ),
    Level("differs", DIFFERENT, kin=True),
)
"""Of `sibling` nearly all characters agree, and they are two places; two names are two places even at one address."""

SAME, ALIKE, LESS = map(np.uint8, range(1, 4))


@dataclass(frozen=True)
class PlaceName(Comparison):
    """The name of a place, a shop, an estate. Characters that many names have count for less.

    Args:
        cutoffs: from which likeness, best first, the levels below one name are.
    """

    cutoffs: str = "0.8,0.6"

    kind: ClassVar[str] = "place_name"
    title: ClassVar[Text] = Text("地名", "name of a place")

    def __post_init__(self) -> None:
        read_cutoffs("cutoffs", self.cutoffs)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one name, one level for each cutoff, one name of two places, difference."""
        likenesses = (
            Level(f"like_{share:g}", Text(f"相似度不低于 {share:g}", f"at least {share:g} alike"))
            for share in read_cutoffs("cutoffs", self.cutoffs)
        )
        return (*_BEFORE, *likenesses, *_AFTER)

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return the parts of each name, `JOINER` between them; null where no name is left."""
        return place_parts(values)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: parts as numbers, and what names share."""
        lists = pc.split_pattern(pc.fill_null(values, JOINER * (len(PARTS) - 1)), JOINER)
        parts = {name: pc.list_element(lists, place) for place, name in enumerate(PARTS)}
        return _Names(parts, read_cutoffs("cutoffs", self.cutoffs))


class _Names:
    """Judges pairs of one name by their parts, others by what they share."""

    def __init__(self, parts: dict[str, pa.StringArray], cutoffs: tuple[float, ...]) -> None:
        whole = pc.binary_join_element_wise(parts["stem"], parts["mark"], "")
        self._parts = {
            "whole": numbers(whole),
            "stem": numbers(parts["stem"]),
            "mark": numbers(parts["mark"]),
            "bare": numbers(parts["bare"]),
            "signs": numbers(parts["signs"]),
            "heard": numbers(heard(whole)),
            "seen": numbers(seen(whole)),
        }
        self._regions = Regions(pc.if_else(pc.equal(parts["region"], ""), None, parts["region"]))
        self._grams = Grams(pc.if_else(pc.equal(parts["name"], ""), None, parts["name"]))
        self._cutoffs = np.array(cutoffs, np.float32)

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        pairs = Abreast(self._parts, left, right)
        agree = self._regions.agree(left, right)
        one = pairs.equal("whole", "stem", "bare")
        told = [
            pairs.equal("whole") & agree,
            pairs.equal("heard", "seen") & agree & ~one,
            pairs.equal("stem") & pairs.one_lacks("mark") & agree,
            one,
        ]
        sibling = LESS + 1 + len(self._cutoffs)
        levels = np.select(told, [SAME, ALIKE, LESS, sibling], 0).astype(np.uint8)
        rows = np.flatnonzero(levels == 0)
        levels[rows] = self._by_likeness(left[rows], right[rows])
        return levels

    def _by_likeness(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        cosines = self._grams.cosines(left, right)
        missed = (cosines[:, None] < self._cutoffs).sum(axis=1)
        below = np.where(missed == len(self._cutoffs), 1, 0)  # past the siblings
        return np.asarray(LESS + 1 + missed + below, np.uint8)
