"""Shapes beside bars and lines: areas, ribbons, marks, tilted words and shaded cells; colours a colour-blind eye parts.

Nothing relies on colour alone: series differ in dashes and marks too, shaded cells hold their figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from govclean.reports.drawing import Drawing, cut_to, room
from govclean.reports.layout import visible, wrapped
from govclean.wording import Language

Point = tuple[float, float]

SHADES = 5
"""How deep a cell can be shaded: styles `shade1` to `shade5`, their words `on1` to `on5`; `shade0` is empty."""

HEAD = 68
"""How much of a picture its title and description take, in px."""

SERIES = 6
"""How many series are told apart: styles `series1` to `series6`, `line1` to `line6`."""

DASHES = ("", "dash2", "dash3", "dash4", "dash5", "dash6")

_SMALL_CELL = 6.2  # px; a terminal cell at the size of small words
_TURNS = {"triangle": (3, -90), "diamond": (4, -90), "square": (4, -45), "down": (3, 90)}
MARKS = ("circle", "square", "triangle", "diamond", "down", "cross")

# The series are those of Okabe and Ito (2008), darkened or lightened until they read on paper and on a dark screen.
_STYLE = (
    """
svg { --s1: #1f5fa8; --s2: #b4501a; --s3: #0b7a5c; --s4: #7b4aa0; --s5: #806500; --s6: #5d6b7a;
  --h1: #e4eef8; --h2: #bdd7ee; --h3: #85b5de; --h4: #2f6fae; --h5: #174a80;
  --o1: #1d2733; --o2: #1d2733; --o3: #1d2733; --o4: #ffffff; --o5: #ffffff; }
@media screen and (prefers-color-scheme: dark) {
  svg { --s1: #7db0ee; --s2: #f0a36b; --s3: #58c9a3; --s4: #c49ae6; --s5: #dcbf4e; --s6: #9aa7b4;
    --h1: #1d2a38; --h2: #21415f; --h3: #2c679c; --h4: #6fade2; --h5: #bcdcf8;
    --o1: #e8ecf0; --o2: #e8ecf0; --o3: #ffffff; --o4: #10161c; --o5: #10161c; } }
.shade0 { fill: none; stroke: var(--line); } .hollow { fill: var(--paper); } .veil { fill-opacity: 0.16; }
.ribbon { fill-opacity: 0.34; } .hair { stroke: var(--line); stroke-width: 0.6; fill: none; }
.dash2 { stroke-dasharray: 7 4; } .dash3 { stroke-dasharray: 2 3; } .dash4 { stroke-dasharray: 9 3 2 3; }
.dash5 { stroke-dasharray: 4 2; } .dash6 { stroke-dasharray: 1 4; }
.dot { fill-opacity: 0.7; } .rim { stroke: var(--paper); stroke-width: 0.8; }
.halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
"""
    + "".join(f".series{k} {{ fill: var(--s{k}); }}\n" for k in range(1, SERIES + 1))
    + "".join(
        f".line{k} {{ fill: none; stroke: var(--s{k}); stroke-width: 1.8; }}\n" for k in range(1, SERIES + 1)
    )
    + "".join(
        f".shade{k} {{ fill: var(--h{k}); }} .on{k} {{ fill: var(--o{k}); }}\n" for k in range(1, SHADES + 1)
    )
)


@dataclass(slots=True)
class Picture(Drawing):
    """A drawing with shapes."""

    def area(self, corners: list[Point], style: str) -> None:
        """Draw a filled polygon."""
        self._add("polygon", points=" ".join(f"{_px(x)},{_px(y)}" for x, y in corners), **_class(style))

    def outline(self, corners: list[Point], style: str) -> None:
        """Draw the edge of a polygon."""
        self.curve([*corners, corners[0]], style)

    def mark(self, at: Point, kind: str, radius: float, style: str) -> None:
        """Draw one of MARKS around a point."""
        x, y = at
        if kind == "circle":
            self._add("circle", cx=x, cy=y, r=radius, **_class(style))
        elif kind == "cross":
            bar = radius * 0.4
            cross = [(bar, radius), (bar, bar), (radius, bar)]
            corners = [(x + sx * a, y + sy * b) for sx, sy in ((1, 1), (1, -1), (-1, -1), (-1, 1))
                       for a, b in (cross if sx * sy > 0 else cross[::-1])]  # fmt: skip
            self.area(corners, style)
        else:
            count, turn = _TURNS[kind]
            angles = (math.radians(turn + 360 * k / count) for k in range(count))
            self.area(
                [(x + 1.25 * radius * math.cos(a), y + 1.25 * radius * math.sin(a)) for a in angles], style
            )

    def ribbon(
        self, start: tuple[float, float, float], end: tuple[float, float, float], style: str, told: str
    ) -> None:
        """Draw a flow from a left edge (x, top, height) to a right one, with words for whoever points at it."""
        (x1, y1, h1), (x2, y2, h2) = start, end
        mid = (x1 + x2) / 2
        path = (
            f"M{_px(x1)} {_px(y1)} C{_px(mid)} {_px(y1)} {_px(mid)} {_px(y2)} {_px(x2)} {_px(y2)} "
            f"V{_px(y2 + h2)} C{_px(mid)} {_px(y2 + h2)} {_px(mid)} {_px(y1 + h1)} {_px(x1)} {_px(y1 + h1)} Z"
        )
        self._add("path", _told(told), d=path, **_class(style))

    def cell(self, at: Point, size: Point, style: str, told: str) -> None:
        """Draw a cell with words for whoever points at it."""
        self._add("rect", _told(told), x=at[0], y=at[1], width=size[0], height=size[1], **_class(style))

    def tilted(self, x: float, y: float, words: str, style: str = "") -> None:
        """Write words that rise to the right from a point by 45°."""
        turn = f"rotate(-45 {_px(x)} {_px(y)})"
        self._add("text", escape(visible(words)), x=x, y=y, transform=turn, **_class(style))

    def key(self, x: float, y: float, style: str, words: str, mark: str = "square") -> float:
        """Draw an entry of a legend; return where the next one begins."""
        self.mark((x + 6, y - 4), mark, 5, style)
        self.text(x + 17, y, words, "small")
        return x + 17 + room(words) + 18

    def whole(self) -> str:
        """Return the drawing as an SVG document."""
        return Drawing.whole(self).replace("</style>", f"{_STYLE}</style>", 1)


def titled(picture: Picture, width: float) -> None:
    """Write title and description at the head of a picture: HEAD px, two lines of description at most."""
    picture.text(16, 24, cut_to(picture.title, width - 32), "strong")
    lines = wrapped(visible(picture.description), int((width - 32) / _SMALL_CELL))
    for place, line in enumerate(lines[:2]):
        picture.text(
            16, 43 + 16 * place, line if place + 1 < 2 or len(lines) == 2 else f"{line}…", "soft small"
        )


def listed(parts: Iterable[str], language: Language) -> str:
    """Return parts of a sentence one after the other."""
    return ("；" if language == "zh" else "; ").join(parts)


def apart(wanted: list[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return heights as near to those wanted as they can be, ascending as these are, at least `gap` apart.

    >>> apart([10, 12, 50], 16, 0, 100)
    [10, 26, 50]
    >>> apart([95, 99], 16, 0, 100)
    [84, 100]
    """
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + gap if placed else top))
    below = bottom
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], below)
        below = placed[place] - gap
    return placed


def _told(words: str) -> str:
    return f"<title>{escape(visible(words))}</title>" if words else ""


def _class(style: str) -> dict[str, str]:
    return {"class": style} if style else {}


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
