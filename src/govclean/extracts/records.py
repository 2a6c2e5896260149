"""One block of delimited text becomes one batch of records, with every physical record accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from govclean.extracts import encodings
from govclean.extracts.batches import CELL_LIMIT, KEPT, Batch, Trouble, table_of, trouble
from govclean.extracts.encodings import GB18030, UTF8, Encoding, NotTextError
from govclean.extracts.headers import is_footer
from govclean.extracts.survey import QUOTE, RETURN, Survey, cells_of, survey

SWAP = bytes.maketrans(b"\r\n", b"\n\r")
"""Exchanges the two line ends: how a file whose lines end in a lone carriage return is read."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the blocks of one file are to be read.

    Attributes:
        header: the names of the columns.
        separator: one of comma, tab, semicolon, bar.
        encoding: the file's encoding.
        swapped: whether carriage return and line feed have changed places in the blocks.
    """

    header: tuple[str, ...]
    separator: str
    encoding: Encoding
    swapped: bool = False

    @property
    def mark(self) -> bytes:
        """The separator as its one byte."""
        return self.separator.encode()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.header)


@dataclass(slots=True)
class _Found:
    """The records of a block: columns, the lines (from 0) they begin in, what was set aside, lines in all."""

    columns: list[pa.Array]
    kept: NDArray[np.int64]
    asides: list[Trouble]
    lines: int
    foreign: list[int]


Ragged = tuple[int, int, str]
"""A record of another width: its number from 0, its width, its text."""


def read_block(block: bytes, form: Form, preface: int = 0, *, final: bool = False) -> Batch:
    """Return the records of a block of whole lines.

    Args:
        preface: lines that stood before it and belong to no other batch: titles and header.
        final: whether the source ends here, so that footers may stand at its end.
    """
    body, tail, tail_lines = _without_tail(block, form) if final else (block, [], 0)
    found = _read(body, form)
    found.asides += [trouble("validity.footer", 0, found.lines + line, text) for line, text in tail]
    return _batch(found, form, preface, tail_lines)


def oversized(head: bytes, form: Form, preface: int = 0) -> Batch:
    """Return the batch of one line so long that it was not kept: one trouble."""
    nothing = table_of(form.header, [[] for _ in form.header], [], [])
    shown = head[: KEPT * 4].decode(form.encoding.charset, "replace")
    return Batch(nothing, 1, preface + 1, (trouble("validity.cell_size", 1, preface + 1, shown),))


def _read(block: bytes, form: Form) -> _Found:
    charset = form.encoding.charset
    if charset == GB18030 and (
        form.separator == "|" or (form.encoding.mixed and encodings.holds_utf8(block))
    ):
        return _mended(block, form)
    try:
        found = _plain(block, form, charset) or _quoted(block, form, charset)
    except NotTextError:
        found = None
    return found or _mended(block, form)


def _mended(block: bytes, form: Form) -> _Found:
    """Return the records of a block with anything wrong in it, once all of it is in UTF-8."""
    mended = encodings.mend(block, form.encoding)
    seen = survey(mended.block, form.mark, form.width, mended.broken)
    ragged: list[Ragged] = []
    columns = (
        _parse(seen.block, form, several=seen.several, ragged=ragged) if len(seen.kept) else _nothing(form)
    )
    if columns is None or len(columns[0]) + len(ragged) != len(seen.kept):
        columns, ragged = _by_hand(seen.block, form)
    return _found(columns, form, UTF8, seen, ragged, mended.foreign)


def _plain(block: bytes, form: Form, charset: str) -> _Found | None:
    """Return the records of a block in which every line is one record of plain cells; None if it has anything else.

    Without quotation marks, the bytes of all cells, separators and line ends must make up the block: a blank line, a
    record of another width or a lone line end would leave a difference. That costs less than looking for them.
    """
    if QUOTE in block or b"\0" in block:
        return None
    ended = 2 if block[block.find(b"\n") - 1 : block.find(b"\n")] == RETURN else 1
    if ended == 1 and RETURN in block:
        return None
    columns = _parse(block, form, several=False)
    if columns is None:
        return None
    rows = len(columns[0])
    lengths = [_lengths(column) for column in columns]
    size = sum(int(each.sum()) for each in lengths) + rows * (form.width - 1 + ended)
    missing = 0 if block.endswith(b"\n") else ended
    if size != len(block) + missing or max(int(each.max(initial=0)) for each in lengths) > CELL_LIMIT:
        return None
    if ended == 2 and _pairs(block) != rows - (missing > 0):
        return None
    return _Found(_texts(columns, form, charset), np.arange(rows), [], rows, [])


def _pairs(block: bytes) -> int:
    data = np.frombuffer(block, np.uint8)
    return int(np.count_nonzero((data[:-1] == 13) & (data[1:] == 10)))


def _quoted(block: bytes, form: Form, charset: str) -> _Found | None:
    """Return the records of a block in which all but the quotation marks is in order; None if it is not."""
    seen = survey(block, form.mark, form.width)
    columns = _parse(seen.block, form, several=seen.several) if len(seen.kept) else _nothing(form)
    if columns is None or len(columns[0]) != len(seen.kept):
        return None
    return _found(columns, form, charset, seen, [], [])


def _parse(
    block: bytes, form: Form, *, several: bool, ragged: list[Ragged] | None = None
) -> list[pa.Array] | None:
    """Return the cells of a well-formed block as binary columns; None where Arrow's reader gives up.

    Args:
        several: whether a record may take several lines.
        ragged: takes the records of another width, for a block in UTF-8; without it such a record is given up on.
    """

    def note(row: pa.csv.InvalidRow) -> str:
        if ragged is None or row.number is None:
            return "error"
        ragged.append((row.number - 1, row.actual_columns, row.text))
        return "skip"

    names = [str(place) for place in range(form.width)]
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(block),
            read_options=pa.csv.ReadOptions(use_threads=False, block_size=len(block) + 1, column_names=names),
            parse_options=pa.csv.ParseOptions(
                delimiter=form.separator,
                invalid_row_handler=None if ragged is None else note,
                newlines_in_values=several,
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.binary()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None
    return [_one(column) for column in table.columns]


def _by_hand(block: bytes, form: Form) -> tuple[list[pa.Array], list[Ragged]]:
    """Return the cells of a well-formed block, record by record: slow, for what Arrow's reader does not take."""
    rows: list[list[bytes]] = []
    ragged: list[Ragged] = []
    for number, record in enumerate(_records(block, form)):
        cells = cells_of(record, form.mark)
        if len(cells) == form.width:
            rows.append(cells)
        else:
            ragged.append((number, len(cells), record.decode("utf-8", "replace")))
    columns = [pa.array([row[place] or None for row in rows], pa.binary()) for place in range(form.width)]
    return columns, ragged


def _records(block: bytes, form: Form) -> Iterator[bytes]:
    seen = survey(block, form.mark, form.width)
    starts = [int(seen.begins[line]) for line in seen.kept]
    for begin, end in zip(starts, [*starts[1:], len(block)], strict=True):
        yield block[begin:end].rstrip(b"\r\n") + b"\n"


def _nothing(form: Form) -> list[pa.Array]:
    return [pa.array([], pa.binary())] * form.width


def _found(
    columns: list[pa.Array], form: Form, charset: str, seen: Survey, ragged: list[Ragged], foreign: list[int]
) -> _Found:
    """Return what a surveyed block holds, the records of another width set aside."""
    asides = []
    for line, rule in seen.asides.items():
        begin, end = int(seen.begins[line]), int(seen.ends[line])
        shown = seen.surveyed[begin : min(end, begin + KEPT * 4)].decode(charset, "replace")
        asides.append(trouble(rule, 0, line, shown))
    good = np.ones(len(seen.kept), np.bool_)
    for number, width, text in ragged:
        good[number] = False
        if text.strip():
            line, facts = int(seen.kept[number]), {"found": width, "expected": form.width}
            asides.append(trouble("validity.record_shape", 0, line, text, **facts))
    return _Found(_texts(columns, form, charset), seen.kept[good], asides, seen.lines, foreign)


def _texts(columns: list[pa.Array], form: Form, charset: str) -> list[pa.Array]:
    texts = [encodings.texts(column, charset) for column in columns]
    return [_swapped(column) for column in texts] if form.swapped else texts


def _batch(found: _Found, form: Form, preface: int, tail_lines: int) -> Batch:
    """Return the batch, rows numbered over what is kept and set aside alike."""
    lines = np.fromiter((aside.line for aside in found.asides), np.int64, len(found.asides))
    units = np.sort(np.concatenate([found.kept, lines]))
    troubles = [
        _placed(aside, int(np.searchsorted(units, aside.line)) + 1, preface) for aside in found.asides
    ]
    facts = {"expected": form.encoding.name, "found": encodings.other_than(form.encoding)}
    rows = np.searchsorted(units, found.foreign, "right")
    aside_rows = {t.row for t in troubles}
    for row in np.unique(rows).tolist() if found.foreign else []:
        if row and row not in aside_rows:
            line = int(units[row - 1])
            troubles.append(_placed(trouble("validity.encoding", row, line, "", **facts), row, preface))
    numbers = np.searchsorted(units, found.kept) + 1 if len(lines) else np.arange(1, len(units) + 1)
    records = table_of(form.header, found.columns, numbers, found.kept + (1 + preface))
    troubles.sort(key=lambda t: t.row)
    return Batch(records, len(units), found.lines + preface + tail_lines, tuple(troubles))


def _placed(aside: Trouble, row: int, preface: int) -> Trouble:
    line = aside.line + 1 + preface
    return Trouble(row, line, aside.rule, aside.column, aside.message, aside.text, aside.set_aside)


def _without_tail(block: bytes, form: Form) -> tuple[bytes, list[tuple[int, str]], int]:
    """Return the block without its last blank lines and footers, the footers (line from the cut), and lines cut."""
    end, cut = len(block), []
    while end > 0:
        begin = block.rfind(b"\n", 0, end - 1 if block[end - 1] == 10 else end) + 1
        text = encodings.read_line(block[begin:end], form.encoding)[0]
        cells = [cell.decode() for cell in cells_of(text.encode(), form.mark)]
        blank = not text.strip("\r\n \t" + (form.separator if form.width > 1 else ""))
        if not blank and not is_footer(cells):
            break
        cut.append("" if blank else text.rstrip("\r\n"))
        end = begin
    cut.reverse()
    return block[:end], [(line, text) for line, text in enumerate(cut) if text], len(cut)


def _swapped(column: pa.StringArray) -> pa.StringArray:
    data = column.buffers()[2]
    if data is None or not (b"\r" in (held := data.to_pybytes()) or b"\n" in held):
        return column
    buffers = [column.buffers()[0], column.buffers()[1], pa.py_buffer(held.translate(SWAP))]
    return pa.Array.from_buffers(pa.string(), len(column), buffers, offset=column.offset)


def _lengths(column: pa.Array) -> NDArray[np.int32]:
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, column.offset * 4)
    return offsets[1:] - offsets[:-1]


def _one(column: pa.ChunkedArray) -> pa.Array:
    return (
        column.chunk(0)
        if column.num_chunks == 1
        else pa.concat_arrays([*column.chunks, pa.array([], column.type)])
    )
