"""Features of persons' names: writing, sound, shape, surname and given name.

Each brings together what one kind of mistake tears apart: `pinyin` the homophones of a clerk who listened, `glyph` the
lookalikes of one who read, `letters` names in another order or in Latin letters.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.characters import replaced
from govclean.linkage.features.feature import Feature
from govclean.linkage.features.folding import LOST, SPELLED, closed, folded
from govclean.linkage.features.glyphs import stand_in
from govclean.linkage.features.han_names import initials, sounds, surname_and_given
from govclean.values.columns import map_distinct
from govclean.wording import Text

PERSONS = ("cn.person_name",)

_UNKNOWN = f"[{LOST}{chr(SPELLED)}-{chr(SPELLED + 0xFFFD)}]"
_NULL = pa.scalar(None, pa.string())


def _key(names: pa.StringArray) -> pa.StringArray:
    return _known(closed(folded(names)))


def _pinyin(names: pa.StringArray) -> pa.StringArray:
    return sounds(folded(names))


def _initials(names: pa.StringArray) -> pa.StringArray:
    return initials(folded(names))


def _surname(names: pa.StringArray) -> pa.StringArray:
    return _known(surname_and_given(folded(names))[0])


def _given(names: pa.StringArray) -> pa.StringArray:
    return _known(surname_and_given(folded(names))[1])


def _glyph(names: pa.StringArray) -> pa.StringArray:
    return replaced(_key(names), stand_in)


def _letters(names: pa.StringArray) -> pa.StringArray:
    return map_distinct(_pinyin(names), lambda sound: "".join(sorted(sound)))


def _known(parts: pa.StringArray) -> pa.StringArray:
    """Return parts of names, null where a character was lost or spelled: records must not meet in what nobody knows."""
    return pc.if_else(pc.match_substring_regex(parts, _UNKNOWN), _NULL, parts)


FEATURES: tuple[Feature, ...] = (
    Feature("key", Text("姓名归一形式", "name in one writing"), PERSONS, _key),
    Feature("pinyin", Text("姓名拼音", "name in pinyin"), PERSONS, _pinyin),
    Feature("initials", Text("姓名拼音首字母", "initials of the pinyin"), PERSONS, _initials),
    Feature("surname", Text("姓", "surname"), PERSONS, _surname),
    Feature("given", Text("名", "given name"), PERSONS, _given),
    Feature("glyph", Text("姓名字形归并", "name with lookalike characters as one"), PERSONS, _glyph),
    Feature(
        "letters", Text("姓名拼音字母（不计顺序）", "letters of the pinyin in any order"), PERSONS, _letters
    ),
)
