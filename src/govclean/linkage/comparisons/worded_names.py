"""Names of several words or many characters, pair by pair: foreign names, minority names with dots, names in pinyin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparisons.name_levels import (
    ALIKE,
    DIFFERS,
    GIVEN_NAME,
    ORDER,
    SHORTER,
    SOUND,
    SURNAME,
)
from govclean.linkage.comparisons.spoken_names import SpokenNames
from govclean.linkage.comparisons.words import Beginnings, coded, equal
from govclean.linkage.features.folding import DOT, closed
from govclean.linkage.records import Codes
from govclean.values.columns import Bools, map_distinct

_NULL = pa.scalar(None, pa.string())

Two = tuple[Codes, Codes]


@dataclass(frozen=True)
class WordedNames:
    """Names as words, one entry a value."""

    spoken: SpokenNames
    counts: NDArray[np.int32]  # words
    sets: Codes  # three words or more in any order; 0 for fewer
    beginnings: Beginnings

    @classmethod
    def of(cls, names: pa.StringArray, spoken: SpokenNames) -> WordedNames:
        """Return the names of a column of folded names."""
        counts = pc.add(pc.count_substring_regex(pc.fill_null(names, ""), f"[ {DOT}]"), 1)
        several = pc.if_else(pc.greater(counts, 2), names, _NULL)
        sets, _ = coded(map_distinct(several, _in_any_order))
        return cls(spoken, np.asarray(counts, np.int32), sets, Beginnings(closed(names)))

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the level of pairs of names in one script; none is equal."""
        words = self.spoken.words
        first: Two = (self.spoken.first[left], self.spoken.first[right])
        last: Two = (self.spoken.last[left], self.spoken.last[right])
        levels = np.full(len(left), DIFFERS, np.uint8)
        levels[equal(*last)] = SURNAME
        levels[equal(*first)] = GIVEN_NAME
        levels[self._is_shorter(left, right, first, last)] = SHORTER
        both_single = (last[0] == 0) & (last[1] == 0)
        alike = words.alike(*first) & (both_single | words.alike(*last)) & (levels != SHORTER)
        levels[alike] = np.where(self.spoken.han[left], SOUND, ALIKE)[alike]
        crossed = words.alike(first[0], last[1]) & words.alike(last[0], first[1])
        levels[crossed | equal(self.sets[left], self.sets[right])] = ORDER
        return levels

    def _is_shorter(self, left: Codes, right: Codes, first: Two, last: Two) -> Bools:
        """Return where one name lacks a word of the other, its end, or all of a word but the initial."""
        one_single = (last[0] == 0) ^ (last[1] == 0)
        one_word = one_single & (equal(*first) | equal(first[0], last[1]) | equal(last[0], first[1]))
        middle = (self.counts[left] != self.counts[right]) & equal(*first) & equal(*last)
        initial = self.spoken.words.shortened(*first) & equal(*last)
        return np.asarray(one_word | middle | initial | self.beginnings.one_begins_other(left, right))


def _in_any_order(name: str) -> str:
    return " ".join(sorted(name.replace(DOT, " ").split(" ")))
