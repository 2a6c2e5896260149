"""A package on disk: the data, a manifest, terms of use, digests. No name of a file ever comes from data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from govclean.errors import UsageError
from govclean.extracts.parquet import write_parquet
from govclean.extracts.publishing import LAST
from govclean.governance.sharing.agreement import DataFormat
from govclean.governance.sharing.cells import defused
from govclean.values.columns import text_column
from govclean.values.digests import Digests, digests_of_file
from govclean.wording import Text

DATA, MANIFEST, TERMS = "data", "manifest.json", "terms.txt"
SUMS: Mapping[str, str] = {"SHA256SUMS": "sha256", "SM3SUMS": "sm3"}

WriteBook = Callable[[pa.Table, Path], None]
"""What writes a table of text as a workbook, every cell text."""


@dataclass(frozen=True, slots=True)
class Written:
    """The file with the data."""

    name: str
    digests: Digests
    bytes: int
    escaped: Mapping[str, int] = field(default_factory=dict)  # header → cells with an apostrophe before them


def write_data(table: pa.Table, form: DataFormat, folder: Path, write_book: WriteBook | None) -> Written:
    """Write the rows into a folder as `data.csv`, `data.xlsx` or `data.parquet`.

    Raises:
        UsageError: more rows than a workbook can hold, or workbooks cannot be written here.
    """
    path = folder / f"{DATA}.{form}"
    escaped: dict[str, int] = {}
    if form == "csv":
        table, escaped = _defused(table)
        with path.open("wb") as sink:
            sink.write(b"\xef\xbb\xbf")
            csv.write_csv(table, sink)
    elif form == "parquet":
        write_parquet(table, path)
    elif write_book is None:
        raise UsageError(_NO_BOOK)
    else:
        write_book(table, path)
    return Written(path.name, digests_of_file(path), path.stat().st_size, escaped)


def write_rest(
    folder: Path, data: Written, manifest: Mapping[str, object], terms: str, run: Mapping[str, object]
) -> None:
    """Write manifest, terms, digests of every file, and `run.json` last."""
    _write_json(folder / MANIFEST, manifest)
    (folder / TERMS).write_text(terms, encoding="utf-8")
    names = sorted(path.name for path in folder.iterdir())
    digests = {name: data.digests if name == data.name else digests_of_file(folder / name) for name in names}
    for sums, algorithm in SUMS.items():
        lines = [f"{getattr(digests[name], algorithm)}  {name}\n" for name in names]
        (folder / sums).write_text("".join(lines), encoding="utf-8")
    _write_json(folder / LAST, run)


def _write_json(path: Path, data: Mapping[str, object]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _defused(table: pa.Table) -> tuple[pa.Table, dict[str, int]]:
    columns, escaped = {}, {}
    for name in table.column_names:
        head, _ = defused(pa.array([name]))
        values, count = defused(text_column(table[name]))
        columns[str(head[0])] = values
        if count:
            escaped[name] = count
    return pa.table(columns), escaped


_NO_BOOK = Text(
    "此处不能写工作簿，请用 csv 或 parquet", "workbooks cannot be written here; use csv or parquet"
)
