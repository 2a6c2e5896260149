"""What people decided teaches the model how matches look, beside what it learned by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govclean.linkage.decisions import Decisions
from govclean.linkage.model import Chances, Model, Shares
from govclean.linkage.pairs import MISSING
from govclean.linkage.prepared import Prepared

_WORTH = 200  # decided matches that what was learned without them is worth


def taught(model: Model, prepared: Sequence[Prepared], decisions: Decisions) -> Model:
    """Return the model with the matches that people decided taken into m; u, and the prior, stay.

    What was learned without labels counts like 200 decided matches, so a few decisions move little. Decisions that were
    made of the doubtful pairs only make a model that doubts more: label matches taken at random as well.
    """
    left, right = decisions.left[decisions.same], decisions.right[decisions.same]
    if not len(left):
        return model
    chances = {}
    for one in prepared:
        levels = one.levels_of(np.minimum(left, right), np.maximum(left, right))
        seen = np.bincount(levels[levels != MISSING], minlength=len(one.levels))
        known = model.chances[one.name]
        chances[one.name] = Chances(_shares(known.m * _WORTH + seen), known.u)
    return Model(model.prior, chances)


def _shares(counts: Shares) -> Shares:
    return np.asarray(counts / counts.sum())
