"""Quality by dimension: of the records that were looked at, how many have no error and no warning in it.

GB/T 36344-2018 rates a dimension as what satisfies it over what was evaluated; a dimension without any check is not
rated, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from govclean.reports.report import Report
from govclean.validation.catalogue import DIMENSION_TITLES
from govclean.validation.findings import DIMENSIONS, Dimension
from govclean.validation.judgement import Input
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Rate:
    """One dimension."""

    dimension: Dimension
    title: Text
    failed: int  # records with an error or a warning in it
    evaluated: int  # records of the files in which it was tested
    findings: int

    @property
    def share(self) -> float | None:
        """Return the share of the evaluated records without a fault; None where none was evaluated."""
        return 1 - self.failed / self.evaluated if self.evaluated else None


def by_dimension(report: Report) -> tuple[Rate, ...]:
    """Return a rate for each dimension, in the order of DIMENSIONS."""
    faulty = _faulty(report.findings)
    rates = []
    for dimension in DIMENSIONS:
        files = [(file, _evaluated(file, dimension)) for file in report.inputs]
        failed = sum(min(_count(faulty, dimension, file.path, rows), rows) for file, rows in files)
        findings = sum(rule.count for rule in report.rules if rule.dimension == dimension)
        evaluated = sum(rows for _, rows in files)
        rates.append(Rate(dimension, DIMENSION_TITLES[dimension], failed, evaluated, findings))
    return tuple(rates)


def _evaluated(file: Input, dimension: Dimension) -> int:
    """Return how many records of a file were looked at; what could not be read at all was judged by its form."""
    if dimension == "validity":
        return file.rows
    made = any(check.startswith(f"{dimension}.") for check in file.tested)
    return file.rows - file.rows_set_aside if made else 0


def _faulty(findings: pa.Table) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (dimension, path) → how many records are at fault, and the least of their numbers."""
    names = ("dimension", "source", "severity")
    plain = pa.table({"row": findings["row"], **{name: findings[name].cast(pa.string()) for name in names}})
    plain = plain.filter(pc.not_equal(plain["severity"], "info"))
    counted = plain.group_by(["dimension", "source"]).aggregate([("row", "count_distinct"), ("row", "min")])
    return {
        (one["dimension"], one["source"]): (one["row_count_distinct"], one["row_min"])
        for one in counted.to_pylist()
    }


def _count(faulty: dict[tuple[str, str], tuple[int, int]], dimension: Dimension, path: str, rows: int) -> int:
    """Return the records at fault: all of them where the file as a whole is (row 0), as when a column is missing."""
    count, least = faulty.get((dimension, path), (0, 1))
    return rows if least == 0 else count


def tested_cells(inputs: Sequence[Input]) -> frozenset[tuple[str, str]]:
    """Return the (rule, field) that were looked at in some file; the field of a whole record is empty."""
    made = (check.partition("@") for file in inputs for check in file.tested)
    return frozenset((rule, field) for rule, _, field in made)
