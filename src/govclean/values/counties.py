"""The county an address names, held against a division code."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools
from govclean.values.divisions import names_of
from govclean.values.tables import read_table

# What stands at the beginning of an address: province, prefecture, county, each if written; RE2. The second form is
# for county-level cities, which the first would take for prefectures.
_PROVINCE = r"^\s*(?:\p{Han}{2,6}?(?:省|自治区))?"
_PREFECTURE = r"(?:\p{Han}{2,10}?(?:自治州|地区|盟|市))(?:市辖区)?"
_COUNTY = r"(?P<county>\p{Han}{1,14}?(?:自治县|自治旗|矿区|林区|特区|新区|区|县|旗|市))"
_NAMED_AFTER_PREFECTURE = (
    r"(?s)^(?P<head>\s*(?:\p{Han}{2,6}?(?:省|自治区))?(?P<prefecture>\p{Han}{1,10}?(?:自治州|地区|盟|市))(?:市辖区)?)"
    + _COUNTY
    + r"(?P<rest>.*)$"
)
_HEADS = (_PROVINCE + _PREFECTURE + _COUNTY, _PROVINCE + _COUNTY)


def names_another_county(codes: pa.StringArray, addresses: pa.StringArray) -> Bools:
    """Return where an address names a county, and not the one its code stands for.

    Judged is only a name that some county bears or bore; former and later names of the code's county count as its own,
    and so does a county that has since been merged into it. Codes above county level are not judged.

    >>> addresses = pa.array(["郑州市金水区1号", "郑州市二七区1号", "二七路1号", "洛阳市吉利区1号"])
    >>> names_another_county(pa.array(["410105", "410105", "410105", "410308"]), addresses).tolist()
    [False, True, False, False]
    """
    named = pc.coalesce(*(_county_in(addresses, head) for head in _HEADS))
    rows = np.flatnonzero(pc.and_(pc.is_valid(named), pc.is_valid(codes)).to_numpy(zero_copy_only=False))
    other = np.zeros(len(codes), np.bool_)
    if len(rows):
        taken = pa.array(rows)
        pairs = pc.binary_join_element_wise(
            pc.utf8_slice_codeunits(codes.take(taken), 0, 6), named.take(taken), "|"
        )
        encoded = pairs.dictionary_encode()
        answers = [_is_another(*pair.split("|")) for pair in encoded.dictionary.to_pylist()]
        other[rows] = np.array(answers, np.bool_)[encoded.indices.to_numpy()]
    return other


def _county_in(addresses: pa.StringArray, head: str) -> pa.StringArray:
    """Return the county that stands at the head of each address, null where none that exists or existed does."""
    named = pc.struct_field(pc.extract_regex(addresses, head), "county")
    return pc.if_else(pc.is_in(named, value_set=_county_names()), named, None)


def _is_another(code: str, name: str) -> bool:
    if code.endswith("00") or not names_of(code).county:
        return False
    return name not in names_of(code).county and code not in _codes_behind(name)


@cache
def _county_names() -> pa.StringArray:
    """Return every name of a county, now or formerly; not those that are a prefecture's today (商丘市, 周口市)."""
    rows = read_table("gbt2260").rows
    above = pc.ends_with(rows["code"], "00")
    today = rows["label"].filter(pc.and_(above, pc.equal(rows["valid_to"], "")))
    names = pc.unique(rows["label"].filter(pc.invert(above)))
    return names.filter(pc.invert(pc.is_in(names, value_set=pc.unique(today))))


@cache
def _codes_behind(name: str) -> frozenset[str]:
    """Return the codes of every county that ever bore a name, and of what took it over."""
    table = read_table("gbt2260")
    found = set(_codes_of(name))
    waiting = list(found)
    while waiting:
        heirs = set(table.successors(waiting.pop())) - found
        found |= heirs
        waiting += sorted(heirs)
    return frozenset(found)


def division_heads() -> tuple[str, ...]:
    """Return the names of provinces and prefectures, with which an address may begin."""
    return _division_heads()


@cache
def _division_heads() -> tuple[str, ...]:
    rows = read_table("gbt2260").rows
    return tuple(pc.unique(rows["label"].filter(pc.ends_with(rows["code"], "00"))).to_pylist())


def current_county_names(addresses: pa.StringArray) -> pa.StringArray:
    """Return addresses in which a county that no longer exists has the name of its only successor; null elsewhere.

    Changed is only a county named after its prefecture, that this prefecture had and no longer has, all of which went
    to one county.

    >>> current_county_names(pa.array(["洛阳市吉利区1号", "吉利区1号", "洛阳市涧西区1号"])).to_pylist()
    ['洛阳市孟津区1号', None, None]
    """
    parts = pc.extract_regex(addresses, _NAMED_AFTER_PREFECTURE)
    heads, names, rest = (pc.struct_field(parts, part).to_pylist() for part in ("head", "county", "rest"))
    prefectures = pc.struct_field(parts, "prefecture").to_pylist()
    renamed = (
        _heir_in(prefecture, name) if name else None
        for prefecture, name in zip(prefectures, names, strict=True)
    )
    return pa.array(
        [
            f"{head}{heir}{tail}" if heir else None
            for head, heir, tail in zip(heads, renamed, rest, strict=True)
        ],
        pa.string(),
    )


@cache
def _heir_in(prefecture: str, county: str) -> str | None:
    """Return the present name of what took over a county of a prefecture; None where it still is, or nobody can tell."""
    table = read_table("gbt2260")
    codes = _codes_of(county)
    within = {code for code in codes if prefecture in names_of(code).prefecture}
    if not within or any(code in table.current() and table.label(code) == county for code in within):
        return None
    heirs = {code if code in table.current() else table.successor(code) for code in within}
    heir = heirs.pop() if len(heirs) == 1 else None
    return table.label(heir) if heir else None


@cache
def _codes_of(county: str) -> frozenset[str]:
    rows = read_table("gbt2260").rows
    return frozenset(rows["code"].filter(pc.equal(rows["label"], county)).to_pylist())
