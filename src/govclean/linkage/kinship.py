"""What kin share does not make them one: a phone, an address, numbers in sequence.

Fellegi and Sunter let every comparison speak for itself. A household's phone and its addresses agree together, so they
count once: the one that speaks loudest. Where names are only as alike as those of brothers and sisters (or of branches of
one company), they do not count at all, nor does a number that is nearly the same: those of twins are. Such a pair is
never one by its score.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.pairs import CONFLICTS, MATCH, REVIEW, Pairs
from govclean.linkage.prepared import Levels, Prepared

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shared:
    """Names of the comparisons that look at what kin share."""

    household: Collection[str] = ()  # phone, address
    numbers: Collection[str] = ()  # identifiers, which are given in sequence


def spoken_once(
    prepared: Sequence[Prepared],
    levels: Mapping[str, Levels],
    weights: Mapping[str, Weights],
    shared: Shared,
) -> dict[str, Weights]:
    """Return the weights of the shared comparisons as they count, in bits; what speaks against a pair stays."""
    kin = _kin(prepared, levels)
    counted = {}
    for name in set(shared.numbers) & weights.keys():
        nearly = kin & (levels[name] != 0)
        counted[name] = np.where(nearly, np.minimum(weights[name], 0), weights[name])
    household = sorted(set(shared.household) & weights.keys())
    if household:
        loudest = np.argmax(np.stack([weights[name] for name in household]), axis=0)
        for place, name in enumerate(household):
            silent = kin | (loudest != place)
            counted[name] = np.where(silent, np.minimum(weights[name], 0), weights[name])
    return counted


def with_kin_to_review(pairs: Pairs, prepared: Sequence[Prepared], sure: NDArray[np.bool_]) -> Pairs:
    """Return the pairs in which no two of names like those of kin match by their score alone: a person should look.

    Args:
        sure: pairs that hold one valid number.
    """
    doubtful = _kin(prepared, pairs.levels) & (pairs.decision == MATCH) & ~sure
    decision = np.where(doubtful, REVIEW, pairs.decision).astype(np.uint8)
    conflict = np.where(doubtful, np.uint8(CONFLICTS.index("kin")), pairs.conflict).astype(np.uint8)
    return replace(pairs, decision=decision, conflict=conflict)


def _kin(prepared: Sequence[Prepared], levels: Mapping[str, Levels]) -> NDArray[np.bool_]:
    """Return the pairs whose names are only as alike as those of kin."""
    kin = np.zeros(len(next(iter(levels.values()), ())), np.bool_)
    for one in prepared:
        places = [place for place, level in enumerate(one.levels) if level.kin]
        if places:
            kin |= np.isin(levels[one.name], places)
    return kin
