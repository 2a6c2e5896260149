"""The formats a judgement can be written in, besides the text for the terminal: a list one can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from govclean.reports.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    module: str  # has `write(report, sink)`; imported when the format is asked for
    binary: bool = False  # not for a terminal

    @property
    def write(self) -> Callable[[Report, BinaryIO], None]:
        """Return what writes a report in this format."""
        written: Callable[[Report, BinaryIO], None] = import_module(self.module).write
        return written


FORMATS: tuple[Format, ...] = (
    Format("json", "govclean.reports.machine.as_json"),
    Format("jsonl", "govclean.reports.machine.as_jsonl"),
    Format("csv", "govclean.reports.machine.as_csv"),
    Format("html", "govclean.reports.html.judged"),
    Format("xlsx", "govclean.reports.workbook", binary=True),
    Format("parquet", "govclean.reports.machine.as_parquet", binary=True),
    Format("junit", "govclean.reports.machine.as_junit"),
    Format("sarif", "govclean.reports.machine.as_sarif"),
    Format("github", "govclean.reports.machine.as_github"),
)


def format_named(name: str) -> Format:
    """Return a format by its name.

    Raises:
        LookupError: no such format.
    """
    for one in FORMATS:
        if one.name == name:
            return one
    raise LookupError(name)
