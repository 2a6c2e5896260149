"""One scorecard point by point: figures, how they became points, what was deducted for what, on which basis; appeal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text as Line

from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.counts import COUNT_WORDS
from govclean.governance.scorecard.grading import Loss, Result, Scorecard
from govclean.governance.scorecard.league import League
from govclean.reports.drawing_shapes import listed
from govclean.reports.layout import visible, wrapped
from govclean.reports.numbers import grouped
from govclean.reports.score_words import (
    NOT_SCORED,
    apart,
    appeal,
    basis_of,
    formula,
    how_scored,
    part_title,
    plain,
    points_of,
    rate_of,
    ratio,
    rule_told,
    rules_told,
    share_of,
    shortened,
    untested_told,
)
from govclean.wording import Language, Text

_MOST_LOSSES = 30
_INDENT = 4


def explained_lines(league: League, card: Scorecard, language: Language, width: int) -> Iterator[Line]:
    """Yield the lines that explain a scorecard on a terminal."""
    for place, result in enumerate(card.results):
        if place:
            yield Line()
        yield from _measure(card, result, language, width)
    yield Line()
    yield from _told(_sum(card, language), width, "bold", indent=2)
    yield Line()
    yield Line(_APPEAL.say(language), "bold")
    for words in appeal(league):
        yield from _told(words.say(language), width, indent=2)


def deducted(loss: Loss) -> str:
    """Return what a line cost, with its sign; a dash where points come by bands."""
    return points_of(None) if loss.points is None else f"−{loss.points:,.4f}".rstrip("0").rstrip(".")


def lacking(loss: Loss, language: Language) -> str:
    """Return what is missing or late behind a line."""
    return listed(shortened([lack.words.say(language) for lack in loss.line.lacking], language), language)


def blamed(loss: Loss, language: Language) -> str:
    """Return what points were lost for: a rule of a field, or a figure and its source."""
    line = loss.line
    if line.rule:
        return rule_told(line, language)
    return " ".join(part for part in (COUNT_WORDS[loss.count].title.say(language), line.source) if part)


def unmade(result: Result, language: Language) -> dict[str, list[str]]:
    """Return why rules of a measure were not made → which ones."""
    found: dict[str, list[str]] = {}
    for line in (line for part in result.parts for line in part.untested):
        found.setdefault(line.why_untested, []).append(rule_told(line, language))
    return found


def _measure(card: Scorecard, result: Result, language: Language, width: int) -> Iterator[Line]:
    title = result.measure.title.say(language)
    if result.points is None:
        words = f"{title}  {untested_told(result.parts, language)}"
        yield from _told(words, width, "bold", indent=2)
    else:
        points = f"{points_of(result.points)} / {points_of(result.full)}"
        share = share_of(card.shares[result.measure.name])
        head = _HEAD.fill(title=title, points=points, share=share, adds=points_of(card.adds(result)))
        yield from _told(head.say(language), width, "bold", indent=2)
        yield from _how(result, language, width)
    basis = _BASIS.fill(basis=basis_of(result.measure, language))
    yield from _told(basis.say(language), width, "dim")


def _how(result: Result, language: Language, width: int) -> Iterator[Line]:
    """Yield the figures of a measure, how they became points, what was deducted, and what was not tested."""
    for part in result.parts:
        yield from _told(_figure(part, language), width)
    yield from _told(_POINTS.fill(how=how_scored(result, language)).say(language), width)
    places = {rules_told([line], language) for part in result.parts for line in part.lines}
    for loss in result.losses[:_MOST_LOSSES]:
        yield from _told(_loss(loss, language, placed=len(places) > 1), width)
    if len(result.losses) > _MOST_LOSSES:
        more = _MORE.fill(count=grouped(len(result.losses) - _MOST_LOSSES))
        yield from _told(more.say(language), width, "dim")
    for why, rules in unmade(result, language).items():
        told = _UNTESTED_RULES.fill(why=why, rules=listed(shortened(rules, language), language))
        yield from _told(told.say(language), width, "dim")


def _figure(part: Part, language: Language) -> str:
    title = part_title(part, language)
    if part.rate is None:
        return f"{title}  {untested_told([part], language)}"
    words = f"{title}  {ratio(part.numerator, part.denominator)} = {rate_of(part.rate)}"
    told = _IS.fill(figure=words, formula=formula(part, language)).say(language)
    parts = [told, rules_told(part.lines, language), *apart(part, language)]
    return " · ".join(one for one in parts if one)


def _loss(loss: Loss, language: Language, *, placed: bool) -> str:
    line = loss.line
    figure = _FAULTS.fill(failed=grouped(line.failed), whole=grouped(line.whole)).say(language)
    place = rules_told([line], language) if placed else ""
    told = " · ".join(
        part for part in (blamed(loss, language), figure, place, lacking(loss, language)) if part
    )
    return f"{_DEDUCTION.say(language)}  {deducted(loss)}  {told}"


def _sum(card: Scorecard, language: Language) -> str:
    if card.points is None:
        return NOT_SCORED.say(language)
    tested = [result for result in card.results if card.shares[result.measure.name]]
    adds = [card.adds(result) for result in tested]
    parts = f"{' + '.join(map(plain, adds))} = {plain(sum(adds))}"
    return _SUM.fill(parts=parts, points=points_of(card.points), of=plain(card.of)).say(language)


def _told(words: str, width: int, style: str = "", indent: int = _INDENT) -> Iterator[Line]:
    lead = " " * indent
    yield from (Line(lead + line, style) for line in wrapped(visible(words), width - indent))


_HEAD = Text("{title}  {points}，占 {share}，计入 {adds}", "{title}  {points}, weighs {share}, adds {adds}")
_IS = Text("{figure}（{formula}）", "{figure} ({formula})")
_POINTS = Text("计分  {how}", "points  {how}")
_DEDUCTION = Text("扣分", "lost")
_FAULTS = Text("{failed} / {whole} 未达标", "{failed} of {whole} at fault")
_MORE = Text("…另有 {count} 项扣分，见 --format csv", "… {count} more, see --format csv")
_UNTESTED_RULES = Text("未执行  {why}：{rules}", "not made  {why}: {rules}")
_BASIS = Text("依据  {basis}", "basis  {basis}")
_SUM = Text("合计  {parts} ≈ {points}（满分 {of}）", "sum  {parts} ≈ {points} (of {of})")
_APPEAL = Text("如何申诉", "How to appeal")
