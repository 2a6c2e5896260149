import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from govclean.documents import check, parse_document
from govclean.reports.template import write_csv, write_workbook
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard

POPULATION = load_standard("population")
SMALL = """
standard: small
version: "1"
title: 小标准
codelists:
  state: {"0": 停用, "1": "=1+1"}
fields:
  - {name: sex, title: 性别, type: code, codelist: gbt2261_1, required: true}
  - {name: ethnicity, title: 民族, type: code, codelist: gbt3304}
  - {name: division, title: 区划, type: code, codelist: gbt2260}
  - {name: state, title: 状态, type: code, codelist: state}
  - {name: day, title: =日期, type: date, format: YYYYMMDD}
"""


def workbook(standard, language="zh"):
    sink = io.BytesIO()
    write_workbook(standard, sink, language)
    return sink.getvalue()


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


@pytest.fixture(scope="module")
def small():
    return workbook(check(parse_document(SMALL), Standard))


def test_the_first_sheet_is_the_header_alone():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(POPULATION)))
    assert book.sheet_names == ["数据", "填报说明", "代码表"]
    assert book.get_sheet_by_name("数据").to_python() == [[field.title.zh for field in POPULATION.fields]]


def test_every_field_is_explained():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(POPULATION)))
    rows = book.get_sheet_by_name("填报说明").to_python()
    told = {row[1]: row for row in rows[3:] if len(row) > 1}
    for field in POPULATION.fields:
        assert told[field.name][2] == field.title.zh
        assert told[field.name][4]
    assert told["resident_id"][3] == "必填，不得重复"


def test_short_code_lists_are_inline_and_longer_ones_a_range(small):
    sheet = part(small, "xl/worksheets/sheet1.xml")
    assert "<formula1>&quot;0,1,2,9&quot;</formula1>" in sheet or '<formula1>"0,1,2,9"</formula1>' in sheet
    assert "'代码表'!$D$2:$D$" in sheet or '"01,02' in sheet
    assert "'代码表'!$G$2:$G$" in sheet


def test_no_cell_is_ever_a_formula_and_columns_are_text(small):
    for number in (1, 2, 3):
        assert "<f>" not in part(small, f"xl/worksheets/sheet{number}.xml")
    assert 'formatCode="@"' in part(small, "xl/styles.xml")


def test_headers_carry_notes(small):
    notes = part(small, "xl/comments1.xml")
    assert "约束：必填" in notes
    assert "示例：20260131" in notes


def test_retired_codes_are_not_offered(small):
    book = CalamineWorkbook.from_filelike(io.BytesIO(small))
    codes = book.get_sheet_by_name("代码表").to_python()
    offered = {str(row[6]) for row in codes[1:]}
    assert "410105" in offered
    assert "410306" not in offered  # dissolved in 2021


def test_a_template_can_be_english():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(POPULATION, "en")))
    assert book.sheet_names == ["data", "how to fill in", "codes"]


def test_the_same_standard_gives_the_same_bytes(small):
    assert workbook(check(parse_document(SMALL), Standard)) == small


def test_the_csv_template_is_a_header_that_spreadsheets_read():
    sink = io.BytesIO()
    write_csv(POPULATION, sink, "zh")
    assert sink.getvalue().startswith(b"\xef\xbb\xbf" + "公民身份号码,姓名".encode())
    assert sink.getvalue().count(b"\r\n") == 1
