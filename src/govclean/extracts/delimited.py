"""Delimited text (.csv, .tsv, .txt) as an extract."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from govclean.errors import ExtractError
from govclean.extracts import encodings
from govclean.extracts.batches import Extract, Task
from govclean.extracts.blocks import FIRST, blocks, chunks, cutter
from govclean.extracts.encodings import Encoding
from govclean.extracts.headers import SEARCHED, Heading, find_heading, unique
from govclean.extracts.options import Options
from govclean.extracts.records import Form, oversized, read_block
from govclean.extracts.separators import SEPARATORS, separator_of, top_records
from govclean.extracts.sources import Source
from govclean.wording import Text, same


@dataclass
class Delimited(Extract):
    """A table of delimited text."""

    form: Form = field(default_factory=lambda: Form((), ",", Encoding(encodings.UTF8)))
    skip: int = 0
    preface: int = 0

    def tasks(self) -> Iterator[Task]:
        """Yield one task for each block."""
        running = hashlib.sha256()
        preface = self.preface
        with (
            self.source.open() as stream,
            closing(
                chunks(stream, self.form.encoding, swapped=self.form.swapped, seen=running.update)
            ) as text,
        ):
            for block in blocks(text, cutter(self.form.mark, self.form.width), self.skip):
                if block.overlong:
                    yield partial(oversized, block.body, self.form, preface)
                else:
                    yield partial(read_block, block.body, self.form, preface, final=block.final)
                preface = 0
        self._digest = running.hexdigest()


def open_delimited(source: Source, options: Options) -> Delimited:
    """Return the extract of a delimited text.

    Raises:
        ExtractError: the text is empty, the encoding or separator asked for is none, or the file cannot be read.
    """
    encoding = encoding_of(source, options.encoding)
    head, swapped = head_of(source, encoding)
    mended = encodings.mend(head, encoding).block
    if not mended.strip():
        raise empty(source)
    separator = _separator(mended, options.separator, source.suffix)
    records = top_records(mended, separator, 2 * SEARCHED)
    heading, names, notes = _heading([record.cells for record in records], options.header_rows)
    last = records[min(heading.start + heading.depth, len(records)) - 1].last
    form = Form(names, separator, encoding, swapped)
    kind = "tsv" if separator == "\t" else "csv"
    skip, preface = _offset(head, last), last + 1
    return Delimited(source, kind, encoding.name, names, notes, form=form, skip=skip, preface=preface)


def encoding_of(source: Source, asked: str | None) -> Encoding:
    """Return the encoding asked for, or the one the file is in, looked for where its first non-ASCII text stands."""
    with source.open() as stream:
        head = first = stream.read(FIRST)
        if asked:
            return encodings.declared(asked, head)
        recognised = encodings.recognise(head)
        while head.isascii() and not recognised.transcoded and (head := stream.read(4 * FIRST)):
            pass
    return recognised if head is first or not head else Encoding(encodings.recognise(head).name)


def head_of(source: Source, encoding: Encoding) -> tuple[bytes, bool]:
    """Return the first whole lines of a text as `chunks` gives them, and whether its line ends are lone returns."""
    with source.open() as stream, closing(chunks(stream, encoding)) as text:
        head = next(text, b"")
        more = next(text, None) is not None
    outside = re.sub(rb'"[^"]*"', b"", head)
    swapped = b"\n" not in outside and b"\r" in outside
    if swapped:
        with source.open() as stream, closing(chunks(stream, encoding, swapped=True)) as text:
            head = next(text, b"")
    if more and b"\n" not in head:
        raise ExtractError(
            Text("第一行过长，不像表头", "the first line is too long to be a header"),
            where=source.label,
            found=Text(f"前 {FIRST >> 20} MiB 内没有换行", f"no line end in the first {FIRST >> 20} MiB"),
            hint=Text("请确认这是按行存放的表格文本", "check that this is a table with one record a line"),
        )
    return head[: head.rfind(b"\n") + 1] if more else head, swapped


def empty(source: Source) -> ExtractError:
    """Return the error for a source in which nothing is written."""
    return ExtractError(
        Text("文件中没有内容", "the file is empty"),
        where=source.label,
        found=Text("没有表头", "no header"),
        hint=Text("请重新导出并确认文件上传完整", "export it again and check that it was transferred whole"),
    )


def _separator(text: bytes, asked: str | None, suffix: str) -> str:
    if asked:
        mark = {"\\t": "\t", "tab": "\t"}.get(asked, asked)
        if mark not in SEPARATORS:
            raise ExtractError(
                Text("不支持的分隔符", "a separator that is not supported"),
                where="--separator",
                found=same(repr(asked)),
                hint=Text("可用：, ; | 或 tab", "one of , ; | or tab"),
            )
        return mark
    return separator_of(text, preferred="\t" if suffix in {".tsv", ".xls"} else ",")


def _heading(rows: list[list[str]], depth: int | None) -> tuple[Heading, tuple[str, ...], list[Text]]:
    """Return heading, names and notes; where every record ends in a separator more than the header, add a column."""
    heading = find_heading(rows, depth)
    data, width = rows[heading.start + heading.depth :], len(heading.titles)
    trailing = bool(data) and all(len(row) == width + 1 and not row[-1].strip() for row in data)
    names, renamed = unique([*heading.titles, ""] if trailing else heading.titles)
    notes = [*heading.notes, *renamed]
    if trailing:
        notes[-1] = Text(
            "数据行末尾多一个分隔符，按空列处理", "every record ends in a separator; read as an empty column"
        )
    return heading, names, notes


def _offset(head: bytes, last: int) -> int:
    """Return the byte after line `last` (from 0)."""
    place = -1
    for _ in range(last + 1):
        place = head.find(b"\n", place + 1)
        if place < 0:
            return len(head)
    return place + 1
