"""Administrative divisions: codes of GB/T 2260 with their history, 9 and 12 digits of the statistical table.

A code that either table knows is never called wrong: 133 development zones and the like stand in the
statistical table only, and summary codes (`410101` 市辖区) in neither though GB/T 2260 defines them. The
statistical table is that of 2023 and has no history: a township it does not know, in a county that is known,
is left in peace unless `current` is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, first_reason, matches, on_distinct, present
from govclean.values.masking import hide_personal
from govclean.values.parameters import require_choice
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import half_width, suggest_readings
from govclean.values.tables import CodeTable, read_table
from govclean.wording import Text

_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True)
class Division(SemanticType):
    """The code of an administrative division.

    Right: `410105` (金水区), `410105001`, `410105001000`. Retired: `410306` (吉利区, since 2021 part of
    `410308`); right in a resident number, out of date in an address. Wrong: `999999`, `4101`, `金水区`.

    Args:
        digits: `6` for counties and above, `9` for townships, `12` for villages, `any` of them.
        on: `any` takes codes of every period, `current` only those valid `today`.
        today: the day that `current` means.
    """

    digits: str = "6"
    on: str = "any"
    today: date = field(default_factory=date.today)

    name: ClassVar[str] = "cn.division"
    title: ClassVar[Text] = Text("行政区划代码", "code of an administrative division")
    basis: ClassVar[str] = "GB/T 2260-2007 with its changes to 2024; statistical division codes 2023"
    repeats: ClassVar[bool] = True
    reasons: ClassVar = {
        Reason.FORMAT: Text("应全部为数字", "must be digits only"),
        Reason.LENGTH: Text("位数不符", "has the wrong number of digits"),
        Reason.CODELIST: Text("没有这个区划代码", "there is no such division"),
        Reason.RETIRED: Text("区划已撤销或更改代码", "the division has been dissolved or recoded"),
    }

    def __post_init__(self) -> None:
        object.__setattr__(self, "digits", str(self.digits))
        require_choice("digits", self.digits, ("6", "9", "12", "any"))
        require_choice("on", self.on, ("any", "current"))

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; see the module for what is never called wrong."""
        return on_distinct(column, self._judge)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the code that a name or a code of other length means, or the successor of a retired one."""
        return suggest_readings(self, values, self._read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values; a person's name or number in the wrong column is starred."""
        return hide_personal(values)

    def parameters(self) -> dict[str, object]:
        """Return the digits and the period."""
        return {"digits": self.digits, "on": self.on}

    def _judge(self, values: pa.StringArray) -> Verdicts:
        widths = "6|9|12" if self.digits == "any" else self.digits
        wide = matches(values, "|".join(f"[0-9]{{{width}}}" for width in widths.split("|")))
        counties = pc.utf8_slice_codeunits(values, 0, 6)
        known = _is_in(counties, _ever()) & ~self._unknown_township(values)
        retired = known & (self.on == "current") & ~_is_in(counties, _now(self.today))
        return first_reason(
            (present(values) & ~matches(values, "[0-9]*"), Reason.FORMAT),
            (present(values) & ~wide, Reason.LENGTH),
            (present(values) & ~known, Reason.CODELIST),
            (retired, Reason.RETIRED),
        )

    def _unknown_township(self, values: pa.StringArray) -> Bools:
        """Return codes of a township that does not exist: 000 with a village, or not in the table."""
        townships = pc.utf8_slice_codeunits(values, 6, 9)
        unknown = matches(values, "[0-9]{6}000[0-9]{3}") & ~matches(values, "[0-9]{6}000000")
        if self.on == "current":
            nine = pc.utf8_slice_codeunits(values, 0, 9)
            whole_county = pc.is_in(townships, value_set=pa.array(["", "000"])).to_numpy(zero_copy_only=False)
            unknown |= ~whole_county & ~_is_in(nine, _townships())
        return unknown

    def _read(self, value: str) -> str | None:
        plain = half_width(value).removesuffix(".0")
        code = self.resized(plain) if plain.isdigit() else code_of_name(plain)
        if code is None or self.on == "any" or code[:6] in _now_set(self.today):
            return code
        return read_table("gbt2260").successor(code, self.today) if len(code) == 6 else None

    def resized(self, code: str) -> str | None:
        """Return a code in the digits asked for, when only zeros are added or dropped."""
        if self.digits == "any":
            return code if len(code) in (6, 9, 12) else code.ljust(6, "0") if len(code) in (2, 4) else None
        width = int(self.digits)
        fits = len(code) in (2, 4, 6, 8, 9, 10, 12) and not code[width:].strip("0")
        return code[:width].ljust(width, "0") if fits else None


@dataclass(frozen=True, slots=True)
class DivisionNames:
    """Every name that a division and those above it have borne, newest first; a level may be empty."""

    province: tuple[str, ...] = ()
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    township: tuple[str, ...] = ()


@cache
def names_of(code: str) -> DivisionNames:
    """Return the names that an address in a division may bear, those of former and later times too.

    A dissolved county also answers to the name of what took it over, since addresses are rewritten before
    codes are.

    >>> names_of("410306").county
    ('吉利区', '孟津区')
    """
    county = "" if code[4:6] in ("", "00") else code[:6]
    prefecture = "" if code[2:4] in ("", "00") else code[:4] + "00"
    township = (
        read_table("stats_12").labels(code[:9] + "000") if len(code) >= 9 and code[6:9] != "000" else ()
    )
    return DivisionNames(_names(code[:2] + "0000"), _names(prefecture), _names(county), township)


def division_names(codes: Iterable[str | None]) -> dict[str, DivisionNames]:
    """Return the names of each distinct code; codes that no table knows have none."""
    return {code: names_of(code) for code in set(codes) if code is not None}


def _names(code: str) -> tuple[str, ...]:
    table, zones = read_table("gbt2260"), read_table("stats_county_only")
    if not code:
        return ()
    heir = table.successor(code)
    return tuple(
        dict.fromkeys((*table.labels(code), *zones.labels(code), *(table.labels(heir) if heir else ())))
    )


def code_of_name(name: str, *, ever: bool = False) -> str | None:
    """Return the one code that a name stands for; None when none or several do.

    Args:
        ever: whether a name that divisions of other periods bore too is in doubt; else the one still valid wins.
    """
    for table in (read_table("gbt2260"), read_table("stats_county_only"), read_table("stats_12")):
        meant = table.meanings(name)
        if meant:
            return table.code_of(name) if not ever or len(meant) == 1 else None
    return None


@cache
def _summaries() -> frozenset[str]:
    """Return the summary codes that GB/T 2260 defines and no list carries: 市辖区, 县, 省直辖县级行政区划."""
    codes = read_table("gbt2260").codes
    districts = {code[:4] + "01" for code in codes if code.endswith("00") and not code.endswith("0000")}
    directly = {code[:2] + "9000" for code in codes if code.endswith("0000")}
    return frozenset(
        districts | directly | {head + tail for head in _MUNICIPALITIES for tail in ("0100", "0200")}
    )


@cache
def _ever() -> pa.StringArray:
    return pa.array(
        sorted(read_table("gbt2260").codes | read_table("stats_county_only").codes | _summaries())
    )


@cache
def _now_set(today: date) -> frozenset[str]:
    tables: tuple[CodeTable, ...] = (read_table("gbt2260"), read_table("stats_county_only"))
    held = frozenset[str]().union(*(table.current(today) for table in tables))
    ever = read_table("gbt2260").codes
    return held | (_summaries() - ever)


@cache
def _now(today: date) -> pa.StringArray:
    return pa.array(sorted(_now_set(today)))


@cache
def _townships() -> pa.StringArray:
    return pc.utf8_slice_codeunits(read_table("stats_12").code_array, 0, 9)


def _is_in(values: pa.StringArray, listed: pa.StringArray) -> Bools:
    found: Bools = pc.is_in(values, value_set=listed).to_numpy(zero_copy_only=False)
    return found & np.asarray(present(values))
