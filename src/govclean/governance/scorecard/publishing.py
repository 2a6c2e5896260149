"""Scores as rows of the ledger: what was published stays, with the profile it was published by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.profiles.scoring import Scoring
from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.counts import COUNT_WORDS
from govclean.governance.scorecard.figures import Line
from govclean.governance.scorecard.grading import Result, Scorecard
from govclean.governance.scorecard.league import League

TOTAL = "total"
KIND = "score"
_LAST_OTHER = "SELECT max(seq) AS seq FROM entries WHERE kind <> $1"
_DIGITS = 9

Row = dict[str, object]


def publish(ledger: Ledger, league: League) -> int:
    """Enter the scores of all departments and the profile they follow; return the number of their entry.

    What is published twice from the same state of the ledger is entered once.

    Raises:
        UsageError: the ledger cannot be written.
    """
    moment, scoring = league.moment, league.scoring
    state = ledger.ask(_LAST_OTHER, [KIND])["seq"][0].as_py()
    named = f"{scoring.name}@{scoring.version}"
    occasion = f"score:{named}:{moment.day}:{moment.round or ''}:{state}:{text_of(scoring)[1][:16]}"
    rows = {"scores": score_rows(league), "scorings": _profile(scoring)}
    return ledger.enter(KIND, rows, About(scoring.name, scoring.version, occasion=occasion))


def score_rows(league: League) -> pa.Table:
    """Return the rows of `scores` of a league: a row a measure, a row a figure where a measure has several, a sum."""
    return rows_of("scores", [row for card in league.cards for row in _rows(card, league)])


def text_of(scoring: Scoring) -> tuple[str, str]:
    """Return a profile with what it extends as canonical JSON, and the SHA-256 of that."""
    told = scoring.model_dump(
        mode="json", by_alias=True, warnings=False
    )  # Text is a plain dataclass to pydantic
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return text, hashlib.sha256(text.encode()).hexdigest()


def standards_in(lines: Iterable[Line]) -> str:
    """Return by which standards lines were judged, each once."""
    return "；".join(sorted({line.standard for line in lines if line.standard}))


def batches_in(lines: Iterable[Line]) -> str:
    """Return from which batches lines come, each once."""
    return "；".join(sorted({line.batch for line in lines if line.batch}))


def _profile(scoring: Scoring) -> pa.Table:
    text, digest = text_of(scoring)
    row = {"profile": scoring.name, "version": scoring.version, "digest": digest, "text": text}
    return rows_of("scorings", [row])


def _rows(card: Scorecard, league: League) -> Iterator[Row]:
    moment, scoring = league.moment, league.scoring
    shared: Row = {
        "day": moment.day.isoformat(),
        "round": moment.round,
        "department": card.department,
        "profile": scoring.name,
        "profile_version": scoring.version,
    }
    for result in card.results:
        yield shared | _result(card, result)
        if len(result.parts) > 1:
            name = result.measure.name
            yield from (shared | {"measure": f"{name}.{part.count}"} | _part(part) for part in result.parts)
    yield shared | _total(card, league)


def _result(card: Scorecard, result: Result) -> Row:
    lines = [line for part in result.parts for line in part.lines]
    row: Row = {
        "measure": result.measure.name,
        "tested": result.points is not None,
        "weight": _exact(card.shares[result.measure.name]),
        "excepted": result.excepted,
        **_from(lines),
    }
    if result.points is None:
        whys = [COUNT_WORDS[part.count].why_untested.zh for part in result.parts]
        return row | {"why_untested": "；".join(dict.fromkeys(whys))}
    row |= _rate(result.numerator, result.denominator)
    return row | {"points": _exact(result.points)}


def _part(part: Part) -> Row:
    row: Row = {"tested": bool(part.denominator), "excepted": part.excepted, **_from(part.lines)}
    if not part.denominator:
        return row | {"why_untested": COUNT_WORDS[part.count].why_untested.zh}
    return row | _rate(part.numerator, part.denominator)


def _total(card: Scorecard, league: League) -> Row:
    lines = [line for result in card.results for part in result.parts for line in part.lines]
    row: Row = {
        "measure": TOTAL,
        "tested": card.points is not None,
        "excepted": card.excepted,
        **_from(lines),
    }
    if card.points is None:
        return row | {"why_untested": _NOTHING}
    row |= _rate(card.points, card.of) | {"points": card.points, "weight": 1.0}
    grade = card.grade.title.zh if card.grade is not None else None
    return row | {"grade": grade, "rank": league.ranks[card.department]}


def _rate(numerator: float, denominator: float) -> Row:
    rate = _exact(numerator / denominator) if denominator else None
    return {"numerator": _exact(numerator), "denominator": _exact(denominator), "rate": rate}


def _from(lines: Sequence[Line]) -> Row:
    return {"standards": standards_in(lines) or None, "batches": batches_in(lines) or None}


def _exact(number: float) -> float:
    """Return a figure without the last bits, in which one machine may differ from another."""
    return round(number, _DIGITS)


_NOTHING = "没有任何指标做过检查"
