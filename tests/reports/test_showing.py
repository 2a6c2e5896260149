import io

import pytest
from hand_made import NAME, NUMBER, PHONE, finding, findings, judgement

from govclean.reports.formats import FORMATS
from govclean.reports.report import report_on
from govclean.reports.showing import hidden_headers
from govclean.reports.text import Screen, plain_text, render
from govclean.validation.showing import mask_of
from govclean.values.catalogue import semantic_type
from govclean.values.tables import read_table

PERSONAL = (NUMBER, PHONE, NAME)


def written(name, **how):
    report = report_on(judgement(), language="zh", limit=0, **how)
    if name == "text":
        return plain_text(render(report, Screen(all_rules=True)))
    sink = io.BytesIO()
    next(one for one in FORMATS if one.name == name).write(report, sink)
    return sink.getvalue().decode(errors="replace")


@pytest.mark.parametrize("name", ["text", *(one.name for one in FORMATS)])
def test_no_format_shows_a_number_a_phone_or_a_name(name):
    shown = written(name)
    assert not [value for value in PERSONAL if value in shown]


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "sarif", "github", "junit"])
def test_plain_values_are_shown_when_they_are_asked_for(name):
    shown = written(name, show_values=True)
    assert all(value in shown for value in PERSONAL)


def test_a_person_in_a_harmless_column_is_hidden_too():
    table = findings(
        [finding(1, "note", "validity.length", f"电话{PHONE}"), finding(2, "note", "validity.length", "张三")]
    )
    shown = report_on(judgement(), language="zh")
    assert mask_of("note", shown.judgement.masks)(table["value"].combine_chunks()).to_pylist() == [
        "电话138****0001",
        "张*",
    ]


def test_a_code_in_its_own_column_stays_readable():
    masks = {"ethnicity": semantic_type("code", codes=read_table("gbt3304")).mask}
    values = findings([finding(1, "ethnicity", "validity.codelist", "汉族")])["value"].combine_chunks()
    assert mask_of("ethnicity", masks)(values).to_pylist() == ["汉族"]


def test_of_a_whole_record_only_its_outline_is_shown(report):
    (value,) = (one["value"] for one in report.findings.to_pylist() if not one["field"])
    assert value == "***,******************,*"


def test_a_header_that_is_a_person_is_hidden(report):
    assert report.inputs[0].unmapped == ("备注", "138****0001")
    assert hidden_headers(["张三", PHONE, "1"]) == {"张三": "张*", PHONE: "138****0001"}


def test_a_header_that_only_looks_like_a_name_stays():
    assert hidden_headers(["单位", "时间", "张三"]) == {}


def test_masking_keeps_rows_order_and_everything_else(report):
    plain, shown = report.judgement.findings, report.findings
    assert shown.drop_columns(["value", "suggestion"]).equals(plain.drop_columns(["value", "suggestion"]))
    assert shown["value"].null_count == plain["value"].null_count
