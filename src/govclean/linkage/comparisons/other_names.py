"""Pairs of names that are not both short Chinese ones: in letters, of several words, or one in each script."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparisons.name_levels import DIFFERS, SOUND, SURNAME, WRITTEN
from govclean.linkage.comparisons.spoken_names import SpokenNames
from govclean.linkage.comparisons.worded_names import WordedNames
from govclean.linkage.comparisons.words import coded, equal
from govclean.linkage.features.folding import closed, elements
from govclean.linkage.records import Codes


@dataclass(frozen=True)
class OtherNames:
    """Names of any kind, ready to be compared as words and as sounds."""

    written: Codes  # each name without dots and blanks
    spoken: SpokenNames
    worded: WordedNames

    @classmethod
    def of(cls, names: pa.StringArray) -> OtherNames:
        """Return folded names made ready."""
        written, _ = coded(pc.coalesce(elements(names), closed(names)))
        spoken = SpokenNames.of(names)
        return cls(written, spoken, WordedNames.of(names, spoken))

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the level of pairs of names; none is equal."""
        levels = np.full(len(left), DIFFERS, np.uint8)
        one_script = self.spoken.han[left] == self.spoken.han[right]
        for case, judge in ((one_script, self.worded.levels), (~one_script, self._across_scripts)):
            rows = np.flatnonzero(case)
            levels[rows] = judge(left[rows], right[rows])
        levels[self.written[left] == self.written[right]] = WRITTEN
        return levels

    def _across_scripts(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the level of a Han name and one in letters, which may be its pinyin."""
        spoken = self.spoken
        han, other = np.where(spoken.han[left], (left, right), (right, left))
        levels = np.full(len(left), DIFFERS, np.uint8)
        for word in (spoken.first[other], spoken.last[other]):
            levels[equal(spoken.surnames[han], word)] = SURNAME
        for agree, level in ((spoken.words.alike, SOUND), (equal, WRITTEN)):
            for said in (spoken.whole, spoken.given_first, spoken.by_character):
                levels[agree(said[han], spoken.whole[other])] = level
        return levels
