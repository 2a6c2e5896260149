"""Medical certificates of birth.

Issued by the institution in which a child is born, on forms of the National Health Commission: a letter of
the edition and nine digits. No check character.

Right, wrong and a mask:

>>> from govclean.values.columns import text_column
>>> BirthCertificate().judge(text_column(["T123456789", "t123456789", "T12345678"])).tolist()
[0, 2, 3]
>>> BirthCertificate().mask(text_column(["T123456789"])).to_pylist()
['T1******89']
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from govclean.values.identifiers.patterned import DAMAGED, PatternedType
from govclean.values.semantic import Reason, Sensitivity
from govclean.wording import Text


class BirthCertificate(PatternedType):
    """出生医学证明编号."""

    name: ClassVar[str] = "cn.birth_certificate"
    title: ClassVar[Text] = Text("出生医学证明编号", "number of a medical certificate of birth")
    sensitivity: ClassVar[Sensitivity] = "high"
    form = "[A-Z][0-9]{9}"
    characters = "[A-Z][0-9]*"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: DAMAGED,
        Reason.FORMAT: Text("编号应为1位大写字母加9位数字", "not a capital letter and nine digits"),
        Reason.LENGTH: Text("编号应为10位", "not ten characters long"),
    }
