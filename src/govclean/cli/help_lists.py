"""Help texts laid out by cells: a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.cells import cell_len

from govclean.reports.layout import fit, widest, wrapped


def folded(text: str, formatter: click.HelpFormatter) -> list[str]:
    """Return a help text as indented lines; its own line ends stay."""
    room = formatter.width - formatter.current_indent
    indent = " " * formatter.current_indent
    lines = [part for line in text.split("\n") for part in (wrapped(line, room) if line else [""])]
    return [f"{indent}{line}".rstrip() + "\n" for line in lines]


def write_list(formatter: click.HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write a titled list of two columns, aligned by cells: Chinese characters take two."""
    if not rows:
        return
    formatter.write(f"\n{title}\n")
    first = widest([name for name, _ in rows], 8, 30)
    for name, words in rows:
        lines = wrapped(words, formatter.width - first - 4) or [""]
        if cell_len(name) > first:
            formatter.write(f"  {name}\n")
            name = ""  # noqa: PLW2901 - its help begins on the next line
        for line in lines:
            formatter.write(f"  {fit(name, first)}  {line}".rstrip() + "\n")
            name = ""  # noqa: PLW2901 - only the first line has it
