"""Parquet as an extract: every value in the text a person would write for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet

from govclean.errors import ExtractError
from govclean.extracts.batches import Batch, Extract, Task, table_of
from govclean.extracts.cells import as_text
from govclean.extracts.headers import unique
from govclean.extracts.sources import Source
from govclean.wording import Text, same

ROWS = 50_000


@dataclass
class Parquet(Extract):
    """A Parquet file; its line numbers are its row numbers."""

    def tasks(self) -> Iterator[Task]:
        """Yield one task for each run of 50,000 rows at most."""
        with _file(self.source) as file:
            for batch in file.iter_batches(batch_size=ROWS, use_threads=False):
                yield partial(_batch, batch, self.header)


def open_parquet(source: Source) -> Parquet:
    """Return the extract of a Parquet file.

    Raises:
        ExtractError: the file is damaged or encrypted.
    """
    with _file(source) as file:
        names, notes = unique(file.schema_arrow.names)
    return Parquet(source, "parquet", "", names, notes)


def _file(source: Source) -> pa.parquet.ParquetFile:
    path: Path = source.local()
    try:
        return pa.parquet.ParquetFile(path, memory_map=False)
    except (pa.ArrowException, OSError) as error:
        raise ExtractError(
            Text("Parquet 文件损坏或加密", "a damaged or encrypted Parquet file"),
            where=source.label,
            found=same(type(error).__name__),
            hint=Text("请重新导出", "export it again"),
        ) from None


def _batch(batch: pa.RecordBatch, header: tuple[str, ...]) -> Batch:
    places = np.arange(1, batch.num_rows + 1)
    columns = [_text(column) for column in batch.columns]
    return Batch(table_of(header, columns, places, places), batch.num_rows, batch.num_rows)


def _text(column: pa.Array) -> pa.StringArray:
    """Return a column as text; null and the empty text are null."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        text = column.cast(pa.string())
    elif pa.types.is_date(kind):
        text = pa.compute.strftime(column, format="%Y-%m-%d")
    else:
        text = pa.array([as_text(value) for value in _values(column)], pa.string())
    return pa.compute.if_else(pa.compute.equal(text, ""), pa.scalar(None, pa.string()), text)


def _values(column: pa.Array) -> list[object]:
    """Return Python values; timestamps without their nanoseconds, which no registry keeps."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[object] = column.to_pylist()
    return values
