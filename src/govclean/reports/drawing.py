"""Drawings as SVG: no script, no address outside the file, colours that follow the reader's light or dark setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len

from govclean.reports.layout import cut, visible
from govclean.wording import Language

Anchor = Literal["start", "middle", "end"]

CELL = 6.9  # px; the width of a terminal cell at the size of a drawing's text (a Chinese character takes two)

_STYLE = """
svg { --paper: #ffffff; --ink: #1d2733; --soft: #5d6b7a; --line: #d5dbe1;
  --for: #14735a; --against: #b3372f; --base: #8593a1; --mark: #2f5fb3;
  background: var(--paper); font: 13px "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", system-ui, sans-serif; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14191f; --ink: #e8ecf0; --soft: #9aa7b4; --line: #333d47;
    --for: #4cc39b; --against: #f08a80; --base: #8593a1; --mark: #7fa8f0; } }
text { fill: var(--ink); } .soft { fill: var(--soft); } .strong { font-weight: 600; } .small { font-size: 11.5px; }
.for { fill: var(--for); } .against { fill: var(--against); } .base { fill: var(--base); }
.axis { stroke: var(--line); stroke-width: 1; } .mark { stroke: var(--mark); stroke-width: 1.2; stroke-dasharray: 4 3; }
.curve { fill: none; stroke: var(--ink); stroke-width: 1.8; } .dashed { stroke-dasharray: 7 4; }
.dotted { stroke-dasharray: 2 3; } .marked { fill: var(--mark); }
"""


@dataclass(slots=True)
class Drawing:
    """One drawing in the making; lengths are px, y grows downwards."""

    width: int
    height: int
    title: str
    description: str  # what a reader who cannot see it should be told
    language: Language
    _parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, style: str = "", anchor: Anchor = "start") -> None:
        """Write words with their base line at y."""
        self._add("text", escape(visible(words)), x=x, y=y, text_anchor=anchor, **_class(style))

    def bar(self, x: float, y: float, width: float, height: float, style: str) -> None:
        """Draw a filled bar."""
        self._add("rect", x=x, y=y, width=max(width, 1), height=height, rx=2, **_class(style))

    def line(self, start: tuple[float, float], end: tuple[float, float], style: str = "axis") -> None:
        """Draw a straight line."""
        self._add("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **_class(style))

    def curve(self, points: list[tuple[float, float]], style: str) -> None:
        """Draw a line through points."""
        joined = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polyline", points=joined, **_class(f"curve {style}"))

    def whole(self) -> str:
        """Return the drawing as an SVG document."""
        language = "zh-Hans" if self.language == "zh" else "en"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img" xml:lang="{language}" '
            'aria-labelledby="title description">'
        )
        told = (
            f'<title id="title">{escape(visible(self.title))}</title>\n'
            f'<desc id="description">{escape(visible(self.description))}</desc>'
        )
        return "\n".join([head, told, f"<style>{_STYLE}</style>", *self._parts, "</svg>", ""])

    def _add(self, name: str, content: str = "", **attributes: str | float) -> None:
        given = "".join(
            f" {key.replace('_', '-')}={quoteattr(value if isinstance(value, str) else _number(value))}"
            for key, value in attributes.items()
        )
        self._parts.append(f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>")


def room(words: str) -> float:
    """Return how wide words are, in px."""
    return cell_len(words) * CELL


def cut_to(words: str, width: float) -> str:
    """Return words that take at most a width in px."""
    return cut(visible(words), int(width / CELL))


def _class(style: str) -> dict[str, str]:
    return {"class": style} if style else {}


def _number(value: float) -> str:
    """Return a length with one decimal at most.

    >>> _number(12.0), _number(3.14159)
    ('12', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")
