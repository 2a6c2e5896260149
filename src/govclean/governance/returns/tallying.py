"""How often each rule was asked of each field: the denominators without which a count of problems says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from govclean.standards.model import Standard
from govclean.validation.checking import AnyCheck, Asked, Reference
from govclean.validation.checks import completeness, consistency, uniqueness
from govclean.validation.findings import SEVERITIES, Dimension, Severity
from govclean.validation.planning import Plan, plan
from govclean.validation.records import Records
from govclean.values.columns import present
from govclean.wording import Text

RuleOfField = tuple[str, str]
Count = Callable[[Records], int]

_ON_CONDITION = {completeness.REQUIRED_WHEN.id, consistency.IMPLIES.id}
_OF_EVERY_RECORD = {completeness.REQUIRED.id, completeness.ONE_OF.id, uniqueness.RECORD.id}
_NO_COLUMN = Text("没有报送 {fields}", "no column for {fields}")
_NO_REFERENCE = Text("缺少对照文件 {extract}", "the reference {extract} is not at hand")


@dataclass(frozen=True, slots=True)
class AskedRule:
    """One rule that a standard asks of one field; of several checks of the kind the most severe counts."""

    rule: str
    field: str  # empty for the whole record
    dimension: Dimension
    severity: Severity
    needs: tuple[str, ...]  # further fields
    extract: str = ""  # the other extract it refers to

    def why_untested(self, columns: Mapping[str, str], references: Iterable[str]) -> Text | None:
        """Return why a file with these columns and references at hand cannot be asked; None where it can."""
        missing = [name for name in (self.field, *self.needs) if name and name not in columns]
        if missing:
            return _NO_COLUMN.fill(fields=", ".join(missing))
        if self.extract and self.extract not in references:
            return _NO_REFERENCE.fill(extract=self.extract)
        return None


def asked_rules(standard: Standard, as_of: date) -> dict[RuleOfField, AskedRule]:
    """Return every rule a standard asks of a field, whatever columns a file has."""
    extracts = {
        (line.name, str(line.arguments["field"])): str(line.arguments["extract"])
        for line in standard.checks
        if "extract" in line.arguments
    }
    every = _plan_of_all(standard, as_of, extracts.values())
    found: dict[RuleOfField, AskedRule] = {}
    for check in _checks(every):
        place = (check.rule.id, check.field)
        asked = AskedRule(
            *place, check.rule.dimension, every.severity(check), check.needs, extracts.get(place, "")
        )
        found[place] = min(found.get(place, asked), asked, key=_severest)
    for field in standard.fields:
        if field.required:
            rule = completeness.COLUMN
            found[rule.id, field.name] = AskedRule(rule.id, field.name, rule.dimension, rule.severity, ())
    return found


def counters(standard: Standard, todo: Plan, as_of: date) -> list[tuple[RuleOfField, Count]]:
    """Return what counts, for each rule of a field that a file is asked, the records of a batch that are evaluated.

    A value is evaluated where there is one; a rule that looks at several fields, where all of them hold something; one
    that depends on a condition, where the condition holds; a mandatory field, in every record.
    """
    counting = [
        ((check.rule.id, check.field), _count_of(check))
        for check in _checks(todo)
        if check.rule.id not in _ON_CONDITION
    ]
    planned = {(check.rule.id, check.field) for check in todo.row_checks}
    for line in standard.checks:
        place = (line.name, str(line.arguments.get("field", "")))
        if line.name in _ON_CONDITION and place in planned:
            condition = Asked(standard, line, as_of, {}).condition()
            if condition.keys() <= todo.columns.keys():
                counting.append((place, _where_holds(condition)))
    return counting


def _checks(todo: Plan) -> tuple[AnyCheck, ...]:
    return (*todo.row_checks, *todo.table_checks)


def _count_of(check: AnyCheck) -> Count:
    if check.rule.id in _OF_EVERY_RECORD:
        return lambda records: records.rows
    if check.rule is completeness.PLACEHOLDER:
        return lambda records: int(present(records.supplied(check.field)).sum())
    return _where_filled([name for name in dict.fromkeys((check.field, *check.needs)) if name])


def _where_filled(names: Sequence[str]) -> Count:
    def count(records: Records) -> int:
        return int(np.logical_and.reduce([records.has_value(name) for name in names]).sum())

    return count


def _where_holds(condition: Mapping[str, tuple[str, ...]]) -> Count:
    return lambda records: int(completeness.holds(records, condition).sum())


def _plan_of_all(standard: Standard, as_of: date, extracts: Iterable[str]) -> Plan:
    """Return the plan for a file that has every column and every reference."""
    columns = {field.name: field.name for field in standard.fields}
    return plan(standard, columns, as_of=as_of, references=without_keys(extracts))


def without_keys(extracts: Iterable[str]) -> dict[str, Reference]:
    """Return references that hold nothing: enough to plan with, and nothing is read."""
    return dict.fromkeys(extracts, lambda _: np.zeros((0, 2), np.uint64))


def _severest(asked: AskedRule) -> int:
    return SEVERITIES.index(asked.severity)
