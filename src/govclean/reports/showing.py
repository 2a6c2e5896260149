"""Findings as they may be shown: personal data masked, unless the user asked for plain values.

Every text, page and machine format takes its values from here; nothing else in `reports` reads a plain value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.validation.findings import FINDINGS
from govclean.validation.showing import Mask, mask_of
from govclean.values.columns import text_column
from govclean.values.masking import hide_personal

_NUMBER = re.compile(r"[0-9０-９]{7}")
_MASKED_COLUMNS = ("value", "suggestion")


def findings_to_show(findings: pa.Table, masks: Mapping[str, Mask], headers: Mapping[str, str]) -> pa.Table:
    """Return the findings (columns of FINDINGS, same rows and order) with what may not be shown masked.

    Args:
        masks: field name → what its values must go through to be shown.
        headers: what to show of the headers that may not be shown, see `hidden_headers`.
    """
    findings = findings.cast(FINDINGS).unify_dictionaries()
    if not findings.num_rows:
        return findings
    fields = findings["field"].combine_chunks()
    names = fields.dictionary.to_pylist()
    codes = pc.fill_null(fields.indices, len(names)).to_numpy(zero_copy_only=False)
    of_fields = [mask_of(name, masks) for name in [*names, ""]]
    for name in _MASKED_COLUMNS:
        masked = _masked(text_column(findings[name]), codes, of_fields)
        findings = findings.set_column(findings.schema.get_field_index(name), FINDINGS.field(name), masked)
    return _with_headers(findings, headers) if headers else findings


def hidden_headers(headers: Sequence[str]) -> dict[str, str]:
    """Return what to show of the headers of one file that may not be shown.

    A header with a personal number in it is the first record of a file without a header line: then whatever
    looks like a name is hidden too. In a true header 单位 or 时间 is no name.
    """
    hidden = hide_personal(pa.array(headers, pa.string())).to_pylist()
    changed = {header: shown for header, shown in zip(headers, hidden, strict=True) if header != shown}
    return changed if any(_NUMBER.search(header) for header in changed) else {}


def _masked(values: pa.StringArray, codes: np.ndarray, masks: list[Mask]) -> pa.StringArray:
    """Return the values, those of the k-th field through the k-th mask, each distinct value once."""
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(masks) + 1))
    parts = [
        _on_distinct(values.take(pa.array(order[start:end])), mask)
        for mask, start, end in zip(masks, ends[:-1], ends[1:], strict=True)
        if start < end
    ]
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return pa.concat_arrays(parts).take(pa.array(back))


def _on_distinct(values: pa.StringArray, mask: Mask) -> pa.StringArray:
    encoded = values.dictionary_encode()
    return text_column(mask(text_column(encoded.dictionary))).take(encoded.indices)


def _with_headers(findings: pa.Table, headers: Mapping[str, str]) -> pa.Table:
    column = findings["column"].combine_chunks()
    names = pa.array([headers.get(name, name) for name in column.dictionary.to_pylist()], pa.string())
    shown = names.take(column.indices).dictionary_encode()  # several headers may be shown alike
    return findings.set_column(findings.schema.get_field_index("column"), FINDINGS.field("column"), shown)
