"""Workbooks (.xlsx, .xls, .ods) as extracts, opened in a process of its own that cannot take more than it may."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import weakref
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from govclean.errors import ExtractError
from govclean.extracts.batches import Batch, Extract, Task, table_of, trouble
from govclean.extracts.options import Options
from govclean.extracts.sheet_stream import ASIDES, NOTES
from govclean.extracts.sources import Source
from govclean.extracts.workbook_limits import TIME_LIMIT, check_parts, too_large
from govclean.wording import Text, same


@dataclass
class Workbook(Extract):
    """One sheet of a workbook, already read by the child process into a temporary file of Arrow batches."""

    spool: Path = field(default_factory=Path)

    def tasks(self) -> Iterator[Task]:
        """Yield one task for each run of rows."""
        before = 0
        with pa.OSFile(str(self.spool)) as file, pa.ipc.open_stream(file) as stream:
            while True:
                try:
                    batch, metadata = stream.read_next_batch_with_custom_metadata()
                except StopIteration:
                    return
                asides = json.loads(metadata[ASIDES])
                numbers = [batch.column(batch.num_columns - 1).to_numpy(), [line for line, _, _ in asides]]
                last = int(max((each[-1] for each in numbers if len(each)), default=before))
                yield partial(_batch, batch, asides, self.header, (before, last))
                before = last


def open_workbook(source: Source, kind: str, options: Options) -> Workbook:
    """Return the extract of one sheet.

    Raises:
        ExtractError: it is damaged, encrypted or not safe to open, or has no such sheet.
    """
    path = source.local()
    if zipfile.is_zipfile(path):
        check_parts(path, source.label)
    handle, name = tempfile.mkstemp(prefix="govclean-")
    extract = Workbook(source, kind, spool=Path(name))
    weakref.finalize(extract, _remove, name)
    with os.fdopen(handle, "wb") as sink:
        _run(path, source.label, options, sink.fileno())
    with pa.OSFile(name) as file, pa.ipc.open_stream(file) as stream:
        extract.header = tuple(stream.schema.names[:-1])
        extract.notes = [Text(zh, en) for zh, en in json.loads(stream.schema.metadata[NOTES])]
    return extract


def _run(path: Path, label: str, options: Options, sink: int) -> None:
    """Run the child; whatever it ends with that is not success becomes an ExtractError."""
    asked = json.dumps({"sheet": options.sheet, "header_rows": options.header_rows})
    command = [sys.executable, "-P", "-m", "govclean.extracts.workbook_child", str(path.resolve()), asked]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.PIPE,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_large(label, Text(f"超过 {TIME_LIMIT} 秒", f"more than {TIME_LIMIT} seconds")) from None
    if done.returncode:
        raise _refused(label, done.returncode, done.stderr)


def _refused(label: str, code: int, said: bytes) -> Exception:
    if code == -getattr(signal, "SIGXCPU", 0):
        return too_large(label, Text(f"超过 {TIME_LIMIT} 秒", f"more than {TIME_LIMIT} seconds"))
    if code < 0 or b"memory allocation of" in said or b"capacity overflow" in said:
        return too_large(label, Text("超出内存上限", "more memory than it may take"))
    try:
        reason: dict[str, Any] = json.loads(said)
    except ValueError:
        # Only where it failed: an exception's words may hold a cell.
        frames = [
            line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.startswith("  File")
        ]
        return RuntimeError(f"the workbook process ended with {code}: {'; '.join(frames[-3:])}")
    return _told(label, reason)


def _told(label: str, reason: dict[str, Any]) -> ExtractError:
    """Return the error for what the child itself said."""
    if reason["reason"] == "memory":
        return too_large(label, Text("超出内存上限", "more memory than it may take"))
    if reason["reason"] == "password":
        what = Text("工作簿已加密", "the workbook is encrypted")
        return ExtractError(
            what, where=label, hint=Text("请取消密码后提交", "remove the password and hand it in")
        )
    if reason["reason"] == "sheet":
        names = reason["sheets"]
        return ExtractError(
            Text(
                "没有这个工作表，或没有含数据的可见工作表",
                "there is no such sheet, or no visible sheet with data",
            ),
            where=label,
            found=Text("、".join(names), ", ".join(names)),
            hint=Text("用 --sheet 指定其中之一", "name one of them with --sheet"),
        )
    return ExtractError(
        Text("工作簿损坏或格式不受支持", "a damaged workbook, or one of a kind that is not supported"),
        where=label,
        found=same(str(reason.get("kind", ""))),
        hint=Text(
            "请用 Excel/WPS 打开并另存为 .xlsx 后再提交",
            "open it in Excel or WPS, save it as .xlsx, hand that in",
        ),
    )


def _batch(
    batch: pa.RecordBatch, asides: list[tuple[int, str, str]], header: tuple[str, ...], span: tuple[int, int]
) -> Batch:
    before, last = span
    lines = batch.column(batch.num_columns - 1).to_numpy() - before
    set_aside = np.array([line for line, _, _ in asides], np.int64) - before
    units = np.sort(np.concatenate([lines, set_aside]))
    troubles = tuple(
        trouble(rule, int(np.searchsorted(units, line - before)) + 1, line - before, text)
        for line, rule, text in sorted(asides)
    )
    records = table_of(header, batch.columns[:-1], np.searchsorted(units, lines) + 1, lines)
    return Batch(records, len(units), last - before, troubles)


def _remove(name: str) -> None:
    Path(name).unlink(missing_ok=True)
