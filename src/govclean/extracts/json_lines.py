"""JSON, one object a line, as an extract; numbers keep the very digits they were written with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

from govclean.errors import ExtractError
from govclean.extracts import encodings
from govclean.extracts.batches import CELL_LIMIT, KEPT, Batch, Extract, Task, Trouble, table_of, trouble
from govclean.extracts.blocks import blocks, chunks
from govclean.extracts.cells import as_text
from govclean.extracts.delimited import encoding_of
from govclean.extracts.encodings import UTF8, Encoding
from govclean.extracts.headers import unique
from govclean.extracts.options import Options
from govclean.extracts.records import Form, oversized
from govclean.extracts.sources import Source
from govclean.wording import Text, same

LOOKED_AT = 1000
"""Objects whose keys make the header."""

UNREADABLE = Text("该行不是一个 JSON 对象", "the line is not one JSON object")
LATE = Text(
    "表头之外的键“{key}”，其值未读入", "key {key!r} is not among the columns; its values were not read"
)


class Written(float):
    """A number with a point or exponent that remembers how it was written."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """Return the number in a text."""
        number = super().__new__(cls, text)
        number.text = text
        return number


@dataclass
class JsonLines(Extract):
    """A file of JSON objects, one a line."""

    charset: Encoding = field(default_factory=lambda: Encoding(UTF8))
    keys: tuple[str, ...] = ()

    def tasks(self) -> Iterator[Task]:
        """Yield one task for each block of lines."""
        running = hashlib.sha256()
        form = Form(self.header, ",", self.charset)
        with self.source.open() as stream, closing(chunks(stream, self.charset, seen=running.update)) as text:
            for block in blocks(text, lambda _, end: end):
                if block.overlong:
                    yield partial(oversized, block.body, form)
                else:
                    yield partial(_read, block.body, self)
        self._digest = running.hexdigest()


def open_json_lines(source: Source, options: Options) -> JsonLines:
    """Return the extract of a file of JSON objects, its columns the keys of the first thousand.

    Raises:
        ExtractError: none of them is an object.
    """
    encoding = encoding_of(source, options.encoding)
    with source.open() as stream, closing(chunks(stream, encoding)) as text:
        head = next(text, b"").split(b"\n", LOOKED_AT)[:LOOKED_AT]
    lines = [
        text for text, kind in (encodings.read_line(line, encoding) for line in head) if kind != "broken"
    ]
    objects = [found for line in lines if (found := object_in(line)) is not None]
    return JsonLines(
        source, "jsonl", encoding.name, *header_of(objects, source), charset=encoding, keys=keys_of(objects)
    )


def keys_of(objects: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return the keys of some objects, each once, in the order they are met."""
    return tuple(dict.fromkeys(key for found in objects for key in found))


def header_of(objects: list[dict[str, Any]], source: Source) -> tuple[tuple[str, ...], list[Text]]:
    """Return the column names for the keys of some objects, and notes.

    Raises:
        ExtractError: there is no key.
    """
    keys = keys_of(objects)
    if not keys:
        raise ExtractError(
            Text("没有 JSON 对象", "there is no JSON object"),
            where=source.label,
            found=same("0"),
            hint=Text(
                '每行应为一个对象，如 {"姓名": "…"}', 'each line should be one object, as in {"name": "…"}'
            ),
        )
    return unique(keys)


def object_in(text: str) -> dict[str, Any] | None:
    """Return the object a text holds, None if it is anything else."""
    try:
        found = json.loads(text, parse_float=Written)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def cell(value: object) -> str | None:
    """Return the text of a value: numbers as written, true and false in JSON's words."""
    if isinstance(value, Written):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    return as_text(value)


def batch_of(
    objects: list[tuple[int, dict[str, Any] | None, str]], extract: Extract, keys: tuple[str, ...], lines: int
) -> Batch:
    """Return a batch from objects with their line (from 1) and text; None is a record that cannot be read."""
    kept: list[tuple[int, int, list[str | None]]] = []
    troubles: list[Trouble] = []
    known, late = set(keys), set[str]()
    for row, (line, found, text) in enumerate(objects, 1):
        if found is None:
            troubles.append(
                Trouble(row, line, "validity.record_shape", "", UNREADABLE, text[:KEPT], set_aside=True)
            )
            continue
        cells = [cell(found.get(key)) for key in keys]
        if any(each and len(each.encode("utf-8", "replace")) > CELL_LIMIT for each in cells):
            troubles.append(trouble("validity.cell_size", row, line, text))
            continue
        kept.append((row, line, [_storable(each) for each in cells]))
        for key in found.keys() - known - late:
            late.add(key)
            message = LATE.fill(key=key)
            troubles.append(Trouble(row, line, "validity.record_shape", key, message, "", set_aside=False))
    columns = [[cells[place] for _, _, cells in kept] for place in range(len(keys))]
    records = table_of(extract.header, columns, [row for row, _, _ in kept], [line for _, line, _ in kept])
    return Batch(records, len(objects), lines, tuple(troubles))


def _read(block: bytes, extract: JsonLines) -> Batch:
    objects: list[tuple[int, dict[str, Any] | None, str]] = []
    spoiled: list[Trouble] = []
    facts = {"expected": extract.encoding, "found": encodings.other_than(extract.charset)}
    lines = block.split(b"\n")
    lines = lines[:-1] if not lines[-1] else lines
    for number, line in enumerate(lines, 1):
        text, kind = encodings.read_line(line, extract.charset)
        if not text.strip():
            continue
        objects.append((number, None if kind == "broken" else object_in(text), text))
        if kind == "foreign" and objects[-1][1] is not None:
            spoiled.append(trouble("validity.encoding", len(objects), number, "", **facts))
        elif kind == "broken":
            spoiled.append(trouble("validity.undecodable", len(objects), number, text))
    batch = batch_of(objects, extract, extract.keys, len(lines))
    undecodable = {t.row for t in spoiled if t.set_aside}
    troubles = [t for t in batch.troubles if t.row not in undecodable] + spoiled
    return Batch(batch.records, batch.rows, batch.lines, tuple(sorted(troubles, key=lambda t: t.row)))


def _storable(text: str | None) -> str | None:
    r"""Return a text that can be stored: half of a surrogate pair (`"\ud800"`) becomes U+FFFD."""
    return text.encode("utf-8", "replace").decode() if text and not text.isascii() else text
