"""Findings by group: the first few of each, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings that agree in their key columns."""

    key: tuple[str, ...]
    count: int
    first: pa.Table  # the first few of them, in source order


def first_of_each(findings: pa.Table, keys: Sequence[str], limit: int) -> pa.Table:
    """Return the first `limit` findings of each combination of keys, in their order; 0 returns all."""
    if not limit or not findings.num_rows:
        return findings
    order, starts = _sorted_groups(_codes(findings, keys))
    sizes = np.diff(np.append(starts, len(order)))
    rank = np.arange(len(order)) - np.repeat(starts, sizes)
    return findings.take(pa.array(np.sort(order[rank < limit])))


def groups(findings: pa.Table, keys: Sequence[str], limit: int) -> list[Group]:
    """Return every combination of keys with its count and first `limit` findings, as they first appear."""
    if not findings.num_rows:
        return []
    order, starts = _sorted_groups(_codes(findings, keys))
    ends = np.append(starts[1:], len(order))
    found = []
    for k in np.argsort(order[starts], kind="stable"):
        first = findings.take(pa.array(order[starts[k] : min(ends[k], starts[k] + limit)]))
        key = tuple(first[name][0].as_py() or "" for name in keys)
        found.append(Group(key, int(ends[k] - starts[k]), first))
    return found


def _codes(findings: pa.Table, keys: Sequence[str]) -> Codes:
    """Return one number a finding, equal where all keys are equal."""
    combined = np.zeros(findings.num_rows, np.int64)
    for name in keys:
        column = findings[name].unify_dictionaries().combine_chunks()
        indices = pc.fill_null(column.indices, len(column.dictionary)).to_numpy(zero_copy_only=False)
        combined = combined * (len(column.dictionary) + 1) + indices
    return combined


def _sorted_groups(codes: Codes) -> tuple[Codes, Codes]:
    """Return the stable order that brings equal codes together, and where each group starts in it."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    return order, np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
