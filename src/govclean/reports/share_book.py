"""A package as a workbook: one sheet, every cell text."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from govclean.errors import UsageError
from govclean.reports.tables import EXCEL_ROWS
from govclean.reports.text_book import TextBook
from govclean.wording import Text, same

_SHEET = "data"
_WIDTH = 18
_BATCH = 20_000
_TOO_LONG = Text("行数超过工作簿的上限", "more rows than a workbook can hold")
_AS_CSV = Text("请用 --form csv 或 parquet", "use --form csv or parquet")


def write_share_book(table: pa.Table, path: Path) -> None:
    """Write a table of text as a workbook.

    Raises:
        UsageError: it has more rows than a workbook can hold.
    """
    if table.num_rows >= EXCEL_ROWS:
        raise UsageError(_TOO_LONG, found=same(f"{table.num_rows:,}"), hint=_AS_CSV)
    book = TextBook(_SHEET)
    sheet = book.sheet(_SHEET)
    sheet.head(table.column_names, [_WIDTH] * table.num_columns, book.look(bold=True))
    for batch in table.to_batches(_BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.add(row)
    with path.open("wb") as sink:
        book.save(sink)
