"""Tables beside their Parquet form: CSV and workbooks in which every cell is text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv
from xlsxwriter import Workbook

from govclean.errors import UsageError
from govclean.reports.text_cells import write_text
from govclean.wording import Text, same

EXCEL_ROWS = 1_048_576
_BATCH = 50_000
_TOO_LONG = Text("表的行数超过工作簿的上限", "the table has more rows than a workbook can hold")
_AS_CSV = Text("请用 --format csv", "use --format csv")


def export(folder: Path, form: str) -> None:
    """Write every Parquet table of a folder beside itself as `csv` (UTF-8 with its mark, for Excel) or `xlsx`.

    Raises:
        UsageError: a table has more rows than a workbook can hold.
    """
    write: Callable[[Path, Path], None] = {"csv": _write_csv, "xlsx": _write_workbook}[form]
    for path in sorted(folder.glob("*.parquet")):
        write(path, path.with_suffix(f".{form}"))


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as UTF-8 with its byte order mark; an empty cell stays empty."""
    with path.open("wb") as sink:
        sink.write(b"\xef\xbb\xbf")
        csv.write_csv(_plain(table), sink)


def _write_csv(source: Path, target: Path) -> None:
    with pq.ParquetFile(source) as file, target.open("wb") as sink:
        sink.write(b"\xef\xbb\xbf")
        first = True
        for batch in file.iter_batches(_BATCH):
            csv.write_csv(
                _plain(pa.Table.from_batches([batch])), sink, csv.WriteOptions(include_header=first)
            )
            first = False
        if first:
            csv.write_csv(_plain(file.schema_arrow.empty_table()), sink)


def _write_workbook(source: Path, target: Path) -> None:
    with pq.ParquetFile(source) as file:
        if file.metadata.num_rows >= EXCEL_ROWS:
            raise UsageError(
                _TOO_LONG, where=source.stem, found=same(f"{file.metadata.num_rows:,}"), hint=_AS_CSV
            )
        book = Workbook(
            target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet(source.stem)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for place, name in enumerate(file.schema_arrow.names):
            write_text(sheet, (0, place), name, bold)
        sheet.freeze_panes(1, 0)
        row = 0
        for batch in file.iter_batches(_BATCH):
            for record in zip(
                *(column.to_pylist() for column in _plain(pa.Table.from_batches([batch])).columns),
                strict=True,
            ):
                row += 1
                for place, value in enumerate(record):
                    if value is not None:
                        write_text(sheet, (row, place), value, text)
        book.close()


def _plain(table: pa.Table) -> pa.Table:
    return pa.table({name: table[name].cast(pa.string()) for name in table.column_names})
