"""Which character separates the cells of a text, and the first records it gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from govclean.extracts.survey import cells_of, follow

SEPARATORS = (",", "\t", ";", "|")

LOOKED_AT = 200
"""Records from which the separator is told."""


@dataclass(frozen=True, slots=True)
class TopRecord:
    """A record near the top of a text: its first and last line (from 0) and its cells."""

    first: int
    last: int
    cells: list[str]


def separator_of(text: bytes, *, preferred: str = ",") -> str:
    r"""Return the separator that gives most records the same number of cells, at least two; the preferred on a tie.

    A text in which none does is a table of one column; its separator is one that does not occur in it.

    >>> separator_of("姓名;电话\n张三;1,5\n李四;2".encode())
    ';'
    """
    order = sorted(SEPARATORS, key=lambda mark: mark != preferred)
    scored = [(_agreement(text, mark), mark) for mark in order]
    (share, width), best = max(scored, key=lambda pair: pair[0])
    if width > 1 and share > 0:
        return best
    return next((mark for mark in order if mark.encode() not in text), preferred)


def top_records(text: bytes, separator: str, most: int) -> list[TopRecord]:
    """Return the first records of a text in UTF-8; blank lines are none."""
    mark = separator.encode()
    records: list[TopRecord] = []
    position = line = 0
    while position < len(text) and len(records) < most:
        end, _, fault = follow(text, position, mark)
        if fault:
            end = text.find(b"\n", position)
            end = end if end >= 0 else len(text)
        record = text[position:end].rstrip(b"\r")
        if record.strip():
            cells = [cell.decode() for cell in cells_of(record, mark)]
            records.append(TopRecord(line, line + record.count(b"\n"), cells))
        line += text.count(b"\n", position, end) + 1
        position = end + 1
    return records


def _agreement(text: bytes, mark: str) -> tuple[float, int]:
    """Return the share of records of the commonest width of two or more, and that width.

    It counts only if most records have more than one cell, and the header has: one of the first two records.
    """
    widths = [len(record.cells) for record in top_records(text, mark, LOOKED_AT)]
    common = Counter(width for width in widths if width > 1).most_common(1)
    if not common:
        return 0.0, 1
    width, times = common[0]
    separated = sum(w > 1 for w in widths) * 2 > len(widths) and max(widths[:2]) > 1
    return (round(times / len(widths), 2), width) if separated else (0.0, 1)
