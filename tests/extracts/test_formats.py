"""What a file is, its content says; and what cannot be read is refused with advice."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.extracts.reads import read

from govclean.errors import ExtractError
from govclean.extracts.reading import open_extract, open_extracts

CSV = "姓名,电话\n张三,1\n"


def zipped(path: Path, members: dict[str, bytes], **how: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_text_named_as_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xls"
    path.write_bytes(CSV.replace(",", "\t").encode("gbk"))
    extract = open_extract(path)
    assert (extract.format, extract.header) == ("tsv", ("姓名", "电话"))
    assert "delimited text" in extract.notes[0].en


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<html><body><table><tr><td>1</td></tr></table>", "HTML"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "HTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="x">', "XML Spreadsheet"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (bytes(range(256)) * 20, "binary"),
        (b"PK\x03\x04broken", "damaged"),
        (b"PAR1broken", "Arrow"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Error"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "t.xls"
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=found) as caught:
        open_extract(path)
    assert caught.value.where == str(path)
    assert caught.value.hint is not None


def test_places_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="no such file"):
        open_extract(tmp_path / "没有.csv")
    with pytest.raises(ExtractError, match="folder"):
        open_extract(tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    path.chmod(0)
    with pytest.raises(ExtractError, match="permission"):
        open_extract(path)


def test_standard_input_is_read_twice_if_need_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    extract = open_extract("-")
    kept = extract.source.file
    assert (extract.path, extract.name) == ("-", "stdin")
    assert extract.sample().num_rows == 1
    assert read(extract).cells == [["张三", "1"]]
    del extract
    assert not kept.exists()


def test_a_zip_gives_each_of_its_tables(tmp_path: Path) -> None:
    members = {
        "甲/人口.csv": CSV.encode("gbk"),
        "说明.docx": b"x",
        "__MACOSX/._a.csv": b"x",
        "b.jsonl": b'{"a": 1}\n',
    }
    extracts = open_extracts(zipped(tmp_path / "drop.zip", members))
    assert [(e.path.split("/")[-1], e.name, e.format) for e in extracts] == [
        ("b.jsonl", "b", "jsonl"),
        ("人口.csv", "人口", "csv"),
    ]
    assert extracts[1].path == f"{tmp_path}/drop.zip!/甲/人口.csv"
    assert read(extracts[1]).cells == [["张三", "1"]]
    with pytest.raises(ExtractError, match="several"):
        open_extract(tmp_path / "drop.zip")


def test_a_member_named_in_gbk_is_named_rightly(tmp_path: Path) -> None:
    path = zipped(tmp_path / "drop.zip", {"xxxx.csv": CSV.encode()})
    path.write_bytes(path.read_bytes().replace(b"xxxx.csv", "人口".encode("gbk") + b".csv"))
    extract = open_extract(path)
    assert extract.name == "人口"
    assert read(extract).cells == [["张三", "1"]]


def test_zips_that_are_not_safe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="not safe"):
        open_extracts(zipped(tmp_path / "bomb.zip", {"a.csv": b"0" * (40 << 20)}))
    with pytest.raises(ExtractError, match="a zip inside"):
        open_extracts(zipped(tmp_path / "nested.zip", {"a.zip": b"PK"}))
    with pytest.raises(ExtractError, match="no table"):
        open_extracts(zipped(tmp_path / "none.zip", {"a.doc": b"x"}))
    locked = zipped(tmp_path / "locked.zip", {"a.csv": CSV.encode()})
    data = bytearray(locked.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(data)
    with pytest.raises(ExtractError, match="encrypted"):
        open_extracts(locked)


def test_a_member_of_another_size_than_declared_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "lie.zip", {"a.csv": CSV.encode() * 1000})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (50).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(ExtractError, match="another size"):
        read(open_extracts(path)[0])


def test_parquet_becomes_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            "编号": ["01", "", None],
            "整数": pa.array([1, None, 3], pa.int64()),
            "小数": [12.0, 0.1, None],
            "金额": pa.array([Decimal("1.50"), None, Decimal("2.00")], pa.decimal128(9, 2)),
            "日期": [date(2020, 1, 2), None, None],
            "时间": pa.array([datetime(2020, 1, 2, 3, 4, 5), None, None], pa.timestamp("ns")),  # noqa: DTZ001
            "嵌套": [{"a": ["甲"]}, None, None],
            "民族": pa.array(["汉", "汉", None]).dictionary_encode(),
            "布尔": [True, False, None],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    extract = open_extract(tmp_path / "t.parquet")
    assert read(extract).cells == [
        ["01", "1", "12", "1.50", "2020-01-02", "2020-01-02 03:04:05", '{"a": ["甲"]}', "汉", "TRUE"],
        [None, None, "0.1", None, None, None, None, "汉", "FALSE"],
        [None, "3", None, "2.00", None, None, None, None, None],
    ]
    assert len(extract.sha256) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_json_lines_keep_their_digits(tmp_path: Path, encoding: str) -> None:
    lines = [
        '{"姓名": "张三", "号": 410105198503051234, "额": 1.10, "真": true, "空": "", "无": null}',
        "",
        '{"姓名": "李四", "组": {"a": [1]}, "号": "007"}',
        '{"姓名": "断',
        "[1]",
        '{"姓名": "半\\ud800", "晚": 1}',
    ]
    path = tmp_path / "t.jsonl"
    path.write_bytes("\n".join(lines).encode(encoding))
    extract = open_extract(path)
    table = read(extract)
    assert extract.header == ("姓名", "号", "额", "真", "空", "无", "组", "晚")
    assert table.cells[0] == ["张三", "410105198503051234", "1.10", "true", None, None, None, None]
    assert table.cells[1] == ["李四", "007", None, None, None, None, '{"a": [1]}', None]
    assert table.rules() == [("validity.record_shape", 4), ("validity.record_shape", 5)]
    assert table.lines == [1, 3, 6]


def test_a_json_line_in_another_encoding_or_none(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    lines = [
        '{"名": "张"}'.encode(),
        '{"名": "李四"}'.encode("gbk"),
        b'{"\xff": "\x80"}',
        '{"名": "王"}'.encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    table = read(open_extract(path))
    assert table.cells == [["张"], ["李四"], ["王"]]
    assert table.rules() == [("validity.encoding", 2), ("validity.undecodable", 3)]


def test_a_key_that_comes_late_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1}\n' * 1000 + '{"a": 1, "b": 2}\n' * 3)
    table = read(open_extract(path))
    assert len(table.cells) == 1003
    assert [(t.line, t.column, t.set_aside) for t in table.troubles] == [(1001, "b", False)]


def test_a_json_array_is_read_object_by_object(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text('[\n {"a": 1.50, "b": "甲"},\n 7,\n {"a": "x",\n  "b": null}\n]\n', encoding="utf-8")
    table = read(open_extract(path))
    assert table.cells == [["1.50", "甲"], ["x", None]]
    assert table.rules() == [("validity.record_shape", 3)]
    assert table.lines == [2, 4]
    path.write_text('[{"a": 1},\n{"a": ')
    with pytest.raises(ExtractError, match=r"t.json:2"):
        open_extract(path)


def test_a_large_json_array_streams(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("[" + ",\n".join(f'{{"n": {n}, "t": "{"x" * 90}"}}' for n in range(25_000)) + "]")
    table = read(open_extract(path))
    assert [cells[0] for cells in table.cells] == [str(n) for n in range(25_000)]
    assert table.lines == list(range(1, 25_001))
