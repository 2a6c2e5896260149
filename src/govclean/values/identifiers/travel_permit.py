"""Permits to travel between the mainland and Hong Kong, Macao and Taiwan.

Issued by the exit and entry administration. No check character.

- To residents of Hong Kong and Macao (回乡证): H or M and eight digits; cards until 2012 printed two more.
- To residents of Taiwan (台胞证): eight digits; cards until 2015 ten, and perhaps a letter.
- To mainland residents for Hong Kong and Macao: W and eight digits, C and eight places of which the first may
  be a letter; for Taiwan: T or L and eight digits.

Right, wrong and a mask:

>>> from govclean.values.columns import text_column
>>> TravelPermit().judge(text_column(["H12345678", "12345678", "h12345678", "H1234567"])).tolist()
[0, 0, 2, 3]
>>> TravelPermit().mask(text_column(["H12345678"])).to_pylist()
['H1*****78']
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from govclean.values.identifiers.patterned import DAMAGED, PatternedType
from govclean.values.semantic import Reason, Sensitivity
from govclean.wording import Text

FROM_HONG_KONG_AND_MACAO = "[HM][0-9]{8}(?:[0-9]{2})?"
FROM_TAIWAN = "[0-9]{8}|[0-9]{10}[A-Z]?"
TO_HONG_KONG_AND_MACAO = "[CW][0-9]{8}|C[A-HJ-NP-Z][0-9]{7}"
TO_TAIWAN = "[LT][0-9]{8}"


class TravelPermit(PatternedType):
    """港澳台通行证号码."""

    name: ClassVar[str] = "cn.travel_permit"
    title: ClassVar[Text] = Text("港澳台通行证号码", "number of a Hong Kong, Macao or Taiwan permit")
    sensitivity: ClassVar[Sensitivity] = "high"
    form = f"{FROM_HONG_KONG_AND_MACAO}|{FROM_TAIWAN}|{TO_HONG_KONG_AND_MACAO}|{TO_TAIWAN}"
    characters = "[HMCWLT]?[A-Z]?[0-9]*|[0-9]*[A-Z]"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: DAMAGED,
        Reason.FORMAT: Text(
            "通行证号码应为大写字母H、M、C、W、L、T加数字，或台湾居民的8位、10位数字",
            "not a letter H, M, C, W, L or T and digits, nor the eight or ten digits of residents of Taiwan",
        ),
        Reason.LENGTH: Text("通行证号码位数不对", "not of a length in which such permits are numbered"),
    }
