"""Which format a file is in: what its first bytes say counts, its suffix only where they leave a choice."""

from __future__ import annotations

import json
import zipfile

from govclean.errors import ExtractError
from govclean.extracts.encodings import recognise
from govclean.extracts.sources import Source
from govclean.wording import Text, same

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3\0", "SQLite"),
    (b"PARE", "encrypted Parquet"),
    (b"ARROW1", "Arrow IPC"),
    (b"{\\rtf", "RTF"),
)
TEXT_SUFFIXES = {".csv", ".tsv", ".txt", ".tab", ".dat", ""}
SUFFIXES = {
    "delimited": TEXT_SUFFIXES,
    "xlsx": {".xlsx", ".xlsm", ".xlsb", ".et"},
    "xls": {".xls", ".et"},
    "ods": {".ods"},
    "parquet": {".parquet", ".pq"},
    "json": {".json"},
    "jsonl": {".jsonl", ".ndjson", ".json"},
    "zip": {".zip"},
}
LOOK = 64 * 1024


def format_of(source: Source, *, decided: bool = False) -> str:
    """Return delimited, xlsx, xls, ods, parquet, json, jsonl or zip.

    Args:
        decided: the user named an encoding or a separator, so that it is text.

    Raises:
        ExtractError: the content is of a kind that is no table, with what to export instead.
    """
    with source.open() as stream:
        head = stream.read(LOOK)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(source)
    if head.startswith(OLE):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    for mark, kind in FOREIGN:
        if head.startswith(mark):
            raise _refused(source, same(kind))
    if not decided and _is_binary(head):
        raise _refused(source, Text("未知的二进制内容", "binary content of an unknown kind"))
    return _text_format(head, source)


def mismatch(source: Source, kind: str) -> Text | None:
    """Return a note where the suffix promises another format than the content is in."""
    suffix = source.suffix
    if (
        source.label == "-"
        or suffix in SUFFIXES[kind]
        or not any(suffix in known for known in SUFFIXES.values())
    ):
        return None
    word = Text("分隔符文本", "delimited text") if kind == "delimited" else same(kind)
    return Text(
        f"后缀为 {suffix}，内容实为 {word.zh}，按内容读取",
        f"named {suffix} but the content is {word.en}; read as such",
    )


def _zipped(source: Source) -> str:
    try:
        with zipfile.ZipFile(source.local()) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.open("mimetype").read(100):
                return "ods"
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
        raise _refused(source, Text("损坏的压缩包或工作簿", "a damaged zip or workbook")) from None
    if {"xl/workbook.xml", "xl/workbook.bin"} & names:
        return "xlsx"
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise _refused(source, Text("Word 或 PowerPoint 文档", "a Word or PowerPoint document"))
    return "zip"


def _text_format(head: bytes, source: Source) -> str:
    encoding = recognise(head)
    text = head[encoding.mark :].decode(encoding.name, "replace").lstrip("\ufeff \t\r\n")
    start = text[:2000].lower()
    if (
        start.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "mime-version"))
        or "<table" in start
    ):
        raise _page(source, Text("网页表格（HTML）", "an HTML page"))
    if start.startswith("<?xml") and "<workbook" in text.lower():
        raise _page(source, Text("XML 表格 2003", "an XML Spreadsheet 2003"))
    if start.startswith("<?xml"):
        raise _refused(source, same("XML"))
    if text.startswith("[") and text[1:].lstrip()[:1] in {"{", "]", ""}:
        return "json"
    if text.startswith("{") and _is_object_start(text, source):
        return "jsonl"
    return "delimited"


def _is_object_start(text: str, source: Source) -> bool:
    """Return whether a line is an object by itself, or the suffix says that it should be."""
    try:
        first, _ = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return source.suffix in {".jsonl", ".ndjson", ".json"}
    return isinstance(first, dict)


def _is_binary(head: bytes) -> bool:
    if recognise(head).transcoded:
        return False
    control = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return control * 20 > len(head) or head.count(0) * 4 > len(head) > 0


def _page(source: Source, kind: Text) -> ExtractError:
    return ExtractError(
        Text("内容是网页或 XML，不是表格文件", "this is a page or XML, not a table file"),
        where=source.label,
        found=kind,
        hint=Text(
            "许多系统把网页另存为 .xls：请用 Excel/WPS 打开后“另存为” .xlsx 或 CSV，再提交",
            "many systems save a page as .xls: open it in Excel or WPS, save it as .xlsx or CSV, and hand that in",
        ),
    )


def _refused(source: Source, kind: Text) -> ExtractError:
    return ExtractError(
        Text("不是可读取的表格", "not a table that can be read"),
        where=source.label,
        found=kind,
        hint=Text(
            "请导出为 CSV、XLSX、XLS、ODS、Parquet、JSON/JSONL，或它们的 zip",
            "export it as CSV, XLSX, XLS, ODS, Parquet, JSON/JSONL, or a zip of these",
        ),
    )
