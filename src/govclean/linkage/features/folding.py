"""Names of persons in one writing: characters, dots, blanks and what was lost, before they are taken apart."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.comparing import JOINER
from govclean.linkage.features.characters import or_null, plain_letter, replaced, simplified
from govclean.linkage.features.readings import readings, syllables, syllables_in
from govclean.values.characters import DAMAGE, HAN
from govclean.values.columns import Bools, map_distinct

LOST = "\ufffd"
"""Stands for any number of characters that were lost together."""

DOT = "·"
"""Joins the parts of a name written in Han characters; a blank joins those of others."""

SPELLED = 0xF0000
"""From here on (a private plane) code points stand for syllables in Latin letters within a Han name, as in 王zhe."""


def folded(names: pa.StringArray) -> pa.StringArray:
    """Return names in one writing: width, case, accents, traditional characters, dots, blanks; null for no name.

    Han names of up to four characters are closed up, longer ones keep a dot where a dot or blank stood. What stands in
    brackets goes. Lost characters (?, □, private use) become one U+FFFD.

    >>> folded(pa.array(["張 三", "买买提。吐尔逊", "O'Neil,  Anna-María", "王？？", "(无)"])).to_pylist()
    ['张三', '买买提·吐尔逊', 'oneil anna maria', '王�', None]
    """
    text = replaced(names, _fold)
    for pattern, instead in ((r"\([^()]*\)?", ""), (f"{LOST}[ {LOST}]*{LOST}", LOST), (f"^[{LOST} ]+$", "")):
        if _any(text, pattern):
            text = pc.replace_substring_regex(text, pattern, instead)
    return or_null(_joined(text))


def has_han(names: pa.StringArray) -> Bools:
    """Return which names have a Han character."""
    return _matches(names, f"[{HAN}]")


def elements(names: pa.StringArray) -> pa.StringArray:
    """Return folded Han names without dots, one code point for each syllable; null for other names.

    A Latin spelling beside the same name in Han characters goes; one in place of a character becomes `SPELLED`.

    >>> [len(name) for name in elements(pa.array(["王zhe", "买买提·吐尔逊", "王小明·wang·xiaoming"])).to_pylist()]
    [2, 6, 3]
    """
    closed = pc.if_else(pa.array(has_han(names)), _without(names, DOT), pa.scalar(None, pa.string()))
    mixed = pa.array(_matches(closed, "[a-z]"))
    if not pc.any(mixed).as_py():
        return closed
    return pc.replace_with_mask(closed, mixed, map_distinct(closed.filter(mixed), _with_spelled))


def closed(names: pa.StringArray) -> pa.StringArray:
    """Return folded names without dots and blanks."""
    return _without(names, f"[ {DOT}]")


@cache
def spelled_readings() -> tuple[str, ...]:
    """Return the syllables that code points from `SPELLED` stand for, in their order."""
    return tuple(sorted(syllables()))


def _fold(character: str) -> str:
    return "".join(map(_folded, plain_letter(character)))


def _folded(character: str) -> str:
    """Return what a plain character becomes: a letter or mark of any script, a blank, a bracket, `LOST`, or nothing."""
    if character == JOINER or character.isalpha():
        return simplified(character)
    if character > "\u036f" and unicodedata.combining(character):
        return character
    return LOST if _IS_DAMAGE.match(character) else _SIGNS.get(character, "")


_IS_DAMAGE = re.compile(f"[{DAMAGE}]")
_SIGNS = {
    **dict.fromkeys("·•‧・。●∙⋅᛫.,、;/_-‐‑–—~ \t\n", " "),
    **dict.fromkeys("([【〔〈《<", "("),
    **dict.fromkeys(")]】〕〉》>", ")"),
    **dict.fromkeys("〇○", "〇"),
}


def _joined(text: pa.StringArray) -> pa.StringArray:
    """Return names with their separators, all blanks so far, as `folded` says."""
    rows = pa.array(_matches(text, " "))
    if not pc.any(rows).as_py():
        return text
    parted = pc.utf8_trim_whitespace(pc.replace_substring_regex(text.filter(rows), " +", " "))
    dotted = pc.replace_substring(parted, " ", DOT)
    tight = pc.replace_substring(parted, " ", "")
    short = pc.less_equal(pc.utf8_length(tight), 4)
    han = pa.array(has_han(parted))
    whole = pc.if_else(han, pc.if_else(short, tight, dotted), parted)
    return pc.replace_with_mask(text, rows, whole)


def _with_spelled(name: str) -> str:
    """Return a name of Han characters and Latin letters with one code point for each syllable."""
    han = re.sub("[a-z]+", "", name)
    read = ["".join(readings(character)[:1]) for character in han]
    if re.sub("[^a-z]+", "", name) in {"".join(read), "".join(read[1:] + read[:1])}:
        return han
    return re.sub("[a-z]+", _as_syllables, name)


def _as_syllables(letters: re.Match[str]) -> str:
    parts = syllables_in(letters[0])
    return "".join(chr(SPELLED + spelled_readings().index(part)) for part in parts) if parts else letters[0]


def _without(names: pa.StringArray, signs: str) -> pa.StringArray:
    return pc.replace_substring_regex(names, signs, "") if _any(names, signs) else names


def _any(names: pa.StringArray, pattern: str) -> bool:
    return bool(_matches(names, pattern).any())


def _matches(names: pa.StringArray, pattern: str) -> Bools:
    found: Bools = pc.fill_null(pc.match_substring_regex(names, pattern), fill_value=False).to_numpy(
        zero_copy_only=False
    )
    return found
