"""What every format is given: a judgement and how its reader wants to see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from govclean.governance.affected import Affected
from govclean.reports.grouping import first_of_each
from govclean.reports.showing import findings_to_show, hidden_headers
from govclean.standards.model import Standard
from govclean.validation.judgement import Input, Judgement, RuleSummary
from govclean.wording import Language

_ROWS_AT_ONCE = 10_000
RULE_OF_A_FIELD = ("rule", "field")


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a judgement and some formats show beside it."""

    standard: Standard | None = None  # for bases
    records: Callable[[int], Iterator[Affected]] | None = (
        None  # reads records with findings, so many cells at most
    )


@dataclass(frozen=True, slots=True)
class Report:
    """A judgement made ready for showing; formats read these and look at no plain finding."""

    judgement: Judgement
    inputs: tuple[Input, ...]  # the judgement's, strays hidden in headers
    findings: pa.Table  # FINDINGS, all of them, masked unless the user asked for plain values
    language: Language
    limit: int  # findings listed for each rule of a field; 0 lists all
    show_values: bool = False
    behind: Behind = Behind()

    @property
    def rules(self) -> tuple[RuleSummary, ...]:
        """Return a line a rule of a field, worst first; their commonest values were masked when summed up."""
        return self.judgement.rules

    @property
    def listed(self) -> pa.Table:
        """Return the findings within the limit, in their order."""
        return first_of_each(self.findings, RULE_OF_A_FIELD, self.limit)

    def listed_one_by_one(self) -> Iterator[dict[str, Any]]:
        """Yield the findings within the limit as columns → values, a block in memory at a time."""
        for batch in self.listed.to_batches(max_chunksize=_ROWS_AT_ONCE):
            yield from batch.to_pylist()


def report_on(
    judgement: Judgement,
    *,
    language: Language,
    limit: int = 20,
    show_values: bool = False,
    behind: Behind | None = None,
) -> Report:
    """Return a judgement as it may be shown.

    Args:
        limit: findings listed for each rule of a field where a format lists findings; 0 lists all.
        show_values: nothing is masked.
        behind: what some formats show beside the judgement.
    """
    behind = behind or Behind()
    if show_values:
        return Report(
            judgement, judgement.inputs, judgement.findings, language, limit, show_values=True, behind=behind
        )
    inputs: list[Input] = []
    hidden: dict[str, str] = {}
    for file in judgement.inputs:
        headers = hidden_headers([*(file.mapped or {}).values(), *file.unmapped])
        inputs.append(_with_headers(file, headers))
        hidden |= headers
    shown = findings_to_show(judgement.findings, judgement.masks, hidden)
    return Report(judgement, tuple(inputs), shown, language, limit, behind=behind)


def _with_headers(file: Input, headers: Mapping[str, str]) -> Input:
    mapped = {field: headers.get(column, column) for field, column in (file.mapped or {}).items()}
    return replace(file, mapped=mapped, unmapped=tuple(headers.get(one, one) for one in file.unmapped))
