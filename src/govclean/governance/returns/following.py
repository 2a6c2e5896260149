"""Which record of this round a known one is: evidence in order of its weight, each record claimed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.governance.returns.looking import LeftOut, Places
from govclean.governance.returns.recognising import NONE, Prints
from govclean.governance.returns.survey import Survey

Codes = NDArray[np.int64]
Values = NDArray[np.int64] | NDArray[np.uint64]

NOWHERE = np.int64(-1)
"""The place of a record that is not in the delivery."""


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """Records with problems as the ledger knows them, a row each; `NONE` where a print is not known.

    Attributes:
        keys: prints of their keys.
        corrected: prints of the keys that departments answered for them.
        sound: prints of what was sound in them.
        left_out: the fields that are not in `sound`.
        content: codes of what records without a key, and lines that are none, are known by; -1 for all others.
    """

    keys: Prints
    corrected: Prints
    sound: Prints
    left_out: tuple[LeftOut, ...]
    content: Codes

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What in a delivery a known record can be.

    Attributes:
        survey: the delivery's records.
        content: codes of records without a key and of lines that are none, as in `KnownRecords`, and their places.
    """

    survey: Survey
    content: tuple[Codes, Places]


def follow(known: KnownRecords, candidates: Candidates) -> Places:
    """Return the place of each known record in a delivery; `NOWHERE` where it is not found.

    First those with equal key and equal sound cells, then equal key, then the same content without a key, then the key
    that the department answered, then equal sound cells alone (the key was repaired). Of several equal ones the first
    known is the first found. Last, a key that stands once for records that were several: they have become one.
    """
    return _Following(known, candidates).run()


class _Following:
    def __init__(self, known: KnownRecords, candidates: Candidates) -> None:
        self._known = known
        self._survey = candidates.survey
        self._content = candidates.content
        self._again = _with_own(candidates.survey, known.left_out)
        self._number = {left_out: place for place, left_out in enumerate(self._again)}
        self._places = np.full(len(known), NOWHERE, np.int64)
        self._taken = np.zeros(len(candidates.survey.keys) + 1, np.bool_)  # the last place is the file's own

    def run(self) -> Places:
        sound, places = self._found_again()
        held = self._survey.keys
        every = np.flatnonzero(held != NONE)
        keys = self._known.keys
        self._pair(_both(keys, self._sound_codes()), _both(held[places], sound), places, keys != NONE)
        self._pair(keys, held[every], every, keys != NONE)
        self._pair(self._known.content, *self._content, self._known.content >= 0)
        self._pair(self._known.corrected, held[every], every, self._known.corrected != NONE)
        self._pair(self._sound_codes(), sound, places, self._known.sound != NONE)
        self._gather(keys, held[every], every)
        return self._places

    def _found_again(self) -> tuple[Prints, Places]:
        """Return the sound prints found again with their places; prints of other combinations never equal."""
        found = [
            (_among(prints, np.full(1, self._number[left_out])), places)
            for left_out, (prints, places) in self._again.items()
        ]
        return (
            np.concatenate([np.zeros(0, np.uint64), *(prints for prints, _ in found)]),
            np.concatenate([np.zeros(0, np.int64), *(places for _, places in found)]),
        )

    def _sound_codes(self) -> Prints:
        of_each = np.array([self._number.get(left_out, -1) for left_out in self._known.left_out], np.int64)
        return _among(self._known.sound, of_each)

    def _pair(self, known: Values, held: Values, places: Places, able: NDArray[np.bool_]) -> None:
        """Give each known record that has no place yet the first free place that holds the same."""
        waiting = np.flatnonzero((self._places == NOWHERE) & able)
        free = np.flatnonzero(~self._taken[places])
        if not len(waiting) or not len(free):
            return
        free = free[np.argsort(places[free], kind="stable")]
        one, other = paired(known[waiting], held[free])
        found = places[free[other]]
        self._places[waiting[one]] = found
        self._taken[found] = True

    def _gather(self, known: Prints, held: Prints, places: Places) -> None:
        """Give the records that are left the place of their key, though it is taken."""
        waiting = np.flatnonzero((self._places == NOWHERE) & (known != NONE))
        if not len(waiting) or not len(held):
            return
        first, where = np.unique(held, return_index=True)
        at = np.minimum(np.searchsorted(first, known[waiting]), len(first) - 1)
        hit = first[at] == known[waiting]
        self._places[waiting[hit]] = places[where[at[hit]]]


def _with_own(survey: Survey, wanted: Sequence[LeftOut]) -> dict[LeftOut, tuple[Prints, Places]]:
    """Return what was found again; where nothing was looked for, the records at fault now, each without its own faults.

    That tells a record from another that has taken its key, as long as its faults are the same.
    """
    again = dict(survey.again)
    own: dict[LeftOut, list[int]] = {name: [] for name in wanted if name not in again}
    for number, left_out in enumerate(survey.left_out):
        if left_out in own:
            own[left_out].append(number)
    for left_out, numbers in own.items():
        filled = np.array([number for number in numbers if survey.sound[number] != NONE], np.int64)
        again[left_out] = (survey.sound[filled], survey.faulty[filled])
    return again


def paired(left: Values, right: Values) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return positions left and right that go together: of several equal ones the first with the first, and so on.

    >>> [side.tolist() for side in paired(np.array([7, 7, 5]), np.array([5, 7, 9, 7, 7]))]
    [[2, 0, 1], [0, 1, 3]]
    """
    _, codes = np.unique(np.concatenate([left, right]), return_inverse=True)
    sides = codes[: len(left)], codes[len(left) :]
    ours, theirs = (side.astype(np.int64) * (len(codes) + 1) + _ranks(side) for side in sides)
    _, one, other = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    return one, other


def _ranks(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each code how many equal ones stand before it."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))[: len(ordered)]
    sizes = np.diff(np.append(starts, len(ordered)))
    ranks = np.empty(len(codes), np.int64)
    ranks[order] = np.arange(len(codes)) - np.repeat(starts, sizes)
    return ranks


def _both(one: Prints, other: Prints) -> Prints:
    return one * np.uint64(0x9E3779B97F4A7C15) ^ other


def _among(prints: Prints, combination: NDArray[np.int64]) -> Prints:
    return prints ^ (combination + 1).astype(np.uint64) * np.uint64(0xBB67AE8584CAA73B)
