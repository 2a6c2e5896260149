"""Registration numbers of market entities, 15 digits.

Issued by the departments of industry and commerce from 2007 until unified social credit codes took their
place (工商行政管理注册号编制规则, GS 15-2006): six digits of the registering authority, eight of a sequence,
one check digit (ISO 7064 MOD 11,10). Numbers of 13 digits are older; many older numbers fail the check.

Right, wrong and derived:

>>> from govclean.values.columns import text_column
>>> RegistrationNo().judge(text_column(["110108000000016", "110108000000017", "1101082000001"])).tolist()
[0, 5, 3]
>>> check_digit("11010800000001")
'6'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
import pyarrow as pa

from govclean.values.columns import Bools, Bytes, present
from govclean.values.identifiers import checksums
from govclean.values.identifiers.fixed_width import digits_of, judge_width
from govclean.values.identifiers.invalid import require
from govclean.values.identifiers.writing import judge_writing, read_plainly
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import keep
from govclean.wording import Text

_OTHER_LENGTH = f"[0-9]*|[{checksums.MOD_31_ALPHABET}]{{18}}"  # a credit code has the wrong length here


class RegistrationNo(SemanticType):
    """工商注册号."""

    name: ClassVar[str] = "cn.registration_no"
    title: ClassVar[Text] = Text("工商注册号", "registration number")
    basis: ClassVar[str] = "GS 15-2006"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: Text(
            "注册号被电子表格改成科学计数，须从源系统重新导出（该列设为文本格式）",
            "a spreadsheet wrote the number as a rounded figure; export it again as text",
        ),
        Reason.FORMAT: Text("注册号应全部为半角数字", "not made of half-width digits only"),
        Reason.LENGTH: Text(
            "注册号应为15位（13位为旧注册号，18位为统一社会信用代码）",
            "not 15 digits long (13: an older number; 18: a unified social credit code)",
        ),
        Reason.CHECK_DIGIT: Text(
            "校验码不符；早年核发的注册号可能无有效校验码，请与登记档案核对",
            "the check digit does not fit; older numbers may have none, compare with the register",
        ),
    }

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        rows, verdicts = judge_width(column, 15, _judge)
        odd = (present(column) & ~rows) | (verdicts == Reason.FORMAT)
        if odd.any():
            verdicts[odd] = judge_writing(column.filter(pa.array(odd)), _OTHER_LENGTH)
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the number in plain writing where that is good; its check is too weak to tell swaps."""
        plain = read_plainly(keep(values, ~self._is_good(values)))
        return keep(plain, self._is_good(plain))

    def _is_good(self, values: pa.StringArray) -> Bools:
        return np.asarray(present(values) & (self.judge(values) == Reason.GOOD))


def check_digit(first14: str) -> str:
    """Return the check digit of the first fourteen digits.

    Raises:
        InvalidIdentifier: not fourteen ASCII digits.
    """
    require(len(first14) == 14, Reason.LENGTH)
    require(first14.isascii() and first14.isdigit(), Reason.FORMAT)
    product = 10
    for digit in map(int, first14):
        product = 2 * ((product + digit) % 10 or 10) % 11
    return str((11 - product) % 10)


def _judge(positions: Bytes) -> Verdicts:
    """Return the verdicts of numbers of 15 bytes (15 × rows)."""
    digits, plain = digits_of(positions)
    fits = checksums.mod_11_10(digits[:14]) == digits[14]
    verdicts = np.where(fits, np.uint8(Reason.GOOD), np.uint8(Reason.CHECK_DIGIT))
    verdicts[~plain] = Reason.FORMAT
    return verdicts
