"""Write `features` beside `cleaned`: what the parsers know of each of its records, batch by batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from govclean.cleansing.features import FeaturePlan, features_of
from govclean.engines.embedded import in_order

_RUN = 16_384  # records: their features are many columns


@dataclass(frozen=True, slots=True)
class Features:
    """How many records have features, and which columns they are."""

    rows: int
    columns: tuple[str, ...]
    seconds: float


def write_features(folder: Path, plan: FeaturePlan, threads: int | None = None) -> Features:
    """Write `features.parquet` from the `cleaned.parquet` of a folder; what is in memory is a batch a thread."""
    began, rows = time.perf_counter(), 0
    with pq.ParquetWriter(folder / "features.parquet", plan.schema, compression="zstd") as writer:
        tasks = _runs(folder / "cleaned.parquet", plan.needs)
        for table in in_order(tasks, lambda cleaned: features_of(plan, cleaned), threads):
            writer.write_table(table)
            rows += table.num_rows
    return Features(rows, tuple(plan.schema.names[1:]), time.perf_counter() - began)


def _runs(path: Path, columns: list[str]) -> Iterator[Callable[[], pa.Table]]:
    """Yield a task for each run of records of a Parquet file, read as it is asked for."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_RUN, columns=columns):
            yield partial(pa.Table.from_batches, [batch])
