"""What a page is made of, and how it is written: one file, styles and drawings inside, no script, no address outside.

Every text is escaped by the template. Only what `Figure` holds is not: drawings of ours, which escape their own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO, ClassVar, Literal
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from govclean.reports.layout import visible
from govclean.wording import Language, Text

Tone = Literal["", "good", "warn", "bad", "info"]
Align = Literal["", "right", "code", "words", "name", "wide", "whole"]
"""How cells stand: figures, values as they are, a few words, names of files, sentences, words that are never broken."""

_WEIGHTS: dict[Align, float] = {
    "": 1.3, "right": 1.0, "code": 2.2, "words": 1.7, "name": 2.4, "wide": 3.6, "whole": 1.1,
}  # fmt: skip
_CHUNK = 200  # pieces of a template; a page of a million rows is written as it is made
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NAMED = (("title", 'id="title"'), ("description", 'id="description"'))


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the head of a page: what it is, and what it comes to."""

    label: str
    value: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict: mark, word, and a tone that only adds to them."""

    mark: str
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than its words: several lines, small words below, a tone, a bar as long as a share, a link."""

    words: str | Sequence[str]  # a line, or several
    below: str = ""
    tone: Tone = ""
    share: float | None = None  # 0 to 1
    link: str = ""  # a file that stands beside the page or below it: its path from there

    @property
    def href(self) -> str:
        """Return the link as an address; a colon in it is quoted too, so it never leads anywhere else."""
        return quote(self.link)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and how its cells stand."""

    title: str
    align: Align = ""

    @property
    def weight(self) -> float:
        """Return how wide the column is beside others."""
        return _WEIGHTS[self.align]


Head = tuple[Text, Align]


def columns(heads: Sequence[Head], language: Language) -> list[Column]:
    """Return columns by their titles in one language."""
    return [Column(words.say(language), align) for words, align in heads]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that heads those below it: one cell over the whole width."""

    words: str
    below: str = ""


AnyRow = Sequence[str | Cell] | Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table; rows may be made while the page is written."""

    columns: Sequence[Column]
    rows: Iterable[AnyRow]
    caption: str = ""
    kind: ClassVar[str] = "table"

    @property
    def widths(self) -> list[str]:
        """Return the width of each column in per cent."""
        whole = sum(column.weight for column in self.columns)
        return [f"{column.weight / whole:.1%}" for column in self.columns]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of ours (an SVG document) with a heading above and words below it."""

    svg: str
    caption: str = ""
    title: str = ""
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph; with a tone one that stands out."""

    words: str
    tone: Tone = ""
    kind: ClassVar[str] = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to know or do: a head, what it is, what to do, an example."""

    head: str
    words: str
    todo: str = ""
    example: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """Things to know or do, one below the other."""

    entries: Sequence[Entry]
    kind: ClassVar[str] = "entries"


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands a reader can give next, each with what it does."""

    lines: Sequence[tuple[str, str]]
    kind: ClassVar[str] = "commands"


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks side by side where there is room."""

    blocks: Sequence[Block]
    kind: ClassVar[str] = "beside"


Block = Table | Figure | Note | Entries | Commands | Beside


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; one without blocks is left out."""

    title: str
    blocks: Sequence[Block]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page."""

    title: str
    language: Language
    sections: Sequence[Section]
    subtitle: str = ""
    badge: Badge | None = None
    facts: Sequence[Fact] = ()
    foot: Sequence[str] = ()

    @property
    def told(self) -> Sequence[Section]:
        """Return the sections that hold something."""
        return [section for section in self.sections if section.blocks]


def write_page(page: Page, sink: BinaryIO) -> None:
    """Write a page as UTF-8; the same page gives the same bytes."""
    drawings = _Drawings(page)
    stream = _environment().get_template("page.html").stream(page=page, drawings=drawings)
    stream.enable_buffering(_CHUNK)
    sink.writelines(piece.encode() for piece in stream)


class _Drawings:
    """The drawings of one page: their styles once, their ids told apart."""

    def __init__(self, page: Page) -> None:
        found = list(_figures([block for section in page.told for block in section.blocks]))
        styles = list(dict.fromkeys(style for one in found for style in _STYLE.findall(one.svg)))
        # A style that is the beginning of another would overrule, standing after it, what that one adds.
        self._styles = [one for one in styles if not any(one != other and one in other for other in styles)]
        self._places = {id(one): place for place, one in enumerate(found, 1)}

    @property
    def styles(self) -> Markup:
        """Return the styles of all drawings."""
        return Markup("".join(self._styles))  # noqa: S704 - written by reports/drawing*.py, no data in it

    def inline(self, figure: Figure) -> Markup:
        """Return a drawing as a part of the page."""
        key = f"drawing{self._places[id(figure)]}"
        svg = _STYLE.sub("", figure.svg)
        for name, told in _NAMED:
            svg = svg.replace(told, f'id="{key}-{name}"', 1)
        svg = svg.replace(
            'aria-labelledby="title description"', f'aria-labelledby="{key}-title {key}-description"', 1
        )
        return Markup(svg)  # noqa: S704 - reports/drawing.py escapes every word it is given


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Beside):
            yield from _figures(block.blocks)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("govclean.reports.html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["percent_of"] = lambda share: f"{min(max(share, 0.0), 1.0) * 100:.2f}"
    environment.filters["lines"] = lambda words: [words] if isinstance(words, str) else list(words)
    environment.tests["heading"] = lambda row: isinstance(row, Row)
    environment.tests["plain"] = lambda cell: isinstance(cell, str)
    return environment
