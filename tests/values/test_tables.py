"""Code lists: reading, history, and what a wrong value most probably means."""

from __future__ import annotations

from datetime import date

import pytest

from govclean.errors import StandardError
from govclean.values.divisions import division_names
from govclean.values.tables import CodeTable, read_table, table_names

_COUNTIES = CodeTable.from_rows(
    "counties",
    [
        {"code": "1", "label": "老县", "valid_from": "1980", "valid_to": "2000", "successors": "2"},
        {"code": "2", "label": "新县", "valid_from": "2000", "valid_to": "2010-07-01", "successors": "3;4?"},
        {"code": "3", "label": "新区", "valid_from": "2010-07-01"},
        {"code": "4", "label": "东区", "valid_from": "1980", "valid_to": "2005"},
        {"code": "4", "label": "东新区", "valid_from": "2005", "aliases": "东新;东城"},
        {"code": "5", "label": "两分县", "valid_to": "2000", "successors": "3;4"},
    ],
)


def test_codes_are_current_on_their_days_only():
    assert _COUNTIES.current() == {"3", "4"}
    assert _COUNTIES.current(date(1999, 12, 31)) == {"1", "4", "5"}
    assert _COUNTIES.current(date(2000, 1, 1)) == {"2", "4"}
    assert _COUNTIES.current(date(2010, 6, 30)) == {"2", "4"}
    assert _COUNTIES.current(date(2010, 7, 1)) == {"3", "4"}


def test_the_line_of_successors_is_followed_but_not_into_parts():
    assert _COUNTIES.successors("2") == ("3",)
    assert _COUNTIES.successor("1") == "3"
    assert _COUNTIES.successor("5") is None
    assert _COUNTIES.successor("3") is None


def test_a_circle_of_successors_ends():
    rows = [
        {"code": code, "label": code * 2, "valid_to": "2000", "successors": heir}
        for code, heir in ("ab", "ba")
    ]
    assert CodeTable.from_rows("circle", rows).successor("a") is None


def test_a_code_keeps_its_former_labels():
    assert _COUNTIES.label("4") == "东新区"
    assert _COUNTIES.labels("4") == ("东新区", "东区")
    assert _COUNTIES.code_of("东城") == "4"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1", "01"),
        ("001", "01"),
        ("０１", "01"),
        ("01-汉族", "01"),
        ("汉族（01）", "01"),
        ("02汉族", None),
        ("其它未识别的民族", "97"),
        ("已识别的民族", None),
        ("", None),
        ("汉" * 1000, None),
    ],
)
def test_a_wrong_value_means_at_most_one_code(value, code):
    table = CodeTable.from_mapping("groups", {"01": "汉族", "02": "蒙古族", "97": "其他未识别的民族"})
    assert table.nearest(value) == code


def test_a_denial_is_never_taken_for_its_opposite():
    table = CodeTable.from_mapping("households", {"1": "农业家庭户口", "2": "集体户口"})
    assert table.nearest("农业家庭户囗") == "1"
    assert table.nearest("非农业家庭户口") is None


def test_a_label_that_two_codes_share_means_neither():
    table = CodeTable.from_mapping("districts", {"110105": "朝阳区", "220104": "朝阳区"})
    assert table.code_of("朝阳区") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_of_ones_own_is_read_in_either_encoding(tmp_path, encoding):
    path = tmp_path / "own.csv"
    path.write_text("code,label\n01,甲\n02,乙\n", encoding=encoding)
    table = CodeTable.from_csv(path)
    assert (table.name, table.codes, table.label("02")) == ("own", {"01", "02"}, "乙")


@pytest.mark.parametrize(
    "content",
    ["code;label\n1;甲\n", "code,label\n", "code,label\n,甲\n", "code,label\n1,甲\n1,乙\n", 'code,label\n"1'],
)
def test_a_list_that_cannot_be_used_is_refused_with_its_file(tmp_path, content):
    path = tmp_path / "own.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StandardError, match=r"own\.csv"):
        CodeTable.from_csv(path)


def test_an_unknown_list_is_refused_with_the_names_of_the_others():
    with pytest.raises(StandardError, match="gbt2261_1"):
        read_table("gbt0000")
    assert "gbt2260" in table_names()


def test_names_of_a_division_reach_up_and_back():
    names = division_names(["410306", "410105001000", "130171", None, "999999"])
    assert names["410306"].county == ("吉利区", "孟津区")
    assert names["410105001000"].prefecture == ("郑州市",)
    assert len(names["410105001000"].township) == 1
    assert names["130171"].county == ("石家庄高新技术产业开发区",)
    assert names["999999"].county == names["999999"].province == ()
