"""What stands in the way of reading, as findings: troubled records, mandatory columns that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from govclean.extracts.batches import SHOWN, Batch, Trouble
from govclean.validation.catalogue import rule_docs
from govclean.validation.checks import completeness
from govclean.validation.findings import FINDINGS, findings_of
from govclean.validation.planning import Plan
from govclean.wording import Text, same


def missing_columns(todo: Plan) -> pa.Table:
    """Return one finding, on row 0, for each mandatory field without a column."""
    tables = [FINDINGS.empty_table()]
    for name in todo.missing:
        rule = completeness.COLUMN
        message = Text("必填数据项 {name} 没有对应的列", "no column for the mandatory field {name}").fill(
            name=same(name)
        )
        words = {"field": name, "rule": rule.id, "dimension": rule.dimension, "severity": rule.severity}
        words["message"] = message.say(todo.language)
        tables.append(findings_of(rows=np.zeros(1, np.int64), lines=np.zeros(1, np.int64), words=words))
    return pa.concat_tables(tables)


def reading_troubles(todo: Plan, batch: Batch, rows: int, lines: int) -> Iterator[pa.Table]:
    """Yield what the reader found in a batch as findings."""
    fields = {column: name for name, column in todo.columns.items()}
    for trouble in batch.troubles:
        yield findings_of(
            rows=np.array([trouble.row + rows], np.int64),
            lines=np.array([trouble.line + lines], np.int64),
            words=_trouble_words(todo, trouble, fields),
            values=pa.array([trouble.text[:SHOWN] or None], pa.string()),
        )


def _trouble_words(todo: Plan, trouble: Trouble, fields: Mapping[str, str]) -> dict[str, str]:
    rule = rule_docs()[trouble.rule]
    return {
        "field": fields.get(trouble.column, ""),
        "column": trouble.column,
        "rule": rule.id,
        "dimension": rule.dimension,
        "severity": rule.severity,
        "message": trouble.message.say(todo.language),
    }
