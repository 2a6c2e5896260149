"""Points by a profile: each measure's numerator and denominator, what was deducted and for what, sum, grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from govclean.governance.profiles.scoring import Band, Count, Grade, Measure, Scoring
from govclean.governance.scorecard.counting import Part, part_of
from govclean.governance.scorecard.figures import Line
from govclean.governance.scorecard.measuring import Measured

_NEARLY = 1e-9  # a rate of 0.8 reaches the band of 80% though its last bit may not
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Loss:
    """What one line cost."""

    count: Count
    line: Line
    points: float | None  # None where points come by bands: no line has a share of its own


@dataclass(frozen=True, slots=True)
class Result:
    """One measure of one department; `points` is None where nothing of it was tested."""

    measure: Measure
    parts: tuple[Part, ...]
    full: float
    points: float | None
    numerator: float
    denominator: float
    band: Band | None
    losses: tuple[Loss, ...]  # the dearest first

    @property
    def rate(self) -> float | None:
        """Return the share that is good: of several figures the mean."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def excepted(self) -> int:
        """Return how many exceptions cover."""
        return sum(part.excepted for part in self.parts)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All measures of one department and their sum.

    Attributes:
        shares: measure → what it weighs in the sum, 0 to 1; 0 where it was not tested and is left out.
        points: rounded half up to two decimals, and graded and ranked as it is shown; None where nothing was tested.
        of: the most there could be.
    """

    department: str
    results: tuple[Result, ...]
    shares: Mapping[str, float]
    points: float | None
    of: float
    grade: Grade | None

    @property
    def untested(self) -> tuple[Result, ...]:
        """Return the measures of which nothing was tested."""
        return tuple(result for result in self.results if result.points is None)

    @property
    def tested(self) -> tuple[str, ...]:
        """Return the names of the measures of which something was tested."""
        return tuple(result.measure.name for result in self.results if result.points is not None)

    @property
    def excepted(self) -> int:
        """Return how many exceptions cover, in all measures."""
        return sum(result.excepted for result in self.results)

    def adds(self, result: Result) -> float:
        """Return what a measure adds to the sum."""
        reached = (result.points or 0.0) / (result.full or 1.0)
        return self.of * self.shares[result.measure.name] * reached


def grade(measured: Measured, department: str, scoring: Scoring) -> Scorecard:
    """Return the scorecard of one department."""
    results = tuple(_result(measured, department, measure, scoring) for measure in scoring.measures)
    points = {one.measure.name: one.points for one in results if one.points is not None}
    total = scoring.total(points)
    reached = rounded(total.points) if total is not None else None
    return Scorecard(
        department=department,
        results=results,
        shares=_shares(scoring, results, points),
        points=reached,
        of=scoring.full,
        grade=scoring.grade_of(reached) if reached is not None else None,
    )


def rounded(points: float) -> float:
    """Return points with two decimals, a half up, whatever the last bit of the sum says.

    >>> rounded(89.995), rounded(0.285), rounded(100 / 3)
    (90.0, 0.29, 33.33)
    """
    return float(Decimal(repr(round(points, 9))).quantize(_CENT, ROUND_HALF_UP))


def _result(measured: Measured, department: str, measure: Measure, scoring: Scoring) -> Result:
    parts = tuple(part_of(measured, department, measure, count) for count in measure.counts)
    tested = [part for part in parts if part.denominator]
    numerator, denominator = _whole(measure, tested)
    points = measure.points_for(numerator, denominator, scoring.scale) if tested else None
    full = measure.full(scoring.scale)
    losses = [loss for part in tested for loss in _losses(measure, part, full / len(tested))]
    losses.sort(key=lambda loss: (-(loss.points or 0.0), -loss.line.failed))
    return Result(
        measure=measure,
        parts=parts,
        full=full,
        points=points,
        numerator=numerator,
        denominator=denominator,
        band=_band(measure, numerator / denominator) if tested else None,
        losses=tuple(losses),
    )


def _whole(measure: Measure, tested: Sequence[Part]) -> tuple[float, float]:
    """Return numerator and denominator of a measure: of several figures the mean of rates, over 1."""
    if measure.deduct_each is not None or len(tested) == 1:
        return sum(part.numerator for part in tested), sum(part.denominator for part in tested)
    if not tested:
        return 0.0, 0.0
    return sum(part.numerator / part.denominator for part in tested) / len(tested), 1.0


def _band(measure: Measure, rate: float) -> Band | None:
    reached = (band for band in measure.bands if rate >= band.at_least - _NEARLY)
    return max(reached, key=lambda band: (band.points, band.at_least), default=None)


def _losses(measure: Measure, part: Part, full: float) -> Iterator[Loss]:
    """Yield what each line with a fault cost of the points its part can give."""
    for blame in part.blames:
        points: float | None
        if measure.deduct_each is not None:
            points = measure.deduct_each * blame.missed
        elif measure.bands:
            points = None
        else:
            points = full * blame.missed / part.denominator
        yield Loss(part.count, blame.line, points)


def _shares(scoring: Scoring, results: Sequence[Result], points: Mapping[str, float]) -> dict[str, float]:
    """Return what each measure weighs in the sum: what full points in it alone would bring of all there are."""
    shares = {}
    for result in results:
        name = result.measure.name
        if name not in points and scoring.untested == "leave_out":
            shares[name] = 0.0
            continue
        alone = dict.fromkeys(points, 0.0) | {name: result.full}
        total = scoring.total(alone)
        shares[name] = total.points / total.of if total is not None and total.of else 0.0
    return shares
