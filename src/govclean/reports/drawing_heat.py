"""A heat map: what was found where, deeper where it is more of the records; every cell holds its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govclean.reports.drawing import cut_to, room
from govclean.reports.drawing_shapes import HEAD, SHADES, Picture, titled
from govclean.reports.numbers import grouped, percent
from govclean.wording import Language, Text

_TITLE = Text("数据项 × 规则", "Fields and rules")
_DESCRIPTION = Text(
    "格内为问题数，颜色越深占记录的比例越高；“·”为检查通过，空白为不适用或未检查。",
    "Findings in each cell, deeper for a larger share of the records; · passed, blank: no such check, or not made.",
)
_CELL = Text("{row} · {column}：{count} 处，{share}", "{row} · {column}: {count}, {share}")
_LIMITS = (0.0001, 0.001, 0.01, 0.1)  # of the records
_KEYS = ("<0.01%", "<0.1%", "<1%", "<10%", "≥10%")
_LEFT, _HEAD, _MOST_HEAD, _ROW, _COLUMN, _FOOT = 180, HEAD, 220.0, 26, 50, 44
_TEN_THOUSAND = 10_000

MOST_COLUMNS, MOST_ROWS = 14, 28
"""What a reader can take in, and a page can hold in legible size."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds."""

    count: int
    share: float  # of the records


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows, columns and cells by their places (row, column); `passed` are those looked at with nothing found."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[int, int], Cell]
    passed: frozenset[tuple[int, int]] = frozenset()


def draw_heat(heat: Heat, language: Language, title: str = "", told: str = "") -> str:
    """Return the heat map as an SVG document."""
    head = min(max((room(words) for words in heat.columns), default=0), _MOST_HEAD)
    top = _HEAD + head * 0.71 + 12
    width = max(_LEFT + _COLUMN * len(heat.columns) + head * 0.71 + 8, 560)
    height = top + _ROW * len(heat.rows) + _FOOT
    told = told or _DESCRIPTION.say(language)
    picture = Picture(round(width), round(height), title or _TITLE.say(language), told, language)
    titled(picture, width)
    for place, words in enumerate(heat.columns):
        picture.tilted(_LEFT + _COLUMN * (place + 0.5), top - 8, cut_to(words, head + 7), "small")
    for row, words in enumerate(heat.rows):
        y = top + _ROW * row
        picture.text(_LEFT - 10, y + 18, cut_to(words, _LEFT - 22), "", "end")
        for column in range(len(heat.columns)):
            _draw_cell(picture, heat, (row, column), (_LEFT + _COLUMN * column, y))
    _legend(picture, height - 14)
    return picture.whole()


def _draw_cell(picture: Picture, heat: Heat, place: tuple[int, int], at: tuple[float, float]) -> None:
    cell = heat.cells.get(place)
    words = {"row": heat.rows[place[0]], "column": heat.columns[place[1]]}
    count, share = (cell.count, cell.share) if cell else (0, 0.0)
    told = _CELL.fill(**words, count=grouped(count), share=percent(share)).say(picture.language)
    depth = 1 + sum(share >= limit for limit in _LIMITS) if cell else 0
    shown = told if cell or place in heat.passed else ""
    picture.cell((at[0] + 1, at[1] + 1), (_COLUMN - 2, _ROW - 2), f"shade{depth}", shown)
    middle = (at[0] + _COLUMN / 2, at[1] + 17.5)
    if cell:
        picture.text(*middle, brief(count, picture.language), f"small on{depth}", "middle")
    elif place in heat.passed:
        picture.text(*middle, "·", "soft", "middle")


def _legend(picture: Picture, y: float) -> None:
    x = float(_LEFT)
    for depth in range(1, SHADES + 1):
        picture.cell((x, y - 11), (24, 14), f"shade{depth}", "")
        picture.text(x + 30, y, _KEYS[depth - 1], "small soft")
        x += 30 + room(_KEYS[depth - 1]) + 16


def brief(count: int, language: Language) -> str:
    """Return a count in at most six cells: from a hundred thousand on in 万, or in thousands and millions.

    >>> brief(8120, "zh"), brief(1234567, "zh"), brief(1234567, "en"), brief(250000, "en")
    ('8,120', '123万', '1.2M', '250k')
    """
    if count < 10 * _TEN_THOUSAND:
        return grouped(count)
    if language == "zh":
        return f"{count / _TEN_THOUSAND:.0f}万" if count < 10_000 * _TEN_THOUSAND else f"{count / 1e8:.1f}亿"
    for size, letter in ((1e9, "B"), (1e6, "M")):
        if count >= size:
            return f"{count / size:.1f}{letter}"
    return f"{count / 1e3:.0f}k"
