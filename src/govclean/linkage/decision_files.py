"""Decisions read from a file and added to it: CSV, JSON lines or Parquet, by the file's ending."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from govclean.errors import UsageError
from govclean.linkage.decisions import DECISIONS_TABLE, decisions_of
from govclean.wording import Text, same

_ENDING = Text("人工判定文件须为 CSV、JSONL 或 Parquet", "decisions are read from CSV, JSONL or Parquet")
_UNREADABLE = Text("无法读取人工判定文件", "the decisions cannot be read")
_UTF8_OR_GB = Text("须为 UTF-8 或 GB18030 编码", "it is to be in UTF-8 or GB18030")
_OBJECT = Text("每行须是一个 JSON 对象", "each line is to be one JSON object")


def read_decisions(path: Path) -> pa.Table:
    """Return the decisions of a file, in their order, with all columns of `decisions` as text.

    Raises:
        UsageError: there is no such file, it is none of the three kinds, or it lacks a column.
    """
    reader = _format(path)[0]
    try:
        table = reader(path)
    except OSError as error:
        raise UsageError(_UNREADABLE, where=str(path), found=same(error.strerror or str(error))) from error
    except pa.ArrowInvalid:
        raise UsageError(_UNREADABLE, where=str(path)) from None
    return decisions_of(table, str(path))


def append_decisions(path: Path, table: pa.Table) -> None:
    """Add decisions after those of a file, or begin it; whoever reads meanwhile finds it before or after.

    Raises:
        UsageError: the file cannot be read or written, or is none of the three kinds.
    """
    writer = _format(path)[1]
    added = decisions_of(table, str(path))
    whole = pa.concat_tables([read_decisions(path), added]) if path.exists() else added
    hidden = path.with_name(f".{path.name}.partial")
    try:
        with hidden.open("wb") as stream:
            stream.write(writer(whole))
            stream.flush()
            os.fsync(stream.fileno())
        hidden.replace(path)
    except OSError as error:
        raise UsageError(_UNREADABLE, where=str(path), found=same(error.strerror or str(error))) from error


def _read_csv(path: Path) -> pa.Table:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _from_gb18030(data, path)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header, body = (rows[0], [row for row in rows[1:] if row]) if rows else ([], [])
    columns = [[row[place] if place < len(row) else None for row in body] for place in range(len(header))]
    return pa.table(
        {name.strip(): pa.array(each, pa.string()) for name, each in zip(header, columns, strict=True)}
    )


def _from_gb18030(data: bytes, path: Path) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise UsageError(_UNREADABLE, where=str(path), hint=_UTF8_OR_GB) from None


def _read_jsonl(path: Path) -> pa.Table:
    rows = []
    for line, text in enumerate(path.read_bytes().splitlines(), start=1):
        if text.strip():
            rows.append(_object(text, f"{path}:{line}"))
    names = [name for name in DECISIONS_TABLE.names if any(name in row for row in rows) or not rows]
    return pa.table({name: pa.array([_text(row.get(name)) for row in rows], pa.string()) for name in names})


def _object(text: bytes, where: str) -> dict[str, object]:
    try:
        row = json.loads(text)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise UsageError(_UNREADABLE, where=where, hint=_OBJECT)
    return row


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _csv(table: pa.Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.column_names)
    writer.writerows([cell or "" for cell in row.values()] for row in table.to_pylist())
    return text.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _jsonl(table: pa.Table) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist()).encode()


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return bytes(sink.getvalue())


def _format(path: Path) -> tuple[Callable[[Path], pa.Table], Callable[[pa.Table], bytes]]:
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        found = same(path.suffix or path.name)
        raise UsageError(_ENDING, where=str(path), found=found) from None


_FORMATS: Mapping[str, tuple[Callable[[Path], pa.Table], Callable[[pa.Table], bytes]]] = MappingProxyType(
    {".csv": (_read_csv, _csv), ".jsonl": (_read_jsonl, _jsonl), ".parquet": (pq.read_table, _parquet)}
)
