"""Ask the advice of a plan about one batch: candidates for cells that stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.cleansing.planning import AdvicePlan, Plan
from govclean.cleansing.suggestions import SUGGESTIONS

_RUN = 16_384  # records


def advise_batch(plan: Plan, records: pa.RecordBatch) -> Iterator[pa.Table]:
    """Yield the suggestions for a batch as cleansed, by record, run by run; safe to run in several threads.

    Runs, since a cell may have twenty candidates.
    """
    asked = [
        (one, np.flatnonzero(one.advice.looks_at(_column(plan, one.field, records)))) for one in plan.advice
    ]
    for at in range(0, records.num_rows if asked else 0, _RUN):
        found = [table for one, cells in asked for table in _advised(plan, one, records, _between(cells, at))]
        if found:
            yield pa.concat_tables(found).sort_by([("row", "ascending"), ("field", "ascending")])


def _advised(
    plan: Plan, asked: AdvicePlan, records: pa.RecordBatch, cells: NDArray[np.int64]
) -> Iterator[pa.Table]:
    if not len(cells):
        return
    at = pa.array(cells)
    values = _column(plan, asked.field, records).take(at)
    codes = _column(plan, asked.codes, records).take(at) if asked.codes else None
    found = asked.advice.advise(values, codes)
    if len(found.cells):
        of = pa.array(found.cells)
        rows = records.column("_row").take(at).take(of)
        field, rule = (pa.repeat(word, len(of)) for word in (asked.field, asked.advice.id))
        trust = pa.array(found.confidence, pa.float64())
        yield pa.table([rows, field, values.take(of), found.suggestions, rule, trust], schema=SUGGESTIONS)


def _between(cells: NDArray[np.int64], at: int) -> NDArray[np.int64]:
    """Return the cells of the run that begins at a record."""
    first, last = np.searchsorted(cells, [at, at + _RUN])
    return cells[first:last]


def _column(plan: Plan, field: str, records: pa.RecordBatch) -> pa.StringArray:
    return records.column(plan.columns[field])
