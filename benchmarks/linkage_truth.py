"""The truth of public sets as `match --truth` reads it: source, record_id, entity_id."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow.parquet as pq

HEADER = ("source", "record_id", "entity_id")


def of_clusters(file: Path, truth: Path, record_id: str = "rec_id") -> Path:
    """Write the truth of a parquet file that names each record's entity in `cluster`."""
    table = pq.read_table(file, columns=[record_id, "cluster"])
    columns = (table[name].to_pylist() for name in (record_id, "cluster"))
    return _write(truth, ((file.stem, *pair) for pair in zip(*columns, strict=True)))


def of_historical(file: Path, truth: Path) -> Path:
    """Write the truth of historical_50k."""
    return of_clusters(file, truth, "unique_id")


def of_febrl(files: Sequence[Path], truth: Path) -> Path:
    """Write the truth of Febrl files: rec-1070-org and rec-1070-dup-0 are one person."""
    rows = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as text:
            records = [line[0] for line in csv.reader(text)][1:]
        rows += [(file.stem, record, record.split("-")[1]) for record in records]
    return _write(truth, rows)


def _write(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path
