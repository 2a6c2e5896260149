"""Precision, recall and F1 by threshold, as a drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from govclean.linkage.evaluating import Curve
from govclean.linkage.explaining import share
from govclean.linkage.model import weight_of
from govclean.reports.drawing import Drawing
from govclean.reports.numbers import percent
from govclean.wording import Language, Text

_WIDTH, _HEIGHT = 760, 440
_LEFT, _TOP, _RIGHT, _BOTTOM = 60, 84, 650, 380
_TITLE = Text("不同阈值下的精确率、召回率与 F1", "Precision, recall and F1 by threshold")
_DESCRIPTION = Text(
    "横轴为匹配阈值（概率），F1 在阈值 {threshold} 处最高，为 {f1}；现用阈值 {used}。",
    "The threshold of a match runs to the right; F1 is highest, {f1}, at {threshold}; {used} is in use.",
)
_AXIS = Text("匹配阈值（概率）", "threshold of a match (probability)")
_USED = Text("现用 {threshold}", "in use: {threshold}")
_LINES = (
    ("precision", Text("精确率", "precision"), "dashed"),
    ("recall", Text("召回率", "recall"), "dotted"),
    ("f1", Text("F1", "F1"), ""),
)
_TICKS = (0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999)


_SURE = 20.0  # bits: what is surer is drawn there


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a weight and a share stand in the drawing."""

    first: float  # bits
    last: float
    least: float

    @classmethod
    def around(cls, curve: Curve, used: float) -> _Frame:
        """Return the frame that holds a curve and the weight of the threshold in use."""
        weights = [*curve.weight.tolist(), used]
        shown = curve.weight <= _SURE
        lows = [float(values[shown].min(initial=1)) for values in (curve.precision, curve.recall, curve.f1)]
        return cls(min(weights), min(max(weights), _SURE), min(0.9, math.floor(min(lows) * 10) / 10))

    def x(self, weight: float) -> float:
        kept = min(max(weight, self.first), self.last)
        return _LEFT + (kept - self.first) / ((self.last - self.first) or 1) * (_RIGHT - _LEFT)

    def y(self, value: float) -> float:
        return _BOTTOM - (max(value, self.least) - self.least) / (1 - self.least) * (_BOTTOM - _TOP)


def draw_curve(curve: Curve, used: float, language: Language) -> str:
    """Return precision, recall and F1 by threshold as an SVG document.

    Args:
        curve: of one threshold at least.
        used: the threshold in use, a probability between 0 and 1.
    """
    best = curve.best
    facts = {"f1": percent(float(curve.f1[best])), "used": share(used)}
    told = _DESCRIPTION.fill(threshold=share(float(curve.threshold[best])), **facts).say(language)
    drawing = Drawing(_WIDTH, _HEIGHT, _TITLE.say(language), told, language)
    drawing.text(20, 30, _TITLE.say(language), "strong")
    drawing.text(20, 54, told, "soft small")
    frame = _Frame.around(curve, weight_of(used))
    _draw_frame(drawing, frame, language)
    x = frame.x(weight_of(used))
    drawing.line((x, _TOP), (x, _BOTTOM), "mark")
    drawing.text(x + 4, _TOP - 6, _USED.fill(threshold=share(used)).say(language), "marked small")
    _draw_lines(drawing, curve, frame, language)
    return drawing.whole()


def _draw_frame(drawing: Drawing, frame: _Frame, language: Language) -> None:
    for place in range(5):
        value = frame.least + (1 - frame.least) * place / 4
        drawing.line((_LEFT, frame.y(value)), (_RIGHT, frame.y(value)))
        drawing.text(_LEFT - 8, frame.y(value) + 4, f"{value:.3g}" if value < 1 else "1", "soft small", "end")
    for tick in _TICKS:
        x = frame.x(weight_of(tick))
        if frame.first <= weight_of(tick) <= frame.last:
            drawing.line((x, _BOTTOM), (x, _BOTTOM + 5))
            drawing.text(x, _BOTTOM + 20, share(tick), "soft small", "middle")
    drawing.text((_LEFT + _RIGHT) / 2, _BOTTOM + 42, _AXIS.say(language), "soft small", "middle")


def _draw_lines(drawing: Drawing, curve: Curve, frame: _Frame, language: Language) -> None:
    """Draw each line and name it at its right end, one name below the other where lines meet."""
    shown = np.flatnonzero(curve.weight <= _SURE)
    shown = shown if len(shown) else np.array([len(curve) - 1])
    ends = []
    for name, words, style in _LINES:
        values = getattr(curve, name)[shown].tolist()
        points = [(frame.x(x), frame.y(y)) for x, y in zip(curve.weight[shown].tolist(), values, strict=True)]
        drawing.curve(points, style)
        ends.append((points[0][1], words.say(language)))
    below = -math.inf
    for y, words_ in sorted(ends):
        below = max(y, below + 16)
        drawing.text(_RIGHT + 8, below + 4, words_, "small")
