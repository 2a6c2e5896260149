"""Names of persons as Han characters: where the surname ends, and how each character is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.features.characters import numbered, or_null, points_of, spelled
from govclean.linkage.features.folding import DOT, LOST, SPELLED, closed, elements, has_han, spelled_readings
from govclean.linkage.features.readings import compound_readings, readings, surname_reading
from govclean.values.tables import read_table

Counts = NDArray[np.uint8]
Manner = Literal["usual", "given_first", "by_character"]

LONGEST = 4
"""A Han name without a dot has up to so many characters; longer ones are taken as names without a Han surname."""


@dataclass(frozen=True)
class HanNames:
    """A column of names as Han characters, one entry a value; what is no Han name has none."""

    points: NDArray[np.uint32]  # code points of all names one after the other
    starts: NDArray[np.int32]  # n + 1 places in `points`
    surnames: Counts  # characters of the surname; 0 in names without a Han surname

    @property
    def lengths(self) -> NDArray[np.int32]:
        """Return the characters of each name."""
        return np.diff(self.starts)


def han_names(names: pa.StringArray) -> HanNames:
    """Return folded names as Han characters.

    >>> han_names(pa.array(["欧阳娜娜", "李娜", "买买提·吐尔逊", "john"])).surnames.tolist()
    [2, 1, 0, 0]
    """
    points, starts = points_of(elements(names))
    lengths = np.diff(starts)
    dotted = pc.fill_null(pc.match_substring(names, DOT), fill_value=False).to_numpy(zero_copy_only=False)
    surnames = ((lengths > 0) & (lengths <= LONGEST) & ~dotted).astype(np.uint8)
    surnames[(surnames > 0) & (lengths > 2) & np.isin(_first_two(points, starts), _compound())] = 2
    return HanNames(points, starts, surnames)


def sounds(names: pa.StringArray, manner: Manner = "usual") -> pa.StringArray:
    """Return how folded names sound, in Latin letters; null where a character was lost.

    Args:
        manner: `given_first` has the surname last, as abroad; `by_character` knows no surnames: 单 is dan.

    >>> sounds(pa.array(["单小明", "吕娜", "lyu na"])).to_pylist()
    ['shanxiaoming', 'luna', 'luna']
    """
    heard = _heard(names, manner) if has_han(names).any() else closed(names)
    known = pc.if_else(pc.match_substring(names, LOST), pa.scalar(None, pa.string()), heard)
    return pc.replace_substring_regex(known, "([ln])(?:v|yu)", r"\1u")


def _heard(names: pa.StringArray, manner: Manner) -> pa.StringArray:
    han = han_names(names)
    words, places = _read(han, surnames=manner != "by_character")
    if manner == "given_first":
        places = places[_rotated(han)]
    is_han = han.lengths > 0
    return pc.if_else(pa.array(is_han), spelled(words, places, han.starts, is_han), closed(names))


def initials(names: pa.StringArray) -> pa.StringArray:
    """Return the first letter of each syllable of folded Han names, of each word of others; null as `sounds`.

    >>> initials(pa.array(["单小明", "anna maria"])).to_pylist()
    ['sxm', 'am']
    """
    han = han_names(names)
    words, places = _read(han)
    is_han = han.lengths > 0
    letters = spelled(pc.utf8_slice_codeunits(words, 0, 1), places, han.starts, is_han)
    others = pc.replace_substring_regex(names, r"(\S)\S*\s*", r"\1")
    spoken = pc.if_else(pa.array(is_han), letters, others)
    return pc.if_else(pc.match_substring(names, LOST), pa.scalar(None, pa.string()), spoken)


def surname_and_given(names: pa.StringArray) -> tuple[pa.StringArray, pa.StringArray]:
    """Return surnames and given names of folded names: of several parts, the last and the first.

    >>> [part.to_pylist() for part in surname_and_given(pa.array(["欧阳娜娜", "李娜", "anna lee", "玛丽", "cher"]))]
    [['欧阳', '李', 'lee', '玛', None], ['娜娜', '娜', 'anna', '丽', 'cher']]
    """
    size = pa.array(han_names(names).surnames)
    whole = elements(names)
    last = pc.struct_field(pc.extract_regex(names, f"[ {DOT}](?P<part>[^ {DOT}]+)$"), "part")
    surname, given = last, pc.replace_substring_regex(names, f"[ {DOT}].*", "")
    for length in (1, 2):
        rows = pc.equal(size, length)
        surname = pc.if_else(rows, pc.utf8_slice_codeunits(whole, 0, length), surname)
        given = pc.if_else(rows, pc.utf8_slice_codeunits(whole, length), given)
    return or_null(surname), or_null(given)


def _read(han: HanNames, *, surnames: bool = True) -> tuple[pa.StringArray, NDArray[np.int32]]:
    """Return syllables, and for each character of the names the place of its syllable."""
    characters, places = numbered(han.points)
    usual = [_reading(character) for character in characters]
    if not surnames:
        return pa.array(usual, pa.string()), places
    places = places.copy()
    named = np.flatnonzero(han.surnames == 1)
    first = han.starts[:-1][named]
    as_surname = [
        surname_reading(character)[0] if ord(character) < SPELLED else sound
        for character, sound in zip(characters, usual, strict=True)
    ]
    places[first] += len(characters)
    words = usual + as_surname
    heads = _first_two(han.points, han.starts)
    for surname, read in compound_readings().items():
        rows = han.starts[:-1][(han.surnames == 2) & (heads == _pair(surname))]
        places[rows], places[rows + 1] = len(words), len(words) + 1
        words += list(read)
    return pa.array(words, pa.string()), places


def _reading(character: str) -> str:
    if ord(character) >= SPELLED:
        return spelled_readings()[ord(character) - SPELLED]
    return (readings(character) or (character,))[0]


def _rotated(han: HanNames) -> NDArray[np.int64]:
    """Return for each character of all names which one stands there when surnames come last."""
    lengths = np.repeat(han.lengths, han.lengths)
    begins = np.repeat(han.starts[:-1], han.lengths)
    within = np.arange(len(han.points)) - begins
    return np.asarray(begins + (within + np.repeat(han.surnames, han.lengths)) % np.maximum(lengths, 1))


def _first_two(points: NDArray[np.uint32], starts: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return for each value a number that stands for its first two characters; 0 for shorter values."""
    heads = np.zeros(len(starts) - 1, np.uint64)
    long = np.flatnonzero(np.diff(starts) > 1)
    first = starts[long]
    heads[long] = points[first].astype(np.uint64) << np.uint64(32) | points[first + 1]
    return heads


def _pair(surname: str) -> np.uint64:
    return np.uint64(ord(surname[0]) << 32 | ord(surname[1]))


@cache
def _compound() -> NDArray[np.uint64]:
    surnames = sorted(surname for surname in read_table("surname").codes if len(surname) == 2)
    return np.array([_pair(surname) for surname in {*surnames, *compound_readings()}], np.uint64)
