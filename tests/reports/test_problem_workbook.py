"""The workbook that goes to a department: nothing in it runs, only the answers can be written, and it opens everywhere."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import pyarrow as pa
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from govclean.governance.ledger import Head, Ledger
from govclean.governance.profiles import load_deadlines
from govclean.governance.returns.form import COLUMNS, FIXED, OUTCOMES, TICKET, Ticket, seals, visible
from govclean.governance.returns.lists import ProblemList
from govclean.reports.bulk_rows import BulkSheet, Cells
from govclean.reports.problem_workbook import write_workbook
from govclean.validation.judgement import Input
from govclean.wording import Text

HOSTILE = (
    "=cmd|'/c calc'!A1", "@SUM(1)", "+1", "-1", "<r><t>&</t></r>", "</t></is></c>", "]]>", "_x0041_", "'0371",
    "http://example.com", " 前后空格 ", "第一行\n第二行", "\x00\x01\ufffe\uffff\u202e", "{=1}", "𬭎" * 40,
    "00012", "1E5", "",
)  # fmt: skip
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """A list whose values try to be something else."""
    count = len(HOSTILE)
    columns = {name: pa.array([f"{name} {n}" for n in range(count)]) for name in FIXED}
    columns |= {
        "problem": pa.array([f"AAAA-BBBB-{n:04}" for n in range(count)]),
        "line": pa.array([str(n) if n else None for n in range(count)]),
        "value": visible(pa.array(HOSTILE)),
        "suggestion": pa.nulls(count, pa.string()),
        "severity": pa.array(["错误", "警告"] * (count // 2)),
        "due_on": pa.array(["2026-11-01", "2026-12-29"] * (count // 2)),
    }
    rows = pa.table(columns)
    ticket = Ticket("population", "2026.1", "卫健", "2", "2026-12-01", str(count), "1/1")
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "ledger.duckdb") as ledger:
        ticket = ticket.sealed(ledger)
        rows = rows.append_column("seal", seals(rows, ticket, ledger))
    rows = rows.append_column("overdue", pa.array([True, False] * (count // 2)))
    deadlines, day = load_deadlines(), date(2026, 12, 1)
    return ProblemList(
        ticket, Text("人口基础信息库", "Population"), ("GB 11643-1999",), rows,
        (Input("drops/=1+1.csv", "ab" * 32, "csv", "utf-8", 1000, 0, 9, 9),),
        {"new": 10, "remaining": 8, "repaired": 8, "withdrawn": 1},
        {"error": deadlines.due("problem.error", day), "warning": deadlines.due("problem.warning", day)},
        Head(7, "cd" * 32, ""), "zh",
    )  # fmt: skip


@pytest.fixture(scope="module")
def workbook(listed, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "list.xlsx"
    write_workbook(listed, path)
    return path


def part(path, name):
    return zipfile.ZipFile(path).read(name).decode()


def sheet(path, name):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def test_every_value_is_there_as_text(workbook, listed):
    rows = sheet(workbook, "问题清单")
    assert [row[5] for row in rows[1:]] == [value or "" for value in listed.rows["value"].to_pylist()]
    assert rows[0] == [column.title.zh for column in COLUMNS]


def test_nothing_in_it_is_a_formula_or_a_link(workbook):
    for name in zipfile.ZipFile(workbook).namelist():
        content = part(workbook, name)
        assert "<f>" not in content
        assert "hyperlink" not in content
        ET.fromstring(content)  # well-formed, whatever the values are


def test_line_numbers_sort_as_numbers(workbook):
    assert [row[2] for row in sheet(workbook, "问题清单")[1:4]] == ["", 1, 2]


def test_only_the_answers_are_unlocked(workbook):
    root = ET.fromstring(part(workbook, "xl/worksheets/sheet2.xml"))
    styles = ET.fromstring(part(workbook, "xl/styles.xml")).find("m:cellXfs", NAMESPACE)
    unlocked = {
        str(number)
        for number, form in enumerate(styles)
        if form.find("m:protection", NAMESPACE) is not None
        and form.find("m:protection", NAMESPACE).get("locked") == "0"
    }
    row = root.findall("m:sheetData/m:row", NAMESPACE)[3]
    free = [column.name for column, cell in zip(COLUMNS, row, strict=True) if cell.get("s") in unlocked]
    assert free == ["outcome", "corrected", "note", "reviewer", "day"]
    protection = root.find("m:sheetProtection", NAMESPACE)
    assert (protection.get("sheet"), protection.get("autoFilter"), protection.get("sort")) == ("1", "0", "0")
    assert protection.get("password") is None


def test_outcomes_have_a_drop_down_over_all_rows(workbook, listed):
    content = part(workbook, "xl/worksheets/sheet2.xml")
    last = listed.rows.num_rows + 1
    assert f'sqref="L2:L{last}"' in content
    assert ",".join(words.zh for words in OUTCOMES.values()) in content
    assert f'<autoFilter ref="A1:Q{last}"' in content


def test_answers_are_text_so_that_a_number_keeps_its_digits(workbook):
    root = ET.fromstring(part(workbook, "xl/worksheets/sheet2.xml"))
    styles = list(ET.fromstring(part(workbook, "xl/styles.xml")).find("m:cellXfs", NAMESPACE))
    cells = root.findall("m:sheetData/m:row", NAMESPACE)[1]
    (corrected,) = [cell for cell in cells if cell.get("r") == "M2"]
    number = styles[int(corrected.get("s"))].get("numFmtId")
    assert f'<numFmt numFmtId="{number}" formatCode="@"/>' in part(workbook, "xl/styles.xml")


def test_the_seal_and_what_the_list_is_are_hidden(workbook, listed):
    book = CalamineWorkbook.from_path(workbook)
    assert [one.visible for one in book.sheets_metadata if one.name == TICKET] == [
        SheetVisibleEnum.VeryHidden
    ]
    assert dict(sheet(workbook, TICKET)[1:]) == dict(listed.ticket.items())
    assert '<col min="17" max="17" width="12.7109375" hidden="1"' in part(
        workbook, "xl/worksheets/sheet2.xml"
    )


def test_the_cover_says_what_whose_how_many_until_when_and_why(workbook):
    said = "\n".join(str(cell) for row in sheet(workbook, "封面") for cell in row)
    for words in (
        "卫健",
        "第 2 轮",
        "population 2026.1",
        "=1+1.csv",
        "cd" * 32,
        "2026-12-29",
        "工具建议值",
        "其中已逾期\n9",
        "未与原文核对",
    ):
        assert words in said
    assert "修补率\n50.00%\n8 ÷ 16" in said
    assert "drops/" not in said
    assert "2026-12-15" not in said  # nothing new is due by that day


def test_days_that_have_passed_stand_out(workbook):
    root = ET.fromstring(part(workbook, "xl/worksheets/sheet2.xml"))
    rows = root.findall("m:sheetData/m:row", NAMESPACE)
    styles = [next(cell.get("s") for cell in row if cell.get("r", "").startswith("K")) for row in rows[1:3]]
    assert styles[0] != styles[1]


def test_the_same_list_gives_the_same_bytes(listed, workbook, tmp_path):
    write_workbook(listed, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


def test_it_can_be_had_in_english(listed, tmp_path):
    rows = listed.rows.set_column(
        listed.rows.schema.get_field_index("severity"), "severity", pa.array(["error", "warning"] * 9)
    )
    write_workbook(replace(listed, rows=rows, language="en"), tmp_path / "en.xlsx")
    assert sheet(tmp_path / "en.xlsx", "problems")[0][:2] == ["problem", "file"]
    assert "how to answer" in str(sheet(tmp_path / "en.xlsx", "cover"))


def test_rows_written_in_bulk_are_as_xlsxwriter_writes_them():
    values = pa.array(["a & b <c>", None, "  x"])
    made = {}
    for bulk in (False, True):
        sink = io.BytesIO()
        with xlsxwriter.Workbook(sink, {"constant_memory": False}) as book:
            form = book.add_format({"num_format": "@"})
            written = book.add_worksheet("x", BulkSheet)
            written.write_string(0, 0, "head", form)
            if bulk:
                written.fill(1, [Cells(values, form)], np.full(3, 15))
            else:
                for row, value in enumerate(values.to_pylist(), 1):
                    if value is not None:
                        written.write_string(row, 0, value, form)
        sink.seek(0)
        made[bulk] = CalamineWorkbook.from_filelike(sink).get_sheet_by_index(0).to_python()
    assert made[True] == [*made[False]]
