"""One writing for each address, and the key under which two writings of one place meet.

The order is that of the address model: division, township, community, road, house number, estate, building, unit,
storey, room. A place name without a number of its own comes last, after a blank. Remarks are no part of an address.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.localities.parsing import ParsedAddresses

DIVISION = ("province", "city", "county", "zone", "township")
LOCAL = ("community", "road", "house_no", "estate", "building", "unit", "floor", "room")
_KEY = ("road", "house_no", "estate", "building", "unit", "floor", "room", "place")


def normal_form(parsed: ParsedAddresses) -> pa.StringArray:
    """Return the standard full text of each address; null where nothing was read.

    Parsing it again gives the same elements and the same division; `note` and `rest` are left out.

    >>> from govclean.values.localities.parsing import parse
    >>> normal_form(parse(pa.array(["金水区花园路十二号3幢2-501（临时）", None]))).to_pylist()
    ['河南省郑州市金水区花园路12号3号楼2单元501室', None]
    """
    pieces = [parsed[name] for name in (*DIVISION, *LOCAL)]
    estate = len(DIVISION) + LOCAL.index("estate")
    pieces[estate] = pc.replace_substring_regex(
        pieces[estate], "([0-9A-Z])$", r"\1 "
    )  # no number meets another
    pieces.insert(estate, _blank_before_estate(parsed))
    pieces[DIVISION.index("zone")] = _zone(parsed)
    pieces.append(_after_blank(parsed["place"]))
    return _or_null(pc.utf8_trim_whitespace(_together(pieces)))


def match_key(parsed: ParsedAddresses) -> pa.StringArray:
    """Return what two writings of one place have in common; null where it says no more than a division.

    Division code (or the names written, where it is not resolved), then the local elements without the township and
    community, which are often left out, separated by `|`.

    >>> from govclean.values.localities.parsing import parse
    >>> match_key(parse(pa.array(["郑州金水区花园路12号3号楼", "河南省郑州市金水区花园路街道花园路12#3幢"]))).to_pylist()
    ['410105|花园路|12号||3号楼||||', '410105|花园路|12号||3号楼||||']
    """
    written = _together([parsed[name] for name in DIVISION[:-1]])
    code = pc.coalesce(parsed["division"], written)
    local = [pc.fill_null(parsed[name], "") for name in _KEY]
    located = _or_null(_together([parsed[name] for name in _KEY]))
    return pc.if_else(pc.is_valid(located), pc.binary_join_element_wise(code, *local, "|"), None)


def _blank_before_estate(parsed: ParsedAddresses) -> pa.StringArray:
    """Return a blank where an estate follows a name, not a number: 小李村 花园小区 is no 小李村花园."""
    numbered = pc.or_(pc.is_valid(parsed["house_no"]), pc.is_null(parsed["estate"]))
    named = pc.or_(
        pc.is_valid(parsed["community"]), pc.or_(pc.is_valid(parsed["zone"]), pc.is_valid(parsed["road"]))
    )
    named = pc.or_(named, pc.is_valid(parsed["township"]))
    return pc.if_else(pc.and_(pc.invert(numbered), named), " ", "")


def _zone(parsed: ParsedAddresses) -> pa.StringArray:
    """Return the zone, with a blank where a building follows at once: 郑东新区 3号楼 is no estate."""
    between = _together([parsed[name] for name in ("township", "community", "road", "house_no", "estate")])
    followed = pc.and_(pc.is_valid(parsed["zone"]), pc.equal(between, ""))
    return pc.if_else(followed, pc.binary_join_element_wise(parsed["zone"], "", " "), parsed["zone"])


def _after_blank(column: pa.StringArray) -> pa.StringArray:
    return pc.binary_join_element_wise("", column, " ")


def _together(columns: list[pa.StringArray]) -> pa.StringArray:
    return pc.binary_join_element_wise(*[pc.fill_null(column, "") for column in columns], "")


def _or_null(column: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.equal(column, ""), None, column)
