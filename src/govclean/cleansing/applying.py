"""Apply rules to one batch: value rules on the distinct values that may need them, then rules across fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.cleansing.changes import CHANGES, changes_of
from govclean.cleansing.planning import FREE_TEXT, FieldPlan, Plan
from govclean.cleansing.ruling import EMPTIED, RecordRule, Rule, Setting
from govclean.cleansing.suspecting import suspects
from govclean.values.columns import Bools, present, spread
from govclean.values.semantic import Reason
from govclean.values.suggesting import keep

_MOST_ROUNDS = 8  # no value is known to need more than three; two rules that undo each other shall not hang


@dataclass(frozen=True, slots=True)
class Cleansed:
    """One batch after its rules: the same records with the mapped columns in their new form, and what was changed."""

    records: pa.RecordBatch  # the headers of the source, `_row`, `_line`
    changes: pa.Table  # record numbers as in the batch


@dataclass(frozen=True, slots=True)
class _Step:
    """What one rule did to the distinct values of one column."""

    rule: Rule
    changed: Bools  # of the distinct values
    before: pa.StringArray
    after: pa.StringArray


def cleanse_batch(plan: Plan, batch: pa.RecordBatch) -> Cleansed:
    """Return the batch (string columns, `_row`, `_line`) after the plan's rules; safe to run in several threads."""
    rows = batch.column("_row").to_numpy()
    columns = {name: batch.column(header) for name, header in plan.columns.items()}
    changes = [CHANGES.empty_table()]
    for field_plan in plan.fields:
        name = field_plan.setting.field.name
        columns[name], made = _value_rules(field_plan, columns[name], rows)
        changes += made
    for rule in plan.record_rules:
        changes += _record_rule(plan, rule, columns, rows)
    return Cleansed(_with(batch, plan, columns), pa.concat_tables(changes))


def _value_rules(
    plan: FieldPlan, column: pa.StringArray, rows: NDArray[np.int64]
) -> tuple[pa.StringArray, list[pa.Table]]:
    """Return a column after its value rules, and the changes, those of one cell in the order they were made."""
    at = np.flatnonzero(suspects(plan, column))
    if not len(at):
        return column, []
    encoded = column.take(pa.array(at)).dictionary_encode()
    codes = encoded.indices.to_numpy()
    final = encoded.dictionary
    made = []
    for step in _steps(plan, encoded.dictionary):
        cells = np.flatnonzero(step.changed[codes])
        places = pa.array(codes[cells])
        words = _words(plan.setting.field.name, step.rule, plan.language)
        made.append(changes_of(rows[at[cells]], step.before.take(places), step.after.take(places), words))
        final = step.after
    return _replaced(column, at, final.take(pa.array(codes))), made


def _steps(plan: FieldPlan, values: pa.StringArray) -> Iterator[_Step]:
    """Yield each rule that changes some of the distinct values, with all of them before and after it.

    What changed is put to the rules again until nothing does, since one repair may lay bare what another looks for:
    so cleansing twice equals cleansing once, in whatever order a standard places its rules.
    """
    asked = present(values).copy()
    for _ in range(_MOST_ROUNDS):
        touched = np.zeros(len(values), np.bool_)
        for rule, setting in zip(plan.rules, plan.settings, strict=True):
            step = _step(rule, setting, values, asked)
            if step is not None:
                yield step
                values = step.after
                touched |= step.changed
                if not plan.free_text:
                    asked = _still(plan, values, asked, step.changed)
        asked = _still(plan, values, touched & asked, touched & asked)
        if not asked.any():
            return


def _still(plan: FieldPlan, values: pa.StringArray, asked: Bools, of: Bools) -> Bools:
    """Return the values to ask about, without those `of` them that are no longer suspect: what is good now stays so."""
    asked = asked.copy()
    asked[of] = suspects(plan, values.filter(pa.array(of)))
    return asked


def _step(rule: Rule, setting: Setting, values: pa.StringArray, asked: Bools) -> _Step | None:
    answers = _answers(rule, setting, values.filter(pa.array(asked)))
    changed = asked.copy()
    changed[asked] = present(answers)
    if not changed.any():
        return None
    after = pc.coalesce(spread(answers, asked), values)
    return _Step(rule, changed, values, pc.if_else(pc.equal(after, EMPTIED), None, after))


def _answers(rule: Rule, setting: Setting, values: pa.StringArray) -> pa.StringArray:
    """Return the new form of each value that a rule may change and does change; null for every other."""
    if rule.looks_for and setting.semantic.name in FREE_TEXT:
        rows = _true(pc.match_substring_regex(values, rule.looks_for))
        answers = spread(rule.repair(values.filter(pa.array(rows)), setting), rows)
    else:
        answers = rule.repair(values, setting)
    changed = present(answers) & _true(pc.not_equal(answers, values))
    if rule.action != "treat_as_missing":
        changed &= _true(pc.not_equal(answers, EMPTIED))
    if rule.action == "repair_if_unambiguous" and changed.any():
        changed[changed] = _good(setting, answers.filter(pa.array(changed)))
    return keep(answers, changed)


def _record_rule(
    plan: Plan, rule: RecordRule, columns: dict[str, pa.StringArray], rows: NDArray[np.int64]
) -> Iterator[pa.Table]:
    settings = {field_plan.setting.field.name: field_plan.setting for field_plan in plan.fields}
    for done in rule.repair(columns, settings):
        at = np.flatnonzero(done.rows)
        before = columns[done.field].take(pa.array(at))
        changed = pa.array(~_true(pc.equal(before, done.values)))  # a rounded point may stay what it was
        at, before, after = at[np.asarray(changed)], before.filter(changed), done.values.filter(changed)
        if len(at):
            columns[done.field] = _replaced(columns[done.field], at, after)
            yield changes_of(rows[at], before, after, _words(done.field, rule, plan.language))


def _words(field: str, rule: Rule | RecordRule, language: str) -> Mapping[str, str]:
    return {"field": field, "rule": rule.id, "reason": rule.title.say("zh" if language == "zh" else "en")}


def _good(setting: Setting, values: pa.StringArray) -> Bools:
    verdicts = setting.semantic.judge(values)
    good: Bools = (verdicts == Reason.GOOD) | (verdicts == Reason.RETIRED)
    return good


def _true(answers: pa.BooleanArray) -> Bools:
    found: Bools = pc.fill_null(answers, fill_value=False).to_numpy(zero_copy_only=False)
    return found


def _replaced(column: pa.StringArray, at: NDArray[np.int64], values: pa.StringArray) -> pa.StringArray:
    """Return the column with new values at some places."""
    mask = np.zeros(len(column), np.bool_)
    mask[at] = True
    return pc.replace_with_mask(column, pa.array(mask), values)


def _with(batch: pa.RecordBatch, plan: Plan, columns: Mapping[str, pa.StringArray]) -> pa.RecordBatch:
    for name, column in columns.items():
        header = plan.columns[name]
        batch = batch.set_column(batch.schema.get_field_index(header), header, column)
    return batch
