"""One JSON array of objects as an extract, read object by object in bounded memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from govclean.errors import ExtractError
from govclean.extracts.batches import KEPT, Extract, Task
from govclean.extracts.blocks import LINE_LIMIT
from govclean.extracts.encodings import recognise
from govclean.extracts.json_lines import LOOKED_AT, Written, batch_of, header_of, keys_of
from govclean.extracts.sources import Source
from govclean.wording import Text, same

SIZE_LIMIT = 512 << 20
"""The largest array in bytes; what is larger should come as one object a line."""

ROWS = 10_000
CHUNK = 1 << 20
OPENING = re.compile(r"[\ufeff \t\r\n]*")
BETWEEN = re.compile(r"[ \t\r\n,]*")
Found = tuple[int, dict[str, Any] | None, str]


@dataclass
class JsonArray(Extract):
    """A file that is one array of objects."""

    keys: tuple[str, ...] = ()

    def tasks(self) -> Iterator[Task]:
        """Yield one task for each run of 10,000 objects; the reading itself goes on between them."""
        objects = _objects(self.source)
        before = 0
        while taken := list(islice(objects, ROWS)):
            last = taken[-1][0]
            moved = [(line - before, found, text) for line, found, text in taken]
            yield partial(batch_of, moved, self, self.keys, last - before)
            before = last


def open_json(source: Source) -> JsonArray:
    """Return the extract of an array of objects, its columns the keys of the first thousand.

    Raises:
        ExtractError: larger than 512 MiB, or not an array of objects.
    """
    size = source.member.file_size if source.member else source.local().stat().st_size
    if size > SIZE_LIMIT:
        raise ExtractError(
            Text("JSON 数组过大", "the JSON array is too large"),
            where=source.label,
            found=same(f"{size:,} B > {SIZE_LIMIT:,} B"),
            hint=Text("请改为每行一个对象（.jsonl）", "write one object a line (.jsonl) instead"),
        )
    objects = [found for _, found, _ in islice(_objects(source), LOOKED_AT) if found is not None]
    encoding = recognise(_head(source)).name
    return JsonArray(source, "json", encoding, *header_of(objects, source), keys=keys_of(objects))


def _objects(source: Source) -> Iterator[Found]:
    """Yield each element with the line it begins in; None for one that is not an object."""
    decoder = json.JSONDecoder(parse_float=Written)
    pieces = _text(source)
    text, place, line, gap, more = "", 0, 1, OPENING, True
    while True:
        begin = gap.match(text, place).end()  # type: ignore[union-attr]  # it matches the empty text too
        line += text.count("\n", place, begin)
        place = begin
        if gap is OPENING and place < len(text):
            if text[place] != "[":
                raise _broken(source, line)
            gap, place = BETWEEN, place + 1
            continue
        if text.startswith("]", place) and gap is BETWEEN:
            return
        try:
            found, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            found, end = None, len(text)
        if end < len(text):
            yield line, found if isinstance(found, dict) else None, text[place : place + KEPT]
            line, place = line + text.count("\n", place, end), end
            continue
        if not more or len(text) - place > LINE_LIMIT:
            raise _broken(source, line)
        piece = next(pieces, None)
        more = piece is not None
        text, place = text[place:] + (piece or ""), 0


def _text(source: Source) -> Iterator[str]:
    encoding = recognise(_head(source))
    with source.open() as stream:
        decoder = codecs.getincrementaldecoder(encoding.name)("replace")
        stream.read(encoding.mark)
        while chunk := stream.read(CHUNK):
            yield decoder.decode(chunk)


def _head(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read(CHUNK)


def _broken(source: Source, line: int) -> ExtractError:
    return ExtractError(
        Text(
            "不是由对象组成的 JSON 数组，或在此处中断", "not a JSON array of objects, or it breaks off here"
        ),
        where=f"{source.label}:{line}",
        hint=Text(
            "应为 [{…}, {…}]；也可每行一个对象（.jsonl）",
            "it should be [{…}, {…}]; or one object a line (.jsonl)",
        ),
    )
