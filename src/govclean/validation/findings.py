"""The findings table: one row for each fault of one cell (or of one whole record), in source order.

Owner of the columns of `findings`: whoever makes, masks or sorts findings goes through this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Severity = Literal["error", "warning", "info"]
Dimension = Literal["completeness", "validity", "uniqueness", "consistency", "timeliness"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
DIMENSIONS: tuple[Dimension, ...] = ("completeness", "validity", "uniqueness", "consistency", "timeliness")

_WORD = pa.dictionary(pa.int32(), pa.string())

FINDINGS = pa.schema(
    [
        ("row", pa.int64()),  # record number in the source, from 1
        ("line", pa.int64()),  # first physical line of the record, from 1
        ("field", _WORD),  # name in the standard; empty for a fault of the whole record
        ("column", _WORD),  # header as it stood in the source
        ("rule", _WORD),  # e.g. validity.check_digit
        ("dimension", _WORD),
        ("severity", _WORD),
        ("value", pa.string()),  # as supplied; null for an empty cell
        (
            "suggestion",
            pa.string(),
        ),  # what it probably should be; never applied by itself; null where unknown
        ("message", _WORD),  # one sentence without the value
        ("source", _WORD),  # the input's path as given: row numbers repeat when several files are judged
    ]
)


def findings_of(
    *,
    rows: NDArray[np.int64],
    lines: NDArray[np.int64],
    words: Mapping[str, str],
    values: pa.Array | None = None,
    suggestions: pa.Array | None = None,
) -> pa.Table:
    """Return the findings of one check: one row for each record number.

    Args:
        words: field, column, rule, dimension, severity and message, the same for all of them.
        values: the cells as supplied; absent for a finding on the whole record.
    """
    count = len(rows)
    blank = pa.nulls(count, pa.string())
    columns = {
        "row": pa.array(rows, pa.int64()),
        "line": pa.array(lines, pa.int64()),
        "value": blank if values is None else values,
        "suggestion": blank if suggestions is None else suggestions,
    }
    columns |= {name: _repeat(words.get(name, ""), count) for name in FINDINGS.names if name not in columns}
    return pa.table([columns[name] for name in FINDINGS.names], schema=FINDINGS)


def in_source_order(findings: pa.Table, fields: Sequence[str]) -> pa.Table:
    """Return the findings of one input sorted by record number, then by the standard's order of fields, then rule."""
    if not findings.num_rows:
        return findings
    findings = findings.unify_dictionaries().combine_chunks()
    place = pc.fill_null(
        pc.index_in(findings["field"].cast(pa.string()), pa.array(["", *fields])), len(fields) + 1
    )
    keyed = pa.table({"row": findings["row"], "place": place, "rule": findings["rule"].cast(pa.string())})
    order = pc.sort_indices(keyed, [("row", "ascending"), ("place", "ascending"), ("rule", "ascending")])
    return findings.take(order)


def _repeat(word: str, count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([word], pa.string()))
