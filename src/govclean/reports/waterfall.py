"""Why two records are one, or are not, as a drawing: from the prior, each comparison adds its weight or takes it off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govclean.linkage.explaining import Waterfall, share
from govclean.linkage.model import weight_of
from govclean.reports.drawing import Anchor, Drawing, cut_to, room
from govclean.reports.explained import PRIOR, PRIOR_WHY, TOTAL, Showing, bits
from govclean.wording import Language, Text

_SCALE = Text("1 比特 = 可能性翻一倍", "1 bit doubles the odds")
_MATCH = Text("匹配 {share}", "match {share}")
_REVIEW = Text("核实 {share}", "review {share}")
_DESCRIPTION = Text(
    "瀑布图：从先验权重起，逐项累加各比较项的权重，至合计 {weight} 比特。",
    "A waterfall: from the prior, the weight of each comparison is added, up to {weight} bits in all.",
)
_WIDTH, _HEAD, _ROW, _FOOT = 920, 96, 60, 64
_LEFT, _RIGHT = 350, 850  # of the bars


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    level: str
    values: str
    start: float  # bits
    end: float
    style: str


def draw(waterfall: Waterfall, showing: Showing) -> str:
    """Return the explanation of a pair as an SVG document."""
    language = showing.language
    height = _HEAD + _ROW * (len(waterfall.steps) + 2) + _FOOT
    title = f"{showing.names(waterfall)}  {showing.decision(waterfall)}"
    description = _DESCRIPTION.fill(weight=bits(waterfall.seen.weight)).say(language)
    drawing = Drawing(_WIDTH, height, title, description, language)
    drawing.text(20, 30, cut_to(title, _WIDTH - 40), "strong")
    drawing.text(20, 52, showing.facts(waterfall))
    drawing.text(20, 74, cut_to(waterfall.sentences[0].say(language), _WIDTH - 40), "soft")
    rows = list(_rows(waterfall, showing))
    marks = _marks(waterfall, language)
    scale = _Scale.over([0.0, *(row.end for row in rows), *(weight for _, weight in marks)])
    _draw_axis(drawing, scale, marks, _HEAD + _ROW * len(rows))
    drawing.text(20, _HEAD + _ROW * len(rows) + 18, _SCALE.say(language), "soft small")
    for place, row in enumerate(rows):
        _draw_row(drawing, scale, row, _HEAD + _ROW * place)
    return drawing.whole()


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    @classmethod
    def over(cls, weights: list[float]) -> _Scale:
        return cls(min(weights), max(weights))

    def at(self, weight: float) -> float:
        return _LEFT + (weight - self.low) / ((self.high - self.low) or 1) * (_RIGHT - _LEFT)


def _rows(waterfall: Waterfall, showing: Showing) -> Iterator[_Row]:
    language = showing.language
    end = waterfall.prior
    yield _Row(PRIOR.say(language), PRIOR_WHY.say(language), "", 0.0, end, "base")
    for step in waterfall.steps:
        start, end = end, end + step.weight
        style = "for" if step.weight >= 0 else "against"
        level, values = step.level.say(language), showing.values(waterfall, step)
        yield _Row(step.title.say(language), level, values, start, end, style)
    yield _Row(TOTAL.say(language), "", "", 0.0, waterfall.seen.weight, "base")


def _draw_axis(drawing: Drawing, scale: _Scale, marks: list[tuple[str, float]], bottom: float) -> None:
    drawing.line((scale.at(0), _HEAD), (scale.at(0), bottom))
    drawing.text(scale.at(0), bottom + 18, "0", "soft small", "middle")
    for place, (words, weight) in enumerate(marks):
        x = scale.at(weight)
        beyond = x + room(words) > _WIDTH
        anchor: Anchor = "end" if beyond else "start"
        drawing.line((x, _HEAD), (x, bottom), "mark")
        drawing.text(x + (-4 if beyond else 4), bottom + 34 + 16 * place, words, "marked small", anchor)


def _draw_row(drawing: Drawing, scale: _Scale, row: _Row, top: float) -> None:
    start, end = scale.at(row.start), scale.at(row.end)
    for line, words, style in (
        (18, row.title, "strong"),
        (34, row.level, "soft small"),
        (50, row.values, "small"),
    ):
        if words:
            drawing.text(20, top + line, cut_to(words, _LEFT - 30), style)
    drawing.bar(min(start, end), top + 12, abs(end - start), 24, row.style)
    drawing.text(_WIDTH - 16, top + 29, bits(row.end - row.start), anchor="end")


def _marks(waterfall: Waterfall, language: Language) -> list[tuple[str, float]]:
    """Return the thresholds that stand for a weight: words, and the weight in bits."""
    given = ((_REVIEW, waterfall.thresholds.review), (_MATCH, waterfall.thresholds.match))
    return [
        (words.fill(share=share(threshold)).say(language), weight_of(threshold))
        for words, threshold in given
        if 0 < threshold < 1
    ]
