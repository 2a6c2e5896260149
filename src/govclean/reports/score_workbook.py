"""Scores as a workbook: ranks, figures, deductions with room for an appeal, trend, and the profile they follow.

Every cell is text. Colour only adds to what the words say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from govclean import __version__
from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.grading import Loss, Result, Scorecard
from govclean.reports.numbers import grouped
from govclean.reports.score_explained import blamed, deducted, lacking
from govclean.reports.score_report import ScoreReport
from govclean.reports.score_words import (
    LEAD,
    LEDGER,
    ROUND,
    SCORES,
    UNEVEN,
    apart,
    appeal,
    bands_of,
    basis_of,
    doubts,
    formula,
    grade_told,
    how_much_tested,
    moment_told,
    part_title,
    plain,
    points_of,
    profile_named,
    rate_of,
    share_of,
    uneven,
    why_untested,
)
from govclean.reports.text_book import TextBook
from govclean.reports.words import MADE_BY
from govclean.reports.workbook_looks import HEAD, TITLE, WRAPPED
from govclean.wording import Text, same

Heads = Sequence[tuple[Text, float]]  # title and width of each column

_FILLS = {"red": "#F8CBAD", "black": "#D9D9D9"}


def write(report: ScoreReport, sink: BinaryIO) -> None:
    """Write the workbook."""
    _Writer(report, TextBook(_title(report))).write(sink)


def _title(report: ScoreReport) -> str:
    return f"{SCORES.say(report.language)} {profile_named(report.league, report.language)}"


@dataclass(frozen=True, slots=True)
class _Writer:
    report: ScoreReport
    book: TextBook

    def write(self, sink: BinaryIO) -> None:
        self._ranks()
        self._sheet(_FIGURES, _FIGURE_HEADS, self._figures(), beside=2)
        self._sheet(_LOSSES, _LOSS_HEADS, self._losses(), beside=2)
        self._trend()
        self._sheet(_PROFILE, _PROFILE_HEADS, self._measures())
        self.book.save(sink)

    def _ranks(self) -> None:
        report, language, league = self.report, self.report.language, self.report.league
        sheet = self.book.sheet(_RANKS.say(language))
        sheet.add([_title(report)], self.book.look(**TITLE))
        moment = [*moment_told(league, language)[:-1], LEDGER.fill(head=league.head).say(language)]
        sheet.add([" · ".join(moment)])
        head = sheet.rows
        sheet.head([words.say(language) for words, _ in _RANK_HEADS], [w for _, w in _RANK_HEADS], self._head)
        for card in report.cards:
            if card.grade is not None and card.grade.board:
                look = self.book.look(bg_color=_FILLS[card.grade.board])
                sheet.put(sheet.rows, 5, grade_told(card, language), look)
            sheet.add(self._rank(card))
        sheet.filtered(head, len(_RANK_HEADS))
        sheet.rows += 1
        notes = [LEAD, *([UNEVEN] if uneven(league) else []), *doubts(league.scoring)]
        for words in (*notes, _APPEAL, *appeal(league), MADE_BY.fill(version=__version__)):
            sheet.add([words.say(language)])

    def _rank(self, card: Scorecard) -> list[str | None]:
        boarded = card.grade is not None and card.grade.board
        return [
            self.report.rank(card),
            card.department,
            points_of(card.points),
            points_of(card.of),
            self.report.change(card),
            None if boarded else grade_told(card, self.report.language),
            how_much_tested(card),
            "、".join(result.measure.title.say(self.report.language) for result in card.untested),
            str(card.excepted),
            str(self.report.league.overdue.get(card.department, 0)),
        ]

    def _figures(self) -> Iterable[list[str]]:
        for card in self.report.cards:
            for result in card.results:
                yield from (self._figure(card, result, part) for part in result.parts)

    def _figure(self, card: Scorecard, result: Result, part: Part) -> list[str]:
        language = self.report.language
        tested = bool(part.denominator)
        standards, batches, rounds = _places(part)
        return [
            card.department,
            result.measure.title.say(language),
            part_title(part, language),
            formula(part, language),
            plain(part.numerator) if tested else "",
            plain(part.denominator) if tested else "",
            rate_of(part.rate),
            points_of(result.points),
            points_of(result.full),
            share_of(card.shares[result.measure.name]),
            "" if tested else why_untested([part], language),
            "；".join(apart(part, language)),
            standards,
            batches,
            rounds,
            basis_of(result.measure, language),
        ]

    def _losses(self) -> Iterable[list[str]]:
        for card in self.report.cards:
            for result in card.results:
                yield from (self._loss(card, result, loss) for loss in result.losses)

    def _loss(self, card: Scorecard, result: Result, loss: Loss) -> list[str]:
        language, line = self.report.language, loss.line
        return [
            card.department,
            result.measure.title.say(language),
            blamed(loss, language),
            grouped(line.failed),
            grouped(line.whole),
            grouped(line.excepted),
            deducted(loss),
            line.standard,
            line.batch,
            "" if line.round is None else str(line.round),
            lacking(loss, language),
            "",
            "",
        ]

    def _trend(self) -> None:
        trend, language = self.report.trend, self.report.language
        rounds = [
            (same(f"{ROUND.fill(round=number).say(language)}\n{day}"), 14.0) for number, day in trend.rounds
        ]
        rows = (
            [card.department, *(points_of(points) for points in trend.points(card.department))]
            for card in self.report.cards
        )
        self._sheet(_TREND, [(_DEPARTMENT, 24.0), *rounds], rows, beside=1)

    def _measures(self) -> Iterable[list[str]]:
        language, scoring = self.report.language, self.report.league.scoring
        for measure in scoring.measures:
            yield [
                measure.title.say(language),
                "、".join(measure.counts),
                plain(measure.full(scoring.scale)),
                plain(measure.weight),
                bands_of(measure, language),
                "" if measure.deduct_each is None else plain(measure.deduct_each),
                "、".join(measure.rules),
                basis_of(measure, language),
            ]
        for grade in scoring.grades:
            yield [grade.title.say(language), _GRADE.fill(points=plain(grade.at_least)).say(language)]

    def _sheet(self, name: Text, heads: Heads, rows: Iterable[Sequence[str]], beside: int = 0) -> None:
        sheet = self.book.sheet(name.say(self.report.language))
        titles = [words.say(self.report.language) for words, _ in heads]
        sheet.head(titles, [width for _, width in heads], self._head, beside=beside)
        wrapped = self.book.look(**WRAPPED)
        for row in rows:
            sheet.add(row, wrapped)
        sheet.filtered(0, len(heads))

    @property
    def _head(self) -> object:
        return self.book.look(**HEAD)


def _places(part: Part) -> tuple[str, str, str]:
    """Return the standards, batches and rounds a figure rests on, each once."""
    found: list[dict[str, None]] = [{}, {}, {}]
    for line in part.lines:
        told = (line.standard, line.batch, "" if line.round is None else str(line.round))
        for known, word in zip(found, told, strict=True):
            if word:
                known[word] = None
    standards, batches, rounds = ("；".join(known) for known in found)
    return standards, batches, rounds


_DEPARTMENT = Text("部门", "department")
_RANKS = Text("排名", "ranks")
_FIGURES = Text("指标得分", "figures")
_LOSSES = Text("扣分明细与申诉", "deductions and appeal")
_TREND = Text("历轮得分", "trend")
_PROFILE = Text("考核方案", "profile")
_APPEAL = Text("如何申诉", "How to appeal")
_GRADE = Text("总分 ≥ {points}", "from {points} points")
_MEASURE, _FULL = Text("指标", "measure"), Text("满分", "of")
_RULES_BY, _BATCH = Text("标准与版本", "standard and version"), Text("批次", "batch")
_EXCEPTED, _BASIS = Text("例外（不计分）", "excepted (not scored)"), Text("依据", "basis")
_ROUND = Text("轮次", "round")
_RANK_HEADS: Heads = (
    (Text("名次", "rank"), 8),
    (_DEPARTMENT, 24),
    (Text("得分", "points"), 10),
    (_FULL, 10),
    (Text("较上轮", "change"), 10),
    (Text("等级", "grade"), 18),
    (Text("已测指标", "tested"), 10),
    (Text("未测指标", "not tested"), 30),
    (_EXCEPTED, 14),
    (Text("逾期问题", "overdue"), 10),
)
_FIGURE_HEADS: Heads = (
    (_DEPARTMENT, 20),
    (_MEASURE, 18),
    (Text("计量", "figure"), 16),
    (Text("算法", "formula"), 30),
    (Text("分子", "numerator"), 12),
    (Text("分母", "denominator"), 12),
    (Text("比率", "rate"), 10),
    (Text("指标得分", "points of the measure"), 10),
    (_FULL, 8),
    (Text("占总分", "weighs"), 10),
    (Text("未测原因", "why not tested"), 30),
    (Text("单列（不计分）", "counted apart"), 24),
    (_RULES_BY, 24),
    (_BATCH, 24),
    (_ROUND, 8),
    (_BASIS, 40),
)
_LOSS_HEADS: Heads = (
    (_DEPARTMENT, 20),
    (_MEASURE, 18),
    (Text("扣分事由", "deducted for"), 44),
    (Text("未达标数", "at fault"), 10),
    (Text("总数", "evaluated"), 10),
    (_EXCEPTED, 14),
    (Text("扣分", "points lost"), 10),
    (_RULES_BY, 24),
    (_BATCH, 24),
    (_ROUND, 8),
    (Text("缺少或迟到", "missing or late"), 44),
    (Text("申诉理由（部门填写）", "appeal (department)"), 36),
    (Text("核实结果（主管部门填写）", "finding (bureau)"), 36),
)
_PROFILE_HEADS: Heads = (
    (_MEASURE, 22),
    (Text("计量", "figures"), 26),
    (_FULL, 8),
    (Text("权重", "weight"), 8),
    (Text("分档", "bands"), 36),
    (Text("每条扣分", "for each fault"), 10),
    (Text("规则", "rules"), 60),
    (_BASIS, 60),
)
