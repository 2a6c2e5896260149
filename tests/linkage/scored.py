"""Pairs made by hand and identities of made-up numbers, for the tests of what comes after scoring."""

import numpy as np
import pyarrow as pa

from govclean.linkage.conflicts import Identity
from govclean.linkage.pairs import MATCH, Pairs
from govclean.linkage.records import Column


def pairs_of(rows, prior=0.0):
    """Return pairs of (left, right, weights by comparison), sorted; all match until something settles them."""
    rows = sorted((min(one, other), max(one, other), weights) for one, other, weights in rows)
    names = sorted({name for _, _, weights in rows for name in weights})
    weights = {
        name: np.array([row[2].get(name, 0) for row in rows], np.float32).reshape(len(rows)) for name in names
    }
    total = sum(weights.values(), np.full(len(rows), prior, np.float32))
    return Pairs(
        left=np.array([row[0] for row in rows], np.int32),
        right=np.array([row[1] for row in rows], np.int32),
        weight=total,
        probability=1 / (1 + np.exp2(-total.astype(float))),
        rule=np.zeros(len(rows), np.int16),
        levels={name: np.zeros(len(rows), np.uint8) for name in names},
        weights=weights,
        decision=np.full(len(rows), MATCH),
        conflict=np.zeros(len(rows), np.uint8),
    )


def identity(numbers, field="number", wrong=(), comparisons=("number",)):
    """Return the identity of each record's number (None: has none); those in `wrong` are not valid."""
    column = Column.of(pa.array(numbers, pa.string()))
    valid = np.array([value not in wrong for value in column.values.to_pylist()])
    return Identity(field, column.codes, valid, comparisons)


def groups(labels, names=None):
    """Return clusters as sorted lists of positions or names."""
    names = list(range(len(labels))) if names is None else names
    found = {}
    for name, label in zip(names, np.asarray(labels).tolist(), strict=True):
        found.setdefault(label, []).append(name)
    return sorted(sorted(members) for members in found.values())
