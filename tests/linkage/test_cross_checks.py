"""Checks that look past the single record find whom they should, and tell what was not checked."""

from __future__ import annotations

import pytest
from parties_at_hand import book, by_id, labels_of, records_of, valid_of

from govclean.linkage.cross_checks import CROSS_CHECKS, cross_checks
from govclean.standards.linkage import CrossCheck

CASES = book("cross_checks")["cases"]


def checked(case, language="zh"):
    records = records_of({"market": case["records"]})
    there = records_of({"police": case["there"]}) if "there" in case else None
    valid = {name: valid_of(records, name) for name in records.columns}
    labels = labels_of(records, case.get("one", []))
    registries = {"population": there} if there else {}
    check = CrossCheck.model_validate(case["check"])
    return cross_checks(records, labels, [check], registries=registries, valid=valid, language=language)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_check_finds_whom_it_should(case):
    found = checked(case)
    assert found.table.schema == CROSS_CHECKS
    fields, counts = by_id(found.table, "field"), by_id(found.table, "count")
    assert {key: [fields[key], str(counts[key])] for key in fields} == case["found"]
    assert found.unchecked == ()


def test_a_finding_shows_the_value_and_keeps_it_out_of_the_message():
    rows = checked(CASES[0]).table.to_pylist()
    assert {row["value"] for row in rows} == {"n1"}
    assert {row["message"] for row in rows} == {"共用同一 representative 的主体超过 2 个"}
    assert {row["severity"] for row in rows} == {"warning"}
    english = checked(CASES[0], "en").table["message"].to_pylist()
    assert set(english) == {"more than 2 entities share this representative"}


@pytest.mark.parametrize(
    "check",
    [
        {"check": "exists_in", "field": "phone", "registry": "population", "key": "id"},
        {"check": "at_most", "field": "fax"},
        {"check": "at_most", "field": "phone", "per": "id"},
    ],
)
def test_what_cannot_be_checked_is_told(check):
    found = checked({"records": {"a": {"phone": "1"}, "b": {"phone": "1"}}, "check": check})
    assert found.table.num_rows == 0
    assert [one.field for one in found.unchecked] == [check["field"]]


def test_a_registry_without_the_field_is_not_checked():
    check = {"check": "exists_in", "field": "phone", "registry": "population", "key": "id"}
    found = checked({"records": {"a": {"phone": "1"}}, "there": {"x": {"name": "李娜"}}, "check": check})
    assert [one.registry for one in found.unchecked] == ["population"]


def test_the_findings_of_several_checks_follow_the_standard():
    records = records_of({"market": {"b": {"x": "1", "y": "2"}, "a": {"x": "1", "y": "2"}}})
    checks = [CrossCheck.model_validate({"check": "at_most", "field": field}) for field in ("y", "x")]
    table = cross_checks(records, labels_of(records, []), checks).table
    assert [(row["field"], row["record_id"]) for row in table.to_pylist()] == [
        ("y", "a"),
        ("y", "b"),
        ("x", "a"),
        ("x", "b"),
    ]
