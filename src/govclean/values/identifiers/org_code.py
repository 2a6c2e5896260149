"""Organisation codes.

Issued by the organisation code centres until 2015, and since then the nine characters inside a unified social
credit code. GB 11714-1997: eight digits or capitals and a check character (weighted mod 11; X stands for 10).
The normal form has no hyphen; the printed form, with a hyphen before the check character, is as good.

Right, wrong and derived:

>>> from govclean.values.columns import text_column
>>> OrgCode().judge(text_column(["D2143569X", "D2143569-X", "D21435691", "D2143569"])).tolist()
[0, 0, 5, 3]
>>> check_digit("D2143569")
'X'
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import mul
from typing import ClassVar

import numpy as np
import pyarrow as pa

from govclean.values.columns import Bools, Bytes, present
from govclean.values.identifiers import checksums
from govclean.values.identifiers.fixed_width import judge_width
from govclean.values.identifiers.invalid import require
from govclean.values.identifiers.patterned import DAMAGED
from govclean.values.identifiers.writing import judge_writing, read_plainly
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import keep
from govclean.wording import Text

_HYPHEN = ord("-")
_VALUES = checksums.values_of(checksums.LETTERS_AND_DIGITS)


class OrgCode(SemanticType):
    """组织机构代码."""

    name: ClassVar[str] = "cn.org_code"
    title: ClassVar[Text] = Text("组织机构代码", "organisation code")
    basis: ClassVar[str] = "GB 11714-1997"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: DAMAGED,
        Reason.FORMAT: Text(
            "代码应为8位半角数字或大写字母加1位校验码（校验码前可有半角横线）",
            "not eight half-width digits or capitals and a check character, perhaps after a hyphen",
        ),
        Reason.LENGTH: Text("代码应为9位（不含横线）", "not nine characters long"),
        Reason.CHECK_DIGIT: Text(
            "校验码不符，代码至少有一位有误", "the check character does not fit: at least one place is wrong"
        ),
    }

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        short, verdicts = judge_width(column, 9, _judge)
        long, of_long = judge_width(column, 10, _judge_hyphened)
        verdicts = np.where(long, of_long, verdicts)
        odd = (present(column) & ~short & ~long) | (verdicts == Reason.FORMAT)
        if odd.any():
            verdicts[odd] = judge_writing(column.filter(pa.array(odd)), "[0-9A-Z]*")
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the code in plain writing where that is good; its check is too weak to tell swaps."""
        plain = read_plainly(keep(values, ~self._is_good(values)))
        return keep(plain, self._is_good(plain))

    def _is_good(self, values: pa.StringArray) -> Bools:
        return np.asarray(present(values) & (self.judge(values) == Reason.GOOD))


def check_digit(first8: str) -> str:
    """Return the check character of the first eight characters.

    Raises:
        InvalidIdentifier: not eight digits or capitals.
    """
    require(len(first8) == 8, Reason.LENGTH)
    require(set(first8) <= set(checksums.LETTERS_AND_DIGITS), Reason.FORMAT)
    total = sum(map(mul, map(checksums.LETTERS_AND_DIGITS.index, first8), checksums.GB_11714_WEIGHTS))
    return checksums.GB_11714_CHARACTERS[total % 11]


def _judge(positions: Bytes) -> Verdicts:
    """Return the verdicts of codes of 9 bytes (9 × rows)."""
    values = _VALUES[positions]
    plain = (values != checksums.FOREIGN).all(axis=0)
    fits = checksums.gb_11714(np.minimum(values[:8], 35)) == positions[8]
    verdicts = np.where(fits, np.uint8(Reason.GOOD), np.uint8(Reason.CHECK_DIGIT))
    verdicts[~plain] = Reason.FORMAT
    return verdicts


def _judge_hyphened(positions: Bytes) -> Verdicts:
    """Return the verdicts of codes of 10 bytes (10 × rows); FORMAT where no hyphen stands before the last."""
    verdicts = _judge(np.delete(positions, 8, axis=0))
    verdicts[positions[8] != _HYPHEN] = Reason.FORMAT
    return verdicts
