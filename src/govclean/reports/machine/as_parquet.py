"""Findings as Parquet: always all of them, in the types of the findings table."""

from __future__ import annotations

from typing import BinaryIO

from govclean.extracts.parquet import write_parquet
from govclean.reports.report import Report


def write(report: Report, sink: BinaryIO) -> None:
    """Write every finding in its order, compressed with zstd."""
    write_parquet(report.findings, sink)
