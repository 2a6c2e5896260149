"""Telephone numbers: mobile, fixed network, either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import (
    Bools,
    byte_lengths,
    byte_matrix,
    first_reason,
    judge_rows,
    map_distinct,
    matches,
    present,
    spread,
)
from govclean.values.masking import mask_phone
from govclean.values.parameters import require_choice
from govclean.values.semantic import Reason, SemanticType, Sensitivity, Verdicts
from govclean.values.suggesting import half_width, suggest_readings
from govclean.values.tables import read_table
from govclean.wording import Text

_REASONS = {
    Reason.DAMAGED: Text(
        "被电子表格转成科学计数，尾数已丢失", "turned into scientific notation by a spreadsheet"
    ),
    Reason.FORMAT: Text(
        "含数字以外的字符或写法不规范", "has other characters than digits, or is written irregularly"
    ),
    Reason.LENGTH: Text("位数不符", "has the wrong number of digits"),
    Reason.COMPONENT: Text("号段或区号不存在", "the prefix or area code does not exist"),
}


class _Phone(SemanticType):
    """What all telephone numbers share: who may see them, and how they are read when written irregularly."""

    sensitivity: ClassVar[Sensitivity] = "high"
    reasons: ClassVar = _REASONS

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the number with its middle starred: `138****0001`."""
        return mask_phone(values)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the number without +86, blanks, brackets; none for several numbers in one cell."""
        return suggest_readings(self, values, read_phone)


@dataclass(frozen=True)
class Mobile(_Phone):
    """A mainland mobile number: eleven digits from 13 to 19.

    Right: `13800000001`. Irregular: `+86 138-0000-0001`. Wrong: `1381234567` (ten digits), `23800000001`.

    Args:
        prefixes: `any` takes all of 13 to 19, `known` only prefixes that are assigned.
    """

    prefixes: str = "any"

    name: ClassVar[str] = "cn.mobile"
    title: ClassVar[Text] = Text("手机号码", "mobile number")
    basis: ClassVar[str] = "《电信网编号计划》（工信部，2017）"

    def __post_init__(self) -> None:
        require_choice("prefixes", self.prefixes, ("any", "known"))

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row, from the eleven bytes of each number."""
        return judge_rows(column, ~self._is_good(column), _judge_mobile)

    def parameters(self) -> dict[str, object]:
        """Return which prefixes are taken."""
        return {"prefixes": self.prefixes}

    def _is_good(self, column: pa.StringArray) -> Bools:
        wide = byte_lengths(column) == 11
        digits = byte_matrix(column, 11, wide) - np.uint8(48)
        fine = (digits <= 9).all(axis=1) & (digits[:, 0] == 1) & (digits[:, 1] >= 3)
        if self.prefixes == "known":
            fine &= _assigned()[
                (digits[:, 0] * 100 + digits[:, 1] % 10 * 10 + digits[:, 2]).astype(np.int64) % 200
            ]
        good = ~column.is_valid().to_numpy(zero_copy_only=False)
        good[wide] = fine
        return np.asarray(good)


class Landline(_Phone):
    """A fixed-network number with its area code, and with an extension if need be; 400 and 800 numbers too.

    Right: `0371-65000001`, `037165000001-8001`, `010-65000001`, `400-600-0001`. Irregular: `(0371)65000001`.
    Wrong: `65000001` (no area code), `0999-12` (too short), `0399-6500001` (no such area).
    """

    name: ClassVar[str] = "cn.landline"
    title: ClassVar[Text] = Text("固定电话号码", "fixed-network number")
    basis: ClassVar[str] = "《电信网编号计划》（工信部，2017）; table of area codes"

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        return judge_rows(column, column.is_valid().to_numpy(zero_copy_only=False), _judge_landline)


class Phone(_Phone):
    """A mobile or a fixed-network number.

    Right: `13800000001`, `0371-65000001`, `400-600-0001`. Irregular: `+86 13800000001`. Wrong: `1380000001`
    and what else is wrong as a mobile (`cn.mobile`) or a fixed-network number (`cn.landline`).
    """

    name: ClassVar[str] = "cn.phone"
    title: ClassVar[Text] = Text("联系电话", "telephone number")
    basis: ClassVar[str] = Mobile.basis

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; what starts with 0, 4 or 8, or a bracket, is judged as fixed-network."""
        return judge_rows(column, Mobile().judge(column) != Reason.GOOD, _judge_either)


def read_phone(value: str) -> str | None:
    """Return a mobile number as eleven digits, a fixed-network number as `area-number-extension`.

    None for several numbers in one cell, and for what is no number.

    >>> read_phone("+86 138-0000-0001"), read_phone("(0371)65000001转801")
    ('13800000001', '0371-65000001-801')
    """
    plain = _COUNTRY.sub("", half_width(value).removesuffix(".0"))
    closed = _SEPARATORS.sub("", plain)
    if re.fullmatch("0?1[3-9][0-9]{9}", closed, re.ASCII):
        return closed[-11:]
    if re.fullmatch("[1-9][0-9]{9,10}", plain, re.ASCII):
        plain = f"0{plain}"  # +86 371 …: the zero of the area code is not dialled from abroad
    found = _AREA.fullmatch(
        _EXTENSION_WORDS.sub("-", plain if plain.startswith(("0", "(0")) else f"0{plain}")
    )
    return "-".join(part for part in (found[1], found[2] + found[3], found[4]) if part) if found else None


def read_phones(values: pa.StringArray) -> pa.StringArray:
    """Return `read_phone` of each value; mobile numbers, which are the most, are read in one go."""
    folded = pc.replace_substring_regex(pc.utf8_normalize(values, "NFKC"), _BETWEEN, "")
    mobile = pc.struct_field(pc.extract_regex(folded, _MOBILE), "number")
    rows = present(values) & np.asarray(mobile.is_null().to_numpy(zero_copy_only=False))
    return pc.coalesce(mobile, spread(map_distinct(values.filter(pa.array(rows)), read_phone), rows))


_SCIENTIFIC = r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}"
_SERVICE = "[48]00-?[0-9]{3}-?[0-9]{4}"
_EXTENSION = "(?:-[0-9]{1,6})?"
_SHAPE = f"0[0-9]{{2,3}}-?[0-9]{{7,8}}{_EXTENSION}"
_BETWEEN = r"^[\s\p{Z}\p{Cc}\p{Cf}'`‘’]+|[\s\p{Z}\p{Cc}\p{Cf}\-()]+"
_MOBILE = r"\A(?:(?:\+|00)?86)?0?(?P<number>1[3-9][0-9]{9})\z"
_SEPARATORS = re.compile(r"[\s\-.()]+")
_COUNTRY = re.compile(r"^(?:\+|00)?\(?86\)?[\s-]*(?=[01-9(])")
_EXTENSION_WORDS = re.compile(r"\s*(?:转|分机|ext\.?|x|#)\s*[:：]?\s*(?=[0-9]{1,6}$)", re.IGNORECASE)
_AREA = re.compile(r"\(?(0[0-9]{2,3})\)?[\s\-.]*([0-9]{3,4})[\s\-.]?([0-9]{4})(?:\s*-\s*([0-9]{1,6}))?")


@cache
def _assigned() -> Bools:
    """Return for each three-digit number below 200 whether it is an assigned mobile prefix."""
    return np.isin(np.arange(200), [int(code[:3]) for code in read_table("mobile_prefix").codes])


@cache
def _landline_pattern() -> str:
    """Return the pattern of numbers whose area code exists; areas of three digits have numbers of eight."""
    areas = sorted(read_table("landline_area_code").codes)
    short, long = ("|".join(area for area in areas if len(area) == width) for width in (3, 4))
    return f"(?:(?:{short})-?[0-9]{{8}}|(?:{long})-?[0-9]{{7,8}}){_EXTENSION}|{_SERVICE}"


def _judge_mobile(values: pa.StringArray) -> Verdicts:
    digits = matches(values, "[0-9]+")
    return first_reason(
        (matches(values, _SCIENTIFIC), Reason.DAMAGED),
        (~digits, Reason.FORMAT),
        (byte_lengths(values) != 11, Reason.LENGTH),
        (np.ones(len(values), np.bool_), Reason.COMPONENT),
    )


def _judge_landline(values: pa.StringArray) -> Verdicts:
    known = matches(values, _landline_pattern())
    wide = matches(values, f"{_SHAPE}") & ~matches(values, f"0(?:10|2[0-9])-?[0-9]{{7}}{_EXTENSION}")
    return first_reason(
        (known, Reason.GOOD),
        (matches(values, _SCIENTIFIC), Reason.DAMAGED),
        (~matches(values, "[0-9]+(?:-[0-9]+)*"), Reason.FORMAT),
        (~wide, Reason.LENGTH),
        (np.ones(len(values), np.bool_), Reason.COMPONENT),
    )


def _judge_either(values: pa.StringArray) -> Verdicts:
    fixed = matches(values, r"(?s:[(（]?[048].*)")
    return np.where(fixed, _judge_landline(values), _judge_mobile(values)).astype(np.uint8)
