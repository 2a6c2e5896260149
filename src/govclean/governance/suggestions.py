"""The suggestions of a run, from all that suggests: findings, repairs that were not applied, and advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from govclean.cleansing.suggestions import SUGGESTIONS
from govclean.extracts.parquet import each_text_once

REPAIR = 1.0
"""Confidence of a lossless repair that was not applied only because the record has other errors."""

_CONFIDENCE = {
    "consistency.matches_resident_id": 0.9,  # the number passed its check digit: 1 in 11 does by chance
    "consistency.matches_uscc": 0.95,  # two check digits
    "validity.format": 0.95,  # the only reading of the value that is good
    "validity.length": 0.95,
    "validity.retired_code": 0.9,
    "validity.codelist": 0.8,  # the label most like the value
    "validity.component": 0.6,
    "validity.check_digit": 0.6,  # the only swap of neighbours that passes
    "validity.range": 0.6,
}
_OTHERWISE = 0.5


def suggestions_of(findings: pa.Table, repairs: pa.Table, quarantined: NDArray[np.int64]) -> pa.Table:
    """Return the suggestions, by record, of the findings of a run, and the repairs of quarantined records.

    Args:
        findings: all findings of the run; the value is that after cleansing.
        repairs: the changes that rules made to records that are now in quarantine, in order.
        quarantined: record numbers.
    """
    advised = findings.filter(findings["suggestion"].is_valid())
    rules = advised["rule"].cast(pa.string())
    confidence = [_CONFIDENCE.get(rule, _OTHERWISE) for rule in rules.to_pylist()]
    from_findings = pa.table(
        [
            advised["row"],
            advised["field"].cast(pa.string()),
            advised["value"],
            advised["suggestion"],
            rules,
            pa.array(confidence, pa.float64()),
        ],
        schema=SUGGESTIONS,
    )
    return _in_order(pa.concat_tables([from_findings, _from_repairs(repairs, quarantined)]))


def packed(tables: Iterable[pa.Table]) -> pa.Buffer:
    """Return suggestions as a compressed stream, for the time until they are written: candidates are much alike."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SUGGESTIONS, options=pa.ipc.IpcWriteOptions(compression="lz4")) as stream:
        for table in tables:
            stream.write_table(table)
    return sink.getvalue()


def unpacked(stream: pa.Buffer) -> Iterator[pa.Table]:
    """Yield what was packed, table by table."""
    with pa.ipc.open_stream(stream) as reader:
        yield from (pa.Table.from_batches([batch]) for batch in reader)


def write_suggestions(path: Path, suggestions: pa.Table, advised: Iterable[pa.Table]) -> int:
    """Write suggestions, by record, with those of the advice among them; return how many there are.

    Args:
        suggestions: as from `suggestions_of`.
        advised: suggestions of advice, batch by batch in the order of the source: too many to hold.
    """
    count, rows = 0, suggestions["row"].to_numpy()
    with pq.ParquetWriter(path, SUGGESTIONS, compression="zstd") as writer:
        done = 0
        for table in advised:
            upto = int(np.searchsorted(rows, pc.max(table["row"]).as_py(), side="right"))
            whole = _in_order(pa.concat_tables([suggestions.slice(done, upto - done), table]))
            writer.write_table(each_text_once(whole))
            count, done = count + whole.num_rows, upto
        writer.write_table(each_text_once(suggestions.slice(done)))
    return count + int(suggestions.num_rows) - done


def _in_order(suggestions: pa.Table) -> pa.Table:
    return suggestions.sort_by([("row", "ascending"), ("field", "ascending"), ("confidence", "descending")])


def _from_repairs(repairs: pa.Table, quarantined: NDArray[np.int64]) -> pa.Table:
    """Return one suggestion for each repaired cell: from its first value to its last."""
    held = repairs.filter(pa.array(np.isin(repairs["row"].to_numpy(), quarantined)))
    plain = pa.table(
        {
            name: held[name].cast(held[name].type if name == "row" else pa.string())
            for name in held.column_names
        }
    )
    ends = plain.group_by(["row", "field"], use_threads=False).aggregate(
        [("before", "first"), ("after", "last"), ("rule", "last")]
    )
    ends = ends.filter(ends["after_last"].is_valid())
    trust = pa.array(np.full(ends.num_rows, REPAIR))
    columns = [ends[name] for name in ("row", "field", "before_first", "after_last", "rule_last")]
    return pa.table([*columns, trust], schema=SUGGESTIONS)
