"""Scores for programs: one JSON document, or CSV with a row a figure (explained: a row a line that cost points)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from govclean import __version__
from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.figures import Line
from govclean.governance.scorecard.grading import Loss, Result, Scorecard
from govclean.governance.scorecard.publishing import batches_in, standards_in
from govclean.reports.score_report import ScoreReport
from govclean.reports.score_words import (
    appeal,
    basis_of,
    doubts,
    formula,
    how_scored,
    part_title,
    why_untested,
)
from govclean.wording import Language

Row = dict[str, object]

_DIGITS = 9
FIGURES = (
    "rank", "department", "points", "of", "grade", "measure", "measure_points", "measure_full", "weight", "figure",
    "formula", "numerator", "denominator", "rate", "excepted", "tested", "why_untested", "standards", "batches", "basis",
    "day", "round", "profile", "profile_version", "ledger",
)  # fmt: skip
"""The columns of the CSV: a row a figure of a measure of a department; published names."""
LOSSES = (
    "department", "measure", "figure", "rule", "field", "severity", "failed", "evaluated", "excepted", "points_lost",
    "standard", "batch", "round", "source", "lacking", "ledger",
)  # fmt: skip
"""The columns of the CSV of an explained score: a row a line that cost points; published names."""


def write_json(report: ScoreReport, sink: BinaryIO) -> None:
    """Write everything there is to know of the scores as one JSON document in UTF-8."""
    sink.write((json.dumps(score_data(report), ensure_ascii=False, indent=2) + "\n").encode())


def write_csv(report: ScoreReport, sink: BinaryIO) -> None:
    r"""Write the figures as CSV (UTF-8, `\n`); of an explained score the lines that cost points."""
    rows, columns = (loss_rows(report), LOSSES) if report.explained else (figure_rows(report), FIGURES)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    sink.write(text.getvalue().encode())


def score_data(report: ScoreReport) -> Row:
    """Return everything there is to know of the scores."""
    league, language = report.league, report.language
    scoring, moment = league.scoring, league.moment
    return {
        "tool": {"name": "govclean", "version": __version__},
        "day": moment.day.isoformat(),
        "round": moment.round,
        "ledger": str(league.head),
        "profile": {
            "name": scoring.name,
            "version": scoring.version,
            "title": scoring.title.say(language),
            "basis": scoring.basis,
            "combine": scoring.combine,
            "untested": scoring.untested,
            "doubts": [doubt.say(language) for doubt in doubts(scoring)],
        },
        "departments": [_card(report, card) for card in report.cards],
        "appeal": [words.say(language) for words in appeal(league)],
    }


def figure_rows(report: ScoreReport) -> Iterator[Row]:
    """Yield a row a figure, by rank of the departments and order of the measures."""
    league = report.league
    shared: Row = {
        "day": league.moment.day.isoformat(),
        "round": league.moment.round,
        "profile": league.scoring.name,
        "profile_version": league.scoring.version,
        "ledger": str(league.head),
    }
    for card in report.cards:
        whose = {
            "rank": league.ranks.get(card.department),
            "department": card.department,
            "points": card.points,
            "of": card.of,
            "grade": card.grade.title.say(report.language) if card.grade else None,
        }
        for result in card.results:
            measure = {
                "measure": result.measure.name,
                "measure_points": _exact(result.points),
                "measure_full": result.full,
                "weight": _exact(card.shares[result.measure.name]),
                "basis": basis_of(result.measure, report.language),
            }
            yield from (shared | whose | measure | _figure(part, report.language) for part in result.parts)


def loss_rows(report: ScoreReport) -> Iterator[Row]:
    """Yield a row a line that cost points, by department and measure, the dearest first."""
    head = str(report.league.head)
    for card in report.cards:
        for result in card.results:
            whose = {"department": card.department, "measure": result.measure.name, "ledger": head}
            for loss in result.losses:
                row = whose | _loss(loss)
                yield row | {
                    "lacking": "；".join(lack.words.say(report.language) for lack in loss.line.lacking)
                }


def _card(report: ScoreReport, card: Scorecard) -> Row:
    league, language = report.league, report.language
    rounds = zip(report.trend.rounds, report.trend.points(card.department), strict=True)
    return {
        "department": card.department,
        "rank": league.ranks.get(card.department),
        "points": card.points,
        "of": card.of,
        "grade": card.grade.title.say(language) if card.grade else None,
        "board": (card.grade.board or None) if card.grade else None,
        "excepted": card.excepted,
        "overdue": league.overdue.get(card.department, 0),
        "measures": [_measure(card, result, language) for result in card.results],
        "trend": [
            {"round": number, "day": day.isoformat(), "points": points} for (number, day), points in rounds
        ],
    }


def _measure(card: Scorecard, result: Result, language: Language) -> Row:
    measure = result.measure
    return {
        "measure": measure.name,
        "title": measure.title.say(language),
        "tested": result.points is not None,
        "why_untested": why_untested(result.parts, language) if result.points is None else None,
        "points": _exact(result.points),
        "full": result.full,
        "weight": _exact(card.shares[measure.name]),
        "adds": _exact(card.adds(result)),
        "how": how_scored(result, language) or None,
        "basis": measure.basis,
        "verified": measure.verified,
        "figures": [_figure(part, language) | _told(part, language) for part in result.parts],
        "deductions": [_loss(loss) | {"lacking": _lacking(loss)} for loss in result.losses],
    }


def _figure(part: Part, language: Language) -> Row:
    tested = bool(part.denominator)
    return {
        "figure": part.count,
        "formula": formula(part, language),
        "numerator": _exact(part.numerator) if tested else None,
        "denominator": _exact(part.denominator) if tested else None,
        "rate": _exact(part.rate),
        "excepted": part.excepted,
        "tested": tested,
        "why_untested": None if tested else why_untested([part], language),
        "standards": standards_in(part.lines),
        "batches": batches_in(part.lines),
    }


def _told(part: Part, language: Language) -> Row:
    return {
        "title": part_title(part, language),
        "apart": {aside.words.say(language): aside.count for aside in part.asides},
        "untested_rules": [
            {"rule": line.rule, "field": line.field, "why": line.why_untested} for line in part.untested
        ],
    }


def _loss(loss: Loss) -> Row:
    line: Line = loss.line
    return {
        "figure": loss.count,
        "rule": line.rule,
        "field": line.field,
        "severity": line.severity,
        "failed": line.failed,
        "evaluated": line.whole,
        "excepted": line.excepted,
        "points_lost": _exact(loss.points),
        "standard": line.standard,
        "batch": line.batch,
        "round": line.round,
        "source": line.source,
    }


def _lacking(loss: Loss) -> list[Row]:
    return [
        {"name": lack.name, "due": lack.due or None, "done": lack.done or None} for lack in loss.line.lacking
    ]


def _exact(number: float | None) -> float | None:
    return None if number is None else round(number, _DIGITS)
