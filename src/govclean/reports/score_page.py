"""Scores on the terminal: the league table, then what each department's points are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.grading import Result, Scorecard
from govclean.reports.layout import cut, fit, flow, visible, widest, wrapped
from govclean.reports.score_explained import explained_lines
from govclean.reports.score_report import ScoreReport
from govclean.reports.score_words import (
    NONE,
    ROUND,
    SCORES,
    UNEVEN,
    apart,
    doubts,
    grade_told,
    how_much_tested,
    moment_told,
    part_title,
    points_of,
    profile_named,
    rate_of,
    ratio,
    rules_told,
    share_of,
    uneven,
    untested_told,
)
from govclean.wording import Text

MOST_DETAILS = 12
"""Departments whose measures are shown below the league table; of more, only the table."""

_HEADS = (
    (Text("名次", "rank"), "right"),
    (Text("部门", "department"), "left"),
    (Text("得分", "points"), "right"),
    (Text("较上轮", "change"), "right"),
    (Text("等级", "grade"), "left"),
    (Text("已测指标", "tested"), "right"),
    (Text("例外", "excepted"), "right"),
    (Text("逾期问题", "overdue"), "right"),
)
_DEPARTMENTS = Text("{count} 个部门", "{count} departments")
_NOBODY = Text(
    "账本中没有应报、报送或检查过的部门", "the ledger knows no department that owes or delivered data"
)
_OF = Text("{points} / {of}", "{points} / {of}")
_RANKED = Text("第 {rank} 名（参评 {count} 个）", "rank {rank} of {count}")
_COURSE = Text("历轮得分", "over the rounds")
_WEIGHS = Text("占 {share}", "weighs {share}")
_DETAILS = Text(
    "部门较多，只列排名；--department 看一个部门，--format html|xlsx 看全部",
    "many departments: --department shows one, --format html or xlsx all of them",
)
_NEXT = Text("下一步", "Next")
_EXPLAIN = Text("govclean score --explain {department} 逐分说明", "govclean score --explain {department}")
_EXPORT = Text("--format html|xlsx -o 文件", "--format html|xlsx -o FILE")
_PUBLISH = Text("--publish 公布并记账", "--publish enters them in the ledger")


def render(report: ScoreReport, width: int = 100, *, hints: bool = True) -> RenderableType:
    """Return the scores for a rich console; no line is wider than asked for."""
    lines = list(_lines(report, width, hints=hints))
    for line in lines:
        line.no_wrap = True
        line.overflow = "ignore"
    return Group(*lines)


def _lines(report: ScoreReport, width: int, *, hints: bool) -> Iterator[Line]:
    language, league = report.language, report.league
    title = f"{SCORES.say(language)}  {profile_named(league, language)}"
    facts = [*moment_told(league, language), _DEPARTMENTS.fill(count=len(league.cards)).say(language)]
    yield Line(cut(title, width), "bold")
    yield from (Line(f"  {line}") for line in flow(facts, width - 2))
    if not league.cards:
        yield Line(f"  {_NOBODY.say(language)}")
        return
    yield Line()
    if not report.explained:
        yield from _table(report, width)
        if uneven(league):
            yield from _told(UNEVEN.say(language), width)
    if len(report.cards) <= MOST_DETAILS:
        for place, card in enumerate(report.cards):
            if place or not report.explained:
                yield Line()
            yield from _details(report, card, width)
    else:
        yield from _told(_DETAILS.say(language), width)
    yield Line()
    for doubt in doubts(league.scoring):
        yield from _told(doubt.say(language), width)
    if hints and not report.explained:
        yield from _next(report, width)


def _table(report: ScoreReport, width: int) -> Iterator[Line]:
    rows = [[words.say(report.language) for words, _ in _HEADS]]
    rows += [_row(report, card) for card in report.cards]
    rooms = [widest(column, 2, 30) for column in zip(*rows, strict=True)]
    for place, row in enumerate(rows):
        cells = (
            fit(visible(cell), room, "right" if align == "right" else "left")
            for cell, room, (_, align) in zip(row, rooms, _HEADS, strict=True)
        )
        yield Line(cut(f"  {'  '.join(cells)}".rstrip(), width), "" if place else "dim")


def _row(report: ScoreReport, card: Scorecard) -> list[str]:
    return [
        report.rank(card),
        card.department,
        points_of(card.points),
        report.change(card) or NONE,
        grade_told(card, report.language),
        how_much_tested(card),
        str(card.excepted),
        str(report.league.overdue.get(card.department, 0)),
    ]


def _details(report: ScoreReport, card: Scorecard, width: int) -> Iterator[Line]:
    language = report.language
    points = _OF.fill(points=points_of(card.points), of=points_of(card.of)).say(language)
    parts = [visible(card.department), points, grade_told(card, language)]
    if card.points is not None:
        ranked = _RANKED.fill(rank=report.rank(card), count=len(report.league.ranks))
        parts.append(ranked.say(language))
    yield Line(cut("  ".join(parts), width), "bold")
    if len(report.trend.rounds) > 1:
        yield from _told(_course(report, card), width)
    if report.explained:
        yield from explained_lines(report.league, card, language, width)
        return
    room = widest([result.measure.title.say(language) for result in card.results], 4, 24)
    for result in card.results:
        yield from _measure(report, card, result, (room, width))


def _course(report: ScoreReport, card: Scorecard) -> str:
    """Return how a department stood after each of the last rounds."""
    points = zip(report.trend.rounds, report.trend.points(card.department), strict=True)
    told = (
        f"{ROUND.fill(round=number).say(report.language)} {points_of(one)}" for (number, _), one in points
    )
    return f"{_COURSE.say(report.language)}  {' → '.join(told)}"


def _measure(report: ScoreReport, card: Scorecard, result: Result, rooms: tuple[int, int]) -> Iterator[Line]:
    language, (room, width) = report.language, rooms
    title = fit(result.measure.title.say(language), room)
    if result.points is None:
        why = untested_told(result.parts, language)
        for place, line in enumerate(wrapped(visible(why), width - room - 4)):
            yield Line(f"  {title if not place else ' ' * room}  {line}", "dim")
        return
    points = f"{points_of(result.points)} / {points_of(result.full)}"
    weighs = _WEIGHS.fill(share=share_of(card.shares[result.measure.name])).say(language)
    yield Line(cut(f"  {title}  {points}  {weighs}", width))
    for part in result.parts:
        words = " · ".join(_part(report, part))
        yield from (Line(f"      {line}", "dim") for line in wrapped(visible(words), width - 6))


def _part(report: ScoreReport, part: Part) -> Sequence[str]:
    language = report.language
    title = part_title(part, language)
    if part.rate is None:
        return [f"{title} {untested_told([part], language)}"]
    figure = f"{title} {ratio(part.numerator, part.denominator)} = {rate_of(part.rate)}"
    parts = [figure, rules_told(part.lines, language), *apart(part, language)]
    return [one for one in parts if one]


def _next(report: ScoreReport, width: int) -> Iterator[Line]:
    language, first = report.language, report.cards[0].department
    steps = [_EXPLAIN.fill(department=visible(first)), _EXPORT, _PUBLISH]
    title = _NEXT.say(language)
    for place, line in enumerate(flow([step.say(language) for step in steps], width - 10)):
        yield Line(f"  {fit('' if place else title, 8)}{line}")


def _told(words: str, width: int) -> Iterator[Line]:
    yield from (Line(f"  {line}", "dim") for line in wrapped(visible(words), width - 2))
