"""Pairs of records that were compared: which two, how alike field by field, and what was decided.

This file owns the columns of the table `pairs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.records import Positions, Records

NON_MATCH, REVIEW, MATCH = np.uint8(0), np.uint8(1), np.uint8(2)
DECISIONS = ("non_match", "review", "match")

MISSING = np.uint8(255)
"""The level of a pair in which one of the two values does not stand."""

CONFLICTS = ("", "different_identifiers", "same_identifier", "kin")
"""Why a pair is contested: different valid numbers of one kind, one number and different people, or names of kin."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs, one row each, sorted by left and right position; left < right."""

    left: Positions
    right: Positions
    weight: NDArray[np.float32]  # match weight in bits, prior included
    probability: NDArray[np.float64]
    rule: NDArray[np.int16]  # the first blocking rule that brought the pair
    levels: Mapping[str, NDArray[np.uint8]]  # by comparison; 0 is equal, MISSING is no evidence
    weights: Mapping[str, NDArray[np.float32]]  # by comparison, bits
    decision: NDArray[np.uint8]
    conflict: NDArray[np.uint8]  # place in CONFLICTS

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.left)

    def taken(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Self:
        """Return some of the pairs, by mask or by place."""
        arrays = ("left", "right", "weight", "probability", "rule", "decision", "conflict")
        some = {name: getattr(self, name)[rows] for name in arrays}
        levels = {name: level[rows] for name, level in self.levels.items()}
        weights = {name: weight[rows] for name, weight in self.weights.items()}
        return replace(self, **some, levels=levels, weights=weights)


def pairs_table(pairs: Pairs, records: Records, rules: tuple[str, ...]) -> pa.Table:
    """Return the travelling table `pairs` (rows sorted as the pairs are).

    Columns: `left_source, left_id, right_source, right_id` (text), `probability` (float64), `weight` (float32, bits),
    `decision`, `conflict`, `blocking_rule` (text), then `level_<comparison>` (uint8; null where there was nothing to
    compare) and `weight_<comparison>` (float32, bits) of each comparison.
    """
    columns: dict[str, pa.Array] = {}
    names = pa.array(records.sources, pa.string())
    for side, at in (("left", pairs.left), ("right", pairs.right)):
        columns[f"{side}_source"] = _words(names, records.source[at])
        columns[f"{side}_id"] = records.ids.take(pa.array(at))
    columns["probability"] = pa.array(pairs.probability)
    columns["weight"] = pa.array(pairs.weight)
    columns["decision"] = _words(pa.array(DECISIONS), pairs.decision)
    columns["conflict"] = _words(pa.array(CONFLICTS), pairs.conflict)
    columns["blocking_rule"] = _words(pa.array(rules, pa.string()), pairs.rule)
    for name, level in pairs.levels.items():
        columns[f"level_{name}"] = pa.array(level, mask=level == MISSING)
        columns[f"weight_{name}"] = pa.array(pairs.weights[name])
    return pa.table(columns)


def _words(words: pa.StringArray, places: NDArray[np.integer]) -> pa.Array:
    return words.take(pa.array(places))
