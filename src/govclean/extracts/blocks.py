"""A stream of delimited text, cut into blocks that can be read apart from each other.

A block ends at a line end that is certainly no part of a cell: no quotation mark stands in the reach of a cell before
it, or the line is a whole record by itself, or the records before it were followed one by one.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from govclean.extracts.batches import CELL_LIMIT
from govclean.extracts.encodings import Encoding
from govclean.extracts.records import SWAP
from govclean.extracts.survey import QUOTE, is_whole, survey, within

FIRST, SIZE = 1 << 20, 10 << 20
"""Bytes of the first block, small so that work starts at once, and of the others."""

LINE_LIMIT = 4 << 20
"""The longest line in bytes; a longer one is not kept in memory but set aside (`validity.cell_size`)."""

REACH = 2 * CELL_LIMIT
HELD = CELL_LIMIT


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines; `overlong` where it is only the begin of one line that was too long to keep."""

    body: bytes
    final: bool = False
    overlong: bool = False


Cut = Callable[[bytes, int], int]
"""Given bytes and how many of them are whole lines, the offset at which these can be cut; 0 if at none."""


def chunks(
    stream: BinaryIO,
    encoding: Encoding,
    *,
    swapped: bool = False,
    seen: Callable[[bytes], object] | None = None,
) -> Generator[bytes]:
    r"""Yield the text of a stream without its byte order mark, as UTF-8 or GB 18030 with `\n` at the line ends.

    Args:
        seen: called with each run of bytes as they stood in the stream.
    """
    decoder = codecs.getincrementaldecoder(encoding.name)("govclean.broken") if encoding.transcoded else None
    size, skip = FIRST, encoding.mark
    while raw := stream.read(size):
        if seen is not None:
            seen(raw)
        text = raw[skip:]
        size, skip = SIZE, max(0, skip - len(raw))
        if decoder is not None:
            text = decoder.decode(text).encode("utf-8", "surrogatepass")
        yield text.translate(SWAP) if swapped else text
    if decoder is not None and (rest := decoder.decode(b"", final=True)):
        yield rest.encode("utf-8", "surrogatepass")


def blocks(text: Iterable[bytes], cut: Cut, skip: int = 0, held_back: int = HELD) -> Iterator[Block]:
    """Yield the blocks of a text; the last one, if any is left, is `final`.

    Args:
        skip: bytes at the begin that were read before: titles and header.
        held_back: bytes kept until the end of the text is known, so that a footer stands in one block.
    """
    held, overlong = b"", False
    for chunk in text:
        new = chunk[skip:]
        skip = max(0, skip - len(chunk))
        if overlong:
            _, newline, new = new.partition(b"\n")
            overlong = not newline
        held += new
        upto = held.rfind(b"\n", 0, max(0, len(held) - held_back)) + 1
        if not upto and len(held) > LINE_LIMIT:
            head, newline, rest = held.partition(b"\n")
            if len(head) > LINE_LIMIT:
                yield Block(head[:CELL_LIMIT], overlong=True)
                held, overlong = rest, not newline
            continue
        end = cut(held, upto) if upto else 0
        if upto > LINE_LIMIT:
            end = end or upto
        if end:  # the one copy of the block: 12 MB cost 8 ms, and no other thread runs meanwhile
            ready, held = held[:end], held[end:]
            yield Block(ready)
    if held:
        yield Block(held, final=True)


def cutter(separator: bytes, width: int) -> Cut:
    """Return where runs of whole lines of a table may be cut."""

    def cut(text: bytes, end: int) -> int:
        if text.find(QUOTE, max(0, end - REACH), end) < 0:
            return end
        after = _after_whole_line(text, end, separator, width) if width >= 3 else 0
        return after or survey(text[:end], separator, width).finished

    return cut


def _after_whole_line(lines: bytes, end: int, separator: bytes, width: int) -> int:
    """Return the offset after the last line that is a whole record by itself; 0 if there is none in reach.

    A quotation that runs over its end would swallow a whole record, and such a one is not believed (see `survey`); a
    line that could end one quotation and begin another is passed over.
    """
    floor = max(0, end - REACH)
    while end > floor:
        begin = lines.rfind(b"\n", 0, end - 1) + 1
        whole = is_whole(lines, begin, end - 1, separator, width)
        if whole and within(lines[begin : end - 1], separator) < 2:
            return end
        end = begin
    return 0
