"""The case files of the rules as data, and one batch cleansed: what the tests of the rules share."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pyarrow as pa
import yaml

from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.catalogue import rule_named
from govclean.cleansing.planning import plan
from govclean.cleansing.ruling import Rule
from govclean.standards.loading import load_standard

DAY = date(2026, 11, 23)
BOOKS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
}
CASES = [(book, case) for book in BOOKS.values() for case in book["cases"]]


def standard_of(book, case, folder):
    """Return the standard that a case is about; its field is `field` where the case is about one."""
    fields = book.get("fields") or [{"name": "field", **(case.get("field") or book["field"])}]
    for name, content in {**book.get("files", {}), **case.get("files", {})}.items():
        (folder / name).write_text(content, "utf-8")
    fields = [
        {**one, "codelist": str(folder / one["codelist"])}
        if one.get("codelist", "").endswith(".csv")
        else one
        for one in fields
    ]
    text = {"standard": "case", "version": "1", "title": "case", "fields": fields}
    text |= {
        key: part[key] for part in (book, case) for key in ("checks", "codelists", "cleansing") if key in part
    }
    path = folder / "case.yaml"
    path.write_text(yaml.dump(text, allow_unicode=True), "utf-8")
    return load_standard(str(path))


def records_of(case):
    """Return what a case gives as records: one, of one field or of several."""
    return [case["given"] if isinstance(case["given"], dict) else {"field": case["given"]}]


def batch_of(standard, records):
    """Return records (field → value) as a batch under the names of the fields."""
    numbers = pa.array(range(1, len(records) + 1), pa.int64())
    columns = {
        field.name: pa.array([record.get(field.name) or None for record in records], pa.string())
        for field in standard.fields
    }
    return pa.RecordBatch.from_pydict({**columns, "_row": numbers, "_line": numbers})


def plan_of(standard, batch, case=None, only=None):
    """Return the plan of a standard for a batch; with `only`, of that one rule wherever it may stand."""
    sample = batch
    if case and "sample" in case:
        sample = batch_of(standard, [{"field": value} for value in case["sample"]])
    columns = {field.name: field.name for field in standard.fields}
    whole = plan(standard, columns, sample, as_of=DAY, datums=(case or {}).get("datums"))
    if only is None:
        return whole
    rule = rule_named(only)
    if not isinstance(rule, Rule):
        fields = tuple(dataclasses.replace(one, rules=(), settings=()) for one in whole.fields)
        return dataclasses.replace(whole, fields=fields, record_rules=(rule,))
    alone = [
        dataclasses.replace(
            one, rules=(rule,), settings=(one.setting,), looks_for=rule.looks_for if one.free_text else ""
        )
        for one in whole.fields
    ]
    return dataclasses.replace(whole, fields=tuple(alone), record_rules=())


def cleansed(case_plan, batch):
    """Return the records after cleansing (field → value, an empty cell left out) and the changes."""
    done = cleanse_batch(case_plan, batch)
    columns = {name: done.records.column(name).to_pylist() for name in case_plan.columns}
    records = [
        {name: column[at] for name, column in columns.items() if column[at] is not None}
        for at in range(done.records.num_rows)
    ]
    return records, done
