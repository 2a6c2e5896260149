"""Golden records: of all that the records of a cluster say, the value that survives, field by field, and whence.

A value comes from one record of the cluster. Invalid values are looked at only where no valid one stands. Then the
standard's preferences (一数一源) narrow the records down, one after the other; the first that leaves a single value
has decided. Where none does, the first record by source and id does.

This file owns the columns of the tables `golden` and `lineage`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.grouping import Flags, Groups, first_records
from govclean.linkage.preferring import (
    CLUSTER_ID,
    Candidates,
    Ranking,
    filled_fields,
    require_preferences,
    standing,
)
from govclean.linkage.records import Codes, Column, Positions, Records
from govclean.standards.linkage import Golden

__all__ = ["Survivorship", "golden_records", "require_preferences"]

ONLY_VALUE, AGREED, ONLY_VALID, FIRST_RECORD = "only_value", "agreed", "only_valid", "first_record"
"""Why a value survived, besides the preferences: no other record says anything; all say the same; the others are
invalid; nothing else told them apart."""

USUAL = ("most_frequent", "most_complete")
"""The preferences where a standard states none, after `most_recent` where it says what is recent."""

_NOBODY = np.int32(-1)
_LAST = np.int32(np.iinfo(np.int32).max)

Rules = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Survivorship:
    """How golden records are made."""

    fields: tuple[str, ...]  # the columns of the golden table
    golden: Golden
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)  # a party's name → patterns of stems
    valid: Mapping[str, Flags] = field(
        default_factory=dict
    )  # by field, one flag a code; not named: all valid

    def preferences(self, name: str) -> tuple[str, ...]:
        """Return the preferences of a field: its own, then those of all fields; where none are said, the usual ones."""
        own = self.golden.fields.get(name, ())
        words = (*own, *(word for word in self.golden.prefer if word not in own))
        return words or (*(("most_recent",) if self.golden.recency else ()), *USUAL)

    @property
    def rules(self) -> tuple[str, ...]:
        """All that can stand in `survivorship_rule`."""
        preferences = dict.fromkeys(word for name in self.fields for word in self.preferences(name))
        return (ONLY_VALUE, AGREED, ONLY_VALID, FIRST_RECORD, *preferences)


def golden_records(
    records: Records, labels: Codes, cluster_ids: pa.StringArray, how: Survivorship
) -> tuple[pa.Table, pa.Table]:
    """Return the tables `golden` and `lineage`, in the order of the labels, lineage by field within a cluster.

    golden: `cluster_id` and one column a field, all text; one row a cluster. lineage: `cluster_id, field, source,
    record_id, survivorship_rule` (dictionaries of text), one row for each value of the golden table.

    Args:
        records: whose columns are read.
        labels: the cluster of each record (int32): 0 … n - 1, numbered by their first records.
        cluster_ids: the name of each record's cluster.
        how: fields, preferences, sources and validity.
    """
    first = first_records(labels)
    groups = Groups.of(labels)
    ranking = Ranking(records, how.golden, how.sources, filled_fields(records, how.fields, how.valid))
    winners = np.empty((len(how.fields), len(first)), np.int32)
    rules = np.zeros(winners.shape, np.int16)
    ids = cluster_ids.take(pa.array(first))
    golden = {CLUSTER_ID: ids}
    for place, name in enumerate(how.fields):
        column = records.column(name)
        winners[place] = np.where(column.codes[first] > 0, first, _NOBODY)
        some, why = _survivors(_candidates(groups, column), ranking, how, name)
        winners[place, groups.numbers], rules[place, groups.numbers] = some, why
        golden[name] = _values(column, winners[place])
    return pa.table(golden), _lineage(records, ids, how, winners, rules)


def _candidates(groups: Groups, column: Column) -> Candidates:
    return Candidates(groups, column, column.codes[groups.rows])


def _survivors(rows: Candidates, ranking: Ranking, how: Survivorship, name: str) -> tuple[Positions, Rules]:
    """Return for each cluster of several records the record whose value survives, and the place of the rule."""
    alive = rows.codes > 0
    why = np.full(len(rows.groups.starts), how.rules.index(FIRST_RECORD), np.int16)
    open_ = _settle(rows, alive, np.ones(len(why), np.bool_))
    alone = np.add.reduceat(alive, rows.groups.starts, dtype=np.int32) == 1 if len(why) else open_
    why[~open_] = np.where(alone, how.rules.index(ONLY_VALUE), how.rules.index(AGREED))[~open_]
    for rule in (ONLY_VALID, *how.preferences(name)):
        scores = _valid_first(rows, how, name) if rule == ONLY_VALID else ranking.scores(rule, rows)
        if scores is None or not len(why):
            continue
        scores = np.where(alive, scores, np.int32(-1))
        alive &= scores == rows.groups.highest(scores)[rows.groups.group]
        still = _settle(rows, alive, open_)
        why[open_ & ~still] = how.rules.index(rule)
        open_ = still
    found = rows.groups.lowest(np.where(alive, rows.groups.rows, _LAST))
    return np.where(found == _LAST, _NOBODY, found).astype(np.int32), why


def _valid_first(rows: Candidates, how: Survivorship, name: str) -> NDArray[np.int32] | None:
    valid = how.valid.get(name)
    return None if valid is None else standing(rows.column, valid)[rows.codes].astype(np.int32)


def _settle(rows: Candidates, alive: Flags, open_: Flags) -> Flags:
    """Return in which of the open clusters the rows still alive hold more than one value."""
    lowest = rows.groups.lowest(np.where(alive, rows.codes, _LAST))
    highest = rows.groups.highest(np.where(alive, rows.codes, np.int32(0)))
    return np.asarray(open_ & (lowest < highest))


def _values(column: Column, winners: Positions) -> pa.StringArray:
    codes = np.where(winners == _NOBODY, np.int32(0), column.codes[winners])
    return column.values.take(pa.array(codes))


def _lineage(
    records: Records, ids: pa.StringArray, how: Survivorship, winners: NDArray[np.int32], rules: Rules
) -> pa.Table:
    winners, rules = winners.T, rules.T  # clusters × fields: lineage goes cluster by cluster
    held = winners != _NOBODY
    cluster = np.repeat(np.arange(len(ids), dtype=np.int32), held.sum(axis=1))
    name = np.broadcast_to(np.arange(len(how.fields), dtype=np.int16), held.shape)[held]
    position = winners[held]
    ids_of = Column.of(records.ids)  # of several sources, equal ids stand once
    return pa.table(
        {
            CLUSTER_ID: _words(cluster, ids),
            "field": _words(name, pa.array(how.fields, pa.string())),
            "source": _words(
                records.source[position].astype(np.int16), pa.array(records.sources, pa.string())
            ),
            "record_id": _words(ids_of.codes[position] - np.int32(1), ids_of.values[1:]),
            "survivorship_rule": _words(rules[held], pa.array(how.rules)),
        }
    )


def _words(places: NDArray[np.integer], words: pa.StringArray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(places), words)
