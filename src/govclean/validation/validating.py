"""Validate: records in, findings out, batch by batch in any order, then the questions over the whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.engines.keys import Fingerprints, contradicted, repeated
from govclean.validation.checking import RowCheck, TableCheck
from govclean.validation.checks import validity
from govclean.validation.findings import FINDINGS, findings_of
from govclean.validation.planning import Plan
from govclean.validation.records import Records
from govclean.validation.schema import failures
from govclean.values.columns import text_column
from govclean.values.fingerprints import fingerprints


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of records or lines, ascending; a run without gaps keeps its first alone (16 MB less a million)."""

    first: int
    others: NDArray[np.int64] | None

    @classmethod
    def of(cls, numbers: NDArray[np.int64]) -> Numbers:
        """Return the numbers in their shortest form."""
        first = int(numbers[0]) if len(numbers) else 0
        whole = not len(numbers) or int(numbers[-1]) - first == len(numbers) - 1
        return cls(first, None if whole else numbers - first)

    def moved(self, by: int) -> Numbers:
        """Return the numbers that follow so many earlier ones."""
        return Numbers(self.first + by, self.others)

    def at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers at some places."""
        return self.first + (places if self.others is None else self.others[places])


@dataclass(frozen=True, slots=True)
class KeyPart:
    """What a table check keeps of one batch."""

    rows: Numbers  # record numbers of the rows that have the whole key
    lines: Numbers
    keys: Fingerprints
    values: Fingerprints | None
    shown: pa.StringArray | None  # the cells a finding would show; None for the whole record


@dataclass(frozen=True, slots=True)
class BatchFindings:
    """What one batch gave: its findings and its share of the table checks (record numbers as in the batch)."""

    findings: pa.Table
    parts: tuple[KeyPart, ...]

    def moved(self, rows: int, lines: int) -> BatchFindings:
        """Return the same with record and line numbers that follow so many earlier ones."""
        if not rows and not lines:
            return self
        return BatchFindings(
            _moved(_moved(self.findings, "row", rows), "line", lines),
            tuple(
                KeyPart(p.rows.moved(rows), p.lines.moved(lines), p.keys, p.values, p.shown)
                for p in self.parts
            ),
        )


def validate_batch(plan: Plan, batch: pa.RecordBatch) -> BatchFindings:
    """Return the findings of one batch (string columns, `_row`, `_line`); safe to run in several threads at once."""
    records = Records(batch, plan.columns, plan.types)
    rows, lines = (batch.column(name).to_numpy() for name in ("_row", "_line"))
    found = (
        [_row_findings(plan, records, check, at, (rows, lines)) for check, at in failures(plan, records)]
        if plan.row_checks and batch.num_rows
        else []
    )
    return BatchFindings(
        pa.concat_tables([FINDINGS.empty_table(), *found]),
        tuple(_key_part(check, records, rows, lines) for check in plan.table_checks),
    )


def validate_table(plan: Plan, parts: Sequence[Sequence[KeyPart]]) -> pa.Table:
    """Return the findings of the checks that need every record; `parts` are those of the batches, in order."""
    found = [
        _table_findings(plan, check, [of_batch[place] for of_batch in parts])
        for place, check in enumerate(plan.table_checks)
    ]
    return pa.concat_tables([FINDINGS.empty_table(), *found])


def _row_findings(
    plan: Plan,
    records: Records,
    check: RowCheck,
    at: NDArray[np.int64],
    numbers: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> pa.Table:
    return findings_of(
        rows=numbers[0][at],
        lines=numbers[1][at],
        words=_words(plan, check),
        values=records.supplied(check.field).take(pa.array(at)),
        suggestions=check.suggest(records, at) if check.suggest else None,
    )


def _words(plan: Plan, check: RowCheck | TableCheck) -> dict[str, str]:
    return {
        "field": check.field,
        "column": plan.columns.get(check.field, ""),
        "rule": check.rule.id,
        "dimension": check.rule.dimension,
        "severity": plan.severity(check),
        "message": check.message.say(plan.language),
    }


def _key_part(
    check: TableCheck, records: Records, rows: NDArray[np.int64], lines: NDArray[np.int64]
) -> KeyPart:
    if not check.key:
        left_out = frozenset(records.columns[name] for name in check.leave_out if name in records.columns)
        columns = records.every_column(left_out | {"_row", "_line"})
        return KeyPart(Numbers.of(rows), Numbers.of(lines), fingerprints(columns), None, None)
    whole = np.logical_and.reduce([records.legible(name) for name in check.needs])
    chosen = None if whole.all() else pa.array(whole)
    pick = [c if chosen is None else c.filter(chosen) for c in (records.filled(n) for n in check.needs)]
    shown = records.supplied(check.field)
    return KeyPart(
        Numbers.of(rows if chosen is None else rows[whole]),
        Numbers.of(lines if chosen is None else lines[whole]),
        fingerprints(pick[: len(check.key)]),
        fingerprints(pick[-1:]) if check.value else None,
        shown if chosen is None else shown.filter(chosen),
    )


def _table_findings(plan: Plan, check: TableCheck, parts: Sequence[KeyPart]) -> pa.Table:
    if not parts:
        return FINDINGS.empty_table()
    keys = [part.keys for part in parts]
    if check.asks == "repeated":
        at = repeated(keys)
    else:
        at = contradicted(keys, [part.values for part in parts if part.values is not None])
    picked = list(_picked(at, parts))
    return findings_of(
        rows=np.concatenate([part.rows.at(here) for part, here in picked]),
        lines=np.concatenate([part.lines.at(here) for part, here in picked]),
        words=_words(plan, check),
        values=_shown(picked) if check.field else None,
    )


def _picked(at: NDArray[np.int64], parts: Iterable[KeyPart]) -> Iterator[tuple[KeyPart, NDArray[np.int64]]]:
    """Yield for each part the positions within it, of ascending positions over all parts."""
    start = 0
    for part in parts:
        end = start + len(part.keys)
        here = at[np.searchsorted(at, start) : np.searchsorted(at, end)] - start
        yield part, here
        start = end


def _shown(picked: Iterable[tuple[KeyPart, NDArray[np.int64]]]) -> pa.Array:
    return pa.concat_arrays(
        [part.shown.take(pa.array(here)) for part, here in picked if part.shown is not None]
    )


def _moved(table: pa.Table, column: str, by: int) -> pa.Table:
    place = table.schema.get_field_index(column)
    return table.set_column(place, FINDINGS.field(column), pa.array(table[column].to_numpy() + by))


def with_suggestions(plan: Plan, findings: pa.Table) -> pa.Table:
    """Return the findings with what their values probably should be, as far as the semantic types know.

    Asked once for each distinct wrong value of a field, over the whole table.
    """
    rules = findings["rule"].cast(pa.string())
    fields = findings["field"].cast(pa.string())
    by_type = pc.is_in(rules, pa.array([rule.id for rule in validity.OF_REASON.values()]))
    for name in pc.unique(fields.filter(by_type)).to_pylist():
        mask = pc.and_(by_type, pc.equal(fields, name)).combine_chunks()
        wrong = text_column(findings["value"].filter(mask)).dictionary_encode()
        suggested = pc.take(plan.types[name].suggest(wrong.dictionary), wrong.indices)
        filled = pc.replace_with_mask(text_column(findings["suggestion"]), mask, suggested)
        findings = findings.set_column(findings.schema.get_field_index("suggestion"), "suggestion", filled)
    return findings
