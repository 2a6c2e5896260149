"""Arrow columns as JSON text, a column at a time: each distinct string is escaped once."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

_ROWS_AT_ONCE = 65_536


def json_rows(table: pa.Table) -> Iterator[list[str]]:
    r"""Yield blocks of rows, each row one JSON object on one line with the table's columns as keys, in order.

    >>> list(json_rows(pa.table({"row": [7], "value": pa.array(['a"b'])})))
    [['{"row": 7, "value": "a\\"b"}']]
    """
    for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
        pieces: list[object] = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            pieces += [f"{', ' if pieces else '{'}{json.dumps(name)}: ", _literals(column)]
        yield pc.binary_join_element_wise(*pieces, "}", "").to_pylist()


def _literals(column: pa.Array) -> pa.Array:
    """Return each value of an integer or string column as a JSON literal."""
    if pa.types.is_integer(column.type):
        return pc.fill_null(column.cast(pa.string()), "null")
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = [json.dumps(word, ensure_ascii=False) for word in encoded.dictionary.to_pylist()]
    return pc.fill_null(pa.array(words, pa.string()).take(encoded.indices), "null")
