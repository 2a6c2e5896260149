"""Reconciliation (核对) of any number of parties: one outcome for every record of every party, and who has to act.

The outcome names the *case* a record is in, so both ends of a case get the same: where one party's number is empty,
the two keys cannot be compared on either side (81); where a number stands for two people in one party, every record
with it is in that case (51). Who has to act stands in `to`. What corresponds to a record are the records of other
parties in its cluster, or with an equal valid number. With two parties, 11, 12, 21 and 22 are therefore equally many
on both sides, whatever the data.

This file owns the columns of the table `reconciliation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.alone import judge_alone
from govclean.linkage.balance import Balance, balance
from govclean.linkage.cases import Cases
from govclean.linkage.grouping import Flags
from govclean.linkage.meeting import compare, judge_met
from govclean.linkage.outcomes import OUTCOMES, PLACES, print_codes
from govclean.linkage.pairs import Pairs
from govclean.linkage.parties import parties_of
from govclean.linkage.patterns import patterns
from govclean.linkage.records import Codes, Records
from govclean.linkage.scene import Scene
from govclean.linkage.terms import Terms, terms_of

__all__ = ["RECONCILIATION", "Reconciliation", "Terms", "reconcile", "terms_of"]

_WORD = pa.dictionary(pa.int32(), pa.string())

RECONCILIATION = pa.schema(
    [
        ("side", _WORD),  # the party: its name under `sources:`, or the file's stem
        ("source", _WORD),
        ("record_id", pa.string()),
        ("outcome", _WORD),  # a code of `OUTCOMES`, or the one printed in its place
        ("cluster_id", pa.string()),
        (
            "differing_fields",
            _WORD,
        ),  # `name=1 phone=0 address=-1`; empty where there is nothing to compare with
        ("to", _WORD),  # the parties that have to act, with 、 between them
    ]
)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The table, in the order of the records, and its books. Both are empty where all files are of one party."""

    table: pa.Table
    balance: Balance


def reconcile(
    records: Records,
    labels: Codes,
    cluster_ids: pa.StringArray,
    pairs: Pairs,
    terms: Terms,
    excused: Flags | None = None,
) -> Reconciliation:
    """Return one outcome for each record of each party.

    Args:
        records: of all parties.
        labels: the cluster of each record (int32, from 0).
        cluster_ids: the name of each record's cluster.
        pairs: as decided.
        terms: what is compared.
        excused: which records are on the list of exceptions.

    Raises:
        StandardError: `match_codes:` names an outcome that does not exist.
    """
    printed = print_codes(terms.match_codes)
    parties = parties_of(records.sources, terms.sources, terms.prefer)
    if len(parties.names) < 2:
        return Reconciliation(RECONCILIATION.empty_table(), Balance((), ()))
    kept = np.ones(len(records), np.bool_) if excused is None else ~excused
    scene = Scene(records, labels, parties, terms, kept)
    found = _judged(scene, pairs)
    columns = {
        "side": _words(scene.party, parties.names),
        "source": _words(records.source, records.sources),
        "record_id": records.ids,
        "outcome": _words(found.outcomes.astype(np.int32), [printed[one.code] for one in OUTCOMES]),
        "cluster_id": cluster_ids,
        "differing_fields": _words(found.differing, found.patterns),
        "to": _names(found.acting, parties.names),
    }
    table = pa.table(list(columns.values()), schema=RECONCILIATION)
    return Reconciliation(table, balance(parties.names, scene.party, scene.party, found.outcomes))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, one entry a record."""

    outcomes: NDArray[np.uint8]
    acting: NDArray[np.bool_]  # records × parties
    differing: Codes
    patterns: tuple[str, ...]


def _judged(scene: Scene, pairs: Pairs) -> _Found:
    count = len(scene.records)
    outcomes = np.full(count, PLACES["91"], np.uint8)
    acting = np.zeros((count, len(scene.parties.names)), np.bool_)
    differing = np.zeros(count, np.int32)
    texts: tuple[str, ...] = ("",)
    cases = Cases.of(scene.case, scene.party, scene.kept)
    left = scene.kept.copy()
    if len(cases.rows):
        compared = compare(scene, cases)
        met = judge_met(compared)
        outcomes[cases.rows], acting[cases.rows] = met.outcomes, met.acting
        codes, found = patterns(len(cases.rows), compared.fields.items())
        differing[cases.rows], texts = codes + np.int32(1), ("", *found)
        left[cases.rows] = False
    alone = np.flatnonzero(left).astype(np.int32)
    if len(alone):
        judged = judge_alone(scene, pairs, alone)
        outcomes[alone], acting[alone] = judged.outcomes, judged.acting
    return _Found(outcomes, acting, differing, texts)


def _words(places: Codes, words: Sequence[str]) -> pa.DictionaryArray:
    """Return words by their places as a dictionary in which each stands once."""
    distinct = {word: place for place, word in enumerate(dict.fromkeys(words))}
    if len(distinct) < len(words):
        places = np.array([distinct[word] for word in words], np.int32)[places]
    return pa.DictionaryArray.from_arrays(pa.array(places), pa.array(list(distinct), pa.string()))


def _names(acting: NDArray[np.bool_], parties: Sequence[str]) -> pa.DictionaryArray:
    """Return the flagged parties of each row as one text."""
    packed = np.packbits(acting, axis=1)
    keys = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(packed.shape[1]), len(packed), [None, pa.py_buffer(np.ascontiguousarray(packed))]
    ).dictionary_encode()
    sets = [np.unpackbits(np.frombuffer(key, np.uint8)) for key in keys.dictionary.to_pylist()]
    texts = ["、".join(name for name, acts in zip(parties, one, strict=False) if acts) for one in sets]
    return pa.DictionaryArray.from_arrays(keys.indices, pa.array(texts, pa.string()))
