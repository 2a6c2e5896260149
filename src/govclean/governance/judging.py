"""Judge the files of a call: read, map the header, validate, sum up. One bad file does not stop the others."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.engines.embedded import in_order
from govclean.errors import GovcleanError
from govclean.governance.opening import JudgeOptions, Opened, Progress, open_all, references_of
from govclean.governance.troubles import missing_columns, reading_troubles
from govclean.standards.model import Standard
from govclean.validation.checking import Reference
from govclean.validation.findings import FINDINGS, in_source_order
from govclean.validation.judgement import Input, Judgement, Verdict
from govclean.validation.planning import Plan, plan
from govclean.validation.showing import masks_of
from govclean.validation.summarising import summarise
from govclean.validation.validating import KeyPart, validate_batch, validate_table, with_suggestions


@dataclass(frozen=True, slots=True)
class _Judged:
    """One file, judged."""

    input: Input
    findings: pa.Table


def judge_files(
    paths: Sequence[str], standard: Standard, options: JudgeOptions, progress: Progress | None = None
) -> tuple[Judgement | None, list[GovcleanError]]:
    """Return the judgement of all files that can be read, and why the others cannot.

    A zip archive counts as the files in it. The judgement is None where no file could be read.
    """
    began = time.perf_counter()
    errors: list[GovcleanError] = []
    references = references_of(options)
    judged = []
    for opened in open_all(paths, standard, options, errors):
        try:
            judged.append(_judge(opened, standard, options, references, progress))
        except GovcleanError as error:
            errors.append(error)
    if not judged:
        return None, errors
    return _all_told(judged, standard, options, time.perf_counter() - began), errors


def _judge(
    opened: Opened,
    standard: Standard,
    options: JudgeOptions,
    references: Mapping[str, Reference],
    progress: Progress | None,
) -> _Judged:
    todo = plan(standard, opened.columns, as_of=options.day, references=references, language=options.language)
    rows, lines, set_aside = 0, 0, 0
    findings: list[pa.Table] = [missing_columns(todo)]
    parts: list[Sequence[KeyPart]] = []
    for batch, of_batch in in_order(
        opened.extract.tasks(), lambda batch: (batch, validate_batch(todo, batch.records)), options.threads
    ):
        found = of_batch.moved(rows, lines)
        findings += [found.findings, *reading_troubles(todo, batch, rows, lines)]
        parts.append(found.parts)
        set_aside += batch.rows - batch.records.num_rows
        rows, lines = rows + batch.rows, lines + batch.lines
        if progress:
            progress(opened.extract.path, rows)
    findings.append(validate_table(todo, parts))
    whole = _whole(findings, todo, opened.extract.path)
    return _Judged(_input(opened, todo, whole, (rows, set_aside)), whole)


def _whole(findings: Sequence[pa.Table], todo: Plan, path: str) -> pa.Table:
    """Return all findings of a file in source order, with suggestions and the file's path."""
    table = in_source_order(with_suggestions(todo, pa.concat_tables(findings)), tuple(todo.columns))
    source = pa.DictionaryArray.from_arrays(pa.array(np.zeros(table.num_rows, np.int32)), pa.array([path]))
    return table.set_column(FINDINGS.get_field_index("source"), FINDINGS.field("source"), source)


def _input(opened: Opened, todo: Plan, findings: pa.Table, counted: tuple[int, int]) -> Input:
    errors, warnings = _rows_by_severity(findings)
    extract = opened.extract
    guessed = (entry.note for entry in opened.header_map.entries if entry.how in {"fuzzy", "content"})
    return Input(
        path=extract.path,
        sha256=extract.sha256,
        format=extract.format,
        encoding=extract.encoding,
        rows=counted[0],
        rows_set_aside=counted[1],
        rows_with_errors=errors,
        rows_with_warnings=warnings,
        notes=(*extract.notes, *guessed),
        mapped=dict(todo.columns),
        unmapped=tuple(opened.header_map.unmapped),
        untested=todo.untested,
        tested=todo.tested,
    )


def _rows_by_severity(findings: pa.Table) -> tuple[int, int]:
    """Return how many records have an error, and how many only warnings."""
    severity = findings["severity"].cast(pa.string())
    errors = np.unique(findings["row"].filter(pc.equal(severity, "error")).to_numpy())
    warnings = np.unique(findings["row"].filter(pc.equal(severity, "warning")).to_numpy())
    return int((errors > 0).sum()), int((np.setdiff1d(warnings, errors) > 0).sum())


def _all_told(
    judged: Sequence[_Judged], standard: Standard, options: JudgeOptions, seconds: float
) -> Judgement:
    findings = pa.concat_tables([one.findings for one in judged]).unify_dictionaries()
    rows = sum(one.input.rows for one in judged)
    rules = summarise(findings, standard, rows, show_values=options.show_values)
    limit = standard.max_error_rate if options.max_error_rate is None else options.max_error_rate
    tolerated = {(line.rule, line.field) for line in rules if line.tolerated}
    return Judgement(
        standard=standard.name,
        standard_title=standard.title,
        version=standard.version,
        as_of=options.day.isoformat(),
        inputs=tuple(one.input for one in judged),
        verdict=_verdict(findings, tolerated, rows, limit),
        rules=rules,
        findings=findings,
        masks=masks_of(standard),
        max_error_rate=limit,
        seconds=seconds,
    )


def _verdict(findings: pa.Table, tolerated: set[tuple[str, str]], rows: int, limit: float) -> Verdict:
    """Return the verdict: rejected where more records than the limit allows have an error not tolerated by its rule."""
    if not findings.num_rows:
        return "accepted"
    plain = pa.table(
        {name: findings[name].cast(pa.string()) for name in ("rule", "field", "severity", "source")}
    )
    counts = pc.equal(plain["severity"], "error")
    for rule, name in tolerated:
        same_line = pc.and_(pc.equal(plain["rule"], rule), pc.equal(plain["field"], name))
        counts = pc.and_not(counts, same_line)
    at_fault = pa.table({"row": findings["row"], "source": plain["source"]}).filter(counts)
    if pc.any(pc.equal(at_fault["row"], 0)).as_py():  # a mandatory column is missing altogether
        return "rejected"
    faulty = at_fault.group_by(["row", "source"]).aggregate([]).num_rows
    if faulty and faulty > limit * rows:
        return "rejected"
    severe = pc.is_in(plain["severity"], pa.array(["error", "warning"]))
    return "accepted_with_warnings" if pc.any(severe).as_py() else "accepted"
