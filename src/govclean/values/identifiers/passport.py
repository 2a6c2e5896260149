"""Chinese passports, those of Hong Kong and Macao among them.

Issued by the exit and entry administration, the foreign affairs organs and the governments of Hong Kong and
Macao. No check character; letter of the kind (E ordinary, G ordinary until 2012, D diplomatic, S service,
P public affairs, K, H, KJ, HJ Hong Kong, M, MA, MB Macao) and digits, nine characters; the oldest are 14 or
15 and seven digits. ICAO Doc 9303 for passports of other states: up to nine capitals and digits.

Right, wrong and a mask:

>>> from govclean.values.columns import text_column
>>> Passport().judge(text_column(["E12345678", "EA1234567", "e12345678", "E1234567"])).tolist()
[0, 0, 2, 3]
>>> Passport().mask(text_column(["E12345678"])).to_pylist()
['E1*****78']
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from govclean.values.identifiers.patterned import DAMAGED, PatternedType
from govclean.values.semantic import Reason, Sensitivity
from govclean.wording import Text

ANY_STATE = "[0-9A-Z]{5,9}"


class Passport(PatternedType):
    """护照号码."""

    name: ClassVar[str] = "cn.passport"
    title: ClassVar[Text] = Text("护照号码", "passport number")
    sensitivity: ClassVar[Sensitivity] = "high"
    form = "[EGDSPKHM][0-9]{8}|(?:E[A-HJ-NP-Z]|[DSP]E|[KH]J|M[AB])[0-9]{7}|P[0-9]{7}|1[45][0-9]{7}"
    characters = "[EGDSPKHM][A-Z]?[0-9]*|1[45][0-9]*"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: DAMAGED,
        Reason.FORMAT: Text(
            "护照号码应为大写字母加数字（如E加8位数字）",
            "not a letter of the kind and digits (such as E12345678)",
        ),
        Reason.LENGTH: Text("护照号码应为9位", "not nine characters long"),
    }
