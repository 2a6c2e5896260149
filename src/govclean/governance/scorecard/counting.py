"""The figures of a measure as its profile counts them: over records, values or rules, and what each rule is to blame for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from govclean.governance.profiles.scoring import Average, Count, Measure
from govclean.governance.scorecard.faults import Faults
from govclean.governance.scorecard.figures import Aside, Figure, Line, asides
from govclean.governance.scorecard.judged import Judged
from govclean.governance.scorecard.measuring import Measured
from govclean.validation.checks.completeness import COLUMN
from govclean.validation.checks.validity import OF_READING
from govclean.validation.findings import Severity
from govclean.wording import Text

Place = tuple[str, str]  # rule and field

_READING = frozenset(doc.id for doc in OF_READING)


@dataclass(frozen=True, slots=True)
class Blame:
    """What a line takes from the numerator; over all lines as much as is missing to the denominator."""

    line: Line
    missed: float


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a measure.

    Attributes:
        average: how findings were averaged; empty for every other figure.
        lines: what was counted.
        numerator, denominator: over the lines; where rules are averaged, of their rates by weight.
        blames: the lines with a fault.
        untested: lines of which nothing was tested.
        asides: what was counted apart.
    """

    count: Count
    lines: tuple[Line, ...]
    numerator: float
    denominator: float
    blames: tuple[Blame, ...]
    average: Average | None = None
    untested: tuple[Line, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def rate(self) -> float | None:
        """Return the share that is good; None where nothing was tested."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def excepted(self) -> int:
        """Return how many exceptions cover."""
        return sum(line.excepted for line in self.lines)


def part_of(measured: Measured, department: str, measure: Measure, count: Count) -> Part:
    """Return one figure of a department as a measure counts it."""
    if count != "findings":
        return _of_figure(count, measured.figures.get((department, count), Figure()))
    judged = measured.judged.get(department, ())
    average: Average = measure.average
    if average == "rules" and measure.deduct_each is not None:
        average = "values"  # a deduction for each fault asks how many there are
    part = _of_records(measure, judged) if average == "records" else _of_rules(measure, judged, average)
    chosen = [line for one in judged for line in one.lines if measure.chooses(line.rule)]
    told = sum(line.failed for line in chosen if not weight_of(measure, line.severity))
    return replace(
        part,
        untested=tuple(line for line in chosen if not line.tested),
        asides=asides((_EXCEPTED, part.excepted), (_TOLD, told)),
    )


def weight_of(measure: Measure, severity: str) -> float:
    """Return how much a rule of a severity counts; what is only told (`info`) nothing, unless the profile says so."""
    weights: Mapping[Severity, float] = measure.severity_weights
    usual = 0.0 if severity == "info" else 1.0
    return next((float(weight) for name, weight in weights.items() if name == severity), usual)


def _of_figure(count: Count, figure: Figure) -> Part:
    lines = tuple(line for line in figure.lines if line.whole)
    blames = tuple(Blame(line, line.failed) for line in lines if line.failed)
    return Part(count, lines, figure.numerator, figure.denominator, blames, asides=figure.asides)


def _of_rules(measure: Measure, judged: Sequence[Judged], average: Average) -> Part:
    """Return the values that passed, or the mean of the rates of rules by the weights of their severity."""
    lines = [line for one in judged for line in one.lines if measure.chooses(line.rule) and line.whole]
    weights = [weight_of(measure, line.severity) for line in lines]
    scored = [(line, weight) for line, weight in zip(lines, weights, strict=True) if weight]
    if average == "values" and measure.deduct_each is None:
        scored = [(line, 1.0) for line, _ in scored]
    by_rule = average == "rules"
    blames = (Blame(line, weight * line.failed / (line.whole if by_rule else 1)) for line, weight in scored)
    denominator = sum(weight * (1 if by_rule else line.whole) for line, weight in scored)
    numerator = sum(weight * (line.good / line.whole if by_rule else line.good) for line, weight in scored)
    told = tuple(blame for blame in blames if blame.missed)
    return Part("findings", tuple(line for line, _ in scored), numerator, denominator, told, average)


def _of_records(measure: Measure, judged: Sequence[Judged]) -> Part:
    """Return the records without a fault of the chosen rules, of those that were looked at; an excepted one is neither."""
    lines, blames = [], []
    for one in judged:
        chosen = [
            line for line in one.lines if measure.chooses(line.rule) and weight_of(measure, line.severity)
        ]
        if any(line.tested for line in chosen):
            line, found = _records(measure, one, chosen)
            lines.append(line)
            blames += found
    counted = tuple(line for line in lines if line.whole)
    good, whole = sum(line.good for line in counted), sum(line.whole for line in counted)
    return Part("findings", counted, good, whole, tuple(blames), "records")


def _records(measure: Measure, one: Judged, chosen: Sequence[Line]) -> tuple[Line, list[Blame]]:
    """Return the line of one account and what each rule is to blame for; faults of one record share it equally."""
    unread = 0 if any(line.rule in _READING for line in chosen) else one.account.set_aside
    excepted, faulty = 0, 0
    counts: dict[Place, int] = defaultdict(int)
    missed: dict[Place, float] = defaultdict(float)
    for faults in one.faults:
        live, covered = _chosen(measure, faults)
        faulty += faults.records if live else 0
        excepted += faults.records if covered and not live else 0
        for place in live:
            counts[place] += faults.records
            missed[place] += faults.records / len(live)
    for line in _lacking(chosen):
        counts[line.rule, line.field] = line.failed
        missed[line.rule, line.field] = line.failed / len(_lacking(chosen))
    whole = one.account.records - unread - excepted
    faulty_too = faulty + max((line.failed for line in _lacking(chosen)), default=0)
    failed = min(whole, faulty_too)
    base = replace(one.place, whole=whole, good=whole - failed, excepted=excepted)
    severities = {(line.rule, line.field): line.severity for line in chosen}
    blames = [
        Blame(
            replace(
                base,
                rule=place[0],
                field=place[1],
                severity=severities.get(place, ""),
                good=whole - count,
                excepted=0,
            ),
            missed[place] * failed / sum(missed.values()),
        )
        for place, count in sorted(counts.items())
    ]
    return base, blames


def _chosen(measure: Measure, faults: Faults) -> tuple[list[Place], bool]:
    """Return the faults a measure counts, and whether an exception covers one that it would."""
    counted = [
        fault for fault in faults.faults if measure.chooses(fault.rule) and weight_of(measure, fault.severity)
    ]
    live = [(fault.rule, fault.field) for fault in counted if not fault.excepted]
    return live, any(fault.excepted for fault in counted)


def _lacking(chosen: Sequence[Line]) -> list[Line]:
    """Return the mandatory fields that records lack because their file has no column for them."""
    return [line for line in chosen if line.rule == COLUMN.id and line.failed]


_EXCEPTED = Text("例外", "excepted")
_TOLD = Text("提示级", "told only")
