"""Where the records of a block of delimited text begin, without trusting its quotation marks.

A line whose quotation marks are in order by themselves is one record. Any other line is followed to where its quotation
would close: if that gives a well-formed record of exactly the header's width that swallows no line which is a whole
record by itself, the lines are one record with line breaks in a cell. If not, that one line is set aside, and the next
is read on its own: a stray quotation mark never takes other records with it.

In tables of one or two columns any line looks like a whole record, so there only the first condition decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.extracts.batches import CELL_LIMIT

QUOTE, NEWLINE, RETURN = b'"', b"\n", b"\r"
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The physical lines of a block: where each begins and ends, and how records are told in them."""

    block: bytes
    separator: bytes
    width: int
    begins: Places
    ends: Places

    @classmethod
    def of(cls, block: bytes, separator: bytes, width: int) -> _Lines:
        ends: Places = np.flatnonzero(np.frombuffer(block, np.uint8) == 10)
        if block and not block.endswith(NEWLINE):
            ends = np.append(ends, len(block))
        begins = np.concatenate([np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1])
        return cls(block, separator, width, begins, ends)

    @property
    def data(self) -> NDArray[np.uint8]:
        return np.frombuffer(self.block, np.uint8)

    def at(self, places: Places) -> list[int]:
        """Return the lines, each once, in which some bytes stand."""
        lines: list[int] = np.unique(np.searchsorted(self.ends, places)).tolist()
        return lines


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands in a block.

    Attributes:
        surveyed: the block as it was given.
        block: the block without the lines set aside, well-formed throughout.
        lines: number of physical lines.
        kept: line (from 0) each record of `block` begins in, int64.
        asides: line and rule of each line set aside.
        begins: byte offset of each line, int64.
        ends: byte offset of each line's end, int64.
        finished: byte offset up to which the records are complete: the length of the block, or the begin of a
            quotation that may close in the next block.
        several: whether a record may take several lines.
    """

    surveyed: bytes
    block: bytes
    lines: int
    kept: Places
    asides: dict[int, str]
    begins: Places
    ends: Places
    finished: int
    several: bool


def survey(block: bytes, separator: bytes, width: int, broken: Iterable[int] = ()) -> Survey:
    """Return where the records of a block begin.

    Args:
        block: bytes of an encoding in which separator, quotation mark and line end stand for themselves only.
        separator: one byte.
        width: the header's number of columns.
        broken: lines that no encoding reads.
    """
    lines = _Lines.of(block, separator, width)
    asides = dict.fromkeys(broken, "validity.undecodable")
    if b"\0" in block:
        asides |= dict.fromkeys(lines.at(np.flatnonzero(lines.data == 0)), "validity.control_character")
    returns = set(lines.at(_lone_returns(lines))) if RETURN in block else set()
    suspects = np.flatnonzero(_misquoted(lines) | (lines.ends - lines.begins > CELL_LIMIT)).tolist()
    walk = _Walk(lines, asides, frozenset(suspects) | returns)
    walk.go()
    left_out = _blank(lines)
    left_out[[*asides, *walk.swallowed]] = True
    return Survey(
        surveyed=block,
        block=walk.cleaned(returns),
        lines=len(lines.ends),
        kept=np.flatnonzero(~left_out),
        asides=asides,
        begins=lines.begins,
        ends=lines.ends,
        finished=walk.finished,
        several=bool(walk.swallowed or returns),
    )


def follow(block: bytes, position: int, separator: bytes) -> tuple[int, int, str]:
    """Return where the record that begins at a position ends, its number of cells, and its fault.

    The fault is "", "quoting" (a quotation mark out of place), "cell_size", or "unfinished" (the block ends first).
    """
    cells, fault, stop = 0, "", -1
    while True:
        cells += 1
        stop = stop if stop >= position else _find(block, NEWLINE, position)
        if block[position : position + 1] == QUOTE:
            end, wrong = _quoted(block, position, stop, separator)
            if wrong in {"quoting", "unfinished"}:
                return end, cells, wrong
            stop = stop if stop >= end else _find(block, NEWLINE, end)
        else:
            cut = block.find(separator, position, stop)
            end = cut if cut >= 0 else stop
            if block.find(QUOTE, position, end) >= 0:
                return end, cells, "quoting"
            wrong = "cell_size" if end - position > CELL_LIMIT + 1 else ""
        fault = fault or wrong
        if block[end : end + 1] != separator:
            return stop, cells, fault
        position = end + 1


def cells_of(record: bytes, separator: bytes) -> list[bytes]:
    """Return the cells of one record; a quotation mark out of place is kept as it stands.

    >>> cells_of(b'1,"a ""b"", c",', b",")
    [b'1', b'a "b", c', b'']
    """
    record = record[:-1] if record.endswith(NEWLINE) else record
    record = record[:-1] if record.endswith(RETURN) else record
    cells: list[bytes] = []
    position = 0
    while True:
        if record[position : position + 1] == QUOTE:
            end, wrong = _quoted(record, position, len(record), separator)
            if not wrong:
                cells.append(record[position + 1 : end - 1].replace(b'""', QUOTE))
                if end >= len(record):
                    return cells
                position = end + 1
                continue
        cut = record.find(separator, position)
        cells.append(record[position : cut if cut >= 0 else len(record)])
        if cut < 0:
            return cells
        position = cut + 1


def is_whole(block: bytes, begin: int, end: int, separator: bytes, width: int) -> bool:
    """Return whether the line from `begin` to `end` is a well-formed record of that width by itself."""
    if block.find(QUOTE, begin, end) < 0:
        return block.count(separator, begin, end) == width - 1
    stop, cells, fault = follow(block, begin, separator)
    return not fault and stop == end and cells == width


def within(line: bytes, separator: bytes) -> int:
    """Return as how many cells' parts a line reads if a quotation is open at its begin and its end; 0 if it cannot.

    >>> within(b"a,b", b","), within(b'a","b', b","), within(b'"a","b"', b",")
    (1, 2, 0)
    """
    if QUOTE not in line:
        return 1
    quoted = QUOTE + line + QUOTE
    end, cells, fault = follow(quoted, 0, separator)
    return cells if not fault and end == len(quoted) else 0


class _Walk:
    """Follow each suspect line in turn and remember what becomes of it."""

    def __init__(self, lines: _Lines, asides: dict[int, str], suspects: frozenset[int]) -> None:
        self.block, self.separator, self.width = lines.block, lines.separator, lines.width
        self.ends, self.begins = lines.ends, lines.begins
        self.stops: list[int] = lines.ends.tolist() if suspects else []
        self.asides, self.suspects = asides, suspects
        self.swallowed: list[int] = []
        self.lasts: dict[int, int] = {}
        self.finished = len(lines.block)

    def go(self) -> None:
        past = -1
        for line in sorted(self.suspects):
            if line > past and line not in self.asides:
                past = self._look(line)

    def cleaned(self, returns: set[int]) -> bytes:
        """Return the block without what was set aside; a lone carriage return is put in quotation marks."""
        joined = {
            line for line, last in self.lasts.items() if any(n in returns for n in range(line, last + 1))
        }
        lines = sorted(self.asides.keys() | (returns - set(self.swallowed)) | joined)
        if not lines:
            return self.block
        pieces, position = [], 0
        for line in lines:
            begin, end = int(self.begins[line]), int(self.ends[self.lasts.get(line, line)])
            pieces.append(self.block[position:begin])
            if line not in self.asides:
                cells = cells_of(self.block[begin:end], self.separator)
                pieces.append(
                    self.separator.join(QUOTE + c.replace(QUOTE, b'""') + QUOTE for c in cells) + NEWLINE
                )
            position = end + 1
        return b"".join([*pieces, self.block[position:]])

    def _look(self, line: int) -> int:
        end, cells, fault = follow(self.block, int(self.begins[line]), self.separator)
        last = bisect_left(self.stops, end)
        if fault == "unfinished" and self.finished == len(self.block):
            self.finished = int(self.begins[line])
        if last == line and not fault:
            return line
        if last == line and fault == "cell_size":
            self.asides[line] = "validity.cell_size"
        elif fault or cells != self.width or self._swallows(line, last):
            self.asides[line] = "validity.quoting"
        else:
            self.swallowed.extend(range(line + 1, last + 1))
            self.lasts[line] = last
            return last
        return line

    def _swallows(self, line: int, last: int) -> bool:
        """Whether the lines hold one that cannot be part of a record, or that is one by itself."""
        if any(n in self.asides for n in range(line + 1, last + 1)):
            return True
        return self.width >= 3 and any(self._is_record(n) for n in range(line + 1, last))

    def _is_record(self, line: int) -> bool:
        """Whether a line wholly inside a quoted cell is a record by itself."""
        begin, end = int(self.begins[line]), int(self.ends[line])
        return (
            line not in self.suspects
            and is_whole(self.block, begin, end, self.separator, self.width)
            and within(self.block[begin:end], self.separator) == 1
        )


def _quoted(block: bytes, position: int, stop: int, separator: bytes) -> tuple[int, str]:
    """Return the offset after a quoted cell's closing mark, and its fault."""
    bound = min(len(block), max(stop, position + CELL_LIMIT + 2))
    close = position + 1
    while True:
        close = block.find(QUOTE, close, bound)
        if close < 0:
            return bound, "unfinished" if bound == len(block) else "quoting"
        if block[close + 1 : close + 2] != QUOTE:
            break
        close += 2
    after = block[close + 1 : close + 3]
    if after[:1] not in {b"", separator, NEWLINE} and after not in {b"\r\n", RETURN}:
        return close + 1, "quoting"
    return close + 1, "cell_size" if close - position - 1 > CELL_LIMIT else ""


def _find(block: bytes, mark: bytes, position: int) -> int:
    found = block.find(mark, position)
    return found if found >= 0 else len(block)


def _lone_returns(lines: _Lines) -> Places:
    data = lines.data
    places: Places = np.flatnonzero(data == 13)
    after = data[np.minimum(places + 1, len(data) - 1)]
    lone: Places = places[(after != 10) & (places < len(data) - 1)]
    return lone


def _blank(lines: _Lines) -> NDArray[np.bool_]:
    """Return for each line whether nothing stands in it but, perhaps, the return of its end."""
    length = lines.ends - lines.begins
    blank: NDArray[np.bool_] = length == 0
    single = np.flatnonzero(length == 1)
    blank[single] = lines.data[lines.begins[single]] == 13
    return blank


def _misquoted(lines: _Lines) -> NDArray[np.bool_]:
    """Return for each line whether its quotation marks are out of order when it is read by itself.

    In order: an even number of them, in turn opening (after a separator, at the line's begin, or as the second of a
    doubled mark) and closing (before a separator, at the line's end, or as the first of a doubled mark).
    """
    data, count = lines.data, len(lines.ends)
    marks: Places = np.flatnonzero(data == 34)
    if not len(marks):
        return np.zeros(count, np.bool_)
    before, after = np.zeros(256, np.bool_), np.zeros(256, np.bool_)
    before[[lines.separator[0], 10, 34]] = True
    after[[lines.separator[0], 10, 13, 34]] = True
    past = np.searchsorted(marks, lines.ends)
    each = np.diff(past, prepend=0)
    closing = (np.arange(len(marks)) - np.repeat(past - each, each)) % 2 == 1
    good = np.where(closing, after[data[np.minimum(marks + 1, len(data) - 1)]], before[data[marks - 1]])
    if marks[0] == 0:
        good[0] = True
    if marks[-1] == len(data) - 1:
        good[-1] = bool(closing[-1])
    wrong = np.bincount(np.repeat(np.arange(count), each)[~good], minlength=count) > 0
    return np.asarray(wrong | (each % 2 == 1), np.bool_)
