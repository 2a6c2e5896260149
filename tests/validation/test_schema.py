"""Pandera's own lazy validation of the compiled schema finds exactly the rows that the tool reports."""

from datetime import date

import pandera.errors
import pyarrow as pa
import pytest

from govclean.standards.loading import load_standard
from govclean.validation.planning import plan
from govclean.validation.records import Records
from govclean.validation.schema import failures, frame_of, schema_over

ROWS = {
    "resident_id": ["11010519491231002X", "110105194912310021", None, "4.10105E+17", "11010519491231002X"],
    "name": ["王小明", "", None, "李　娜", "张三"],
    "sex": ["2", "男", "9", None, "1"],
    "ethnicity": ["01", "1", "01", "99", "无"],
    "birth_date": ["19491231", "19850230", "19850305", "1985/3/5", "19491230"],
}


@pytest.fixture(scope="module")
def judged():
    standard = load_standard("population")
    batch = pa.RecordBatch.from_pydict({name: pa.array(values, pa.string()) for name, values in ROWS.items()})
    todo = plan(standard, {name: name for name in ROWS}, as_of=date(2026, 11, 23))
    return todo, Records(batch, todo.columns, todo.types)


def test_lazy_validation_finds_the_same_rows(judged):
    todo, records = judged
    with pytest.raises(pandera.errors.SchemaErrors) as failed:
        schema_over(todo, records).validate(frame_of(records), lazy=True)
    cases = failed.value.failure_cases
    of_pandera = {(int(c.index), c.column, c.check) for c in cases.itertuples(index=False, name="Case")}
    ours = {(int(row), check.field, check.rule.id) for check, rows in failures(todo, records) for row in rows}
    assert ours
    assert of_pandera == ours


def test_the_callers_columns_are_not_changed(judged):
    todo, records = judged
    list(failures(todo, records))
    assert frame_of(records)["sex"].tolist()[1] == "男"
