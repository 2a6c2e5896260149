"""Which rules run on which field, and in which order."""

from __future__ import annotations

import pyarrow as pa
import yaml
from rule_cases import DAY, batch_of

from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.catalogue import OF_TYPE
from govclean.cleansing.planning import plan
from govclean.standards.loading import load_standard

FIELDS = [
    {"name": "sex", "type": "code", "codelist": "gbt2261_1"},
    {"name": "ethnicity", "type": "code", "codelist": "gbt3304"},
]


def planned(folder, **parts):
    path = folder / "own.yaml"
    text = {"standard": "own", "version": "1", "title": "own", "fields": FIELDS, **parts}
    path.write_text(yaml.dump(text, allow_unicode=True), "utf-8")
    standard = load_standard(str(path))
    batch = batch_of(standard, [{"sex": "男", "ethnicity": "汉族"}])
    columns = {field.name: field.name for field in standard.fields}
    return plan(standard, columns, batch, as_of=DAY), batch


def ids_of(made):
    return {one.setting.field.name: [rule.id for rule in one.rules] for one in made.fields}


def test_a_type_brings_its_rules_without_a_line_in_the_standard(tmp_path):
    made, _ = planned(tmp_path)
    assert ids_of(made) == {name: list(OF_TYPE["code"]) for name in ("sex", "ethnicity")}


def test_what_the_standard_places_itself_comes_last_and_only_once(tmp_path):
    made, _ = planned(tmp_path, cleansing=[{"codes.from_label": {"fields": ["sex"]}}])
    assert ids_of(made)["sex"] == [
        *(name for name in OF_TYPE["code"] if name != "codes.from_label"),
        "codes.from_label",
    ]
    assert ids_of(made)["ethnicity"] == list(OF_TYPE["code"])


def test_a_rule_can_be_switched_off_and_on_again_for_one_field(tmp_path):
    off = {"codes.from_label": {"enabled": False}, "codes.from_label@sex": {"enabled": True}}
    made, batch = planned(tmp_path, rules=off)
    assert "codes.from_label" in ids_of(made)["sex"]
    assert "codes.from_label" not in ids_of(made)["ethnicity"]
    records = cleanse_batch(made, batch).records
    assert [records.column(name).to_pylist() for name in ("sex", "ethnicity")] == [["1"], ["汉族"]]


def test_the_reason_of_a_change_is_said_in_the_language_asked_for(tmp_path):
    _, batch = planned(tmp_path)
    standard = load_standard(str(tmp_path / "own.yaml"))
    made = plan(standard, {"sex": "sex"}, batch, as_of=DAY, language="zh")
    (change,) = cleanse_batch(made, batch).changes.to_pylist()
    assert change["reason"] == "名称、同义词换成代码"


def test_columns_that_the_standard_does_not_know_are_handed_through(tmp_path):
    made, batch = planned(tmp_path)
    wider = batch.append_column("备注", pa.array([" 无 "]))
    assert cleanse_batch(made, wider).records.column("备注").to_pylist() == [" 无 "]
