"""The outcomes of records that correspond to records of other parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.cases import DIFFERS, NOT_COMPARABLE, Agreement, Cases
from govclean.linkage.grouping import Flags
from govclean.linkage.moments import UNKNOWN, Moments, moments
from govclean.linkage.outcomes import PLACES, first_that_holds
from govclean.linkage.preferring import standing
from govclean.linkage.records import Positions
from govclean.linkage.scene import Judged, Outcomes, Scene

Acting = NDArray[np.bool_]  # cases × parties


@dataclass(frozen=True)
class Compared:
    """Which rows of the cases agree with the other sides, field by field."""

    scene: Scene
    cases: Cases
    fields: Mapping[str, Agreement] = field(default_factory=dict)

    def differ(self, *names: str) -> Flags:
        """Return where one of some fields differs."""
        flags = np.zeros(len(self.cases.rows), np.bool_)
        for name in names:
            if name in self.fields:
                flags |= self.fields[name] == DIFFERS
        return flags

    @cached_property
    def numbers(self) -> tuple[Agreement, ...]:
        """The agreement of each kind of number."""
        return tuple(self.cases.agreement(of_kind) for of_kind in self.scene.numbers)

    @cached_property
    def spelt_otherwise(self) -> Flags:
        """Where some field differs as it was supplied."""
        flags = np.zeros(len(self.cases.rows), np.bool_)
        for name in self.fields:
            column = self.scene.as_supplied(name)
            if column is not None:
                flags |= self.cases.agreement(column.codes) == DIFFERS
        return flags


def compare(scene: Scene, cases: Cases) -> Compared:
    """Compare the fields that at least two parties fill; the others say nothing of any record."""
    numbers = dict(zip((one.field for one in scene.terms.identities), scene.numbers, strict=True))
    fields = {
        name: cases.agreement(numbers[name] if name in numbers else scene.column(name).codes)
        for name in scene.terms.fields
        if _filled_by_several(scene, name)
    }
    return Compared(scene, cases, fields)


def judge_met(compared: Compared) -> Judged:
    """Return the outcome of each row of the cases and the parties that have to act: the first outcome that holds."""
    scene, cases = compared.scene, compared.cases
    numbers = compared.numbers
    comparable = _any(cases, (one != NOT_COMPARABLE for one in numbers)) if numbers else ~_none(cases)
    other_number = _any(cases, (one == DIFFERS for one in numbers))
    other_name = compared.differ(*scene.terms.names)
    other_field = compared.differ(*compared.fields)
    holds = {
        "51": cases.any_in_case(scene.shared[cases.rows]),
        "52": scene.several[cases.rows],
        "53": cases.crowded,
        "61": compared.differ(scene.terms.status),
        "81": ~comparable,
        "31": other_number & ~other_name,
        "21": other_name,
        "71": other_field & _too_late_to_know(scene, cases) if scene.terms.updated else _none(cases),
        "22": other_field,
        "12": compared.spelt_otherwise,
    }
    outcomes = first_that_holds(holds, otherwise="11")
    return Judged(outcomes, _acting(compared, outcomes))


def _too_late_to_know(scene: Scene, cases: Cases) -> Flags:
    """Return where the newer record was changed too late for the other party, given the newest of all its records.

    Of a case of many parties, all the others must have had no chance to know, or one of them must be newer than
    anything this party can know.
    """
    known = _moments(scene)
    horizon = np.full(len(scene.parties.names), UNKNOWN)
    np.maximum.at(horizon, scene.party, known)
    horizon -= scene.terms.cycle
    ours = known[cases.rows]
    theirs = cases.of_others(cases.highest(ours), np.maximum)[cases.side]
    their_horizon = cases.of_others(horizon[cases.party], np.maximum)[cases.side]
    our_horizon = horizon[cases.party][cases.side]
    late = np.where(ours > theirs, ours > their_horizon, (theirs > ours) & (theirs > our_horizon))
    return np.asarray(late & (ours != UNKNOWN) & (theirs != UNKNOWN))


def _moments(scene: Scene) -> Moments:
    name = scene.terms.updated
    column = scene.records.column(name)
    by_value = np.where(standing(column, scene.terms.valid.get(name)), moments(column.values), UNKNOWN)
    return np.asarray(by_value[column.codes])


def _acting(compared: Compared, outcomes: Outcomes) -> NDArray[np.bool_]:
    """Return which parties have to act on each row (rows × parties)."""
    cases = compared.cases
    acting = np.zeros((len(outcomes), len(compared.scene.parties.names)), np.bool_)
    for code, parties_of_cases in _WHO.items():
        rows = np.flatnonzero(outcomes == PLACES[code]).astype(np.int32)
        if len(rows):
            acting[rows] = parties_of_cases(compared, rows)[cases.case_of_rows[rows]]
    return acting


def _all(compared: Compared, _: Positions) -> Acting:
    return compared.cases.parties_with(np.ones(len(compared.cases.rows), np.bool_), _width(compared))


def _lesser(compared: Compared, rows: Positions) -> Acting:
    """Return all parties of each case but the one with most authority."""
    parties = _all(compared, rows)
    parties[np.arange(len(parties)), parties.argmax(axis=1)] = False
    return parties


def _sharing(compared: Compared, _: Positions) -> Acting:
    return compared.cases.parties_with(compared.scene.shared[compared.cases.rows], _width(compared))


def _registrar(compared: Compared, _: Positions) -> Acting:
    parties = np.zeros((len(compared.cases.side_starts), _width(compared)), np.bool_)
    parties[:, 0] = True
    return parties


def _keyless(compared: Compared, rows: Positions) -> Acting:
    """Return the parties without a valid number; all of them where each has one, but of another kind."""
    cases = compared.cases
    found = cases.parties_with(~compared.scene.keyed[cases.rows], _width(compared))
    return np.where(found.any(axis=1, keepdims=True), found, _all(compared, rows))


def _normalised(compared: Compared, rows: Positions) -> Acting:
    """Return the parties whose writing was changed in some of the rows."""
    records, cases = compared.scene.records, compared.cases
    changed = np.zeros(len(cases.rows), np.bool_)
    for name in compared.fields:
        supplied = records.supplied.get(name)
        if supplied is not None:
            at = cases.rows[rows]
            same = pc.equal(supplied.texts(at), records.column(name).texts(at))
            changed[rows] |= pc.fill_null(pc.invert(same), fill_value=False).to_numpy(zero_copy_only=False)
    return cases.parties_with(changed, _width(compared))


_WHO: Mapping[str, Callable[[Compared, Positions], Acting]] = {
    "51": _sharing,
    "52": _registrar,
    "53": _all,
    "61": _lesser,
    "81": _keyless,
    "31": _all,
    "21": _all,
    "22": _lesser,
    "12": _normalised,
}


def _width(compared: Compared) -> int:
    return len(compared.scene.parties.names)


def _filled_by_several(scene: Scene, name: str) -> bool:
    codes = scene.column(name).codes
    filled = np.bincount(scene.party[codes > 0], minlength=len(scene.parties.names))
    return int((filled > 0).sum()) > 1


def _any(cases: Cases, flags: Iterable[Flags]) -> Flags:
    found = _none(cases)
    for one in flags:
        found |= one
    return found


def _none(cases: Cases) -> Flags:
    return np.zeros(len(cases.rows), np.bool_)
