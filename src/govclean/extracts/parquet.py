"""Tables as Parquet files that hold what stands in the table, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


def write_parquet(table: pa.Table, sink: Path | BinaryIO) -> None:
    """Write a table, compressed with zstd."""
    pq.write_table(each_text_once(table), sink, compression="zstd")


def each_text_once(table: pa.Table) -> pa.Table:
    """Return a table in whose dictionaries each text stands once; whoever writes Parquet himself asks for it.

    For each that stands twice Arrow's Parquet writer (26.0) leaves a gap in the file and does not clear it: whatever was
    in memory there, other people's values too, would be handed on.
    """
    for place, field in enumerate(table.schema):
        column = table[field.name]
        if pa.types.is_dictionary(field.type) and any(
            len(pc.unique(chunk.dictionary)) < len(chunk.dictionary) for chunk in column.chunks
        ):
            again = column.cast(field.type.value_type).dictionary_encode().unify_dictionaries()
            table = table.set_column(place, field, again.cast(field.type))
    return table
