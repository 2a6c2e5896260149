"""Figures of a matching run that need no truth."""

from __future__ import annotations

import resource
import sys

import numpy as np

from govclean.linkage.conflicts import equal_numbers
from govclean.linkage.evaluating import Kept, kept_by
from govclean.linkage.linked import Linked
from govclean.linkage.records import Positions


def known_by_number(linked: Linked) -> Kept | None:
    """Return what the rules that do not look at numbers keep of the pairs known by their numbers.

    Known is every pair of neighbours among the records of one valid number. The share that is kept says what happens
    to records without a number. None where there are no such pairs or no such rules.
    """
    fields = {identity.field for identity in linked.identities}
    silent = [place for place, rule in enumerate(linked.plan.rules) if rule.fields & fields]
    pairs = _neighbours(linked)
    if len(silent) == len(linked.plan.rules) or not len(pairs[0]):
        return None
    return kept_by(linked.blocking, [pairs], silent)


def peak_memory() -> int:
    """Return the most memory this process has held at a time, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _neighbours(linked: Linked) -> tuple[Positions, Positions]:
    """Return pairs (left < right) of records that follow one another among those of one number, nothing against it."""
    none = np.zeros(0, np.int32)
    lefts, rights = [none], [none]
    for identity in linked.identities:
        having = np.flatnonzero(identity.numbers).astype(np.int32)
        having = having[np.argsort(identity.numbers[having], kind="stable")]
        left, right = having[:-1], having[1:]
        one = equal_numbers(left, right, [identity]) & (linked.labels[left] == linked.labels[right])
        lefts.append(left[one])
        rights.append(right[one])
    keys = np.unique(np.concatenate(lefts).astype(np.int64) * len(linked.records) + np.concatenate(rights))
    left, right = np.divmod(keys, max(len(linked.records), 1))
    return left.astype(np.int32), right.astype(np.int32)
