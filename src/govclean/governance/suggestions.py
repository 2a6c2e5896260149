"""The suggestions table: what wrong values probably should be, and how far that can be trusted; never applied."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

SUGGESTIONS = pa.schema(
    [
        ("row", pa.int64()),
        ("field", pa.string()),
        ("value", pa.string()),
        ("suggestion", pa.string()),
        ("rule", pa.string()),
        ("confidence", pa.float64()),
    ]
)

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
    """Return the suggestions of a run, by record: those of its findings, and the repairs of quarantined records.

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
    return pa.concat_tables([from_findings, _from_repairs(repairs, quarantined)]).sort_by(
        [("row", "ascending"), ("field", "ascending"), ("confidence", "descending")]
    )


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
