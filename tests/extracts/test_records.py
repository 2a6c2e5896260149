"""Laws of delimited text: what a CSV writer wrote is read back, and no record is ever lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extracts.reads import account, read

from govclean.extracts.blocks import blocks, cutter
from govclean.extracts.encodings import Encoding
from govclean.extracts.reading import open_extract
from govclean.extracts.records import Form, read_block
from govclean.extracts.survey import is_whole

CELLS = st.text(st.sampled_from('ab12,;|\t"\n\r 张㐀𠀀é·'), max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12)
)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(
    header: list[str], rows: list[list[str]], separator: str, newline: str, quoting: int = csv.QUOTE_ALL
) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerows([header, *rows])
    return out.getvalue()


def believable(rows: list[list[str]], separator: str) -> bool:
    """No cell holds a line that is a whole record by itself: such a cell is taken for a stray quotation mark."""
    width = len(rows[0]) if rows else 1
    inner = [line for row in rows for cell in row for line in cell.replace('"', '""').split("\n")[1:-1]]
    lines = [line.encode() for line in inner]
    return width < 3 or not any(is_whole(line, 0, len(line), separator.encode(), width) for line in lines)


def as_read(rows: list[list[str]]) -> list[list[str | None]]:
    return [[cell or None for cell in row] for row in rows]


@quick
@given(
    TABLES,
    st.sampled_from(",;|\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_a_table_that_was_written_is_read_back(tmp_path: Path, rows, separator, newline, encoding) -> None:
    if not believable(rows, separator):
        return
    header = [f"列{n}" for n in range(len(rows[0]) if rows else 1)]
    path = tmp_path / "t.csv"
    path.write_bytes(written(header, rows, separator, newline).encode(encoding))
    extract = open_extract(path, separator=separator, encoding=encoding)
    table = read(extract)
    assert extract.header == tuple(header)
    assert table.troubles == []
    assert table.cells == as_read(rows)


@quick
@given(
    TABLES, st.sampled_from(",;|\t"), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "gb18030"])
)
def test_quotation_marks_only_where_needed_are_read_back_too(
    tmp_path: Path, rows, separator, newline, encoding
) -> None:
    rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()  # nothing but separators at the end is no record
    rows = [row if any(cell.strip() for cell in row) else ["甲"] * len(row) for row in rows]
    if not believable(rows, separator):
        return
    header = [f"列{n}" for n in range(len(rows[0]) if rows else 1)]
    path = tmp_path / "t.csv"
    path.write_bytes(written(header, rows, separator, newline, csv.QUOTE_MINIMAL).encode(encoding))
    table = read(open_extract(path, separator=separator, encoding=encoding))
    assert table.troubles == []
    assert table.cells == as_read(rows)


@quick
@given(TABLES, st.sampled_from(",;\t"), st.integers(8, 60))
def test_where_the_blocks_are_cut_changes_nothing(rows, separator, size) -> None:
    if not believable(rows, separator):
        return
    header = tuple(f"列{n}" for n in range(len(rows[0]) if rows else 1))
    text = written(list(header), rows, separator, "\r\n").encode()
    form = Form(header, separator, Encoding("UTF-8"))
    skip = text.index(b"\n") + 1
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    cut = list(blocks(pieces, cutter(form.mark, form.width), skip, held_back=4))
    batches = [read_block(block.body, form, 0, final=block.final) for block in cut]
    got = [[record[n] for n in header] for batch in batches for record in batch.records.to_pylist()]
    assert b"".join(block.body for block in cut) == text[skip:]
    assert got == as_read(rows)


@quick
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(b'",\n\r\0\xff\x81\xe4a')), max_size=4),
    st.sampled_from(["utf-8", "gb18030"]),
    st.integers(8, 60),
)
def test_no_damage_loses_a_record(tmp_path: Path, rows, damage, encoding, size) -> None:
    text = bytearray(written(["甲", "乙", "丙"], rows, ",", "\n").encode(encoding))
    start = text.index(b"\n") + 1
    for place, byte in damage:
        text[min(start + place, len(text) - 1)] = byte
    path = tmp_path / "t.csv"
    path.write_bytes(text)
    extract = open_extract(path, encoding=encoding, separator=",")
    account(extract, bytes(text))
    form = Form(("甲", "乙", "丙"), ",", Encoding("UTF-8" if encoding == "utf-8" else "GB18030"))
    pieces = [bytes(text[at : at + size]) for at in range(0, len(text), size)]
    for block in blocks(pieces, cutter(b",", 3), start, held_back=4):
        batch = read_block(block.body, form, 0, final=block.final)
        assert batch.rows == batch.records.num_rows + sum(t.set_aside for t in batch.troubles)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("ended", [True, False])
def test_each_line_end_is_understood(tmp_path: Path, newline: str, ended: bool) -> None:
    path = tmp_path / "t.csv"
    text = newline.join(["姓名,地址", '张三,"一\n二"', "李四,丁路", ""])
    path.write_bytes((text if ended else text.removesuffix(newline)).encode())
    table = read(open_extract(path))
    assert table.cells == [["张三", "一\n二"], ["李四", "丁路"]]
