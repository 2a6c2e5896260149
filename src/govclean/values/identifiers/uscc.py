"""Unified social credit codes of legal persons and other organisations.

Issued by the registering authorities of twelve departments. GB 32100-2015 with its amendments: one character
of the department, one of the class of body, six digits of the registering authority's division, nine
characters of the subject (its organisation code, GB 11714-1997, with a check character of its own), one check
character (mod 31). The letters I, O, Z, S and V are not used.

The division is that of the first registration: a body that moves keeps its code, and authorities of
development zones use codes of their own, so only its province is looked up. 100000: the national authorities.

Right, wrong and derived:

>>> from govclean.values.columns import text_column
>>> Uscc().judge(text_column(["91350100M000100Y43", "91350100M000100Y44", "9135O100M000100Y43"])).tolist()
[0, 5, 2]
>>> check_digit("91350100M000100Y4"), organisation_code("91350100M000100Y43")
('3', 'M000100Y4')
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from operator import mul
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, Bytes, byte_lengths, matches, present, spread
from govclean.values.identifiers import checksums
from govclean.values.identifiers.areas import known_divisions, provinces_of
from govclean.values.identifiers.fixed_width import digits_of, judge_width, number_of, rows_of, text_of
from govclean.values.identifiers.invalid import InvalidIdentifier, require
from govclean.values.identifiers.writing import (
    judge_writing,
    only_good_reading,
    read_plainly,
    unswap,
)
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import keep
from govclean.wording import Text

DEPARTMENTS = "123456789ANY"  # table 1 of GB 32100-2015 with its amendments
CLASSES = "123456789"  # table 2 names some for each department; it grows, so all are let pass
_NATIONAL = 100000
_OTHER_LENGTH = "[0-9A-Z-]{0,17}|[0-9A-Z-]{19,}"
_LIKE = {"I": "1", "O": "0DQ", "Z": "2", "S": "5", "V": "UY"}
_READABLE = "[0-9A-HJ-NPQRTUWXY]*(?:[IOZSV][0-9A-HJ-NPQRTUWXY]*){1,4}"

_VALUES = checksums.values_of(checksums.MOD_31_ALPHABET)
_SUBJECT_VALUES = checksums.values_of(checksums.LETTERS_AND_DIGITS)
_DEPARTMENT = checksums.values_of(DEPARTMENTS) != checksums.FOREIGN
_CLASS = checksums.values_of(CLASSES) != checksums.FOREIGN


class Uscc(SemanticType):
    """统一社会信用代码."""

    name: ClassVar[str] = "cn.uscc"
    title: ClassVar[Text] = Text("统一社会信用代码", "unified social credit code")
    basis: ClassVar[str] = "GB 32100-2015"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: Text(
            "代码被电子表格按数值保存，末尾数字已丢失，须从源系统重新导出（该列设为文本格式）",
            "a spreadsheet kept the code as a figure and lost its last digits; export it again as text",
        ),
        Reason.FORMAT: Text(
            "代码应为半角数字和大写字母（不用I、O、Z、S、V），第3至8位为数字，不含空格、横线等其他字符",
            "not half-width digits and capitals without I, O, Z, S, V, with digits at places 3 to 8",
        ),
        Reason.LENGTH: Text(
            "代码应为18位；15位注册号、9位组织机构代码、旧税号应填入各自的数据项",
            "not 18 characters long; registration, organisation and tax numbers have fields of their own",
        ),
        Reason.COMPONENT: Text(
            "代码中的登记管理部门、机构类别或行政区划不存在",
            "its department, class of body or province does not exist",
        ),
        Reason.CHECK_DIGIT: Text(
            "校验码或其中组织机构代码的校验码不符，代码至少有一位有误",
            "its check character, or that of the organisation code inside, does not fit",
        ),
    }

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; what is not 18 ASCII characters is judged by its writing."""
        provinces = provinces_of(known_divisions())
        rows, verdicts = judge_width(column, 18, lambda positions: _judge(positions, provinces))
        odd = (present(column) & ~rows) | (verdicts == Reason.FORMAT)
        if odd.any():
            verdicts[odd] = judge_writing(column.filter(pa.array(odd)), _OTHER_LENGTH)
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the code in plain writing, I O Z S V read as what they look like, or one swap undone."""
        verdicts = self.judge(values)
        plain = read_plainly(keep(values, verdicts != Reason.GOOD))
        one_off = keep(values, (verdicts == Reason.CHECK_DIGIT) | (verdicts == Reason.COMPONENT))
        return pc.coalesce(
            keep(plain, self._is_good(plain)), self._look_alike(plain), unswap(one_off, 18, self._is_good)
        )

    def _look_alike(self, plain: pa.StringArray) -> pa.StringArray:
        rows = matches(plain, _READABLE) & (byte_lengths(plain) == 18)
        codes = plain.filter(pa.array(rows)).to_pylist()
        readings = [list(map("".join, product(*(_LIKE.get(c, c) for c in code)))) for code in codes]
        return spread(only_good_reading(readings, self._is_good), rows)

    def _is_good(self, values: pa.StringArray) -> Bools:
        return np.asarray(present(values) & (self.judge(values) == Reason.GOOD))


def check_digit(first17: str) -> str:
    """Return the check character of the first seventeen characters.

    Raises:
        InvalidIdentifier: not seventeen characters of the alphabet.
    """
    require(len(first17) == 17, Reason.LENGTH)
    require(set(first17) <= set(checksums.MOD_31_ALPHABET), Reason.FORMAT)
    total = sum(map(mul, map(checksums.MOD_31_ALPHABET.index, first17), checksums.MOD_31_WEIGHTS))
    return checksums.MOD_31_ALPHABET[-total % 31]


def organisation_code(number: str) -> str:
    """Return the organisation code (nine characters) that a code holds.

    Raises:
        InvalidIdentifier: the check character of the whole does not fit.
    """
    if check_digit(number[:17]) != number[17:]:
        raise InvalidIdentifier(Reason.CHECK_DIGIT)
    return number[8:17]


def organisation_codes(column: pa.StringArray, good: Bools | None = None) -> pa.StringArray:
    """Return the organisation codes, nine characters, that good codes hold; null elsewhere.

    `good` says where the codes are good, if the caller knows; else it is as `Uscc()` judges.
    """
    judged = Uscc().judge(column) == Reason.GOOD if good is None else good
    rows = np.asarray(judged & (byte_lengths(column) == 18))
    return text_of(rows_of(column, rows, 18)[:, 8:17], rows)


def _judge(positions: Bytes, provinces: Bools) -> Verdicts:
    """Return the verdicts of codes of 18 bytes (18 × rows); FORMAT for a character out of place."""
    values = _VALUES[positions]
    area, area_plain = digits_of(positions[2:8])
    plain = (values != checksums.FOREIGN).all(axis=0) & area_plain
    values = np.minimum(values, 30)
    subject = np.minimum(_SUBJECT_VALUES[positions[8:16]], 35)
    whole = checksums.mod_31(values[:17]) == values[17]
    fits = whole & (checksums.gb_11714(subject) == positions[16])
    possible = _DEPARTMENT[positions[0]] & _CLASS[positions[1]]
    possible &= provinces[area[0] * 10 + area[1]] | (number_of(area) == _NATIONAL)
    verdicts = np.full(positions.shape[1], Reason.GOOD, np.uint8)
    if (plain & fits & possible).all():
        return verdicts
    verdicts[~fits] = Reason.CHECK_DIGIT
    verdicts[~possible] = Reason.COMPONENT
    verdicts[possible & ~whole & _is_rounded(positions)] = Reason.DAMAGED
    verdicts[~plain] = Reason.FORMAT
    return verdicts


def _is_rounded(positions: Bytes) -> Bools:
    """Return the codes all of digits that end in 000: a spreadsheet keeps fifteen digits."""
    digits, plain = digits_of(positions)
    return np.asarray(plain & (digits[15:] == 0).all(axis=0))
