"""What may be shown of a value: enough to find the record, never enough to name the person.

All functions take and give one `StringArray`; null stays null. A mask never returns a sensitive value whole.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.characters import HAN
from govclean.values.columns import Bools, map_distinct, matches
from govclean.values.tables import read_table

STARS = "****"
_MOST_STARS = 24


def mask_number(values: pa.StringArray, keep_head: int, keep_tail: int) -> pa.StringArray:
    """Return numbers with their middle starred; of values too short for that, less or nothing is kept.

    A value with Han characters in it is no number and is masked as a text.

    >>> mask_number(pa.array(["41010219850101231X", "12345", "7"]), 4, 4).to_pylist()
    ['4101**********231X', '1***5', '*']
    """
    lengths = pc.utf8_length(values)
    roomy = pc.greater_equal(lengths, keep_head + keep_tail + 3)
    quarter = pc.divide(lengths, 4)
    shown = [pc.if_else(roomy, keep, pc.min_element_wise(quarter, keep)) for keep in (keep_head, keep_tail)]
    hidden = pc.subtract(pc.subtract(lengths, shown[0]), shown[1])
    starred = pc.binary_join_element_wise(
        _cut(values, shown[0], keep_head, from_end=False),
        pc.binary_repeat("*", pc.min_element_wise(hidden, _MOST_STARS)),
        _cut(values, shown[1], keep_tail, from_end=True),
        "",
    )
    return pc.if_else(pc.match_substring_regex(values, f"[{HAN}]"), mask_text(values), starred)


def mask_name(values: pa.StringArray) -> pa.StringArray:
    """Return names as their first character and a star for each of the others, three at most.

    >>> mask_name(pa.array(["张三", "欧阳娜娜", "Smith", "李"])).to_pylist()
    ['张*', '欧***', 'S***', '*']
    """
    lengths = pc.utf8_length(values)
    head = pc.if_else(pc.greater(lengths, 1), pc.utf8_slice_codeunits(values, 0, 1), "")
    rest = pc.subtract(lengths, pc.utf8_length(head))
    return pc.binary_join_element_wise(head, pc.binary_repeat("*", pc.min_element_wise(rest, 3)), "")


def mask_text(values: pa.StringArray) -> pa.StringArray:
    """Return any text as its first character and stars; for fields that a standard calls sensitive."""
    return mask_name(values)


def mask_phone(values: pa.StringArray) -> pa.StringArray:
    """Return phone numbers with their middle starred: `138****0001`, `0371*****8001`.

    >>> mask_phone(pa.array(["13800000001", "0371-65008001", "张三"])).to_pylist()
    ['138****0001', '037******8001', '张*']
    """
    return mask_number(values, 3, 4)


def mask_address(values: pa.StringArray) -> pa.StringArray:
    """Return addresses up to their province, city and county, as far as those names are known; then stars.

    >>> mask_address(pa.array(["河南省郑州市金水区花园路1号", "张三住郑州市金水区"])).to_pylist()
    ['河南省郑州市金水区****', '****']
    """
    heads = pc.struct_field(pc.extract_regex(values, _ADDRESS_HEAD), "head")
    return pc.binary_join_element_wise(map_distinct(heads, _known_part), STARS, "")


def hide_personal(values: pa.StringArray) -> pa.StringArray:
    """Return values of a harmless field with what looks personal starred: the net under shifted columns.

    Hidden are runs of 15 digits and more (resident ids, bank cards; blanks and hyphens between), what a
    spreadsheet leaves of them (`4.1E+17`), mobile and landline numbers, and whole values that read as a
    Chinese person's name. A unified social credit code with letters stays: it is public.

    >>> hide_personal(pa.array(["电话13800000001", "41010219850101231X", "4.10102E+17"])).to_pylist()
    ['电话138****0001', '4101**********231X', '4.****E+17']
    >>> hide_personal(pa.array(["张三", "91350100M000100Y43"])).to_pylist()
    ['张*', '91350100M000100Y43']
    """
    return pc.if_else(pa.array(_like_names(values)), mask_name(values), hide_numbers(values))


def hide_numbers(values: pa.StringArray) -> pa.StringArray:
    """Return free text with what looks like a personal number starred, as `hide_personal` does; names stay.

    >>> hide_numbers(pa.array(["程序错误", "请致电13800000001核实"])).to_pylist()
    ['程序错误', '请致电138****0001核实']
    """
    hidden = values
    for pattern, shown in _NETS:
        hidden = pc.replace_substring_regex(hidden, pattern, shown)
    return pc.if_else(pa.array(matches(values, _USCC) & ~matches(values, _ONLY_DIGITS)), values, hidden)


def _cut(values: pa.StringArray, counts: pa.Array, most: int, *, from_end: bool) -> pa.StringArray:
    """Return the first or last `counts` characters of each value; counts are at most `most`."""
    cut = pc.if_else(pc.is_valid(values), "", pa.scalar(None, pa.string()))
    for count in range(1, most + 1):
        piece = pc.utf8_slice_codeunits(values, *((-count, None) if from_end else (0, count)))
        cut = pc.if_else(pc.equal(counts, count), piece, cut)
    return cut


def _like_names(values: pa.StringArray) -> Bools:
    """Return values that are a surname and one to three more Han characters, and no division's name."""
    places = pc.is_in(values, value_set=pa.array(sorted(_division_names()))).to_numpy(zero_copy_only=False)
    return np.asarray(matches(values, _name_pattern()) & ~places)


@cache
def _name_pattern() -> str:
    surnames = read_table("surname").codes
    single = "".join(sorted(surname for surname in surnames if len(surname) == 1))
    double = "|".join(sorted(surname for surname in surnames if len(surname) > 1))
    return rf"\s*(?:[{single}]|{double})[ 　]?[{HAN}](?:[ 　]?[{HAN}]){{0,2}}(?:\s*[(（].*)?"


def _known_part(head: str) -> str:
    """Return the longest row of division names that a text starts with."""
    end = 0
    while found := _next_name(head, end):
        end = found
    return head[:end]


def _next_name(head: str, start: int) -> int:
    names = _division_names()
    return next(
        (end for end in range(min(len(head), start + 15), start + 1, -1) if head[start:end] in names), 0
    )


@cache
def _division_names() -> frozenset[str]:
    return frozenset(read_table("gbt2260").rows["label"].to_pylist())


_ADDRESS_HEAD = f"^(?P<head>[{HAN}]{{0,45}})"
_DIGIT = "[0-9０-９]"
_MOBILE = f"[1１][3-9３-９]{_DIGIT}"
_CALL = "(?:[+]?(?:00)?86|0)?[ -]?"  # +86 and the like before a mobile number
_AREA = f"[0０][1-9１-９]{_DIGIT}{{1,2}}[)）]?[ -]?"
_BEFORE, _AFTER = "(^|[^0-9０-９])", "($|[^0-9０-９])"
_BEFORE_AREA = "(^|[^0-9０-９A-Za-z])"
_NETS = (
    (f"({_DIGIT}{{4}})(?:[ -]?{_DIGIT}){{7,}}[ -]?({_DIGIT}{{3}}[0-9Xx０-９Ｘｘ])", r"\1**********\2"),
    (f"({_DIGIT}{{2}})(?:[ -]?{_DIGIT}){{13,}}", r"\1**********"),
    (f"({_DIGIT})(?:[.．]{_DIGIT}+)?[EeＥｅ][+＋]?({_DIGIT}{{2}})", r"\1.****E+\2"),
    # Twice each: two numbers may share the one character between them.
    *[(f"{_BEFORE}({_CALL}{_MOBILE})[ -]?{_DIGIT}{{4}}[ -]?({_DIGIT}{{4}}){_AFTER}", r"\1\2****\3\4")] * 2,
    *[(f"{_BEFORE_AREA}({_AREA}){_DIGIT}{{3,4}}[ -]?({_DIGIT}{{4}}){_AFTER}", r"\1\2****\3\4")] * 2,
)
_USCC = "[1-9A-HJ-NP-RT-Y][0-9A-HJ-NP-RT-Y][0-9]{6}[0-9A-HJ-NP-RT-Y]{10}"
_ONLY_DIGITS = "[0-9]{17}[0-9X]"
