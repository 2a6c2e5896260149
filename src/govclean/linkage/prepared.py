"""Comparisons made ready for a set of records: the compared column as codes, its kernel, and what it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import JOINER, Comparison, Kernel, Level
from govclean.linkage.pairs import MISSING
from govclean.linkage.records import Column, Positions

Levels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One comparison over one set of records."""

    name: str
    fields: tuple[str, ...]  # of the standard, that the column is made of
    comparison: Comparison
    column: Column  # the most frequent values first
    kernel: Kernel
    term_frequency: bool  # whether agreement on a rare value weighs more

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels, best first."""
        return self.comparison.levels

    @property
    def chance_of_equality(self) -> float:
        """The chance that two records taken at random hold the same value."""
        counts = self.column.counts[1:].astype(np.float64)
        total = counts.sum()
        pairs = total * (total - 1)
        return float(np.clip((counts * (counts - 1)).sum() / pairs, 1 / pairs, 0.999)) if total > 1 else 0.5

    def levels_of(self, left: Positions, right: Positions) -> Levels:
        """Return the level of each pair of records; `MISSING` where one has nothing to compare."""
        ours, theirs = self.column.codes[left], self.column.codes[right]
        levels = np.zeros(len(left), np.uint8)
        levels[(ours == 0) | (theirs == 0)] = MISSING
        apart = np.flatnonzero((ours != theirs) & (levels == 0))
        levels[apart] = self.kernel.levels(ours[apart], theirs[apart])
        return levels


def prepare(
    name: str,
    fields: Sequence[str],
    columns: Sequence[Column],
    comparison: Comparison,
    *,
    term_frequency: bool,
) -> Prepared:
    """Return a comparison ready for the records; where it looks at several columns, they are one value.

    Args:
        fields: the standard's fields that the columns are made of.
    """
    column = joined(columns, needs_all=comparison.needs_all)
    column = _frequent_first(column.mapped(comparison.clean(column.values)))
    return Prepared(
        name, tuple(fields), comparison, column, comparison.prepare(column.values), term_frequency
    )


def joined(columns: Sequence[Column], *, needs_all: bool = True) -> Column:
    """Return several columns as one, their texts joined by `JOINER`; a column alone stays as it is.

    Args:
        needs_all: whether one empty part leaves the whole empty; otherwise only all of them do.
    """
    if len(columns) == 1:
        return columns[0]
    codes = columns[0].codes.astype(np.int64)
    for column in columns[1:]:
        codes = codes * len(column.values) + column.codes
    distinct, first, place = np.unique(codes, return_index=True, return_inverse=True)
    parts = [column.values.take(pa.array(column.codes[first])) for column in columns]
    held = np.stack([column.codes[first] > 0 for column in columns])
    stands = held.all(axis=0) if needs_all else held.any(axis=0)
    texts = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), JOINER)
    texts = pc.if_else(pa.array(stands), texts, None)
    whole = Column(
        np.arange(1, len(distinct) + 1, dtype=np.int32)[place],
        pa.concat_arrays([pa.nulls(1, pa.string()), texts]),
    )
    return whole.mapped(whole.values)


def _frequent_first(column: Column) -> Column:
    """Return the column with its codes in the order of how often their values stand."""
    order = np.argsort(-column.counts[1:], kind="stable") + 1
    codes = np.zeros(len(column.values), np.int32)
    codes[order] = np.arange(1, len(order) + 1)
    return Column(codes[column.codes], column.values.take(pa.array(np.concatenate([[0], order]))))
