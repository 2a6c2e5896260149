"""Clean a file: what can be repaired without loss is, what still breaks a rule is set apart, everything is kept.

Works batch by batch: a batch is cleansed, then judged in its new form. Records without an error go to `cleaned`, the
others to `quarantine` as they were supplied, with their reasons. What only the whole table can tell (a key that stands
twice) is known at the end; such records are then moved over. Features are derived last, from what is in `cleaned`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from govclean.cleansing import planning as cleansing_planning
from govclean.cleansing.advising import advise_batch
from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.changes import in_order as in_record_order
from govclean.cleansing.datum_evidence import decided
from govclean.cleansing.features import feature_plan
from govclean.engines.embedded import in_order
from govclean.extracts.batches import Batch
from govclean.governance.clean_datums import Datums, compared
from govclean.governance.clean_features import Features, write_features
from govclean.governance.clean_options import Call
from govclean.governance.clean_tables import CleanTables, Piece
from govclean.governance.cleaned import Cleaned, Done
from govclean.governance.opening import Opened, Progress
from govclean.governance.suggestions import packed
from govclean.governance.troubles import missing_columns, reading_troubles
from govclean.validation import planning as validation_planning
from govclean.validation.validating import BatchFindings, validate_batch, validate_table, with_suggestions


@dataclass(frozen=True, slots=True)
class _Plans:
    rules: cleansing_planning.Plan
    checks: validation_planning.Plan


@dataclass(frozen=True, slots=True)
class _Judged:
    """One batch, cleansed and judged."""

    piece: Piece
    found: BatchFindings


def clean_file(opened: Opened, call: Call, folder: Path, progress: Progress | None = None) -> Cleaned:
    """Write `cleaned`, `changes`, `quarantine`, `suggestions` and, where asked for, `features` of a file into a folder.

    Returns what was done.
    """
    began = time.perf_counter()
    options = call.options
    datums = compared(opened, call.standard, call.points, options) if call.points else None
    plans = _plans(opened, call, datums)
    rows, lines = 0, 0
    findings = [missing_columns(plans.checks)]
    parts = []
    with CleanTables(folder, opened.extract.header, opened.columns) as tables:
        for judged in in_order(opened.extract.tasks(), lambda batch: _judged(plans, batch), options.threads):
            batch, found = judged.piece.batch, judged.found.moved(rows, lines)
            troubles = list(reading_troubles(plans.checks, batch, rows, lines))
            tables.add(judged.piece, found.findings, (rows, lines))
            findings += [found.findings, *troubles]
            parts.append(found.parts)
            rows, lines = rows + batch.rows, lines + batch.lines
            if progress:
                progress(opened.extract.path, rows)
        of_table = validate_table(plans.checks, parts)
        told = with_suggestions(plans.checks, pa.concat_tables([*findings, of_table]))
        counts = tables.finish(told, of_table)
    features = _features(folder, plans, call) if options.features else None
    seconds = time.perf_counter() - began
    return Cleaned.of(opened, plans.checks, told, Done(rows, counts, features, datums, seconds))


def _plans(opened: Opened, call: Call, datums: Datums | None) -> _Plans:
    options, columns = call.options, opened.columns
    return _Plans(
        cleansing_planning.plan(
            call.standard,
            columns,
            opened.sample,
            as_of=options.day,
            language=options.language,
            datums=decided(datums.comparisons) if datums else None,
        ),
        validation_planning.plan(
            call.standard,
            columns,
            as_of=options.day,
            references=call.references,
            language=options.language,
        ),
    )


def _judged(plans: _Plans, batch: Batch) -> _Judged:
    cleansed = cleanse_batch(plans.rules, batch.records)
    changes = in_record_order(cleansed.changes, tuple(plans.rules.columns))
    advised = packed(advise_batch(plans.rules, cleansed.records))
    piece = Piece(batch, cleansed.records, changes, advised)
    return _Judged(piece, validate_batch(plans.checks, cleansed.records))


def _features(folder: Path, plans: _Plans, call: Call) -> Features:
    plan = feature_plan(call.standard, plans.rules.columns)
    return write_features(folder, plan, call.options.threads)
