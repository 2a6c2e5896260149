"""The judgement as one JSON document: the keys are public and keep their meaning."""

from __future__ import annotations

import json
from typing import BinaryIO

import govclean
from govclean.reports.machine.literals import json_rows
from govclean.reports.report import Report
from govclean.validation.judgement import Input, RuleSummary
from govclean.wording import Language


def write(report: Report, sink: BinaryIO) -> None:
    """Write the summary, then the findings within the report's limit, one a line, UTF-8."""
    head = json.dumps(summary(report), ensure_ascii=False, indent=2)
    sink.write(f'{head.removesuffix(chr(10) + "}")},\n  "findings": ['.encode())
    separator = "\n    "
    for rows in json_rows(report.listed):
        sink.write((separator + ",\n    ".join(rows)).encode())
        separator = ",\n    "
    sink.write(b"\n  ]\n}\n" if separator.startswith(",") else b"]\n}\n")


def summary(report: Report) -> dict[str, object]:
    """Return everything but the single findings."""
    judgement = report.judgement
    return {
        "tool": {"name": "govclean", "version": govclean.__version__},
        "standard": judgement.standard,
        "version": judgement.version,
        "standard_title": judgement.standard_title.say(report.language),
        "as_of": judgement.as_of,
        "inputs": [_input(file, report.language) for file in report.inputs],
        "verdict": judgement.verdict,
        "rows": judgement.rows,
        "rows_read": judgement.rows - judgement.rows_set_aside,
        "rows_set_aside": judgement.rows_set_aside,
        "rows_with_errors": judgement.rows_with_errors,
        "rows_with_warnings": judgement.rows_with_warnings,
        "error_rate": judgement.error_rate,
        "max_error_rate": judgement.max_error_rate,
        "seconds": round(judgement.seconds, 3),
        "findings_total": report.findings.num_rows,
        "findings_limit": report.limit,
        "by_rule": [_rule(rule, report.language) for rule in report.rules],
    }


def _input(file: Input, language: Language) -> dict[str, object]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "format": file.format,
        "encoding": file.encoding,
        "rows": file.rows,
        "rows_read": file.rows - file.rows_set_aside,
        "rows_set_aside": file.rows_set_aside,
        "rows_with_errors": file.rows_with_errors,
        "rows_with_warnings": file.rows_with_warnings,
        "notes": [note.say(language) for note in file.notes],
        "mapped": dict(file.mapped or {}),
        "unmapped": list(file.unmapped),
        "untested": list(file.untested),
    }


def _rule(rule: RuleSummary, language: Language) -> dict[str, object]:
    return {
        "rule": rule.rule,
        "title": rule.title.say(language),
        "field": rule.field,
        "field_title": rule.field_title.say(language),
        "dimension": rule.dimension,
        "severity": rule.severity,
        "count": rule.count,
        "share": rule.share,
        "tolerated": rule.tolerated,
        "top_values": [{"value": value, "count": count} for value, count in rule.top_values],
        "first_rows": list(rule.first_rows),
        "hint": rule.hint.say(language),
    }
