"""What is derived: the cases in `features/*.yaml`, and the table they make."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from govclean.cleansing.catalogue import rule_named
from govclean.cleansing.derivations import DERIVATIONS
from govclean.cleansing.features import feature_plan, features_of
from govclean.standards.loading import load_standard
from govclean.values.catalogue import TYPES

BOOKS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for path in sorted(Path(__file__).with_name("features").glob("*.yaml"))
}
CASES = [
    pytest.param(book["derives"], case, id=case["name"]) for book in BOOKS.values() for case in book["cases"]
]
FIELDS = [
    {"name": "home", "type": "cn.address"},
    {"name": "home_division", "type": "cn.division"},
    {"name": "name", "type": "cn.organisation_name"},
    {"name": "note", "type": "text"},
]
PAIR = {"consistency.division_in_address": {"division": "home_division", "address": "home"}}


def planned(folder, columns, **parts):
    text = {"standard": "own", "version": "1", "fields": FIELDS, "checks": [PAIR], **parts}
    path = folder / "own.yaml"
    path.write_text(yaml.dump(text, allow_unicode=True), "utf-8")
    return feature_plan(load_standard(str(path)), {name: name for name in columns})


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name, case):
    derivation = rule_named(name)
    codes = pa.array([case["code"], None]) if "code" in case else None
    columns = derivation.derive(pa.array([case["given"], None]), codes)
    assert all(column.type == pa.string() for column in columns)
    rows = [
        dict(zip(derivation.elements, row, strict=True))
        for row in zip(*map(pa.Array.to_pylist, columns), strict=True)
    ]
    assert {element: value for element, value in rows[0].items() if value is not None} == case["elements"]
    assert set(rows[1].values()) == {None}


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=lambda derivation: derivation.id)
def test_every_derivation_has_a_page_with_an_example_that_is_a_case(derivation):
    assert all(text.zh.strip() and text.en.strip() for text in (derivation.title, derivation.why))
    cases = BOOKS[derivation.id]["cases"]
    assert any(
        case["given"] == derivation.before and derivation.after in case["elements"].values() for case in cases
    )


def test_every_case_file_is_about_a_derivation_of_a_type():
    assert set(BOOKS) == {book["derives"] for book in BOOKS.values()} == {one.id for one in DERIVATIONS}
    assert {one.of_type for one in DERIVATIONS} <= {kind.name for kind in TYPES}


def test_no_two_columns_can_have_one_name():
    elements = {element for derivation in DERIVATIONS for element in derivation.elements}
    assert not [one for one, other in permutations(elements, 2) if one.endswith(f"_{other}")]


def test_the_table_has_a_row_a_record_and_a_column_an_element(tmp_path):
    plan = planned(tmp_path, ["home", "home_division", "name", "note"])
    assert plan.needs == ["_row", "home", "name", "home_division"]
    cleaned = pa.table(
        {
            "_row": pa.array([3, 7], pa.int64()),
            "home": ["朝阳区建国路1号", None],
            "home_division": ["110105", None],
            "name": ["河南嵩岳商贸有限公司", None],
        }
    )
    made = features_of(plan, cleaned)
    assert made.schema == plan.schema
    assert made["_row"].to_pylist() == [3, 7]
    assert made["home_county"].to_pylist() == ["朝阳区", None]
    assert made["home_evidence"].to_pylist() == ["code", None]
    assert made["name_brand"].to_pylist() == ["嵩岳", None]


def test_a_file_without_the_code_column_is_read_without_it(tmp_path):
    plan = planned(tmp_path, ["home"])
    cleaned = pa.table({"_row": pa.array([1], pa.int64()), "home": ["朝阳区建国路1号"]})
    assert features_of(plan, cleaned)["home_status"].to_pylist() == ["ambiguous"]


def test_a_derivation_can_be_switched_off_for_one_field(tmp_path):
    plan = planned(tmp_path, ["home", "name"], rules={"addresses.elements@home": {"enabled": False}})
    assert list(plan.derived) == ["name"]


def test_where_nothing_is_derived_only_the_record_numbers_are_left(tmp_path):
    plan = planned(tmp_path, ["note"])
    made = features_of(plan, pa.table({"_row": pa.array([1, 2], pa.int64())}))
    assert made.to_pylist() == [{"_row": 1}, {"_row": 2}]
