"""Identifiers: equal, one or two slips of the pen, different; and different although both are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.comparisons.slips import Slips
from govclean.linkage.records import Codes
from govclean.values.catalogue import semantic_type
from govclean.values.columns import Bools, matches, present
from govclean.values.parameters import require_choice
from govclean.values.semantic import Reason
from govclean.wording import Text

CHECKED: Mapping[str, str] = MappingProxyType(
    {
        "cn.resident_id": "cn.resident_id",
        "cn.certificate": "cn.resident_id",  # the other certificates have no check digit
        "cn.uscc": "cn.uscc",
        "cn.org_code": "cn.org_code",
        "cn.registration_no": "cn.registration_no",
    }
)
"""Semantic type → the type whose check digit shows that a number was written without a slip."""

_NULL = pa.scalar(None, pa.string())


@dataclass(frozen=True)
class Identifier(Comparison):
    """A number issued once. Blanks, width and case do not count; a masked or destroyed number is nothing to compare.

    Where the number has a check digit, two different numbers that both pass belong to two entities: no single slip
    turns one right number into another. Twins and companies registered one after the other have such neighbours.

    Args:
        type: the semantic type, where the number has a check digit: one of `CHECKED`.
    """

    type: str = ""

    kind: ClassVar[str] = "identifier"
    title: ClassVar[Text] = Text("证件号码或编号", "identifier")

    def __post_init__(self) -> None:
        require_choice("type", self.type, ("", *CHECKED))

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one slip, two slips, difference; with a check digit, difference of two right numbers."""
        plain = (
            Level("equal", EQUAL),
            Level(
                "one_slip",
                Text("一处之差（错、漏、多一位或相邻两位颠倒）", "one character wrong or two exchanged"),
            ),
            Level("two_slips", Text("两处之差", "two characters wrong")),
            Level("differs", DIFFERS),
        )
        both_right = Level("both_right", Text("不同，且均通过校验", "different, and both pass their check"))
        return (*plain, both_right) if self.type else plain

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return numbers in capitals of half width without blanks; null where stars or a spreadsheet took digits."""
        folded = pc.utf8_upper(pc.utf8_normalize(values, "NFKC"))
        if matches(folded, r"(?s:.*[\s'`‘’].*)").any():
            folded = pc.replace_substring_regex(folded, r"[\s'`‘’]+", "")
        lost = matches(folded, _LOST)
        if self.type:
            lost |= semantic_type(CHECKED[self.type]).judge(folded) == Reason.DAMAGED
        return pc.if_else(pa.array(lost), _NULL, folded)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel, with the check digits looked at once."""
        right = np.zeros(len(values), np.bool_)
        if self.type:
            right = present(values) & (semantic_type(CHECKED[self.type]).judge(values) == Reason.GOOD)
        return _Slips(Slips(values), right)


_LOST = r"|[*＊#]+|.*\*{2,}.*|[0-9](?:\.[0-9]+)?E\+?[0-9]{1,2}"
_BOTH_RIGHT = np.uint8(4)


@dataclass(frozen=True)
class _Slips:
    slips: Slips
    right: Bools  # which values pass their check

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        levels = np.full(len(left), _BOTH_RIGHT, np.uint8)
        open_ = np.flatnonzero(~(self.right[left] & self.right[right]))
        levels[open_] = self.slips.between(left[open_], right[open_])
        return levels
