"""Cards of officers, soldiers and civilians of the army and the armed police.

Issued by the political organs of the troops. No check character and no public standard: the short name of the
issuing body, 字第, four to ten digits or capitals, 号.

Right, wrong and a mask:

>>> from govclean.values.columns import text_column
>>> OfficerCard().judge(text_column(["军字第1234567号", "军字第１２３４５６７号", "军字第12号"])).tolist()
[0, 2, 3]
>>> OfficerCard().suggest(text_column(["军字第１２３４５６７号"])).to_pylist()
['军字第1234567号']
>>> OfficerCard().mask(text_column(["军字第1234567号"])).to_pylist()
['军***']
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from govclean.values.identifiers.patterned import DAMAGED, PatternedType
from govclean.values.semantic import Reason, Sensitivity
from govclean.wording import Text


class OfficerCard(PatternedType):
    """军官证（士兵证、警官证）号码."""

    name: ClassVar[str] = "cn.officer_card"
    title: ClassVar[Text] = Text("军官证（士兵证）号码", "number of an officer's or soldier's card")
    sensitivity: ClassVar[Sensitivity] = "high"
    form = r"\p{Han}{1,8}字第[0-9A-Z]{4,10}号"
    characters = r"\p{Han}{1,8}字第[0-9A-Z]*号"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: DAMAGED,
        Reason.FORMAT: Text("号码应形如“军字第1234567号”", "not of the form 军字第1234567号"),
        Reason.LENGTH: Text("“字第”与“号”之间应为4至10位", "not four to ten characters between 字第 and 号"),
    }
