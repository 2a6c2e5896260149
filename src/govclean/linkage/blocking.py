"""Which pairs are compared at all: records that share a key by one of the blocking rules, found by SQL over codes.

A pair comes once, from the first rule that brings it. A block with too many records is split by further columns; what
cannot be split is left out, and every record left out is counted and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.records import Column, Positions

Keys = NDArray[np.int64]

_BATCH = 1 << 18  # pairs in one batch
_MOST_CODES = 1 << 62


@dataclass(frozen=True, slots=True)
class Rule:
    """One blocking rule: records meet that agree in all its keys."""

    name: str  # the keys with + between them
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What one rule brought."""

    rule: str
    records: int  # with all its keys
    blocks: int  # of two records or more
    largest: int  # records in the largest block that was compared
    pairs: int  # by this rule
    new_pairs: int  # by this rule and none before it
    split_records: int  # in blocks too large, split by further columns
    left_out_records: int  # in blocks too large to be compared
    left_out_pairs: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """A batch of candidate pairs: positions, left < right."""

    left: Positions
    right: Positions
    rule: int
    new: NDArray[np.bool_]  # whether no rule before this one brings the pair


@dataclass(frozen=True, slots=True)
class _Keyed:
    """One rule with a key for each record; a record without a partner by this rule has a negative key of its own."""

    name: str
    keys: Keys
    records: int
    split: int
    left_out: int
    left_out_pairs: int


class Blocking:
    """The blocks of all rules over one set of records."""

    def __init__(
        self,
        size: int,
        rules: Sequence[Rule],
        *,
        largest_block: int,
        splitters: Sequence[Column] = (),
        fresh: NDArray[np.bool_] | None = None,
    ) -> None:
        """Make the keys of `size` records.

        Args:
            largest_block: records; a larger block is split by the splitters, in their order.
            fresh: where records are new: only pairs with a new record are candidates. All, where nothing is said.
        """
        self._engine = duckdb.connect()
        self._rules = [_keyed(self._engine, rule, size, largest_block, splitters) for rule in rules]
        columns = {f"k{place}": rule.keys for place, rule in enumerate(self._rules)}
        new = np.ones(size, np.bool_) if fresh is None else fresh
        self._keys = pa.table({"position": np.arange(size, dtype=np.int32), "fresh": new, **columns})
        self._engine.register("keys", self._keys)
        self._all_fresh = bool(new.all())
        self._sizes = [self._size_of(place) for place in range(len(rules))]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the rules, in their order."""
        return tuple(rule.name for rule in self._rules)

    def pairs(self) -> Iterator[Candidates]:
        """Yield every candidate pair once, in batches; their order is not fixed."""
        for place in range(len(self._rules)):
            others = "".join(f" AND l.k{before} <> r.k{before}" for before in range(place))
            yield from self._batches(
                place, f"SELECT l.position, r.position, true {self._join(place)}{others}"
            )

    def sample(self, place: int, pairs: int, *, seed: int = 1) -> Candidates:
        """Return about as many pairs of one rule, those of whole blocks chosen by the hash of their key."""
        total = self._sizes[place][2]
        share = min(1.0, pairs / total) if total else 1.0
        others = " AND ".join(f"l.k{before} <> r.k{before}" for before in range(place)) or "true"
        chosen = f"AND hash(l.k{place}, {seed}) % 1000003 < {round(share * 1000003)}" if share < 1 else ""
        batches = self._batches(
            place, f"SELECT l.position, r.position, {others} {self._join(place)} {chosen}"
        )
        return _joined(list(batches), place)

    def counts(self, new_pairs: Sequence[int]) -> tuple[RuleCount, ...]:
        """Return what each rule brought, given how many pairs came first from it."""
        return tuple(self._count(place, new) for place, new in enumerate(new_pairs))

    def total(self, place: int) -> int:
        """Return how many pairs one rule brings, those of other rules included."""
        return self._sizes[place][2]

    def brings(self, left: Positions, right: Positions) -> NDArray[np.bool_]:
        """Return which rule brings which pair: a row for each rule, a column for each pair."""
        together = [rule.keys[left] == rule.keys[right] for rule in self._rules]
        return np.stack(together) if together else np.zeros((0, len(left)), np.bool_)

    def _join(self, place: int) -> str:
        fresh = "" if self._all_fresh else " AND (l.fresh OR r.fresh)"
        return (
            f"FROM keys AS l JOIN keys AS r ON l.k{place} = r.k{place} "
            f"WHERE l.k{place} >= 0 AND l.position < r.position{fresh}"
        )

    def _batches(self, place: int, query: str) -> Iterator[Candidates]:
        with self._engine.cursor() as cursor:
            cursor.register("keys", self._keys)
            for batch in cursor.sql(query).to_arrow_reader(_BATCH):
                left, right, new = (column.to_numpy(zero_copy_only=False) for column in batch.columns)
                yield Candidates(left, right, place, new)

    def _size_of(self, place: int) -> tuple[int, int, int]:
        """Return blocks, records of the largest, and pairs of one rule."""
        sizes = f"SELECT count(*) AS size FROM keys WHERE k{place} >= 0 GROUP BY k{place} HAVING count(*) > 1"  # noqa: S608 - a number
        row = self._engine.execute(
            f"SELECT count(*), coalesce(max(size), 0), coalesce(sum(size * (size - 1) // 2), 0) FROM ({sizes})"  # noqa: S608 - as above
        ).fetchone()
        blocks, largest, pairs = row or (0, 0, 0)
        return int(blocks), int(largest), int(pairs)

    def _count(self, place: int, new_pairs: int) -> RuleCount:
        rule = self._rules[place]
        blocks, largest, pairs = self._sizes[place]
        return RuleCount(
            rule.name,
            rule.records,
            blocks,
            largest,
            pairs,
            new_pairs,
            rule.split,
            rule.left_out,
            rule.left_out_pairs,
        )


def _keyed(
    engine: duckdb.DuckDBPyConnection, rule: Rule, size: int, largest: int, splitters: Sequence[Column]
) -> _Keyed:
    keys = _key(rule.columns, size)
    held = int((keys >= 0).sum())
    split = 0
    crowded = _crowded(engine, keys, largest)
    for splitter in splitters:
        if not len(crowded):
            break
        if any(splitter is column for column in rule.columns):
            continue
        split = split or len(crowded)
        keys = _split(keys, crowded, splitter)
        crowded = _crowded(engine, keys, largest)
    pairs = _pairs_among(keys[crowded])
    keys[crowded] = _alone(crowded)
    return _Keyed(rule.name, keys, held, split, len(crowded), pairs)


def _key(columns: Sequence[Column], size: int) -> Keys:
    """Return one number for each combination of codes; a record that lacks a part gets a number of its own."""
    key = np.zeros(size, np.int64)
    span = 1
    lacking = np.zeros(size, np.bool_)
    for column in columns:
        if span * len(column.values) >= _MOST_CODES:
            distinct, key = np.unique(key, return_inverse=True)
            span = len(distinct)
        key = key * len(column.values) + column.codes
        span *= len(column.values)
        lacking |= column.codes == 0
    key[lacking] = _alone(np.flatnonzero(lacking))
    return key


def _alone(positions: NDArray[np.intp]) -> Keys:
    return -1 - positions.astype(np.int64)


def _crowded(engine: duckdb.DuckDBPyConnection, keys: Keys, largest: int) -> NDArray[np.intp]:
    """Return the positions of records in blocks with too many records."""
    engine.register("one", pa.table({"k": keys}))
    query = "SELECT k FROM one WHERE k >= 0 GROUP BY k HAVING count(*) > $largest"
    crowded = engine.execute(query, {"largest": largest}).fetchnumpy()["k"]
    return np.flatnonzero(np.isin(keys, crowded)) if len(crowded) else np.zeros(0, np.intp)


def _split(keys: Keys, crowded: NDArray[np.intp], splitter: Column) -> Keys:
    """Return the keys with crowded blocks split by a further column; a record that lacks it stays in its block."""
    _, within = np.unique(keys[crowded], return_inverse=True)
    finer = within.astype(np.int64) * len(splitter.values) + splitter.codes[crowded]
    split = keys.copy()
    split[crowded] = keys.max() + 1 + finer
    return split


def _pairs_among(keys: Keys) -> int:
    sizes = np.unique(keys, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _joined(batches: list[Candidates], place: int) -> Candidates:
    """Return batches as one, sorted by position, so that what follows does not depend on the engine's order."""
    none = np.zeros(0, np.int32)
    left = np.concatenate([none, *(batch.left for batch in batches)])
    right = np.concatenate([none, *(batch.right for batch in batches)])
    new = np.concatenate([np.zeros(0, np.bool_), *(batch.new for batch in batches)])
    order = np.lexsort((right, left))
    return Candidates(left[order], right[order], place, new[order])
