"""Any pairs of a run, weighed as the run would have weighed them, whether or not a rule brings them together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from govclean.linkage.conflicts import settled, shared_comparisons
from govclean.linkage.linked import Linked
from govclean.linkage.pairs import Pairs
from govclean.linkage.records import Positions
from govclean.linkage.scoring import Scorer, decided


def weigh(linked: Linked, left: Positions, right: Positions) -> Pairs:
    """Return pairs (left < right) with all they weigh, decided by score and numbers; `rule` is -1 where none brings them."""
    brought = linked.blocking.brings(left, right)
    first = np.where(brought.any(axis=0), brought.argmax(axis=0), -1).astype(np.int16)
    thresholds = linked.settings.thresholds
    pairs = Scorer(linked.prepared, linked.model).weighed(left, right, first)
    pairs = replace(pairs, decision=decided(pairs, thresholds.match, thresholds.review))
    shared = shared_comparisons({one.name: one.comparison.kind for one in linked.plan.comparisons})
    return settled(pairs, linked.identities, shared, thresholds.review)
