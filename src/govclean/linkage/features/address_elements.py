"""Addresses taken apart for comparing: the parts that say where a door is, each without the word that says what it is.

The parser (`values.localities`) keeps an element as it is written on a door plate; two clerks still write 12号 and
12号院, 李庄村 and 李庄行政村, 三期 and nothing. Here every such difference is gone or has a column of its own.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.characters import or_null
from govclean.linkage.features.once import Once
from govclean.values.columns import Bools, map_distinct, present, spread
from govclean.values.localities.numerals import NUMERAL, to_arabic
from govclean.values.localities.parsing import ParsedAddresses, parse

ELEMENTS = (
    *("area", "county", "town", "village", "group", "road", "section", "number", "annex"),
    *("estate", "phase", "building", "unit", "floor", "room", "text"),
)
"""Columns, all text, null where an address has no such part.

- `area`: division code without the zeros at its end (`410105`, `4101` where no county is known); of an ambiguous
  address what all its candidates begin with.
- `county`: its name today, of an ambiguous address too.
- `town`, `village`, `group`: township; village or community without its kind; group or hamlet of the village.
- `road`, `section`, `number`, `annex`: 文化路, 北段, 12 (also 甲12, 100弄), 3 of 12号附3号 and of 12-3号.
- `estate`, `phase`: estate, high building or what else stands there, and which phase of it.
- `building`, `unit`, `floor`, `room`: their numbers or names alone.
- `text`: what stands behind the division, where none of these was found.
"""

_NULL = pa.scalar(None, pa.string())
_ORDINAL = f"[0-9A-Z{NUMERAL}]+"
_UPPER = r"^.{2,}[市县旗区](?P<rest>.{2,})$"  # 洛洋市老城区锦禾路: a county nobody knows
_VILLAGE = r"^(?P<name>.{2,}?)(?:行政村|自然村|社区|嘎查|村)?$"
_GROUPED = r"^(?P<village>.*?(?:村|社区|嘎查))(?P<group>.+(?:组|队|社))$"
_SECTION = r"^(?P<road>.{2,}?(?:路|街|道|巷))(?P<section>[东西南北中]段|[一二三四五六七八九十]段)$"
_NUMBER = r"^(?P<number>[甲乙丙丁戊]?[0-9]+[A-Z甲乙丙丁]?弄?)(?:[^0-9]*(?P<annex>[0-9]+))?"
_PHASE = rf"^(?P<name>.{{2,}}?)(?P<phase>{_ORDINAL}期|[东西南北中][区院苑园])?$"
_ESTATE = r"^(.{2,}?)(?:住宅小区|小区|住宅区)$"
_TELLING = ("town", "village", "road", "number", "estate", "building", "room")
_SIGNS = {
    "building": "号?[楼座栋幢]$",
    "unit": "单元$",
    "floor": "F?层$",
    "room": "室$",
}


def _taken_apart(values: pa.StringArray) -> pa.Table:
    parsed = parse(values)
    area = _area(parsed)
    lead = pc.if_else(pc.is_valid(parsed["community"]), _NULL, parsed["place"])
    lead = pc.if_else(pc.and_(pc.is_null(parsed["road"]), pc.is_valid(parsed["house_no"])), lead, _NULL)
    village, group = _village(parsed)
    road, section = _two(pc.coalesce(_road(parsed["road"], area), lead), _SECTION, "road", "section")
    number, annex = _two(parsed["house_no"], _NUMBER, "number", "annex")
    spare = pc.if_else(pc.or_(pc.is_valid(lead), pc.is_valid(group)), _NULL, _long(parsed["place"]))
    estate, phase = _two(pc.coalesce(parsed["estate"], spare), _PHASE, "name", "phase")
    columns = {
        "area": area,
        "county": parsed["county"],
        "town": parsed["township"],
        "village": village,
        "group": group,
        "road": road,
        "section": section,
        "number": number,
        "annex": annex,
        "estate": pc.replace_substring_regex(estate, _ESTATE, r"\1"),
        "phase": map_distinct(phase, _ordinal),
        **{
            name: or_null(pc.replace_substring_regex(parsed[name], sign, "")) for name, sign in _SIGNS.items()
        },
    }
    columns["text"] = _unread(parsed, columns)
    return pa.table({name: columns[name].dictionary_encode() for name in ELEMENTS})


address_elements = Once(_taken_apart)
"""A table with the columns `ELEMENTS`, dictionary-encoded, one row an address; made once a column."""


def element(values: pa.StringArray, name: str) -> pa.StringArray:
    """Return one column of `address_elements`.

    >>> addresses = pa.array(["郑州市金水区花园路12号院碧溪苑小区三期3号楼2单元501室"])
    >>> [element(addresses, name)[0].as_py() for name in ("area", "road", "number", "estate", "phase", "building")]
    ['410105', '花园路', '12', '碧溪苑', '3期', '3']
    """
    return address_elements(values)[name].chunk(0).cast(pa.string())


def _area(parsed: ParsedAddresses) -> pa.StringArray:
    codes = pc.coalesce(parsed["division"], _common(parsed["candidates"]))
    return or_null(pc.replace_substring_regex(codes, "(?:00){1,2}$", ""))


def _common(candidates: pa.ListArray) -> pa.StringArray:
    """Return how all codes that an address may mean begin, in whole levels."""
    several = present(candidates)
    begins = [_beginning(codes) for codes in candidates.filter(pa.array(several)).to_pylist()]
    return spread(pa.array(begins, pa.string()), several)


def _beginning(codes: list[str]) -> str | None:
    sizes = (size for size in (6, 4, 2) if len({code[:size] for code in codes}) == 1)
    return next((codes[0][:size] for size in sizes), None)


def _village(parsed: ParsedAddresses) -> tuple[pa.StringArray, pa.StringArray]:
    """Return village and group; a hamlet behind the village, where there is no road, is a group too."""
    community = parsed["community"]
    apart = pc.extract_regex(community, _GROUPED)
    whole = pc.coalesce(pc.struct_field(apart, "village"), community)
    rural = pc.and_(pc.is_valid(community), pc.is_null(parsed["road"]))
    group = pc.coalesce(pc.struct_field(apart, "group"), pc.if_else(rural, parsed["place"], _NULL))
    return pc.coalesce(_piece(whole, _VILLAGE, "name"), whole), map_distinct(group, _ordinal)


def _road(roads: pa.StringArray, area: pa.StringArray) -> pa.StringArray:
    """Return roads without a county that nobody knows in front."""
    lost = pc.and_(pc.is_null(area), pc.match_substring_regex(roads, "[市县旗区]"))
    return pc.if_else(
        pc.fill_null(lost, fill_value=False), pc.coalesce(_piece(roads, _UPPER, "rest"), roads), roads
    )


def _ordinal(text: str) -> str:
    """Return a group or phase by its number alone where it has one: 第三村民组 and 3组 are one."""
    number = re.search("[0-9]+", to_arabic(text))
    if number and text.endswith("期"):
        return f"{number[0]}期"
    return number[0] if number else re.sub("(?<=.)(?:村民小组|小组|组|队|社)$", "", text)


def _unread(parsed: ParsedAddresses, columns: dict[str, pa.StringArray]) -> pa.StringArray:
    """Return what is left of addresses in which nothing below the division was found, without blanks and signs."""
    found: Bools = np.logical_or.reduce([present(columns[name]) for name in _TELLING])
    left = pc.binary_join_element_wise(
        *(pc.fill_null(parsed[name], "") for name in ("note", "rest", "place")), ""
    )
    return or_null(pc.if_else(pa.array(found), "", pc.replace_substring_regex(left, r"[\s\pP]+", "")))


def _two(
    values: pa.StringArray, pattern: str, first: str, second: str
) -> tuple[pa.StringArray, pa.StringArray]:
    """Return two groups of a pattern; the whole value as the first where it does not match."""
    found = pc.extract_regex(values, pattern)
    return pc.coalesce(or_null(pc.struct_field(found, first)), values), or_null(
        pc.struct_field(found, second)
    )


def _piece(values: pa.StringArray, pattern: str, name: str) -> pa.StringArray:
    return or_null(pc.struct_field(pc.extract_regex(values, pattern), name))


def _long(values: pa.StringArray) -> pa.StringArray:
    """Return values of two characters or more."""
    return pc.if_else(pc.greater(pc.utf8_length(values), 1), values, _NULL)
