"""Scores in the formats they can be written in, besides the terminal."""

from __future__ import annotations

from typing import BinaryIO

from govclean.reports import score_data, score_workbook
from govclean.reports.html import scored
from govclean.reports.score_page import render
from govclean.reports.score_report import ScoreReport
from govclean.reports.text import plain_text

BINARY = ("xlsx",)


def write_scores(report: ScoreReport, form: str, sink: BinaryIO) -> None:
    """Write scores as `text`, `json`, `csv`, `html` or `xlsx`; the same scores give the same bytes.

    Raises:
        KeyError: no such format.
    """
    _WRITERS[form](report, sink)


def _write_text(report: ScoreReport, sink: BinaryIO) -> None:
    sink.write(plain_text(render(report, hints=False)).encode())


_WRITERS = {
    "text": _write_text,
    "json": score_data.write_json,
    "csv": score_data.write_csv,
    "html": scored.write,
    "xlsx": score_workbook.write,
}
