"""Names of organisations by their parts: region, brand, line of business, form, branch."""

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
from govclean.linkage.comparisons.regions import Regions
from govclean.linkage.features.heard import heard, seen
from govclean.linkage.features.organisations import name_parts
from govclean.linkage.likeness import Texts, ratio
from govclean.linkage.records import Codes
from govclean.values.columns import Bools
from govclean.wording import Text

LEVELS: tuple[Level, ...] = (
    Level(
        "equal",
        Text(
            "相同（不计繁简、括号、区划位置和组织形式的写法）",
            "equal, whatever the writing of region and form",
        ),
    ),
    Level(
        "same",
        Text("字号、行业相同，区划或组织形式写法详略不同", "one brand and trade, region or form left out"),
    ),
    Level("form", Text("字号、行业相同，组织形式不同", "one brand and trade, another legal form")),
    Level("alike", Text("仅有同音字或形近字差异", "a character misheard or misread")),
    Level("trade", Text("字号和区划相同，行业不同", "one brand in one region, another trade"), kin=True),
    Level("similar", Text("简称相近", "the names without region and form are similar")),
    Level(
        "branch",
        Text(
            "法人与其分支机构，或同一法人的不同分支机构", "a body and its branch, or two branches of a body"
        ),
        kin=True,
    ),
    Level("elsewhere", Text("字号相同，区划不同", "one brand, in another region"), kin=True),
    Level("differs", DIFFERENT),
)
"""Sisters of one owner, branches and namesakes are kin: nearly all characters agree, and they are two bodies."""

SAME, FORM, ALIKE, TRADE, SIMILAR, BRANCH, ELSEWHERE, DIFFERS = map(np.uint8, range(1, 9))

_PARTS = ("key", "region", "brand", "industry", "form", "branch", "short_name")
_CUTOFF = 0.75
_PLAIN = ("公司", "有限公司", "")
"""Forms that are written for one another."""


@dataclass(frozen=True)
class OrganisationName(Comparison):
    """The whole name of an organisation in one field. Two are equal that have one key."""

    kind: ClassVar[str] = "organisation_name"
    title: ClassVar[Text] = Text("机构名称", "name of an organisation")

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, what clerks leave out or mistake, other bodies of the brand, difference."""
        return LEVELS

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return key and parts of each name, `JOINER` between them; they follow from the key alone."""
        table = name_parts(values)
        parts = [table[name].combine_chunks() for name in _PARTS]
        return pc.binary_join_element_wise(*parts, JOINER)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: the parts of each name as numbers."""
        lists = pc.split_pattern(pc.fill_null(values, JOINER * (len(_PARTS) - 1)), JOINER)
        return _Names({name: pc.list_element(lists, place) for place, name in enumerate(_PARTS)})


class _Names:
    """Judges pairs by brand first; only names of two brands are compared by their characters."""

    def __init__(self, parts: dict[str, pa.StringArray]) -> None:
        core = pc.binary_join_element_wise(parts["brand"], parts["industry"], "")
        core = pc.if_else(pc.equal(core, ""), parts["short_name"], core)
        brand = pc.if_else(pc.equal(parts["brand"], ""), core, parts["brand"])
        plain = pc.is_in(parts["form"], pa.array(_PLAIN))
        self._parts = {
            "brand": numbers(brand),
            "core": numbers(core),
            "heard": numbers(heard(core)),
            "seen": numbers(seen(core)),
            "form": numbers(pc.if_else(plain, "", parts["form"])),
            "branch": numbers(parts["branch"]),
        }
        self._regions = Regions(pc.if_else(pc.equal(parts["region"], ""), None, parts["region"]))
        self._texts = Texts(core)

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        pairs = Abreast(self._parts, left, right)
        known = pairs.equal("brand", "heard", "seen")
        levels = np.full(len(left), DIFFERS, np.uint8)
        rows = np.flatnonzero(known)
        levels[rows] = self._of_one_brand(pairs.taken(rows))
        rows = np.flatnonzero(~known)
        similar = ratio(self._texts, left[rows], right[rows], (_CUTOFF,)) == 0
        levels[rows[similar]] = SIMILAR
        return levels

    def _of_one_brand(self, pairs: Abreast) -> NDArray[np.uint8]:
        """Return the levels of names that share a brand, or the sound or shape of all that is no region and form."""
        agree: Bools = self._regions.agree(pairs.left, pairs.right)
        other_form = pairs.differs("form") | pairs.one_lacks("form")
        same = pairs.equal("core")
        told = [
            pairs.differs("branch") | pairs.one_lacks("branch"),
            ~agree,
            same & ~other_form,
            same,
            pairs.equal("heard", "seen"),
        ]
        return np.asarray(np.select(told, [BRANCH, ELSEWHERE, SAME, FORM, ALIKE], TRADE), np.uint8)
