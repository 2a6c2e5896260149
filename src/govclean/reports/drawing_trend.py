"""Figures over rounds: one line a series, told apart by dashes, marks and its name at the right end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govclean.reports.drawing import cut_to, room
from govclean.reports.drawing_heat import brief
from govclean.reports.drawing_shapes import DASHES, MARKS, SERIES, Picture, Point, apart, listed, titled
from govclean.reports.drawing_ticks import ticks
from govclean.reports.numbers import percent
from govclean.wording import Language, Text

MOST_SERIES = SERIES
"""Of more series a reader tells no line from another."""

_TITLE = Text("历轮趋势", "Trend over rounds")
_DESCRIPTION = Text(
    "{first} 至 {last}，共 {count} 轮。{figures}", "{first} to {last}, {count} rounds. {figures}"
)
_NO_FIGURE = Text("无数据", "no figure")
_WIDTH, _HEIGHT = 760, 340
_LEFT, _TOP, _RIGHT, _BOTTOM = 64, 84, 560, 304
_LABEL = 17  # px from one name to the next
_NAME = 62.0  # px for the name of a round


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a figure a round, None where the round has none."""

    title: str
    figures: Sequence[float | None]


def draw_trend(
    rounds: Sequence[str],
    series: Sequence[Series],
    language: Language,
    *,
    title: str = "",
    shares: bool = True,
) -> str:
    """Return the figures over the rounds as an SVG document.

    Args:
        rounds: their names, oldest first.
        series: MOST_SERIES at most; each with as many figures as there are rounds.
        shares: the figures are shares (0 to 1), else counts.

    Raises:
        ValueError: no round, too many series, or one with another number of figures.
    """
    if not rounds or len(series) > MOST_SERIES or any(len(one.figures) != len(rounds) for one in series):
        msg = f"a trend takes 1 to {MOST_SERIES} series, a figure for each round"
        raise ValueError(msg)
    frame = _Frame.over(rounds, series, shares=shares)
    figures = listed((f"{one.title} {frame.told(_last(one), language)}" for one in series), language)
    told = _DESCRIPTION.fill(first=rounds[0], last=rounds[-1], count=len(rounds), figures=figures).say(
        language
    )
    picture = Picture(_WIDTH, _HEIGHT, title or _TITLE.say(language), told, language)
    titled(picture, _WIDTH)
    _draw_frame(picture, frame)
    for place, one in enumerate(series):
        _draw_line(picture, frame, place, one)
    _name_lines(picture, frame, series)
    return picture.whole()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a round and a figure stand in the drawing."""

    rounds: Sequence[str]
    marks: tuple[float, ...]  # of the scale, ascending
    shares: bool

    @classmethod
    def over(cls, rounds: Sequence[str], series: Sequence[Series], *, shares: bool) -> _Frame:
        known = [figure for one in series for figure in one.figures if figure is not None] or [0.0]
        low = min(known) if shares and min(known) > 0.5 else 0.0
        return cls(rounds, ticks(low, 1.0 if low else max(known), most=5), shares)

    def x(self, place: int) -> float:
        inner = _RIGHT - _LEFT - 40
        return _LEFT + 20 + (place / (len(self.rounds) - 1) if len(self.rounds) > 1 else 0.5) * inner

    def y(self, figure: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return _BOTTOM - (figure - low) / ((high - low) or 1) * (_BOTTOM - _TOP)

    def told(self, figure: float | None, language: Language) -> str:
        if figure is None:
            return _NO_FIGURE.say(language)
        return percent(figure) if self.shares else brief(round(figure), language)


def _last(one: Series) -> float | None:
    return next((figure for figure in reversed(one.figures) if figure is not None), None)


def _draw_frame(picture: Picture, frame: _Frame) -> None:
    digits = 0 if all(abs(mark * 100 - round(mark * 100)) < 1e-6 for mark in frame.marks) else 1
    for mark in frame.marks:
        y = frame.y(mark)
        picture.line((_LEFT, y), (_RIGHT, y))
        words = f"{mark:.{digits}%}" if frame.shares else brief(round(mark), picture.language)
        picture.text(_LEFT - 8, y + 4, words, "soft small", "end")
    step = -(-len(frame.rounds) * int(_NAME) // (_RIGHT - _LEFT))
    for place in range(len(frame.rounds) - 1, -1, -step):
        words = cut_to(frame.rounds[place], _NAME * step + 20)
        picture.text(frame.x(place), _BOTTOM + 22, words, "soft small", "middle")


def _draw_line(picture: Picture, frame: _Frame, place: int, one: Series) -> None:
    for run in _runs(frame, one):
        if len(run) > 1:
            picture.curve(run, f"line{place + 1} {DASHES[place]}")
        for point in run:
            picture.mark(point, MARKS[place], 3.6, f"series{place + 1}")


def _runs(frame: _Frame, one: Series) -> Iterator[list[Point]]:
    """Yield the unbroken parts of a line: a round without a figure breaks it."""
    points = [None if f is None else (frame.x(k), frame.y(f)) for k, f in enumerate(one.figures)]
    holes = [-1, *(k for k, point in enumerate(points) if point is None), len(points)]
    for start, end in pairwise(holes):
        run = [point for point in points[start + 1 : end] if point is not None]
        if run:
            yield run


def _name_lines(picture: Picture, frame: _Frame, series: Sequence[Series]) -> None:
    """Name each line beside its last figure, one below the other where they meet."""
    ends = [(frame.y(last), k) for k, one in enumerate(series) if (last := _last(one)) is not None]
    ends.sort()
    placed = apart([y for y, _ in ends], _LABEL, _TOP, _BOTTOM + 10)
    for (_, k), y in zip(ends, placed, strict=True):
        told = frame.told(_last(series[k]), picture.language)
        picture.mark((_RIGHT + 12, y), MARKS[k], 3.6, f"series{k + 1}")
        name = cut_to(series[k].title, _WIDTH - _RIGHT - 40 - room(told))
        picture.text(_RIGHT + 24, y + 4, f"{name} {told}", "small")
