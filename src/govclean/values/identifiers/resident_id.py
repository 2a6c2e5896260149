"""Resident identity numbers, and those of residence permits and permanent residence cards of the same form.

Issued by the public security organs. GB 11643-1999: six digits of the division of first registration
(GB/T 2260 of that day, which the person keeps when the division is renamed or dissolved), eight of the birth
date, three of a sequence (odd for men, even for women), a check character (ISO 7064 MOD 11-2; X is 10).

- Residents of Hong Kong, Macao and Taiwan with a residence permit have the areas 810000, 820000 and 830000
  (国办发〔2018〕81号).
- Foreigners' permanent residence cards have, since 2023-12-01, 9, two digits of the province, three of the
  nationality (GB/T 2659.1), then the same twelve; before, three letters of the nationality and twelve digits.
- Fifteen digits (until 1999, out of legal use since 2013) lack the century and the check character.

Right, wrong and derived:

>>> from govclean.values.columns import text_column
>>> ResidentId().judge(text_column(["11010519491231002X", "110105194912310021", "110105491231002"])).tolist()
[0, 5, 3]
>>> upgrade("110105491231002")
'11010519491231002X'
>>> birth_date("11010519491231002X"), sex("11010519491231002X")
(datetime.date(1949, 12, 31), '2')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, Bytes, byte_lengths, matches, present
from govclean.values.identifiers import checksums
from govclean.values.identifiers.areas import FOREIGN, PERMITS, admitted_areas
from govclean.values.identifiers.days import is_birth_date, today_in_china
from govclean.values.identifiers.fixed_width import digits_of, judge_width, number_of, rows_of, text_of
from govclean.values.identifiers.invalid import InvalidIdentifier, require
from govclean.values.identifiers.masks import hide_resident
from govclean.values.identifiers.writing import judge_writing, read_plainly, unswap
from govclean.values.parameters import ParameterError, require_choice
from govclean.values.semantic import Reason, SemanticType, Sensitivity, Verdicts
from govclean.values.suggesting import keep
from govclean.wording import Text

KINDS = ("resident", "residence_permit", "foreign_permanent")
_NO_DATE = Text("参数 today 应为日期", "today must be a date")
_OLD_FOREIGN = "[A-Z]{3}[0-9]{12}"
_OLD = "[0-9]{15}"
_RESERVED = "[0-9]{12}99[6-9]"  # sequences for people born before 1900: their century is 18


@dataclass(frozen=True)
class ResidentId(SemanticType):
    """公民身份号码 and the numbers that stand in its place.

    Args:
        accept: which kinds are good, of `KINDS`.
        area: `known` looks the area up among all divisions that ever were, `any` takes every six digits.
        today: the day after which nobody is born yet; the day of judging where it is left out.
    """

    name: ClassVar[str] = "cn.resident_id"
    title: ClassVar[Text] = Text("公民身份号码", "resident identity number")
    basis: ClassVar[str] = "GB 11643-1999"
    sensitivity: ClassVar[Sensitivity] = "high"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        Reason.DAMAGED: Text(
            "号码被电子表格按数值保存，末尾数字已丢失，须从源系统重新导出（该列设为文本格式）",
            "a spreadsheet kept the number as a figure and lost its last digits; export it again as text",
        ),
        Reason.FORMAT: Text(
            "号码应为17位半角数字加1位数字或大写X，不含空格、横线等其他字符",
            "not seventeen half-width digits and a digit or capital X",
        ),
        Reason.LENGTH: Text(
            "号码位数不对，应为18位（15位旧号码应升位）", "not 18 characters long (15: the form before 1999)"
        ),
        Reason.COMPONENT: Text(
            "号码中的行政区划代码或出生日期不存在，或该类证件不在接收范围",
            "its division or its birth date does not exist, or its kind of document is not accepted",
        ),
        Reason.CHECK_DIGIT: Text(
            "校验码不符，号码至少有一位有误", "the check character does not fit: at least one place is wrong"
        ),
    }

    accept: tuple[str, ...] = KINDS
    area: Literal["known", "any"] = "known"
    today: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "accept", tuple(self.accept))
        for kind in self.accept:
            require_choice("accept", kind, KINDS)
        require_choice("area", self.area, ("known", "any"))
        if self.today is not None and not isinstance(self.today, date):
            raise ParameterError(_NO_DATE)

    def parameters(self) -> dict[str, object]:
        """Return `accept`, `area` and `today` where they differ from what is usual."""
        usual = ResidentId()
        return {key: value for key, value in vars(self).items() if value != getattr(usual, key)}

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; what is not 18 ASCII characters is judged by its writing."""
        areas = admitted_areas(frozenset(self.accept), known=self.area == "known")
        today = self.today or today_in_china()
        rows, verdicts = judge_width(column, 18, lambda positions: _judge(positions, areas, today))
        odd = (present(column) & ~rows) | (verdicts == Reason.FORMAT)
        if odd.any():
            verdicts[odd] = self._judge_odd(column.filter(pa.array(odd)))
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the number in plain writing, in 18 places, or with the one swap that makes it good."""
        verdicts = self.judge(values)
        plain = read_plainly(keep(values, verdicts != Reason.GOOD))
        upgraded = upgrades(plain)
        one_off = keep(values, (verdicts == Reason.CHECK_DIGIT) | (verdicts == Reason.COMPONENT))
        return pc.coalesce(
            keep(plain, self._is_good(plain)),
            keep(upgraded, self._is_good(upgraded)),
            unswap(one_off, 18, self._is_good),
        )

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the numbers without birth date: `1101**********002X`."""
        return hide_resident(values)

    def _is_good(self, values: pa.StringArray) -> Bools:
        return np.asarray(present(values) & (self.judge(values) == Reason.GOOD))

    def _judge_odd(self, values: pa.StringArray) -> Verdicts:
        verdicts = judge_writing(values, "[0-9]*X?")
        if "foreign_permanent" in self.accept:
            verdicts[matches(values, _OLD_FOREIGN)] = Reason.GOOD
        return verdicts


def check_digit(first17: str) -> str:
    """Return the check character of the first seventeen digits.

    >>> check_digit("11010519491231002")
    'X'

    Raises:
        InvalidIdentifier: not seventeen ASCII digits.
    """
    require(len(first17) == 17, Reason.LENGTH)
    require(first17.isascii() and first17.isdigit(), Reason.FORMAT)
    total = sum(map(mul, map(int, first17), checksums.MOD_11_2_WEIGHTS))
    return checksums.MOD_11_2_CHARACTERS[total % 11]


def upgrade(number15: str) -> str:
    """Return a 15-digit number in its 18-character form (GB 11643-1999).

    The century is always 19: numbers of people born earlier carry sequence 996 to 999 and are refused.

    >>> upgrade("440524800101001")
    '440524198001010013'

    Raises:
        InvalidIdentifier: not fifteen digits, not a calendar date, or a reserved sequence.
    """
    require(len(number15) == 15, Reason.LENGTH)
    first17 = f"{number15[:6]}19{number15[6:]}"
    number = first17 + check_digit(first17)
    require(number15[12:] not in {"996", "997", "998", "999"}, Reason.COMPONENT)
    birth_date(number)
    return number


def birth_date(number: str) -> date:
    """Return the birth date that an 18-character number holds.

    Raises:
        InvalidIdentifier: the check character does not fit, or there is no such day.
    """
    require(check_digit(number[:17]) == number[17:], Reason.CHECK_DIGIT)
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise InvalidIdentifier(Reason.COMPONENT) from None


def sex(number: str) -> str:
    """Return the sex that an 18-character number holds, as in GB/T 2261.1: 1 male, 2 female.

    Raises:
        InvalidIdentifier: the check character does not fit, or there is no such day.
    """
    birth_date(number)
    return "1" if int(number[16]) % 2 else "2"


def birth_dates(column: pa.StringArray, good: Bools | None = None) -> pa.StringArray:
    """Return the birth dates YYYYMMDD that good 18-character numbers hold; null elsewhere.

    `good` says where the numbers are good, if the caller knows; else it is as `ResidentId()` judges.
    """
    rows = _full(column, good)
    return text_of(rows_of(column, rows, 18)[:, 6:14], rows)


def sexes(column: pa.StringArray, good: Bools | None = None) -> pa.StringArray:
    """Return the sexes, `1` or `2`, that good numbers of residents and permits hold; null elsewhere.

    What the sequence of a foreigner's number says is not published: null. `good` as in `birth_dates`.
    """
    rows = _full(column, good)
    matrix = rows_of(column, rows, 18)
    told = matrix[:, 0] != ord("9")
    rows[rows] = told
    return text_of((ord("2") - matrix[told, 16:17] % 2).astype(np.uint8), rows)


def areas(column: pa.StringArray, good: Bools | None = None) -> pa.StringArray:
    """Return the six digits of the division of first registration in good numbers; null elsewhere.

    Permits and foreigners' cards name no division of registration: null. `good` as in `birth_dates`.
    """
    rows = _full(column, good)
    heads = rows_of(column, rows, 18)[:, :6]
    numbers = number_of(digits_of(np.ascontiguousarray(heads.T))[0])
    told = (numbers < FOREIGN) & ~np.isin(numbers, np.array(PERMITS, np.int32))
    rows[rows] = told
    return text_of(heads[told], rows)


def upgrades(values: pa.StringArray) -> pa.StringArray:
    """Return the 18-character form of each 15-digit number; null for other values and reserved sequences.

    Whether the date and the division exist is for the judge of the result.
    """
    rows = matches(values, _OLD) & ~matches(values, _RESERVED)
    old = rows_of(values, rows, 15)
    century = np.tile(np.frombuffer(b"19", np.uint8), (len(old), 1))
    first17 = np.hstack([old[:, :6], century, old[:, 6:]])
    check = checksums.mod_11_2(digits_of(np.ascontiguousarray(first17.T))[0])
    return text_of(np.hstack([first17, check[:, None]]), rows)


def _judge(positions: Bytes, areas: Bools, today: date) -> Verdicts:
    """Return the verdicts of 18 bytes each (18 × rows); FORMAT for what is not 17 digits and a digit or X."""
    digits, plain = digits_of(positions[:17])
    last = positions[17]
    fits = checksums.mod_11_2(digits) == last
    possible = np.take(areas, number_of(digits[:6]), mode="clip")
    dated = is_birth_date(number_of(digits[6:14]), today)
    verdicts = np.full(len(last), Reason.GOOD, np.uint8)
    if (plain & fits & possible & dated).all():
        return verdicts
    verdicts[~fits] = Reason.CHECK_DIGIT
    verdicts[~(possible & dated)] = Reason.COMPONENT
    verdicts[~fits & dated & possible & _ends_in_zeros(digits, last)] = Reason.DAMAGED
    verdicts[~(plain & (fits | digits_of(last[None])[1] | (last == ord("X"))))] = Reason.FORMAT
    return verdicts


def _ends_in_zeros(digits: Bytes, last: Bytes) -> Bools:
    return np.asarray((digits[15] == 0) & (digits[16] == 0) & (last == ord("0")))


def _full(column: pa.StringArray, good: Bools | None) -> Bools:
    """Return where good numbers of 18 characters stand; foreigners' old ones are good, but shorter."""
    judged = ResidentId().judge(column) == Reason.GOOD if good is None else good
    return np.asarray(judged & (byte_lengths(column) == 18))
