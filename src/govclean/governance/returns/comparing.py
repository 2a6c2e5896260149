"""A round beside the last: which problems are new, which remain, which were repaired, and that the books balance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.governance.ledger.quality_tables import OPEN_STATES, STATES
from govclean.governance.returns.following import NOWHERE, Candidates, KnownRecords, follow, paired
from govclean.governance.returns.known import Known
from govclean.governance.returns.looking import LeftOut, Places
from govclean.governance.returns.recognising import Prints, from_hex
from govclean.governance.returns.states import Found, Round, gone
from govclean.governance.returns.survey import Survey
from govclean.values.columns import text_column

_RECORD = ("record", "handle", "rest", "left_out", "row")


@dataclass(frozen=True, slots=True)
class Compared:
    """A round compared with what was known before it.

    Attributes:
        numbered: the problems found now (columns of `PROBLEMS`), with `problem`, `state`, `first_round`, `due_on`.
        gone: the open problems that were not found, as rows of the ledger, with what became of them.
        expired: the numbers of problems found again whose exception has run out.
        open_before: how many problems were open.
        was_open: of those excepted now, how many were open before.
    """

    numbered: pa.Table
    gone: pa.Table
    expired: tuple[str, ...]
    open_before: int
    was_open: int
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def open_now(self) -> int:
        """How many problems are open after the round."""
        return sum(self.counts[state] for state in OPEN_STATES)

    def balanced(self) -> bool:
        """Return whether every problem that was open before is accounted for."""
        became = sum(self.counts[s] for s in ("remaining", "changed", "repaired", "withdrawn", "carried"))
        return self.open_before == became + self.was_open


def wanted_prints(known: Known, key: str) -> dict[LeftOut, Prints]:
    """Return what to look for in a delivery: for each combination of left out fields the prints of sound cells.

    Only of records whose key may change because it is at fault, or that have none; the others are found by their key.

    Args:
        key: the field that is the key of the records.
    """
    followed = known.followed
    at_fault = pc.or_(pc.equal(followed["field"], key), pc.is_null(followed["handle"]))
    followed = followed.filter(at_fault)
    wanted: dict[LeftOut, set[str]] = {}
    for left_out, rest in zip(followed["left_out"].to_pylist(), followed["rest"].to_pylist(), strict=True):
        if rest:
            wanted.setdefault(_names(left_out), set()).add(rest)
    return {names: np.sort(from_hex(sorted(rests))) for names, rests in sorted(wanted.items())}


def compare(problems: pa.Table, survey: Survey, known: Known, this: Round) -> Compared:
    """Return what became of every problem that was open, and what is new.

    Raises:
        RuntimeError: the books do not balance: our own mistake.
    """
    followed = known.followed
    places = _places(followed, problems, survey, known, this)
    of_known, of_problem = paired(*_codes(followed, places, problems))
    found = Found(problems, known, this, followed)
    numbered = found.numbered(of_known, of_problem)
    missing = np.setdiff1d(np.arange(followed.num_rows), of_known)
    lost = gone(followed.take(pa.array(missing)), places[missing], this)
    counts = Counter([*numbered["state"].to_pylist(), *lost["state"].to_pylist()])
    compared = Compared(numbered, lost, tuple(found.expired), known.open_before, found.was_open, counts)
    if not compared.balanced() or counts.keys() - set(STATES):
        msg = (
            f"round {this.number}: the books do not balance: {dict(counts)}, {known.open_before} open before"
        )
        raise RuntimeError(msg)
    return compared


def _places(followed: pa.Table, problems: pa.Table, survey: Survey, known: Known, this: Round) -> Places:
    """Return for each known problem the place of its record in this delivery."""
    records, of_problem = _distinct_records(followed)
    contents = pc.if_else(pc.is_null(records["handle"]), records["record"], None)
    without_key = problems.filter(pc.is_null(problems["handle"]))
    held = without_key.group_by(["record", "place"]).aggregate([])
    held_records = pa.concat_arrays([text_column(held["record"]), pa.array([this.file_content])])
    held_places = np.append(held["place"].to_numpy(), len(survey.keys))
    order = np.argsort(held_places, kind="stable")
    held_places, held_records = held_places[order], held_records.take(pa.array(order))
    value_set = held_records.unique()
    found = follow(
        KnownRecords(
            keys=from_hex(records["handle"].to_pylist()),
            corrected=from_hex(_corrected(followed, of_problem, records.num_rows, known)),
            sound=from_hex(records["rest"].to_pylist()),
            left_out=tuple(_names(one) for one in records["left_out"].to_pylist()),
            content=_indices(contents, value_set),
        ),
        Candidates(survey, (_indices(held_records, value_set), held_places)),
    )
    return found[of_problem]


def _distinct_records(followed: pa.Table) -> tuple[pa.Table, NDArray[np.intp]]:
    """Return the records that known problems stand in, by row, and for each problem which of them is its own."""
    if not followed.num_rows:
        return followed.select(_RECORD), np.zeros(0, np.intp)
    codes = np.stack([_codes_of(followed[name]) for name in _RECORD], axis=1)
    _, first, own = np.unique(codes, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(followed["row"].to_numpy()[first], kind="stable")
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return followed.select(_RECORD).take(pa.array(first[order])), back[own.ravel()]


def _corrected(
    followed: pa.Table, of_problem: NDArray[np.intp], count: int, known: Known
) -> list[str | None]:
    """Return for each record the print of the key that its department answered."""
    answers = known.answers
    handles = dict(zip(answers["problem"].to_pylist(), answers["handle"].to_pylist(), strict=True))
    corrected: list[str | None] = [None] * count
    for problem, record in zip(followed["problem"].to_pylist(), of_problem.tolist(), strict=True):
        corrected[record] = handles.get(problem) or corrected[record]
    return corrected


def _codes(
    followed: pa.Table, places: Places, problems: pa.Table
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for known problems and for those found now one number that is equal for equal record, field and rule."""
    count = followed.num_rows
    both = pa.concat_tables([followed.select(["field", "rule"]), problems.select(["field", "rule"])])
    fields, rules = _codes_of(both["field"]), _codes_of(both["rule"])
    every = np.append(places, problems["place"].to_numpy())
    codes = (every * (fields.max(initial=0) + 1) + fields) * (rules.max(initial=0) + 1) + rules
    return np.where(places == NOWHERE, -1 - np.arange(count), codes[:count]), codes[count:]


def _names(left_out: str | None) -> LeftOut:
    return tuple(left_out.split(",")) if left_out else ()


def _codes_of(column: pa.ChunkedArray) -> NDArray[np.int64]:
    encoded = pc.dictionary_encode(column.combine_chunks())
    return np.asarray(pc.fill_null(encoded.indices, -1)).astype(np.int64)


def _indices(values: pa.ChunkedArray | pa.Array, value_set: pa.Array) -> NDArray[np.int64]:
    """Return the place of each value in a set; -1 for null and for what is not in it."""
    found = pc.fill_null(pc.index_in(values, value_set, skip_nulls=True), -1)
    return np.asarray(found).astype(np.int64)
