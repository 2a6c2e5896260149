"""What validating a file tells: the questions people ask of a judged file, answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from govclean.validation.findings import Severity
from govclean.validation.showing import Mask
from govclean.wording import Text

Verdict = Literal["accepted", "accepted_with_warnings", "rejected"]


@dataclass(frozen=True, slots=True)
class Input:
    """One judged file: where it came from and how it was read."""

    path: str  # as given on the command line; `-` for standard input
    sha256: str
    format: str  # csv, xlsx, parquet …
    encoding: str  # utf-8, gb18030 …; empty for binary formats
    rows: int  # records in the source: read + set aside
    rows_set_aside: int
    rows_with_errors: int  # records with at least one error, those set aside included
    rows_with_warnings: int  # records with warnings only
    notes: tuple[Text, ...] = ()  # what the reader saw and did: title row skipped, footer left out …
    mapped: Mapping[str, str] | None = None  # field name → column header as it stood
    unmapped: tuple[str, ...] = ()  # columns no field claims
    untested: tuple[str, ...] = ()  # `check@field` the standard asks for and this file could not be asked
    tested: tuple[str, ...] = ()  # `check@field` that was made; `check` alone of one on the whole record


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """One line of a report: a rule on a field, over all inputs."""

    rule: str
    title: Text  # the rule in a few words: 校验码不符
    field: str
    field_title: Text
    dimension: str
    severity: Severity
    count: int  # findings
    share: float  # count / rows
    top_values: tuple[tuple[str, int], ...]  # the commonest wrong values, as they may be shown, with counts
    first_rows: tuple[int, ...]  # at most five record numbers
    hint: Text  # probable cause → advice
    tolerated: bool = False  # its share is within the rule's own threshold: does not reject


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of one or more files against one standard."""

    standard: str
    standard_title: Text
    version: str
    as_of: str  # YYYY-MM-DD: "today" of the date checks
    inputs: tuple[Input, ...]
    verdict: Verdict
    rules: tuple[RuleSummary, ...]  # worst first: severity, then count
    findings: pa.Table  # FINDINGS, plain values, sorted by input, row, field order
    masks: Mapping[str, Mask]  # field name → what its values must go through to be shown
    max_error_rate: float
    seconds: float

    @property
    def rows(self) -> int:
        """Return the number of records in all inputs, set-aside ones included."""
        return sum(file.rows for file in self.inputs)

    @property
    def rows_set_aside(self) -> int:
        """Return how many records could not be read as records."""
        return sum(file.rows_set_aside for file in self.inputs)

    @property
    def rows_with_errors(self) -> int:
        """Return how many records have at least one error."""
        return sum(file.rows_with_errors for file in self.inputs)

    @property
    def rows_with_warnings(self) -> int:
        """Return how many records have warnings but no error."""
        return sum(file.rows_with_warnings for file in self.inputs)

    @property
    def error_rate(self) -> float:
        """Return the share of records with errors; 0 for an input without records."""
        return self.rows_with_errors / self.rows if self.rows else 0.0
