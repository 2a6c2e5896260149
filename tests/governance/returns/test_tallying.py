"""Denominators: of how many records each rule was asked."""

import pytest
from returns_at_hand import DAYS, POPULATION, Office, person

from govclean.governance.returns.tallying import asked_rules

PEOPLE = [
    person(1),
    person(2, phone=""),
    person(3, phone="无"),
    person(4, phone="1380000"),
    person(5, birth=""),
    person(6, birth="1985/3/5"),
    person(7, division="", address=""),
]


@pytest.fixture(scope="module")
def tallies(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("tallies"))
    office.build(*PEOPLE, ",".join(person(8).values()) + ",")
    return {(row["rule"], row["field"]): row for row in office.table("tallies")}


@pytest.mark.parametrize(
    ("rule", "field", "evaluated", "failed"),
    [
        ("completeness.required", "birth_date", 7, 1),  # every record that could be read
        ("completeness.placeholder", "phone", 6, 1),  # every cell that holds something
        ("validity.length", "phone", 5, 1),  # every cell that holds a value
        ("validity.format", "birth_date", 6, 1),
        ("consistency.matches_resident_id", "birth_date", 6, 0),  # where both are there
        ("consistency.division_in_address", "household_division", 6, 0),
        ("uniqueness.key", "resident_id", 7, 0),
        ("uniqueness.record", "", 7, 0),
        ("completeness.column", "resident_id", 0, 0),  # there: nothing more to say of it
        ("validity.record_shape", "", 8, 1),  # every line
    ],
)
def test_a_rule_has_its_denominator(tallies, rule, field, evaluated, failed):
    row = tallies[rule, field]
    assert (row["tested"], row["evaluated"], row["failed"]) == (True, evaluated, failed)


def test_a_condition_counts_where_it_holds(tmp_path):
    office = Office(tmp_path)
    head = "XM,身份证号,性别,民族,出生日期,户籍地区划代码,户籍地址,联系电话,人员状态,死亡日期"
    cells = [("1", "20250101"), ("1", ""), ("0", ""), ("0", "20250101"), ("", "")]
    people = [{**person(n), "status": one, "death": day} for n, (one, day) in enumerate(cells, 1)]
    office.build(*people, head=head)
    rows = {(row["rule"], row["field"]): row for row in office.table("tallies")}
    row = rows[
        "consistency.implies", "death_date"
    ]  # two lines of the standard: dead and no date, alive and a date
    assert (row["evaluated"], row["failed"]) == (4, 2)


def test_every_rule_of_the_standard_has_a_row_tested_or_not(tallies):
    asked = asked_rules(POPULATION, DAYS[0])
    assert asked.keys() <= tallies.keys()
    untested = tallies["validity.codelist", "marital_status"]
    assert (untested["tested"], untested["evaluated"]) == (False, None)
    assert "marital_status" in untested["why_untested"]


def test_a_mandatory_column_that_is_missing_counts_as_empty_in_every_record(tmp_path):
    office = Office(tmp_path)
    people = [{name: cell for name, cell in person(n).items() if name != "sex"} for n in (1, 2, 3)]
    office.build(*people, head="XM,身份证号,民族,出生日期,户籍地区划代码,户籍地址,联系电话")
    rows = {(row["rule"], row["field"]): row for row in office.table("tallies")}
    assert (
        rows["completeness.column", "sex"]["evaluated"],
        rows["completeness.column", "sex"]["failed"],
    ) == (3, 3)
    assert rows["completeness.required", "sex"]["tested"] is False
