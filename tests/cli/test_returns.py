"""`returns build` and `returns import` from the command line, as a bureau calls them."""

import csv

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

HEAD = "XM,身份证号,性别,民族,出生日期,户籍地区划代码,户籍地址,联系电话"
GOOD = "王小明,11010519491231002X,2,01,19491231,110105,北京市朝阳区建国路1号,13800000001"
SPOILT = GOOD.replace("13800000001", "1380000")
BUILD = [
    "returns",
    "build",
    "卫健_人口_202611.csv",
    "-s",
    "population",
    "-o",
    "lists",
    "--as-of",
    "2026-12-01",
]
IMPORT = ["returns", "import", "back.xlsx", "--as-of", "2026-12-10"]
LIST = "lists/问题清单_卫健_人口基础信息库_第1轮.xlsx"


@pytest.fixture
def deliver(run, tmp_path):
    """Write the delivery of 卫健; the command runs in that folder."""

    def write(*lines, name="卫健_人口_202611.csv"):
        (tmp_path / name).write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")

    return write


@pytest.fixture
def fill(tmp_path):
    """Fill in a list: title of a column → what is written in its first row."""

    def write(listed, said):
        book = CalamineWorkbook.from_path(tmp_path / listed)
        with xlsxwriter.Workbook(tmp_path / "back.xlsx") as back:
            for name in book.sheet_names:
                rows, sheet = book.get_sheet_by_name(name).to_python(), back.add_worksheet(name)
                if name == "问题清单":
                    rows[1] = [said.get(title, cell) for title, cell in zip(rows[0], rows[1], strict=True)]
                for place, row in enumerate(rows):
                    sheet.write_row(place, 0, row)

    return write


def test_a_round_there_and_back(run, deliver, fill):
    deliver(SPOILT)
    built = run(*BUILD, "--lang", "zh")
    assert (built.code, built.err) == (0, "")
    assert "第 1 轮  卫健 · 人口" in built.out
    assert "1 条记录，1 个待处理问题 · 新增 1" in built.out
    assert LIST in built.out
    fill(LIST, {"处理结果": "已修正", "更正值": "13800000001", "日期": "2026-12-03"})
    imported = run(*IMPORT, "--lang", "zh")
    assert imported.code == 0
    assert "采纳 1 (已修正 1)" in imported.out
    deliver(GOOD)
    second = run(*BUILD[:-1], "2027-01-05", "--lang", "zh")
    assert "修补率 100.00% = 1 ÷ 1" in second.out
    assert "平衡 ✓" in second.out
    assert "1380000" not in built.out + imported.out + second.out


def test_the_same_again_enters_nothing(run, deliver):
    deliver(SPOILT)
    run(*BUILD)
    again = run(*BUILD)
    assert again.code == 0
    assert "entered before" in again.out
    assert "2 entries" in run("ledger", "verify").out


def test_a_tampered_row_is_listed_and_exits_1(run, deliver, fill, tmp_path):
    deliver(SPOILT)
    run(*BUILD)
    fill(LIST, {"上报值": "13811111111", "处理结果": "已修正"})
    ran = run(*IMPORT, "-o", "refused.csv")
    assert ran.code == 1
    assert "a fixed cell was changed" in ran.out
    assert "13811111111" not in ran.out + ran.err
    rows = list(csv.reader((tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in rows] == ["row", "2"]


def test_an_exception_needs_an_approver(run, deliver, fill):
    deliver(SPOILT)
    run(*BUILD)
    fill(LIST, {"处理结果": "属实无需修改", "说明": "内线电话，已核实"})
    assert "import again with --approver" in run(*IMPORT).out
    assert "1 exceptions granted" in run(*IMPORT, "--approver", "周明", "--expires", "2027-06-30").out
    again = run(*BUILD[:-1], "2027-01-05", "--next")
    assert "0 open problems · 1 excepted" in again.out


def test_lists_are_in_chinese_unless_english_is_asked_for(run, deliver, tmp_path):
    deliver(SPOILT)
    run(*BUILD)
    assert (tmp_path / LIST).exists()
    run(*[word.replace("lists", "others") for word in BUILD], "--ledger", "other.duckdb", "--lang", "en")
    assert (tmp_path / "others/problems_卫健_population_round1.xlsx").exists()


def test_one_delivery_that_cannot_be_read_does_not_stop_the_others(run, deliver, tmp_path):
    deliver(SPOILT)
    ran = run(*BUILD[:3], "nowhere.csv", *BUILD[3:])
    assert ran.code == 2
    assert "nowhere.csv" in ran.err
    assert (tmp_path / LIST).exists()


def test_what_excludes_each_other_is_told(run, deliver):
    deliver(SPOILT)
    ran = run(*BUILD, "--round", "2", "--next")
    assert (ran.code, "exclude each other" in ran.err) == (2, True)


def test_a_file_that_is_no_list_is_told(run, deliver):
    deliver(SPOILT)
    run(*BUILD)
    ran = run("returns", "import", "卫健_人口_202611.csv")
    assert ran.code == 2
    assert "no list of problems" in ran.err


def test_importing_begins_no_ledger(run, deliver, tmp_path):
    deliver(SPOILT)
    run(*BUILD)
    ran = run("returns", "import", LIST, "--ledger", "elsewhere.duckdb")
    assert (ran.code, (tmp_path / "elsewhere.duckdb").exists()) == (2, False)
    assert "no such ledger" in ran.err
