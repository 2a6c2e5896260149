"""The datum of a file's points, decided from all that have a reference point; never from one, and never by a narrow vote.

Points are compared by what they declare, since one file may hold several datums; those that declare none are a group of
their own. A declaration is confirmed or contradicted: contradicted points stay as they are, for the department to clear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.datums import Points, datum_by_reference, metres_by_datum

LEAST_POINTS = 10
MOST_METRES = 30.0
"""The median distance that is still agreement: GCJ-02 moves points by a hundred metres and more."""
LEAST_AGREEING = 0.9
"""The share of points that must lie nearer to their places in the datum decided on than in any other."""

UNDECLARED = ""
OTHERWISE = "other"
"""What is declared, but by no code of a datum."""
Outcome = Literal["found", "confirmed", "contradicted", "undecided"]
_SAME = {"WGS84": "CGCS2000"}  # they differ by centimetres


@dataclass(frozen=True, slots=True)
class Comparison:
    """The points of one declaration beside their reference points.

    Args:
        declared: the code of the datum, `UNDECLARED` or `OTHERWISE`.
        points: how many were compared.
        medians: datum → median distance to the reference in metres, if the points were in it.
        agreeing: the share of the points that the nearest datum explains better than the others do.
        datum: the datum decided on, or None.
    """

    declared: str
    points: int
    medians: Mapping[str, float]
    agreeing: float
    datum: str | None

    @property
    def nearest(self) -> str:
        """The datum with the least median."""
        return min(self.medians, key=lambda name: self.medians[name])

    @property
    def outcome(self) -> Outcome:
        """What the comparison says of the declaration."""
        if self.datum is None:
            return "undecided"
        if self.declared == UNDECLARED:
            return "found"
        return "confirmed" if _SAME.get(self.declared, self.declared) == self.datum else "contradicted"


def compare(points: Points, reference: Points, declared: pa.StringArray) -> tuple[Comparison, ...]:
    """Return one comparison for each declaration, in their order; null declares nothing.

    Args:
        points: degrees as they stand.
        reference: the true places of the same points in CGCS2000.
    """
    words = pc.fill_null(declared, UNDECLARED)
    found = []
    for word in sorted(pc.unique(words).to_pylist()):
        rows = pc.equal(words, word).to_numpy(zero_copy_only=False)
        here, there = ((axes[0][rows], axes[1][rows]) for axes in (points, reference))
        found.append(_comparison(word, here, there))
    return tuple(found)


def decided(comparisons: Sequence[Comparison]) -> dict[str, str]:
    """Return declaration → datum, of those that were decided."""
    return {one.declared: one.datum for one in comparisons if one.datum is not None}


def _comparison(declared: str, points: Points, reference: Points) -> Comparison:
    metres = metres_by_datum(points, reference)
    medians = {name: float(np.median(distances)) for name, distances in metres.items()}
    best = min(medians, key=lambda name: medians[name])
    nearest = np.argmin(np.stack(list(metres.values())), axis=0) == list(metres).index(best)
    agreeing, count = float(nearest.mean()), len(nearest)
    sure = count >= LEAST_POINTS and agreeing >= LEAST_AGREEING
    datum = datum_by_reference(points, reference, MOST_METRES) if sure else None
    return Comparison(declared, count, medians, agreeing, datum)
