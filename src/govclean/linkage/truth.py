"""What is known to be true of some records: which pairs are one entity, by a list of pairs or of entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.errors import UsageError
from govclean.linkage.contents import positions_of
from govclean.linkage.records import Column, Positions, Records
from govclean.values.columns import text_column
from govclean.wording import Text, same

PAIRS = ("left_source", "left_id", "right_source", "right_id")
ENTITIES = ("source", "record_id", "entity_id")

_LACKS = Text("真值表缺少必要的列", "the truth lacks columns")
_COLUMNS = Text(
    f"须有 {'、'.join(PAIRS)}，或 {'、'.join(ENTITIES)}；只有一个来源时可省略来源列",
    f"it takes {', '.join(PAIRS)}, or {', '.join(ENTITIES)}; with one source the source columns may be left out",
)
_NOTHING = Text("真值表与数据对不上", "the truth is about other records")
_SOURCES = Text("数据中的来源：{names}", "the sources at hand are {names}")

Flags = NDArray[np.bool_]
Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of the records that somebody looked at; of the others nothing is said."""

    known: Flags  # by record
    entity: NDArray[np.int32]  # by record, -1 where nothing is known; empty where pairs were listed
    listed: Keys  # the true pairs as left × records + right, ascending; empty where entities were given
    across: bool  # only pairs across sources are spoken of
    rows: int
    unknown_rows: int  # that name a record which is not at hand

    @property
    def by_entity(self) -> bool:
        """Whether entities were given, not pairs."""
        return bool(len(self.entity))

    def holds(self, left: Positions, right: Positions) -> Flags:
        """Return which pairs (left < right) are one entity."""
        if self.by_entity:
            ours = self.entity[left]
            return np.asarray((ours >= 0) & (ours == self.entity[right]))
        asked = left * np.int64(len(self.known)) + right
        at = np.minimum(np.searchsorted(self.listed, asked), max(len(self.listed) - 1, 0))
        return self.listed[at] == asked if len(self.listed) else np.zeros(len(left), np.bool_)

    def speaks_of(self, left: Positions, right: Positions, source: Positions) -> Flags:
        """Return which pairs can be judged: both records are known, and of two sources where only these count."""
        both = self.known[left] & self.known[right]
        return both & (source[left] != source[right]) if self.across else both

    def pairs(self) -> Iterator[tuple[Positions, Positions]]:
        """Yield the true pairs (left < right) in batches."""
        if not self.by_entity:
            left, right = np.divmod(self.listed, np.int64(max(len(self.known), 1)))
            yield left.astype(np.int32), right.astype(np.int32)
            return
        members = np.flatnonzero(self.entity >= 0).astype(np.int32)
        members = members[np.argsort(self.entity[members], kind="stable")]
        sizes = np.bincount(self.entity[members])
        for step in range(1, int(sizes.max(initial=1))):
            members = members[sizes[self.entity[members]] > step]
            first = np.flatnonzero(self.entity[members[:-step]] == self.entity[members[step:]])
            yield members[first], members[first + step]


def truth_of(table: pa.Table, records: Records, where: str) -> Truth:
    """Return what a table of texts says is true of the records.

    Where only pairs across sources are listed, nothing is taken to be said of pairs within one.

    Args:
        table: columns PAIRS or ENTITIES, others are not looked at.
        where: the file, for the error.

    Raises:
        UsageError: it has neither set of columns, or names none of the records.
    """
    columns = {name.strip(): text_column(table[name]) for name in table.column_names}
    if len(records.sources) == 1:
        alone = pa.repeat(pa.scalar(records.sources[0], pa.string()), table.num_rows)
        columns = {"left_source": alone, "right_source": alone, "source": alone} | columns
    if set(PAIRS) <= columns.keys():
        truth = _of_pairs(columns, records)
    elif set(ENTITIES) <= columns.keys():
        truth = _of_entities(columns, records)
    else:
        raise UsageError(_LACKS, where=where, found=same(", ".join(table.column_names)), hint=_COLUMNS)
    if truth.unknown_rows == truth.rows:
        hint = _SOURCES.fill(names=", ".join(records.sources))
        raise UsageError(_NOTHING, where=where, hint=hint)
    return truth


def _of_pairs(columns: dict[str, pa.StringArray], records: Records) -> Truth:
    ends = [
        positions_of(records, columns[f"{side}_source"], columns[f"{side}_id"]) for side in ("left", "right")
    ]
    left, right = np.minimum(*ends).astype(np.int64), np.maximum(*ends)
    good = left >= 0
    keys = np.unique((left * len(records) + right)[good & (left != right)])
    first, second = np.divmod(keys, max(len(records), 1))
    across = len(records.sources) > 1 and bool((records.source[first] != records.source[second]).all())
    return Truth(
        known=np.ones(len(records), np.bool_),
        entity=np.zeros(0, np.int32),
        listed=keys,
        across=across,
        rows=len(left),
        unknown_rows=int((~good).sum()),
    )


def _of_entities(columns: dict[str, pa.StringArray], records: Records) -> Truth:
    at = positions_of(records, columns["source"], columns["record_id"])
    entity = np.full(len(records), -1, np.int32)
    entity[at[at >= 0]] = Column.of(columns["entity_id"]).codes[at >= 0] - 1
    return Truth(
        known=entity >= 0,
        entity=entity,
        listed=np.zeros(0, np.int64),
        across=False,
        rows=len(at),
        unknown_rows=int((at < 0).sum()),
    )
