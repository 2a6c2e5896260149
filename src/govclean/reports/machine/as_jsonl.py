"""Findings as JSON lines: one finding a line, the columns of the findings table as keys."""

from __future__ import annotations

from typing import BinaryIO

from govclean.reports.machine.literals import json_rows
from govclean.reports.report import Report


def write(report: Report, sink: BinaryIO) -> None:
    """Write the findings within the report's limit, UTF-8, each line ended."""
    sink.writelines(("\n".join(rows) + "\n").encode() for rows in json_rows(report.listed))
