"""How values get spoilt: each function takes a clean value and returns one that somebody really would write.

A function that cannot spoil this value returns None, and another row is tried.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.planting import Cell, Spoil
from generator.vocabulary import TRADITIONAL_CHARACTERS

_RADICALS = dict(zip("文立一玉石金方毛牛白雨心高", "⽂⽴⼀⽟⽯⾦⽅⽑⽜⽩⾬⼼⾼", strict=True))


def to(value: str) -> Spoil:
    """Return a spoiler that writes one fixed value."""
    return lambda cell: value if value != cell.value else None


def one_of(*values: str) -> Spoil:
    """Return a spoiler that writes one of several values."""
    return lambda cell: cell.random.choice([v for v in values if v != cell.value])


def form(pattern: str) -> Spoil:
    """Return a spoiler that fits the value into a pattern, e.g. `'{}` or `{}　`."""
    return lambda cell: pattern.format(cell.value)


def where(fits: Callable[[Cell], bool], spoil: Spoil) -> Spoil:
    """Return a spoiler that spoils only where the value (and its row) fits."""
    return lambda cell: spoil(cell) if fits(cell) else None


def mapped(table: dict[str, str]) -> Spoil:
    """Return a spoiler that writes what a table says for the value; values not in it are left alone."""
    return lambda cell: table.get(cell.value)


def replaced(old: str, new: str) -> Spoil:
    """Return a spoiler that replaces the first `old`; without one it does nothing."""
    return lambda cell: cell.value.replace(old, new, 1) if old in cell.value else None


def full_width(cell: Cell) -> str:
    """Write digits and letters in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in cell.value)


def is_han(name: str) -> bool:
    """Return whether the name is of two or three plain Han characters."""
    return 2 <= len(name) <= 3 and all("一" <= c <= "龥" for c in name)


def spaced(space: str) -> Spoil:
    """Return a spoiler that sets the two characters of a name apart."""
    return lambda cell: (
        cell.value[0] + space + cell.value[1] if len(cell.value) == 2 and is_han(cell.value) else None
    )


def last_character(wrong: str) -> Spoil:
    """Return a spoiler that writes something else for the last character of a Han name."""
    return lambda cell: cell.value[:-1] + wrong if is_han(cell.value) else None


def traditional(cell: Cell) -> str | None:
    """Write the name in traditional characters, where it has any."""
    written = "".join(TRADITIONAL_CHARACTERS.get(c, c) for c in cell.value)
    return written if written != cell.value else None


def radical(cell: Cell) -> str | None:
    """Write the Kangxi radical for the character that looks like it."""
    for character, lookalike in _RADICALS.items():
        if character in cell.value:
            return cell.value.replace(character, lookalike, 1)
    return None


def bracketed_region(opening: str, closing: str) -> Spoil:
    """Return a spoiler that puts another kind of brackets around the region in a name."""

    def spoil(cell: Cell) -> str | None:
        written = cell.value.replace("（", opening).replace("）", closing)
        return written if written != cell.value else None

    return spoil
