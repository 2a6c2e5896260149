"""A delivery read once more: what its records are recognised by, and of how many each rule was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.errors import ExtractError, GovcleanError
from govclean.governance.opening import JudgeOptions, open_all
from govclean.governance.returns.looking import LeftOut, Looker, Places, Seen
from govclean.governance.returns.recognising import NONE, Prints, Recogniser
from govclean.governance.returns.tallying import RuleOfField
from govclean.standards.model import Standard
from govclean.validation.judgement import Input
from govclean.values.columns import Bools
from govclean.wording import Text

_LEADING_BITS = 16
_SHIFT = np.uint64(64 - _LEADING_BITS)
_CHANGED = Text("文件在读取过程中被改动", "the file was changed while it was read")
_AGAIN = Text("请在文件不再写入后重新运行", "run again when nobody writes it any more")


@dataclass(frozen=True, slots=True)
class Faults:
    """Which cells are at fault: places of records (from 0 over all files, ascending) and fields, each pair once."""

    places: Places
    fields: NDArray[np.object_]

    def between(self, start: int, end: int) -> tuple[Places, NDArray[np.object_]]:
        """Return those of the records from `start` to before `end`, counted from `start`."""
        low, high = np.searchsorted(self.places, [start, end])
        return self.places[low:high] - start, self.fields[low:high]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a delivery's records are recognised by; a record's place is its number over all its files, from 0.

    Attributes:
        keys: the print of each record's key; `NONE` where there is none, or none that can be read.
        good: whether each record's key is as its type wants it.
        faulty: the places of records with a fault, ascending.
        shown: the keys of these as supplied; null where there is none.
        left_out: for each of these, the fields at fault.
        sound: for each of these, the print of all other cells but the key; `NONE` where too little is left.
        again: for each combination of fields that known records leave out, the prints found again and their places.
        evaluated: of how many records each rule of a field was asked.
    """

    keys: Prints
    good: Bools
    faulty: Places
    shown: pa.StringArray
    left_out: tuple[LeftOut, ...]
    sound: Prints
    again: Mapping[LeftOut, tuple[Prints, Places]]
    evaluated: Mapping[RuleOfField, int]


@dataclass(slots=True)
class _Gathered:
    """What the batches gave so far."""

    units: int = 0
    keys: list[Prints] = field(default_factory=list)
    good: list[Bools] = field(default_factory=list)
    faulty: list[Places] = field(default_factory=list)
    shown: list[pa.StringArray] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    sound: list[Prints] = field(default_factory=list)
    again: dict[LeftOut, list[tuple[Prints, Places]]] = field(default_factory=dict)
    evaluated: Counter[RuleOfField] = field(default_factory=Counter)

    def add(self, seen: Seen, faults: Faults, known: Mapping[LeftOut, Prints]) -> None:
        """Take in one batch."""
        self.keys.append(seen.prints)
        self.good.append(seen.good)
        self.evaluated.update(seen.counts)
        for left_out, prints in known.items():
            sound = seen.sound(left_out)
            found = _those_among(sound, prints)
            places = seen.places[found] + self.units
            self.again.setdefault(left_out, []).append((sound[found], places))
        self._add_faulty(seen, *faults.between(self.units, self.units + seen.units))
        self.units += seen.units

    def _add_faulty(self, seen: Seen, places: Places, fields: NDArray[np.object_]) -> None:
        units, starts = np.unique(places, return_index=True)
        groups = np.split(fields, starts[1:]) if len(units) else []
        left_out = [tuple(name for name in group if name) for group in groups]
        self.faulty.append(units + self.units)
        self.shown.append(seen.keys.take(pa.array(units)))
        self.left_out += left_out
        self.sound.append(_sound(seen, units, left_out))


def _those_among(prints: Prints, known: Prints) -> Places:
    """Return the positions of prints that are known: by their leading bits first, which few others share."""
    leading = np.zeros(1 << _LEADING_BITS, np.bool_)
    leading[known >> _SHIFT] = True
    suspects = np.flatnonzero(leading[prints >> _SHIFT])
    return suspects[np.isin(prints[suspects], known)]


def _sound(seen: Seen, units: Places, left_out: Sequence[LeftOut]) -> Prints:
    """Return what is sound in some units of a batch, without their faulty fields; a line that is no record has nothing."""
    at = np.searchsorted(seen.places, units)
    is_record = np.zeros(len(units), np.bool_)
    inside = at < len(seen.places)
    is_record[inside] = seen.places[at[inside]] == units[inside]
    sound = np.full(len(units), NONE, np.uint64)
    alike: dict[LeftOut, list[int]] = {}
    for number in np.flatnonzero(is_record).tolist():
        alike.setdefault(left_out[number], []).append(number)
    for name, numbers in alike.items():
        sound[numbers] = seen.sound(name, at[numbers])
    return sound


def survey(
    paths: Sequence[str],
    inputs: Sequence[Input],
    standard: Standard,
    options: JudgeOptions,
    looking_for: tuple[Recogniser, Faults, Mapping[LeftOut, Prints]],
) -> Survey:
    """Return the survey of files that were judged just now.

    Args:
        inputs: what judging said of them, in the same order.
        looking_for: how records are recognised, which are at fault now, and for each combination of fields that records
            of earlier rounds leave out the prints to look for.

    Raises:
        GovcleanError: a file cannot be read any more, or is another by now.
    """
    recogniser, faults, known = looking_for
    gathered, errors = _Gathered(), list[GovcleanError]()
    for opened, judged in zip(open_all(paths, standard, options, errors), inputs, strict=False):
        for seen in Looker(opened, standard, options, recogniser).batches():
            gathered.add(seen, faults, known)
        if opened.extract.sha256 != judged.sha256:
            raise ExtractError(_CHANGED, where=opened.extract.path, hint=_AGAIN)
    if errors:
        raise errors[0]
    return _survey(gathered)


def _survey(gathered: _Gathered) -> Survey:
    return Survey(
        keys=_joined(gathered.keys, np.uint64),
        good=_joined(gathered.good, np.bool_),
        faulty=_joined(gathered.faulty, np.int64),
        shown=pa.concat_arrays([pa.nulls(0, pa.string()), *gathered.shown]),
        left_out=tuple(gathered.left_out),
        sound=_joined(gathered.sound, np.uint64),
        again={
            name: (
                _joined([one for one, _ in found], np.uint64),
                _joined([one for _, one in found], np.int64),
            )
            for name, found in gathered.again.items()
        },
        evaluated=gathered.evaluated,
    )


def _joined(parts: Sequence[np.ndarray], kind: type[np.generic]) -> np.ndarray:
    return np.concatenate([np.zeros(0, kind), *parts])
