"""Which of several records a golden value comes from: each preference of a standard as a score of every candidate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.documents import did_you_mean
from govclean.errors import StandardError
from govclean.linkage.grouping import Flags, Groups
from govclean.linkage.moments import moments
from govclean.linkage.parties import SOURCE, fits
from govclean.linkage.records import Codes, Column, Records
from govclean.standards.linkage import Golden
from govclean.wording import Text

Scores = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the records of all clusters of several records say of one field; arrays have one entry a row."""

    groups: Groups
    column: Column
    codes: Codes  # the value of each row; 0 where it has none

    def counts(self) -> Scores:
        """Return for each row how many records of its cluster hold its value."""
        keys = self.groups.group.astype(np.int64) * len(self.column.values) + self.codes
        _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
        return np.asarray(counts[place], np.int32)

    def lengths(self) -> Scores:
        """Return the number of characters of each row's value."""
        lengths = pc.fill_null(pc.utf8_length(self.column.values), 0)
        return np.asarray(lengths.to_numpy(zero_copy_only=False)[self.codes], np.int32)


OF_VALUES: Mapping[str, Callable[[Candidates], Scores]] = MappingProxyType(
    {"most_frequent": Candidates.counts, "longest": Candidates.lengths}
)
"""Preferences that look at the values: the more the better."""

CLUSTER_ID = "cluster_id"

OF_RECORDS = ("most_complete", "most_recent")
"""Preferences that look at the whole record."""


@dataclass(frozen=True)
class Ranking:
    """How much each record is preferred by each preference that looks at whole records."""

    records: Records
    golden: Golden
    sources: Mapping[str, Sequence[str]]
    filled: Scores  # how many fields each record fills with something valid

    def scores(self, preference: str, rows: Candidates) -> Scores:
        """Return one score a row (int32), the higher the better."""
        if preference in OF_VALUES:
            return OF_VALUES[preference](rows)
        return self._of_record(preference)[rows.groups.rows]

    def _of_record(self, preference: str) -> Scores:
        if preference == "most_complete":
            return self.filled
        if preference == "most_recent":
            return self._recency
        name = preference.removeprefix(SOURCE)
        meant = [fits(source, name, self.sources) for source in self.records.sources]
        return np.array(meant, np.int32)[self.records.source]

    @cached_property
    def _recency(self) -> Scores:
        column = self.records.column(self.golden.recency)
        _, rank = np.unique(moments(column.values), return_inverse=True)
        return rank.astype(np.int32)[column.codes]


def filled_fields(records: Records, fields: Sequence[str], valid: Mapping[str, Flags]) -> Scores:
    """Return how many of some fields each record fills with a valid value (int32)."""
    count = np.zeros(len(records), np.int32)
    for field in fields:
        column = records.column(field)
        count += standing(column, valid.get(field))[column.codes]
    return count


def require_preferences(golden: Golden, fields: Collection[str], where: str) -> None:
    """Check the words of a standard's `golden:` block.

    Raises:
        StandardError: a preference that does not exist, a field the standard does not have, `most_recent` without a
            field that says how recent a record is, or a field that is called as a column of ours.
    """
    if CLUSTER_ID in fields:
        raise StandardError(_TAKEN, where=where)
    asked = {*golden.prefer, *(word for words in golden.fields.values() for word in words)}
    known = (*OF_RECORDS, *OF_VALUES)
    for word in sorted(asked - set(known)):
        if not word.startswith(SOURCE) or word == SOURCE:
            near = did_you_mean(word, (*known, SOURCE))
            raise StandardError(_UNKNOWN.fill(word=word), where=where, hint=_KNOWN.fill(near=near))
    named = (*golden.fields, *([golden.recency] if golden.recency else []))
    for name in named:
        if name not in fields:
            raise StandardError(_NO_FIELD.fill(name=name, near=did_you_mean(name, fields)), where=where)
    if "most_recent" in asked and not golden.recency:
        raise StandardError(_NO_RECENCY, where=where, hint=_SAY_RECENCY)


def standing(column: Column, valid: Flags | None) -> Flags:
    """Return which codes of a column stand for a value, a valid one where validity is known (bool, one a code)."""
    stands = np.ones(len(column.values), np.bool_) if valid is None else valid.copy()
    stands[0] = False
    return stands


_TAKEN = Text(
    f"字段不能命名为 {CLUSTER_ID}：这是黄金记录表自己的列",
    f'no field can be called "{CLUSTER_ID}": the golden table has such a column',
)
_UNKNOWN = Text("golden 中没有择优规则“{word}”", 'golden: there is no preference "{word}"')
_KNOWN = Text(
    "可用 source:<来源>、most_complete、most_recent、most_frequent、longest。{near}",
    "there are source:<name>, most_complete, most_recent, most_frequent, longest.{near}",
)
_NO_FIELD = Text("golden 中提到的字段“{name}”不存在。{near}", 'golden: there is no field "{name}".{near}')
_NO_RECENCY = Text(
    "golden 用了 most_recent，却没有说明以哪个日期为准",
    "golden: most_recent does not know which date says it",
)
_SAY_RECENCY = Text("加上 recency: <更新时间字段>", "add recency: <the field of the last update>")
