"""Characters of names, each with its sounds and lookalikes: whether a clerk takes one for the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.features.characters import in_common_use
from govclean.linkage.features.folding import LOST, SPELLED, spelled_readings
from govclean.linkage.features.glyphs import groups
from govclean.linkage.features.readings import near, readings

Places = NDArray[np.int32]

_READINGS = 3  # of one character; those left out are the least usual
_GROUPS = 3  # of lookalikes, for one character


class SoundAndShape:
    """What may be taken for what among some characters, given by their places from 0."""

    def __init__(self, characters: Sequence[str]) -> None:
        read = [_read(character) for character in characters]
        lost = np.array([character == LOST for character in characters], np.bool_)
        rare = np.array([_is_rare(character) for character in characters], np.bool_)
        self._lost, self._rare = lost, rare
        self._heard = _table(read, _READINGS)
        self._nearly = _table([tuple(map(near, some)) for some in read], _READINGS)
        self._shape = _table([groups().get(character, ()) for character in characters], _GROUPS)
        own = np.arange(1, len(characters) + 1, dtype=np.int16)[:, None]
        bits = [_bits(table, salt) for salt, table in enumerate((self._nearly, self._shape, own))]
        self.signatures = np.bitwise_or.reduce([*bits, np.where(lost | rare, np.uint64(1), np.uint64(0))])
        """Sixty-four bits for each character: two that are nearly alike, or the same, have one in common."""

    def alike(self, left: Places, right: Places) -> NDArray[np.bool_]:
        """Return where characters share a reading or are lookalikes, or one was lost that the other may have been.

        A character is lost for want of a code: only those outside GB/T 2312 are.
        """
        return self._heard_or_seen(self._heard, left, right)

    def lost(self, left: Places, right: Places) -> NDArray[np.bool_]:
        """Return where one of the two characters was lost."""
        return np.asarray(self._lost[left] | self._lost[right])

    def nearly(self, left: Places, right: Places) -> NDArray[np.bool_]:
        """Return where characters are alike, or sound alike to those who do not tell zh from z or -ng from -n."""
        nearly = np.asarray((self.signatures[left] & self.signatures[right]) != 0)
        rows = np.flatnonzero(nearly)
        nearly[rows] = self._heard_or_seen(self._nearly, left[rows], right[rows])
        return nearly

    def _heard_or_seen(self, sounds: NDArray[np.int16], left: Places, right: Places) -> NDArray[np.bool_]:
        lost = (self._lost[left] & self._rare[right]) | (self._lost[right] & self._rare[left])
        return np.asarray(_share(sounds, left, right) | _share(self._shape, left, right) | lost)


def _is_rare(character: str) -> bool:
    return ord(character) < SPELLED and not in_common_use(character)


def _bits(table: NDArray[np.int16], salt: int) -> NDArray[np.uint64]:
    """Return for each row of a table a number with a bit for each of its entries above 0."""
    bits = np.zeros(len(table), np.uint64)
    for column in table.T:
        place = (column.astype(np.uint64) * np.uint64(0x9E3779B1) + np.uint64(salt * 29)) >> np.uint64(
            7
        ) & np.uint64(63)
        bits |= np.where(column > 0, np.uint64(1) << place, np.uint64(0))
    return bits


def _read(character: str) -> tuple[str, ...]:
    if ord(character) >= SPELLED:
        return (spelled_readings()[ord(character) - SPELLED],)
    return readings(character)


def _table(held: Sequence[tuple[object, ...]], most: int) -> NDArray[np.int16]:
    """Return what each character has as numbers from 1, 0 for nothing (characters × most)."""
    number = {
        what: place for place, what in enumerate(dict.fromkeys(one for some in held for one in some), 1)
    }
    table = np.zeros((len(held), most), np.int16)
    for row, some in enumerate(held):
        for column, one in enumerate(some[:most]):
            table[row, column] = number[one]
    return table


def _share(table: NDArray[np.int16], left: Places, right: Places) -> NDArray[np.bool_]:
    """Return where two characters have something in common."""
    ours, theirs = table[left], table[right]
    shared = np.zeros(len(left), np.bool_)
    for mine in ours.T:
        for other in theirs.T:
            shared |= (mine == other) & (mine > 0)
    return shared
