"""Names as they are said, in Latin letters: whole, in either order, word by word. All are codes of one list."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.comparisons.words import Words, coded
from govclean.linkage.features.folding import DOT, has_han
from govclean.linkage.features.han_names import sounds, surname_and_given
from govclean.linkage.records import Codes
from govclean.values.columns import Bools

ALIKE = 0.92
"""Jaro-Winkler of two words that are alike as they are said."""

_NULL = pa.scalar(None, pa.string())


@dataclass(frozen=True)
class SpokenNames:
    """A column of folded names as they are said, one entry a value; a code 0 is for what a name does not have."""

    han: Bools  # which names have Han characters
    whole: Codes  # surname first in a Han name, as written in others
    given_first: Codes  # in a Han name, the surname last
    by_character: Codes  # a Han name by a program that knows no surnames: 单 as dan
    surnames: Codes  # of Han names
    first: Codes  # the first word, of Han names the part before the dot
    last: Codes  # the last word where there are several
    words: Words

    @classmethod
    def of(cls, names: pa.StringArray) -> SpokenNames:
        """Return how the names of a column are said."""
        han = has_han(names)
        spoken = sounds(names)
        parts = [spoken, *_for_other_scripts(names, han, spoken), *_ends(names, spoken)]
        codes, distinct = coded(pa.concat_arrays(parts))
        whole, given_first, by_character, surnames, first, last = codes.reshape(len(parts), -1)
        return cls(han, whole, given_first, by_character, surnames, first, last, Words(distinct, ALIKE))


def _for_other_scripts(names: pa.StringArray, han: Bools, spoken: pa.StringArray) -> list[pa.StringArray]:
    """Return what a Han name may be called in letters: given name first, by character; and its surname."""
    if han.all() or not han.any():
        return [spoken, spoken, pa.nulls(len(names), pa.string())]
    surnames = pc.if_else(pa.array(han), surname_and_given(names)[0], _NULL)
    return [sounds(names, "given_first"), sounds(names, "by_character"), sounds(surnames)]


def _ends(names: pa.StringArray, whole: pa.StringArray) -> tuple[pa.StringArray, pa.StringArray]:
    """Return how the first and the last word of each name are said; a name of one word has no last."""
    several = pc.fill_null(pc.match_substring_regex(names, f"[ {DOT}]"), fill_value=False)
    words = pc.extract_regex(names.filter(several), f"^(?P<first>[^ {DOT}]+).*[ {DOT}](?P<last>[^ {DOT}]+)$")
    first, last = (sounds(pc.struct_field(words, part)) for part in ("first", "last"))
    return pc.replace_with_mask(whole, several, first), pc.replace_with_mask(
        pa.nulls(len(names), pa.string()), several, last
    )
