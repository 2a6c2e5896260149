"""Which encoding a text is in, and lines that are in another one.

Strict UTF-8 is tried first, then GB 18030 (which contains GBK and GB/T 2312); UTF-16 and UTF-32 are known by their
byte order mark or, without one, by where their zero bytes stand. Blocks of UTF-8 and GB 18030 are cut and parsed as
bytes, because no line end, quotation mark, comma, semicolon or tab can be part of a longer character in either; any
other encoding becomes UTF-8 while it is read.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from govclean.errors import ExtractError
from govclean.wording import Text, same

UTF8, GB18030 = "UTF-8", "GB18030"
MARKS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
    (b"\x84\x31\x95\x33", GB18030),
)
BROKEN = "\udfff"
"""Stands for bytes that a codec cannot read; in UTF-8 it is not legal, so its line is recognised later."""

FEW = 16
"""A column with less than one byte in sixteen outside ASCII has those values decoded one by one."""

PIECE = 256
"""Lines tried together before each is looked at alone."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file.

    Attributes:
        name: its canonical name.
        mark: length of the byte order mark in bytes.
        mixed: whether single lines may be in the other of UTF-8 and GB 18030.
    """

    name: str
    mark: int = 0
    mixed: bool = True

    @property
    def transcoded(self) -> bool:
        """Whether the bytes become UTF-8 while they are read."""
        return self.name not in {UTF8, GB18030}

    @property
    def charset(self) -> str:
        """The encoding of the blocks that reach the parser."""
        return UTF8 if self.transcoded else self.name


@dataclass(frozen=True, slots=True)
class Mended:
    """A block wholly in UTF-8, with the lines (from 0) that were in another encoding and those in none."""

    block: bytes
    foreign: list[int]
    broken: list[int]


class NotTextError(ValueError):
    """A column holds bytes that are not in the block's encoding."""


def declared(name: str, head: bytes) -> Encoding:
    """Return the encoding a user asked for; a byte order mark that agrees with it is skipped.

    Raises:
        ExtractError: no encoding has that name.
    """
    try:
        codec = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise ExtractError(
            Text("不认识的编码", "an unknown encoding"),
            where="--encoding",
            found=same(name),
            hint=Text("常用：utf-8、gb18030、utf-16", "common ones: utf-8, gb18030, utf-16"),
        ) from None
    canonical = {
        "utf-8": UTF8,
        "utf-8-sig": UTF8,
        "ascii": UTF8,
        "gbk": GB18030,
        "gb2312": GB18030,
        "gb18030": GB18030,
    }
    ours = canonical.get(codec.name, codec.name.upper())
    for mark, marked in MARKS:
        if head.startswith(mark) and (
            marked == ours or (ours in {"UTF-16", "UTF-32"} and marked.startswith(ours))
        ):
            return Encoding(marked, len(mark))
    return Encoding(ours)


def recognise(head: bytes) -> Encoding:
    """Return the encoding of a text from its first bytes; plain ASCII is UTF-8.

    >>> recognise("姓名".encode("gbk")).name
    'GB18030'
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    wide = _wide(head)
    return Encoding(wide) if wide else Encoding(_vote(head))


def broken_bytes(error: UnicodeError) -> tuple[str, int]:
    """Return the mark that stands for what a codec could not read (an error handler for `codecs`)."""
    return (BROKEN, error.end) if isinstance(error, UnicodeDecodeError) else ("", 0)


codecs.register_error("govclean.broken", broken_bytes)


def texts(column: pa.Array, charset: str) -> pa.StringArray:
    """Return a binary column as text.

    Raises:
        NotTextError: a value is not in that encoding.
    """
    data = column.buffers()[2]
    if charset == GB18030 and data is not None and len(column):
        return _from_gb18030(column)
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        raise NotTextError from None


def mend(block: bytes, encoding: Encoding) -> Mended:
    """Return a block in UTF-8, decoding each line that is not in the file's encoding in the other one."""
    if encoding.charset == UTF8 and _is_utf8(block):
        return Mended(block, [], [])
    lines = block.split(b"\n")
    done: list[bytes] = []
    foreign: list[int] = []
    broken: list[int] = []
    for start in range(0, len(lines), PIECE):
        piece = lines[start : start + PIECE]
        whole = _own(b"\n".join(piece), encoding)
        if whole is not None:
            done.append(whole)
            continue
        for number, line in enumerate(piece, start):
            text, kind = read_line(line, encoding)
            done.append(text.encode())
            if kind != "own":
                (foreign if kind == "foreign" else broken).append(number)
    return Mended(b"\n".join(done), foreign, broken)


def read_line(line: bytes, encoding: Encoding) -> tuple[str, str]:
    """Return a line's text and whether it was in the file's encoding: `own`, `foreign` or `broken`."""
    own = encoding.charset
    mixed = encoding.mixed and not encoding.transcoded
    orders = {UTF8: (UTF8, GB18030), GB18030: (GB18030, UTF8)}
    order = (UTF8, GB18030) if own == GB18030 and mixed and looks_utf8(line) else orders[own]
    for name in order if mixed else (own,):
        try:
            return line.decode(name), "own" if name == own else "foreign"
        except UnicodeDecodeError:
            continue
    return line.decode(own, "replace"), "broken"


def other_than(encoding: Encoding) -> str:
    """Return the encoding a foreign line is in."""
    return UTF8 if encoding.name == GB18030 else GB18030


def looks_utf8(line: bytes) -> bool:
    """Return whether a line is Chinese text in UTF-8 and not GB 18030 that happens to be legal UTF-8.

    Two bytes of GB 18030 are often also one legal UTF-8 character below U+0800; three that make a Chinese character
    are so only for rare ones. So: at least one Chinese character, and nothing between U+00C0 and U+07FF.
    """
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    return any("\u3400" <= c <= "\u9fff" for c in text) and not any("\u00c0" <= c <= "\u07ff" for c in text)


def holds_utf8(block: bytes) -> bool:
    """Return whether a block of GB 18030 holds a line in UTF-8."""
    data = np.frombuffer(block, np.uint8)
    if len(data) < 4:
        return looks_utf8(block)
    lead = (data - np.uint8(0xE3))[:-2] <= 0xE9 - 0xE3
    follows = (data & 0xC0) == 0x80
    lead &= follows[1:-1]
    lead &= follows[2:]
    lead[1:] &= data[:-3] < 0x80
    end = -1
    for place in np.flatnonzero(lead).tolist():
        if place <= end:
            continue
        begin, end = block.rfind(b"\n", 0, place) + 1, block.find(b"\n", place)
        end = len(block) if end < 0 else end
        if looks_utf8(block[begin:end]):
            return True
    return False


def _is_utf8(block: bytes) -> bool:
    offsets = pa.py_buffer(np.array([0, len(block)], np.int64))
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(block)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _own(piece: bytes, encoding: Encoding) -> bytes | None:
    if encoding.charset == GB18030 and encoding.mixed and holds_utf8(piece):
        return None
    try:
        text = piece.decode(encoding.charset)
    except UnicodeDecodeError:
        return None
    return piece if encoding.charset == UTF8 else text.encode()


def _wide(head: bytes) -> str:
    """Return the wide encoding whose zero bytes these are: of ASCII characters, one byte in two is zero."""
    data = np.frombuffer(head[: len(head) // 2 * 2], np.uint8).reshape(-1, 2)
    if not len(data):
        return ""
    first, second = (float(share) for share in (data == 0).mean(axis=0))
    if second > 0.2 and first < 0.01:
        return "UTF-16-LE"
    return "UTF-16-BE" if first > 0.2 and second < 0.01 else ""


def _vote(head: bytes) -> str:
    """Return the encoding most lines with anything but ASCII are in; an unfinished last line has no vote."""
    lines = head.replace(b"\r", b"\n").split(b"\n")
    votes = {UTF8: 0, GB18030: 0}
    for line in lines[:-1] or lines:
        if not line.isascii():
            kind = read_line(line, Encoding(UTF8))[1]
            if kind != "broken":
                votes[UTF8 if kind == "own" else GB18030] += 1
    return GB18030 if votes[GB18030] > votes[UTF8] else UTF8


def _from_gb18030(column: pa.Array) -> pa.StringArray:
    """Decode a binary column; where non-ASCII bytes are few, only the values that have any."""
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, column.offset * 4)
    raw = np.frombuffer(column.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
    if not len(raw) or int(raw.max()) < 0x80:
        return column.cast(pa.string())
    places = np.flatnonzero(raw >= 0x80)
    if len(places) * FEW >= len(raw):
        return _all_from_gb18030(column, raw, offsets - offsets[0])
    rows = np.unique(np.searchsorted(offsets, places + offsets[0], "right") - 1)
    mask = np.zeros(len(column), np.bool_)
    mask[rows] = True
    try:
        values = [column[row].as_py().decode(GB18030).encode() for row in rows.tolist()]
    except UnicodeDecodeError:
        raise NotTextError from None
    mended = pa.compute.replace_with_mask(column, pa.array(mask), pa.array(values, pa.binary()))
    return mended.cast(pa.string())


def _all_from_gb18030(column: pa.Array, raw: NDArray[np.uint8], offsets: NDArray[np.int32]) -> pa.StringArray:
    """Decode all values at once, each ended by a NUL so that half a character cannot join the next value."""
    ended = np.zeros(len(raw) + len(column), np.uint8)
    kept = np.ones(len(ended), np.bool_)
    kept[offsets[1:] + np.arange(len(column))] = False
    ended[kept] = raw
    try:
        data = ended.tobytes().decode(GB18030).encode()
    except UnicodeDecodeError:
        raise NotTextError from None
    decoded = np.frombuffer(data, np.uint8)
    solid = decoded != 0
    ends = np.flatnonzero(~solid)
    if len(ends) != len(column):
        raise NotTextError
    places = np.zeros(len(column) + 1, np.int32)
    places[1:] = ends - np.arange(len(column))
    buffers = [_validity(column), pa.py_buffer(places), pa.py_buffer(decoded[solid])]
    return pa.Array.from_buffers(pa.string(), len(column), buffers)


def _validity(column: pa.Array) -> pa.Buffer | None:
    if not column.null_count:
        return None
    return column.buffers()[0] if column.offset == 0 else pa.array(column.is_valid()).buffers()[1]
