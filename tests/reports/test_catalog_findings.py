"""The findings of a directory in every format, and on terminals of any width."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from catalog_at_hand import DAY, catalog_of, clean_entry, planted
from python_calamine import CalamineWorkbook
from rich.cells import cell_len

from govclean.governance.catalog import check_catalog
from govclean.reports import catalog_machine, catalog_problem_list
from govclean.reports.catalog_findings import COLUMNS, Problems, render
from govclean.reports.text import plain_text

FAULTS = (
    {"published_on": "2026/3/1"},
    {"share.mode": "拷贝", "update_cycle": "及时\x1b[31m"},
    {"items.2.length": "=1+1", "title": "社保<b>系统"},
)


def problems(language="zh", limit=5, faults=FAULTS):
    entries = [planted(clean_entry(number * 3 + 1), fault) for number, fault in enumerate(faults)]
    return Problems(check_catalog(catalog_of(*entries), day=DAY), language, limit)


def written(write, **how):
    sink = io.BytesIO()
    write(problems(**how), sink)
    return sink.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100, 160])
def test_no_line_is_wider_than_the_terminal_and_nothing_steers_it(language, width):
    told = plain_text(render(problems(language), width), width)
    assert max(map(cell_len, told.splitlines())) <= width
    assert "\x1b" not in told
    assert "memory.yaml:1" in told


def test_a_finding_says_where_what_and_how_to_repair():
    told = plain_text(render(problems()))
    assert "■ 错误  catalog.date" in told
    assert "[2026/3/1] → 2026-03-01" in told
    assert "→ 改用在线方式，或写明理由。" in told
    assert "目录 3 条，3 条有错误" in told


def test_only_some_of_many_are_listed():
    many = [{"published_on": "2026/3/1"}] * 8
    told = plain_text(render(problems(limit=2, faults=many)))
    assert "…另有 6 处" in told
    assert told.count("memory.yaml:") == 2


def test_a_clean_directory_says_so():
    told = plain_text(render(problems(faults=({},))))
    assert "没有问题" in told


def test_json_has_the_summary_and_every_finding():
    told = json.loads(written(catalog_machine.write_json))
    assert (told["entries"], told["entries_with_errors"], told["findings_total"]) == (
        3,
        3,
        len(told["findings"]),
    )
    assert set(told["findings"][0]) == set(COLUMNS)
    assert sum(rule["count"] for rule in told["by_rule"]) == told["findings_total"]


def test_json_lines_and_csv_hold_the_same_rows():
    lines = [json.loads(line) for line in written(catalog_machine.write_jsonl).decode().splitlines()]
    rows = list(csv.DictReader(io.StringIO(written(catalog_machine.write_csv).decode())))
    assert [{key: str(value) for key, value in line.items()} for line in lines] == rows


def test_github_annotations_stand_on_one_line_each():
    lines = written(catalog_machine.write_github).decode().splitlines()
    assert len(lines) == len(problems().checked.findings)
    assert all(line.startswith("::error file=memory.yaml,line=") for line in lines)


def test_junit_and_sarif_can_be_read():
    suites = ET.fromstring(written(catalog_machine.write_junit))
    assert int(suites.get("failures")) == len(suites.findall(".//failure")) > 0
    run = json.loads(written(catalog_machine.write_sarif))["runs"][0]
    assert {result["ruleId"] for result in run["results"]} == {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }


def test_a_clean_directory_passes_its_junit_suite():
    sink = io.BytesIO()
    catalog_machine.write_junit(problems(faults=({},)), sink)
    assert ET.fromstring(sink.getvalue()).get("failures") == "0"


def test_the_page_escapes_what_was_written():
    page = written(catalog_problem_list.write_html).decode()
    assert "社保&lt;b&gt;系统" in page
    assert "<b>系统" not in page
    assert "<script" not in page


def test_the_workbook_has_a_row_for_each_finding_and_no_formula():
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(catalog_problem_list.write_xlsx)))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + len(problems().checked.findings)
    assert "=1+1" in [row[5] for row in rows]
