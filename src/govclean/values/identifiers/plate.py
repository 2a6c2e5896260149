"""Number plates of motor vehicles.

Issued by the vehicle administrations. GA 36-2018: the province's short name, a letter of the authority, five
characters without I and O of which the last may be 挂 (trailers), 学 (learners), 警 (police), 港 or 澳;
new-energy vehicles have six, small ones a letter at the first place, large ones at the last. Emergency rescue
vehicles end in 应急; embassies and consulates have six digits and 使 or 领, or begin with 使; the armed
police begin with WJ, the army with two letters.

Right, wrong and a mask:

>>> from govclean.values.columns import text_column
>>> Plate().judge(text_column(["豫A12345", "豫AD12345", "豫a12345", "豫A1234"])).tolist()
[0, 0, 2, 3]
>>> right = Plate().suggest(text_column(["豫A·12345"]))
>>> right.to_pylist(), Plate().mask(right).to_pylist()
(['豫A12345'], ['豫A***45'])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import matches
from govclean.values.identifiers.patterned import DAMAGED, PatternedType
from govclean.values.masking import mask_text
from govclean.values.semantic import Reason, Sensitivity
from govclean.wording import Text

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_SERIAL = "[0-9A-HJ-NP-Z]"
_HEAD = f"{_PROVINCE}[A-Z]"


class Plate(PatternedType):
    """机动车号牌号码."""

    name: ClassVar[str] = "cn.plate"
    title: ClassVar[Text] = Text("机动车号牌号码", "number plate")
    basis: ClassVar[str] = "GA 36-2018"
    sensitivity: ClassVar[Sensitivity] = "low"
    form = "|".join(
        (
            f"{_HEAD}{_SERIAL}{{4}}[0-9A-HJ-NP-Z挂学警港澳]",
            f"{_HEAD}(?:[A-HJK]{_SERIAL}[0-9]{{4}}|[0-9]{{5}}[A-HJK])",
            f"{_HEAD}{_SERIAL}{{4}}应急",
            "[0-9]{6}[使领]|使[0-9]{6}|[京沪渝粤鄂川辽陕云桂][A-Z]?[0-9]{4,5}领",
            f"WJ{_PROVINCE}?[0-9]{{4}}[0-9A-Z]|[A-Z]{{2}}[0-9]{{5}}",
        )
    )
    characters = rf"{_PROVINCE}[A-Z]{_SERIAL}*\p{{Han}}?"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: DAMAGED,
        Reason.FORMAT: Text(
            "号牌号码应为省简称、大写字母加5位（新能源6位），不用I和O，不含间隔号、空格",
            "not a province, a capital letter and the serial characters without I, O, dots or blanks",
        ),
        Reason.LENGTH: Text(
            "号牌号码位数不对，应为7位（新能源汽车8位）", "not seven characters (new energy: eight)"
        ),
    }

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the plates with only their first and last two characters."""
        shown = pc.replace_substring_regex(values, "^(.{2}).*(.{2})$", r"\1***\2")
        return pc.if_else(pa.array(matches(values, ".{7,8}")), shown, mask_text(values))
