"""Chinese names of two to four characters, pair by pair: the characters of a name are four numbers in one word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.comparisons.name_levels import (
    ALIKE,
    DIFFERS,
    GIVEN_NAME,
    ONE_CHARACTER,
    ORDER,
    SHORTER,
    SOUND,
    SURNAME,
)
from govclean.linkage.comparisons.sound_and_shape import SoundAndShape
from govclean.linkage.features.characters import numbered
from govclean.linkage.features.han_names import LONGEST, HanNames
from govclean.linkage.records import Codes
from govclean.values.columns import Bools

Words = NDArray[np.uint64]
Lanes = NDArray[np.uint16]

_LANE = np.uint64(16)  # bits of one character
_FIRST = np.uint64(0xFFFF)
_TWO = np.uint64(0xFFFFFFFF)
_MOST = 0xFFFF  # characters that have a number


@dataclass(frozen=True)
class ShortNames:
    """Names of two to four Han characters among the values of a column, one entry a value."""

    plain: Bools  # which values are such names
    words: Words  # four lanes of sixteen bits, the first character lowest: its place in `characters` from 1, 0 for none
    sorted_words: Words  # the lanes in the order of their numbers
    lengths: NDArray[np.uint8]
    surnames: Words  # the lanes of the surname
    given: Words  # the lanes of a given name of two characters or more; 0 for a shorter one
    signatures: NDArray[np.uint64]  # of the first character
    characters: SoundAndShape

    @classmethod
    def of(cls, names: HanNames) -> ShortNames:
        """Return the short names among the names of a column."""
        found, places = numbered(names.points)
        characters = SoundAndShape(found)
        held = np.append(places + np.int32(1), np.zeros(LONGEST, np.int32))
        lengths = names.lengths
        lanes = held[names.starts[:-1, None] + np.arange(LONGEST, dtype=np.int32)]
        lanes[np.arange(LONGEST) >= lengths[:, None]] = 0
        plain = (names.surnames > 0) & (lengths > 1) & (lanes.max(axis=1) <= _MOST)
        words = _words(lanes)
        bits = names.surnames.astype(np.uint64) * _LANE
        return cls(
            plain,
            words,
            _words(np.sort(lanes, axis=1)),
            lengths.astype(np.uint8),
            words & ((np.uint64(1) << bits) - np.uint64(1)),
            np.where(lengths - names.surnames > 1, words >> bits, np.uint64(0)),
            np.append(np.uint64(0), characters.signatures)[lanes[:, 0]],
            characters,
        )

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the level of pairs of names that are plain; none is equal."""
        ours, theirs = self.words[left], self.words[right]
        even = self.lengths[left] == self.lengths[right]
        one_first = (ours ^ theirs) & _FIRST == 0
        levels = np.full(len(left), DIFFERS, np.uint8)
        rows = np.flatnonzero(one_first & ~even)
        levels[rows[self.surnames[left[rows]] == self.surnames[right[rows]]]] = SURNAME
        given = self.given[left]
        levels[(given == self.given[right]) & (given > 0)] = GIVEN_NAME
        rows = np.flatnonzero(even & ((self.signatures[left] & self.signatures[right]) != 0))
        levels[rows] = np.minimum(levels[rows], self._even(left[rows], right[rows]))
        rows = np.flatnonzero(~even)
        levels[rows[_is_shorter(ours[rows], theirs[rows])]] = SHORTER
        levels[self.sorted_words[left] == self.sorted_words[right]] = ORDER
        return levels

    def _even(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the levels of names of one length whose first characters may be alike."""
        levels = np.full(len(left), DIFFERS, np.uint8)
        ours, theirs = _lanes(self.words[left]), _lanes(self.words[right])
        unlike = ours != theirs
        one = unlike.sum(axis=1, dtype=np.uint8) == 1
        surname = self.surnames[left] == self.surnames[right]
        levels[surname] = SURNAME
        levels[one & surname & (self.given[left] > 0)] = ONE_CHARACTER
        singly = np.flatnonzero(one)
        at = (singly, unlike[singly].argmax(axis=1))
        pair = _places(ours[at]), _places(theirs[at])
        levels[singly[self.characters.lost(*pair)]] = SHORTER
        levels[self._all_nearly(ours, theirs, unlike)] = SOUND
        levels[singly[self.characters.alike(*pair)]] = ALIKE
        return levels

    def _all_nearly(self, ours: Lanes, theirs: Lanes, unlike: Bools) -> NDArray[np.intp]:
        """Return the pairs in which all characters that differ are nearly alike."""
        rows = np.arange(len(ours))
        for place in range(LONGEST):
            fine = ~unlike[rows, place]
            open_ = np.flatnonzero(~fine)
            at = (rows[open_], place)
            fine[open_] = self.characters.nearly(_places(ours[at]), _places(theirs[at]))
            rows = rows[fine]
        return rows


def _is_shorter(ours: Words, theirs: Words) -> Bools:
    """Return where one name is the other without one of its characters, its first two or its last two."""
    longer, shorter = np.maximum(ours, theirs), np.minimum(ours, theirs)
    within = (longer >> _LANE == shorter) | (longer >> np.uint64(2) * _LANE == shorter)
    rows = np.flatnonzero((longer ^ shorter) & _FIRST == 0)
    longer, shorter = longer[rows], shorter[rows]
    begins = longer & _TWO == shorter
    for place in range(1, LONGEST):
        before = (np.uint64(1) << np.uint64(place) * _LANE) - np.uint64(1)
        begins |= (longer & before | (longer >> _LANE) & ~before) == shorter
    within[rows] |= begins
    return np.asarray(within)


def _words(lanes: NDArray[np.int32]) -> Words:
    return np.ascontiguousarray(lanes.astype(np.uint16)).view(np.uint64)[:, 0]


def _lanes(words: Words) -> Lanes:
    """Return four lanes for each word (words × 4)."""
    return words.view(np.uint16).reshape(-1, LONGEST)


def _places(lanes: Lanes) -> NDArray[np.int32]:
    """Return the places of characters from 0."""
    return lanes.astype(np.int32) - np.int32(1)
