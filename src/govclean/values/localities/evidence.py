"""Further evidence for what a head left open: the township that follows, a code column, the bureau's home region.

Evidence chooses among candidates, it never makes a division up: where a head names no division, none is given. Each
row keeps the name of the evidence that decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.errors import UsageError
from govclean.values.localities.folding import Places
from govclean.values.localities.gazetteer import gazetteer
from govclean.values.localities.heads import Block, Heads
from govclean.values.localities.resolving import (
    AMBIGUOUS,
    CONFLICTING,
    RESOLVED,
    Resolution,
    resolved_as,
    stem,
    the_one,
)
from govclean.values.localities.townships import townships
from govclean.wording import Text, same

WRITTEN, TOWNSHIP, CODE, WITHIN = "written", "township", "code", "within"
EVIDENCE = (WRITTEN, TOWNSHIP, CODE, WITHIN)


@dataclass(slots=True)
class Evidence:
    """The resolutions of a block while evidence is weighed.

    Args:
        resolutions: all that rows have or had.
        of: which of them each row has now.
        by: which of `EVIDENCE` decided each row, as its number.
        townships: number of the township of each row in the table, -1 without one.
        ends: where the local part starts, after the township.
    """

    resolutions: list[Resolution]
    of: NDArray[np.int64]
    by: NDArray[np.int8]
    townships: NDArray[np.int64]
    ends: Places
    _numbers: dict[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of_heads(cls, heads: Heads) -> Evidence:
        """Return what the heads alone say."""
        rows = len(heads.of)
        evidence = cls([], heads.of.copy(), np.zeros(rows, np.int8), np.full(rows, -1), heads.ends.copy())
        renumbered = np.array([evidence.number(known) for known in heads.resolutions], np.int64)
        evidence.of = renumbered[heads.of]
        return evidence

    def number(self, known: Resolution) -> int:
        """Return the number of a resolution that is `the_one`, a new number if it is new here."""
        number = self._numbers.setdefault(id(known), len(self.resolutions))
        if number == len(self.resolutions):
            self.resolutions.append(known)
        return number

    def codes(self, code_of: Callable[[Resolution], str | None]) -> NDArray[np.int64]:
        """Return a code of each row's resolution as a number; 0 for none."""
        return np.array([int(code_of(known) or 0) for known in self.resolutions], np.int64)[self.of]

    def change(self, rows: NDArray[np.intp], changed: Resolution, by: str) -> None:
        """Give rows another resolution; narrowing the candidates decides nothing yet."""
        number = self.number(the_one(changed))
        rows = rows[self.of[rows] != number]
        if changed.status != AMBIGUOUS:
            self.by[rows] = EVIDENCE.index(by)
        self.of[rows] = number


def weigh_townships(evidence: Evidence, block: Block) -> None:
    """Look the township up; let it choose the county where only a city or several counties are known."""
    _choose_by_township(evidence, block)
    above = evidence.codes(lambda known: known.zone or known.division)
    _look_up(evidence, block, np.flatnonzero(above), above)
    city = np.where(evidence.townships < 0, evidence.codes(_city_of), 0)
    before = evidence.ends.copy()
    _look_up(evidence, block, np.flatnonzero(city), city)
    _settle(evidence, np.flatnonzero(evidence.townships >= 0), before)


def weigh_codes(evidence: Evidence, codes: pa.StringArray) -> None:
    """Let a column of division codes choose among candidates; a contradiction makes the row conflicting."""
    meant = codes.dictionary_encode()
    current = [(), *(_current(code) for code in meant.dictionary.to_pylist())]
    which = meant.indices.fill_null(-1).to_numpy().astype(np.int64) + 1
    for rows in _groups(evidence.of * len(current) + which):
        known, codes_now = evidence.resolutions[evidence.of[rows[0]]], current[which[rows[0]]]
        if codes_now:
            evidence.change(rows, _with_code(known, codes_now), CODE)


def weigh_home(evidence: Evidence, prefix: str) -> None:
    """Let the home region choose among the candidates of ambiguous rows."""
    for rows in _groups(evidence.of):
        known = evidence.resolutions[evidence.of[rows[0]]]
        if known.status == AMBIGUOUS:
            evidence.change(
                rows, _narrowed(known, [code for code in known.candidates if code.startswith(prefix)]), WITHIN
            )


def home_prefix(within: str | None) -> str:
    """Return the digits that the codes of a home region start with: 41 of 410000, 4101 of 410100.

    Raises:
        UsageError: not the code of a current province, city or county.
    """
    if within is None:
        return ""
    code = within.ljust(6, "0")
    if code not in gazetteer().labels:
        raise UsageError(_NO_DIVISION, where="within", found=same(within), hint=_SIX_DIGITS)
    return stem(code)


def _choose_by_township(evidence: Evidence, block: Block) -> None:
    """Ask for each candidate of each ambiguous row whether it has the township that is written next."""
    open_to = [
        known.candidates if known.status == AMBIGUOUS and not known.labels[3] else ()
        for known in evidence.resolutions
    ]
    counts = np.array([len(codes) for codes in open_to], np.int64)[evidence.of]
    rows = np.repeat(np.arange(len(counts)), counts)
    if not rows.size:
        return
    ambiguous = np.flatnonzero(counts)
    candidates = [code for number in evidence.of[ambiguous] for code in open_to[number]]
    above = np.array(candidates, np.int64)
    found, _ = townships().at(block, evidence.ends[rows], block.folded.starts[1:][rows], above)
    having: dict[int, list[str]] = {}
    for place in np.flatnonzero(found >= 0).tolist():
        having.setdefault(int(rows[place]), []).append(candidates[place])
    for row, codes in having.items():
        evidence.change(np.array([row]), _narrowed(evidence.resolutions[evidence.of[row]], codes), TOWNSHIP)


def _look_up(evidence: Evidence, block: Block, rows: NDArray[np.intp], above: NDArray[np.int64]) -> None:
    limits = block.folded.starts[1:][rows]
    found, ends = townships().at(block, evidence.ends[rows], limits, above[rows])
    met = found >= 0
    evidence.townships[rows[met]] = found[met]
    evidence.ends[rows[met]] = block.skip_blanks(ends[met], limits[met])


def _settle(evidence: Evidence, rows: NDArray[np.intp], before: Places) -> None:
    """Take the county from a township found by its city; refuse one of another county than is written."""
    counties = townships().counties[evidence.townships[rows]]
    differ = counties != evidence.codes(lambda known: known.division)[rows]
    rows, counties = rows[differ], counties[differ]
    for group in _groups(evidence.of[rows] * 1_000_000 + counties):
        known, county, which = (
            evidence.resolutions[evidence.of[rows[group[0]]]],
            str(counties[group[0]]),
            rows[group],
        )
        if known.zone or county not in gazetteer().labels:
            continue
        if known.labels[2] is None:
            evidence.change(which, resolved_as(county, known), TOWNSHIP)
        else:
            evidence.townships[which] = -1
            evidence.ends[which] = before[which]


def _city_of(known: Resolution) -> str | None:
    """Return the city whose zones and counties may have the township."""
    code = known.division
    if code is None or (code.endswith("0000") and code not in _MUNICIPALITIES):
        return None
    return code[:2] + "0100" if code in _MUNICIPALITIES else code[:4] + "00"


def _with_code(known: Resolution, codes: tuple[str, ...]) -> Resolution:
    agreeing = [code for code in known.candidates if any(_agree(code, other) for other in codes)]
    if agreeing and known.status == AMBIGUOUS:
        return _narrowed(known, agreeing)
    if agreeing or known.status not in {RESOLVED, AMBIGUOUS}:
        return known
    return known._replace(status=CONFLICTING, candidates=tuple(sorted({*known.candidates, *codes})))


def _narrowed(known: Resolution, codes: list[str]) -> Resolution:
    if len(codes) == 1:
        return resolved_as(codes[0], known)
    return known._replace(candidates=tuple(codes)) if codes else known


def _agree(one: str, other: str) -> bool:
    """Return whether one division is the other, or lies in it."""
    return one.startswith(stem(other)) or other.startswith(stem(one))


@cache
def _current(code: str) -> tuple[str, ...]:
    """Return the current divisions that a 6, 9 or 12-digit code of any period stands for; none if unknown."""
    six = code.strip()[:6]
    heirs = gazetteer().heirs.get(six, ())
    known_zone = not heirs and six[:4] + "00" in gazetteer().labels and "71" <= six[4:] <= "79"
    return (six[:4] + "00",) if known_zone else heirs


def _groups(keys: NDArray[np.int64]) -> Iterator[NDArray[np.intp]]:
    """Yield the rows of each distinct key."""
    order = np.argsort(keys, kind="stable")
    edges = np.flatnonzero(np.diff(keys[order])) + 1
    yield from (rows for rows in np.split(order, edges) if rows.size)


_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_NO_DIVISION = Text("不是现行行政区划代码", "not the code of a current division")
_SIX_DIGITS = Text(
    "写省、市或县的代码，如 410100", "give the code of a province, city or county, such as 410100"
)
