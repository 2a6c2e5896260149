"""Text on a terminal of so many cells: a Chinese character takes two, and no value may steer the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_WORDS = re.compile(r"(?:[\x21-\x7e]+|\s+|[^\s\x21-\x7e])[，。；：、）！？”》]*")


def visible(value: str) -> str:
    r"""Return a value with line ends shown as ⏎ and every other control or direction character as �.

    >>> visible("a\r\nb\x1b[31m")
    'a⏎b�[31m'
    """
    return _STEERING.sub("\ufffd", re.sub(r"\r\n|\r|\n", "⏎", value))


def cut(text: str, width: int) -> str:
    """Return text of at most `width` cells, the end replaced by … where it is longer.

    >>> cut("统一社会信用代码", 9)
    '统一社会…'
    """
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""


def cut_path(path: str, width: int) -> str:
    """Return a path of at most `width` cells: its folders give way first, then the middle of the file's name.

    >>> cut_path("drops/2026/health.csv", 13), cut_path("drops/2026/health.csv", 8)
    ('…/health.csv', 'hea….csv')
    """
    if cell_len(path) <= width:
        return path
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"…/{name}" if name != path and cell_len(name) + 2 <= width else _cut_middle(name, width)


def _cut_middle(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    head = set_cell_size(text, (width - 1) // 2).rstrip()
    tail = text
    while tail and cell_len(tail) > width - 1 - cell_len(head):
        tail = tail[1:]
    return f"{head}…{tail}"


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Return text of exactly `width` cells.

    >>> fit("民族", 6), fit("1,020", 6, "right")
    ('民族  ', ' 1,020')
    """
    text = cut(text, width)
    gap = " " * (width - cell_len(text))
    return gap + text if align == "right" else text + gap


def flow(parts: Iterable[str], width: int, separator: str = " · ") -> list[str]:
    """Return the parts one after the other, on as few lines of `width` cells as they need."""
    lines: list[str] = []
    for part in (cut(part, width) for part in parts if part):
        if lines and cell_len(lines[-1]) + cell_len(separator) + cell_len(part) <= width:
            lines[-1] += separator + part
        else:
            lines.append(part)
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """Return text as lines of at most `width` cells: Latin words whole, Chinese anywhere but before a stop.

    Only a word wider than a line is broken; nothing but white space is lost.

    >>> wrapped("区划已撤销，请改报现行代码。", 12)
    ['区划已撤销，', '请改报现行代', '码。']
    """
    lines = [""]
    for word in _WORDS.findall(text):
        for piece in chop_cells(word, width):
            blank = piece.isspace()
            if lines[-1] and cell_len(lines[-1]) + (0 if blank else cell_len(piece)) > width:
                lines.append("")
            if lines[-1] or not blank:
                lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()]


def widest(texts: Sequence[str], least: int, most: int) -> int:
    """Return the width of the longest text, kept between `least` and `most` cells."""
    return max(least, min(most, max((cell_len(text) for text in texts), default=0)))
