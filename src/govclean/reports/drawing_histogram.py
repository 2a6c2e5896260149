"""How pairs of records scored: counts by match weight, by decision, with the thresholds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.pairs import DECISIONS
from govclean.reports.drawing import Anchor, room
from govclean.reports.drawing_heat import brief
from govclean.reports.drawing_shapes import Picture, apart, listed, titled
from govclean.reports.drawing_ticks import decades, ticks
from govclean.reports.numbers import grouped
from govclean.wording import Language, Text

_TITLE = Text("比对得分分布", "Match scores")
_DESCRIPTION = Text(
    "{count} 对记录的匹配权重（比特）；条数为对数刻度。{figures}",
    "Match weights of {count} pairs in bits; counts on a logarithmic scale. {figures}",
)
_NAMES = {
    "match": Text("匹配", "match"),
    "review": Text("待核实", "to review"),
    "non_match": Text("不匹配", "no match"),
}
_AXIS = Text("匹配权重（比特，越高越像同一主体）", "match weight (bits; higher is more alike)")
_BIN = Text("{low} 至 {high} 比特：{name} {count}", "{low} to {high} bits: {name} {count}")
# Decision, style and mark, the one drawn lowest first; the marks tell them apart without colour.
_STACK = (
    ("match", "series3", "circle"),
    ("review", "series2", "triangle"),
    ("non_match", "series6", "square"),
)
_WIDTH, _HEIGHT = 760, 378
_LEFT, _TOP, _RIGHT, _BOTTOM = 60, 112, 740, 312
_BINS = 40
_GAP = 2  # px between the parts of a bar


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold by its weight in bits, and what it is called."""

    weight: float
    words: str


def draw_histogram(
    weights: NDArray[np.float32],
    decisions: NDArray[np.uint8],
    thresholds: Sequence[Threshold],
    language: Language,
    title: str = "",
) -> str:
    """Return the distribution of match weights as an SVG document.

    Args:
        weights: bits, one a pair.
        decisions: places in DECISIONS, one a pair.

    Raises:
        ValueError: there is no pair.
    """
    if not len(weights):
        msg = "a histogram takes at least one pair"
        raise ValueError(msg)
    edges = _edges(weights)
    counts = {
        name: np.histogram(weights[decisions == DECISIONS.index(name)], edges)[0] for name, _, _ in _STACK
    }
    totals = {name: int(of_name.sum()) for name, of_name in counts.items()}
    figures = listed(
        (f"{_NAMES[name].say(language)} {grouped(n)}" for name, n in totals.items() if n), language
    )
    told = _DESCRIPTION.fill(count=grouped(len(weights)), figures=figures).say(language)
    picture = Picture(_WIDTH, _HEIGHT, title or _TITLE.say(language), told, language)
    titled(picture, _WIDTH)
    highest = int(np.sum(list(counts.values()), axis=0).max())
    frame = _Frame(edges, decades(highest))
    _draw_frame(picture, frame)
    _draw_bars(picture, frame, counts)
    _draw_thresholds(picture, frame, thresholds)
    _legend(picture, totals)
    return picture.whole()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a weight and a count stand in the drawing."""

    edges: NDArray[np.float64]
    marks: tuple[int, ...]

    def x(self, weight: float) -> float:
        low, high = float(self.edges[0]), float(self.edges[-1])
        return _LEFT + (min(max(weight, low), high) - low) / (high - low) * (_RIGHT - _LEFT)

    def y(self, count: int) -> float:
        """Return the height of a count; one stands a little above none."""
        if not count:
            return float(_BOTTOM)
        return _BOTTOM - 8 - math.log10(count) / math.log10(self.marks[-1]) * (_BOTTOM - _TOP - 8)


def _edges(weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the edges of the bins: whole or half bits and the like."""
    low, high = float(weights.min()), float(weights.max())
    marks = ticks(low, high if high > low else low + 1, _BINS)
    return np.array(marks, np.float64)


def _draw_frame(picture: Picture, frame: _Frame) -> None:
    for mark in frame.marks:
        picture.line((_LEFT, frame.y(mark)), (_RIGHT, frame.y(mark)), "hair")
        picture.text(_LEFT - 8, frame.y(mark) + 4, brief(mark, picture.language), "soft small", "end")
    picture.line((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM))
    for weight in ticks(float(frame.edges[0]), float(frame.edges[-1]), 10):
        if frame.edges[0] <= weight <= frame.edges[-1]:
            picture.text(
                frame.x(weight), _BOTTOM + 18, f"{weight:g}".replace("-", "−"), "soft small", "middle"
            )
    words = _AXIS.say(picture.language)
    picture.text((_LEFT + _RIGHT) / 2, _BOTTOM + 40, words, "soft small", "middle")


def _draw_bars(picture: Picture, frame: _Frame, counts: dict[str, NDArray[np.int64]]) -> None:
    """Draw each bin: its decisions share the height of its whole count by their part of it."""
    for place in range(len(frame.edges) - 1):
        whole = int(sum(of_name[place] for of_name in counts.values()))
        if not whole:
            continue
        low, high = float(frame.edges[place]), float(frame.edges[place + 1])
        bottom, height = float(_BOTTOM), _BOTTOM - frame.y(whole)
        parts = [(name, style, mark, int(counts[name][place])) for name, style, mark in _STACK]
        for name, style, mark, count in parts:
            if not count:
                continue
            part = max(height * count / whole, 2.0)
            told = _BIN.fill(low=f"{low:g}", high=f"{high:g}", name=_NAMES[name], count=grouped(count))
            x, wide = frame.x(low) + 1, frame.x(high) - frame.x(low) - 2
            picture.cell((x, bottom - part), (wide, part), style, told.say(picture.language))
            if part > 14 and wide > 9:
                picture.mark((x + wide / 2, bottom - part + 7), mark, 2.8, "hollow")
            bottom -= part


def _draw_thresholds(picture: Picture, frame: _Frame, thresholds: Sequence[Threshold]) -> None:
    inside = [one for one in thresholds if frame.edges[0] <= one.weight <= frame.edges[-1]]
    inside.sort(key=lambda one: one.weight)
    levels = apart([_TOP - 20.0] * len(inside), 15, _TOP - 20, _TOP - 20 + 15 * max(len(inside) - 1, 0))
    for one, y in zip(inside, levels, strict=True):
        x = frame.x(one.weight)
        beyond = x + room(one.words) + 8 > _RIGHT
        anchor: Anchor = "end" if beyond else "start"
        picture.line((x, y - 10), (x, _BOTTOM), "mark")
        picture.text(x + (-5 if beyond else 5), y, one.words, "marked small halo", anchor)


def _legend(picture: Picture, totals: dict[str, int]) -> None:
    x = float(_LEFT)
    for name, style, mark in _STACK:
        if totals[name]:
            words = f"{_NAMES[name].say(picture.language)} {grouped(totals[name])}"
            x = picture.key(x, _HEIGHT - 6, style, words, mark)
