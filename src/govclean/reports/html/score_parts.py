"""Parts of the pages of scores: figures with where they come from, how they went over the rounds, the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.grading import Result
from govclean.reports.drawing_trend import MOST_SERIES, Series, draw_trend
from govclean.reports.html.page import (
    AnyRow,
    Block,
    Cell,
    Column,
    Figure,
    Head,
    Note,
    Row,
    Table,
    columns,
)
from govclean.reports.score_report import ScoreReport
from govclean.reports.score_words import (
    NONE,
    ROUND,
    UNTESTED,
    apart,
    bands_of,
    basis_of,
    doubts,
    formula,
    part_title,
    plain,
    points_of,
    rate_of,
    ratio,
    rules_told,
    why_untested,
)
from govclean.wording import Language, Text


def figures_of(report: ScoreReport) -> Table:
    """Return every figure with numerator, denominator, rate, and by what and on which batches it was judged."""
    return Table(columns(_FIGURE_HEADS, report.language), _figures(report))


def trend_of(report: ScoreReport) -> Iterator[Block]:
    """Yield the sums over the rounds: drawn where the lines can be told apart, and as a table; nothing for one round."""
    trend, language, full = report.trend, report.language, report.league.scoring.full
    if len(trend.rounds) < 2:
        return
    names = [ROUND.fill(round=number).say(language) for number, _ in trend.rounds]
    sums = [(card.department, trend.points(card.department)) for card in report.cards]
    if len(sums) <= MOST_SERIES:
        lines = [Series(name, [_share(one, full) for one in points]) for name, points in sums]
        yield Figure(draw_trend(names, lines, language), _TREND_CAPTION.say(language))
    heads = [Column(DEPARTMENT.say(language)), *(Column(name, "right") for name in names)]
    yield Table(heads, [[name, *map(points_of, points)] for name, points in sums])


def profile_of(report: ScoreReport) -> Iterator[Block]:
    """Yield what is not certain about the profile, its measures with their basis, and where grades begin."""
    scoring, language = report.league.scoring, report.language
    for doubt in doubts(scoring):
        yield Note(doubt.say(language), "warn")
    rows: list[AnyRow] = [
        [
            measure.title.say(language),
            plain(measure.full(scoring.scale)),
            plain(measure.weight),
            Cell(bands_of(measure, language) or _IN_PROPORTION.say(language), ", ".join(measure.rules)),
            basis_of(measure, language),
        ]
        for measure in scoring.measures
    ]
    yield Table(columns(_PROFILE_HEADS, language), rows)
    if scoring.grades:
        grades = [[grade.title.say(language), plain(grade.at_least)] for grade in scoring.grades]
        yield Table(columns(_GRADE_HEADS, language), grades)


def _figures(report: ScoreReport) -> Iterator[AnyRow]:
    for card in report.cards:
        if not report.department:
            yield Row(card.department, f"{points_of(card.points)} / {points_of(card.of)}")
        for result in card.results:
            yield from (_figure(result, part, report.language) for part in result.parts)


def _figure(result: Result, part: Part, language: Language) -> Sequence[str | Cell]:
    named = Cell(result.measure.title.say(language), part_title(part, language))
    if part.rate is None:
        why = Cell(why_untested([part], language), tone="warn")
        return [named, UNTESTED.say(language), NONE, why]
    told = Cell(rules_told(part.lines, language), " · ".join(apart(part, language)))
    figure = Cell(ratio(part.numerator, part.denominator), formula(part, language))
    return [named, figure, Cell(rate_of(part.rate), share=part.rate), told]


def _share(points: float | None, full: float) -> float | None:
    return None if points is None else points / (full or 1.0)


DEPARTMENT, MEASURE = Text("部门", "department"), Text("指标", "measure")
PLACES = Text("标准@版本 · 批次 · 轮次", "standard@version · batch · round")
_TREND_CAPTION = Text("得分占满分的比例", "points as a share of all there are")
_IN_PROPORTION = Text("按比率计分", "in proportion to the rate")
_FIGURE_HEADS: tuple[Head, ...] = (
    (MEASURE, "words"),
    (Text("分子 / 分母", "numerator / denominator"), "words"),
    (Text("比率", "rate"), "right"),
    (PLACES, "wide"),
)
_PROFILE_HEADS: tuple[Head, ...] = (
    (MEASURE, ""),
    (Text("满分", "full"), "right"),
    (Text("权重", "weight"), "right"),
    (Text("计分与规则", "points and rules"), "wide"),
    (Text("依据", "basis"), "wide"),
)
_GRADE_HEADS: tuple[Head, ...] = ((Text("等级", "grade"), "words"), (Text("总分不低于", "from"), "right"))
