"""The formats a judgement can be written in, besides the text for the terminal: a list one can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from govclean.reports.machine import as_csv, as_github, as_json, as_jsonl, as_junit, as_parquet, as_sarif
from govclean.reports.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One machine format."""

    name: str
    write: Callable[[Report, BinaryIO], None]
    binary: bool = False  # not for a terminal


FORMATS: tuple[Format, ...] = (
    Format("json", as_json.write),
    Format("jsonl", as_jsonl.write),
    Format("csv", as_csv.write),
    Format("parquet", as_parquet.write, binary=True),
    Format("junit", as_junit.write),
    Format("sarif", as_sarif.write),
    Format("github", as_github.write),
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
