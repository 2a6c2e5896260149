"""What people decided about pairs of records: it wins over every score, as long as the records say what they said.

This file owns the columns of the table `decisions`. It is appended to, never edited: a changed mind is a new row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.errors import UsageError
from govclean.linkage.contents import positions_of
from govclean.linkage.pairs import DECISIONS, MATCH, NON_MATCH, Pairs
from govclean.linkage.records import Positions, Records
from govclean.values.columns import text_column
from govclean.wording import Text, same

DECISIONS_TABLE = pa.schema(
    [
        ("left_source", pa.string()),
        ("left_id", pa.string()),
        ("right_source", pa.string()),
        ("right_id", pa.string()),
        ("decision", pa.string()),  # match, non_match; review takes an earlier word back
        ("reviewer", pa.string()),
        ("at", pa.string()),  # ISO 8601; the order of the rows is what counts
        ("reason", pa.string()),
        ("left_hash", pa.string()),  # content_hash of the record that was looked at; empty: whatever it says
        ("right_hash", pa.string()),
    ]
)
_NEEDED = DECISIONS_TABLE.names[:5]

TROUBLES: Mapping[str, Text] = MappingProxyType(
    {
        "unreadable": Text(
            "决定须为 match、non_match 或 review", "a decision is one of match, non_match, review"
        ),
        "unknown_record": Text("所指记录不在本次数据中", "names a record that is not in this run"),
        "same_record": Text("两侧是同一条记录", "names one record twice"),
        "stale": Text(
            "作出决定之后记录内容有变化，须重新判定", "the record has changed since; to be decided anew"
        ),
        "contradicted": Text("与其他人工判定相矛盾，未采用", "contradicts other decisions; not applied"),
    }
)
"""Why a decision was not applied, in the column `trouble`."""

_LACKS = Text("人工判定表缺少必要的列", "the table of decisions lacks columns")
_COLUMNS = Text("至少须有这些列：{columns}", "it takes at least the columns {columns}")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that stand, one a pair, sorted by left and right position; left < right."""

    left: Positions
    right: Positions
    same: NDArray[np.bool_]  # one entity, or two
    row: NDArray[np.int64]  # of the table of decisions, from 0

    @classmethod
    def none(cls) -> Decisions:
        """Return no decision."""
        nobody = np.zeros(0, np.int32)
        return cls(nobody, nobody, np.zeros(0, np.bool_), np.zeros(0, np.int64))

    def applied(self, pairs: Pairs) -> Pairs:
        """Return the pairs with what was decided about them; a decided pair is contested no longer."""
        span = np.int64(max(pairs.right.max(initial=0), self.right.max(initial=0))) + 1
        keys, asked = (each.left * span + each.right for each in (pairs, self))
        at = np.searchsorted(keys, asked)
        known = np.flatnonzero(at < len(keys))
        known = known[keys[at[known]] == asked[known]]
        decision, conflict = pairs.decision.copy(), pairs.conflict.copy()
        decision[at[known]] = np.where(self.same[known], MATCH, NON_MATCH)
        conflict[at[known]] = 0
        return replace(pairs, decision=decision, conflict=conflict)


def decisions_of(table: pa.Table, where: str) -> pa.Table:
    """Return a table of decisions with all its columns as text, however it was written; an empty cell is null.

    Args:
        where: the file, for the error.

    Raises:
        UsageError: a column is missing without which a decision says nothing.
    """
    missing = [name for name in _NEEDED if name not in table.column_names]
    if missing:
        hint = _COLUMNS.fill(columns=same(", ".join(_NEEDED)))
        raise UsageError(_LACKS, where=where, found=same(", ".join(table.column_names)), hint=hint)
    columns = []
    for name in DECISIONS_TABLE.names:
        has = name in table.column_names
        texts = text_column(table[name]) if has else pa.nulls(table.num_rows, pa.string())
        columns.append(pc.if_else(pc.equal(texts, ""), None, texts))
    return pa.table(columns, schema=DECISIONS_TABLE)


def decisions_on(table: pa.Table, records: Records, hashes: pa.StringArray) -> tuple[Decisions, pa.Table]:
    """Return the decisions that stand for these records, and those that cannot be applied.

    The last word on a pair counts. If the records have changed since it was spoken, none does: an earlier one was
    overruled, and this one was about something else.

    Args:
        table: from `decisions_of`.
        hashes: from `content_hashes`, one a record.

    Returns:
        The decisions, and a table `row` (int64, from 1), `trouble` (a key of TROUBLES), `left_source, left_id,
        right_source, right_id`, sorted by row.
    """
    ends = [
        positions_of(records, text_column(table[f"{side}_source"]), text_column(table[f"{side}_id"]))
        for side in ("left", "right")
    ]
    words = pc.fill_null(pc.index_in(table["decision"], pa.array(DECISIONS)), -1).to_numpy()
    first, second = np.minimum(*ends), np.maximum(*ends)
    cases = [words < 0, first < 0, first == second]
    trouble = np.select(cases, [1, 2, 3], default=0)
    last = _last_of_each(first, second, trouble == 0)
    fits = [
        _fits(table[f"{side}_hash"], hashes, end) for side, end in zip(("left", "right"), ends, strict=True)
    ]
    trouble[last[~(fits[0] & fits[1])[last]]] = 4
    standing = last[(trouble[last] == 0) & (words[last] != DECISIONS.index("review"))]
    decided = Decisions(
        first[standing], second[standing], words[standing] == MATCH, standing.astype(np.int64)
    )
    return decided, troubles_table(table, np.flatnonzero(trouble), trouble[trouble > 0] - 1)


def troubles_table(table: pa.Table, rows: NDArray[np.intp], kinds: NDArray[np.integer]) -> pa.Table:
    """Return some rows of the table of decisions as troubles.

    Args:
        rows: from 0.
        kinds: for each the place of its trouble in TROUBLES.
    """
    columns = {
        "row": pa.array(rows + 1, pa.int64()),
        "trouble": pa.array(list(TROUBLES)).take(pa.array(kinds)),
    }
    at = pa.array(rows)
    return pa.table(columns | {name: text_column(table[name]).take(at) for name in _NEEDED[:4]})


def _last_of_each(first: Positions, second: Positions, usable: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the last usable row of each pair, sorted by pair."""
    rows = np.flatnonzero(usable)[::-1]
    span = np.int64(second.max(initial=0)) + 1
    _, places = np.unique(first[rows] * span + second[rows], return_index=True)
    return np.asarray(rows[places])


def _fits(noted: pa.ChunkedArray, hashes: pa.StringArray, positions: Positions) -> NDArray[np.bool_]:
    """Return where a record still says what it said when its hash was noted; without a note it does."""
    now = hashes.take(pa.array(positions, mask=positions < 0))
    equal = pc.equal(text_column(noted), now)
    return np.asarray(pc.fill_null(equal, fill_value=True).to_numpy(zero_copy_only=False), np.bool_)
