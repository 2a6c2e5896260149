"""Clean a file: what can be repaired without loss is, what still breaks a rule is set apart, everything is kept.

Works batch by batch: a batch is cleansed, then judged in its new form. Records without an error go to `cleaned`, the
others to `quarantine` as they were supplied, with their reasons. What only the whole table can tell (a key that stands
twice) is known at the end; such records are then moved over.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from govclean.cleansing import planning as cleansing_planning
from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.changes import in_order as in_record_order
from govclean.engines.embedded import in_order
from govclean.extracts.batches import Batch
from govclean.governance.clean_tables import CleanTables
from govclean.governance.cleaned import Cleaned
from govclean.governance.opening import JudgeOptions, Opened, Progress
from govclean.governance.troubles import missing_columns, reading_troubles
from govclean.standards.model import Standard
from govclean.validation import planning as validation_planning
from govclean.validation.checking import Reference
from govclean.validation.validating import BatchFindings, validate_batch, validate_table, with_suggestions


@dataclass(frozen=True, slots=True)
class _Plans:
    rules: cleansing_planning.Plan
    checks: validation_planning.Plan


@dataclass(frozen=True, slots=True)
class _Piece:
    """One batch, cleansed and judged; record numbers as in the batch."""

    batch: Batch
    records: pa.RecordBatch
    changes: pa.Table
    found: BatchFindings


def clean_file(
    opened: Opened,
    standard: Standard,
    options: JudgeOptions,
    references: Mapping[str, Reference],
    folder: Path,
    progress: Progress | None = None,
) -> Cleaned:
    """Write `cleaned`, `changes`, `quarantine` and `suggestions` of one file into a folder; return what was done."""
    began = time.perf_counter()
    plans = _plans(opened, standard, options, references)
    rows, lines = 0, 0
    findings = [missing_columns(plans.checks)]
    parts = []
    with CleanTables(folder, opened.extract.header, opened.columns) as tables:
        for piece in in_order(opened.extract.tasks(), lambda batch: _piece(plans, batch), options.threads):
            found = piece.found.moved(rows, lines)
            troubles = list(reading_troubles(plans.checks, piece.batch, rows, lines))
            tables.add(piece.batch, piece.records, piece.changes, found.findings, (rows, lines))
            findings += [found.findings, *troubles]
            parts.append(found.parts)
            rows, lines = rows + piece.batch.rows, lines + piece.batch.lines
            if progress:
                progress(opened.extract.path, rows)
        of_table = validate_table(plans.checks, parts)
        told = with_suggestions(plans.checks, pa.concat_tables([*findings, of_table]))
        counts = tables.finish(told, of_table)
    return Cleaned.of(opened, plans.checks, told, counts, rows, time.perf_counter() - began)


def _plans(
    opened: Opened, standard: Standard, options: JudgeOptions, references: Mapping[str, Reference]
) -> _Plans:
    return _Plans(
        cleansing_planning.plan(
            standard, opened.columns, opened.sample, as_of=options.day, language=options.language
        ),
        validation_planning.plan(
            standard, opened.columns, as_of=options.day, references=references, language=options.language
        ),
    )


def _piece(plans: _Plans, batch: Batch) -> _Piece:
    cleansed = cleanse_batch(plans.rules, batch.records)
    changes = in_record_order(cleansed.changes, tuple(plans.rules.columns))
    return _Piece(batch, cleansed.records, changes, validate_batch(plans.checks, cleansed.records))
