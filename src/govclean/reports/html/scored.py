"""The page of scores: ranks, measures, trend, what was deducted, the profile they follow, and how to appeal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from govclean import __version__
from govclean.governance.scorecard.grading import Result, Scorecard
from govclean.reports.drawing_radar import LEAST_AXES, Axis, draw_radar
from govclean.reports.drawing_shapes import listed
from govclean.reports.html.page import (
    AnyRow,
    Badge,
    Beside,
    Block,
    Cell,
    Column,
    Fact,
    Figure,
    Head,
    Note,
    Page,
    Row,
    Section,
    Table,
    Tone,
    columns,
    write_page,
)
from govclean.reports.html.score_parts import DEPARTMENT, MEASURE, PLACES, figures_of, profile_of, trend_of
from govclean.reports.numbers import grouped
from govclean.reports.score_explained import blamed, deducted, lacking, unmade
from govclean.reports.score_report import ScoreReport
from govclean.reports.score_words import (
    LEAD,
    NONE,
    SCORES,
    UNEVEN,
    UNTESTED,
    appeal,
    grade_told,
    how_much_tested,
    how_scored,
    moment_told,
    plain,
    points_of,
    profile_named,
    ratio,
    rules_told,
    share_of,
    uneven,
)
from govclean.reports.words import MADE_BY
from govclean.wording import Text

_TONES: dict[str, Tone] = {"red": "good", "black": "bad", "": ""}


def write(report: ScoreReport, sink: BinaryIO) -> None:
    """Write the scores as one HTML page."""
    write_page(_Writer(report).page(), sink)


@dataclass(frozen=True, slots=True)
class _Writer:
    report: ScoreReport

    def page(self) -> Page:
        report, say = self.report, self._say
        league = report.league
        sections = list(self._explained()) if report.explained else list(self._league())
        name = f"{report.department} · " if report.department else ""
        return Page(
            title=f"{name}{say(SCORES)}",
            subtitle=" · ".join(
                [profile_named(league, report.language), *moment_told(league, report.language)]
            ),
            language=report.language,
            badge=self._badge(),
            facts=list(self._facts()),
            sections=[
                *sections,
                Section(say(_PROFILE), list(profile_of(report)), league.scoring.basis),
                Section(say(_APPEAL), [Note(say(words)) for words in appeal(league)]),
            ],
            foot=[str(league.head), say(MADE_BY.fill(version=__version__))],
        )

    def _say(self, words: Text) -> str:
        return words.say(self.report.language)

    def _badge(self) -> Badge | None:
        if not self.report.explained:
            return None
        (card,) = self.report.cards
        tone = _TONES[card.grade.board] if card.grade is not None else ""
        return Badge(f"#{self.report.rank(card)}", grade_told(card, self.report.language), tone)

    def _facts(self) -> Iterator[Fact]:
        league, say = self.report.league, self._say
        if not self.report.department:
            yield Fact(say(_DEPARTMENTS), grouped(len(league.cards)))
            yield Fact(say(_RANKED), grouped(len(league.ranks)))
            return
        (card,) = self.report.cards
        overdue = league.overdue.get(card.department, 0)
        yield Fact(say(_POINTS), f"{points_of(card.points)} / {points_of(card.of)}")
        yield Fact(say(_RANK), f"{self.report.rank(card)} / {len(league.ranks)}")
        yield Fact(say(_GRADE), grade_told(card, self.report.language))
        yield Fact(say(_CHANGE), self.report.change(card) or NONE)
        yield Fact(say(_TESTED), how_much_tested(card))
        yield Fact(say(_EXCEPTED), grouped(card.excepted))
        yield Fact(say(_OVERDUE), grouped(overdue), "bad" if overdue else "")

    def _league(self) -> Iterator[Section]:
        say = self._say
        blocks: list[Block] = [
            Table(columns(_RANK_HEADS, self.report.language), map(self._rank, self.report.cards))
        ]
        if uneven(self.report.league):
            blocks.append(Note(say(UNEVEN), "warn"))
        yield Section(say(_RANKS), blocks if self.report.cards else [Note(say(_NOBODY))], say(LEAD))
        yield Section(say(_MEASURES), [self._matrix()] if self.report.cards else [], say(_MEASURES_LEAD))
        yield Section(say(_TREND), list(trend_of(self.report)))
        yield Section(say(_FIGURES), [figures_of(self.report)])

    def _explained(self) -> Iterator[Section]:
        say, language = self._say, self.report.language
        (card,) = self.report.cards
        axes = [
            Axis(
                result.measure.title.say(language),
                None if result.points is None else result.points / (result.full or 1),
            )
            for result in card.results
        ]
        table = Table(columns(_SUM_HEADS, language), [self._sum(card, result) for result in card.results])
        drawn = sum(axis.share is not None for axis in axes) >= LEAST_AXES
        yield Section(
            say(_MEASURES),
            [Beside([Figure(draw_radar(axes, language)), table]) if drawn else table],
            say(LEAD),
        )
        yield Section(say(_FIGURES), [figures_of(self.report)])
        losses = list(self._losses(card))
        yield Section(say(_LOSSES), [Table(columns(_LOSS_HEADS, language), losses)] if losses else [])
        untested = list(self._untested(card))
        yield Section(
            say(_UNTESTED_RULES), [Table(columns(_UNTESTED_HEADS, language), untested)] if untested else []
        )
        yield Section(say(_TREND), list(trend_of(self.report)))

    def _rank(self, card: Scorecard) -> Sequence[str | Cell]:
        league, language = self.report.league, self.report.language
        overdue = league.overdue.get(card.department, 0)
        share = None if card.points is None else card.points / (card.of or 1)
        return [
            self.report.rank(card),
            card.department,
            Cell(points_of(card.points), f"/ {points_of(card.of)}", share=share),
            self.report.change(card) or NONE,
            Cell(grade_told(card, language), tone=_TONES[card.grade.board] if card.grade else ""),
            how_much_tested(card),
            grouped(card.excepted),
            Cell(grouped(overdue), tone="bad" if overdue else ""),
        ]

    def _matrix(self) -> Table:
        scoring, language = self.report.league.scoring, self.report.language
        heads = [
            Column(self._say(DEPARTMENT)),
            *(Column(one.title.say(language), "right") for one in scoring.measures),
        ]
        rows: list[AnyRow] = [
            [card.department, *map(self._square, card.results)] for card in self.report.cards
        ]
        return Table(heads, rows)

    def _square(self, result: Result) -> Cell:
        if result.points is None:
            return Cell(self._say(UNTESTED), tone="warn")
        share = result.points / (result.full or 1)
        told = [ratio(part.numerator, part.denominator) for part in result.parts if part.rate is not None]
        return Cell(points_of(result.points), " · ".join(told), share=share)

    def _sum(self, card: Scorecard, result: Result) -> Sequence[str | Cell]:
        language = self.report.language
        title = result.measure.title.say(language)
        if result.points is None:
            return [title, Cell(self._say(UNTESTED), tone="warn"), NONE, NONE]
        told = Cell(f"{points_of(result.points)} / {plain(result.full)}", how_scored(result, language))
        return [title, told, share_of(card.shares[result.measure.name]), points_of(card.adds(result))]

    def _losses(self, card: Scorecard) -> Iterator[AnyRow]:
        language = self.report.language
        for result in card.results:
            if result.losses:
                yield Row(result.measure.title.say(language), how_scored(result, language))
            for loss in result.losses:
                line = loss.line
                faults = f"{grouped(line.failed)} / {grouped(line.whole)}"
                told = Cell(blamed(loss, language), lacking(loss, language))
                yield [told, faults, grouped(line.excepted), deducted(loss), rules_told([line], language)]

    def _untested(self, card: Scorecard) -> Iterator[AnyRow]:
        language = self.report.language
        for result in card.results:
            for why, rules in unmade(result, language).items():
                yield [result.measure.title.say(language), why, listed(rules, language)]


_DEPARTMENTS, _RANKED = Text("部门数", "departments"), Text("参评部门", "ranked")
_POINTS, _RANK, _GRADE = Text("得分", "points"), Text("名次", "rank"), Text("等级", "grade")
_CHANGE, _TESTED = Text("较上轮", "change"), Text("已测指标", "tested")
_EXCEPTED, _OVERDUE = Text("例外", "excepted"), Text("逾期问题", "overdue")
_RANKS = Text("排名", "Ranks")
_NOBODY = Text(
    "账本中没有应报、报送或检查过的部门。", "The ledger knows no department that owes or delivered data."
)
_MEASURES = Text("各指标得分", "Points by measure")
_MEASURES_LEAD = Text("每格为得分，下为分子 / 分母。", "Points, and below them numerator / denominator.")
_TREND = Text("历轮得分", "Trend")
_FIGURES = Text("计量明细", "Figures")
_LOSSES = Text("扣分明细", "Deductions")
_UNTESTED_RULES = Text("未执行的规则", "Rules not made")
_PROFILE, _APPEAL = Text("考核方案", "Profile"), Text("如何申诉", "How to appeal")
_RANK_HEADS: tuple[Head, ...] = (
    (_RANK, "right"),
    (DEPARTMENT, "words"),
    (_POINTS, "right"),
    (_CHANGE, "right"),
    (_GRADE, "whole"),
    (_TESTED, "right"),
    (_EXCEPTED, "right"),
    (_OVERDUE, "right"),
)
_SUM_HEADS: tuple[Head, ...] = (
    (MEASURE, ""),
    (_POINTS, "words"),
    (Text("占总分", "weighs"), "right"),
    (Text("计入", "adds"), "right"),
)
_LOSS_HEADS: tuple[Head, ...] = (
    (Text("扣分事由", "deducted for"), "wide"),
    (Text("未达标 / 总数", "at fault / all"), "right"),
    (_EXCEPTED, "right"),
    (Text("扣分", "lost"), "right"),
    (PLACES, "wide"),
)
_UNTESTED_HEADS: tuple[Head, ...] = (
    (MEASURE, ""),
    (Text("原因", "why"), "words"),
    (Text("规则", "rules"), "wide"),
)
