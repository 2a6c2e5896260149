"""Addresses by hand: each with what a person who knows the place reads in it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from govclean.errors import UsageError
from govclean.values.localities.parsing import COMPLETENESS, ELEMENTS, SCHEMA, parse

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))["cases"]
FREE = {"province", "city"}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_address_reads_as_a_person_reads_it(case):
    codes = pa.array([case["code"]]) if "code" in case else None
    read = parse(pa.array([case["given"]]), within=case.get("within"), codes=codes).table.to_pylist()[0]
    expected = {name: None for name in ELEMENTS if name not in FREE} | {"former": None, "status": "resolved"}
    expected |= case["reads"]
    assert {name: read[name] for name in expected} == expected


def test_a_code_in_quotes_that_has_only_its_province_is_a_home_region():
    assert parse(pa.array(["朝阳区1号"]), within="11")["division"].to_pylist() == ["110105"]


def test_a_home_region_that_does_not_exist_is_refused():
    with pytest.raises(UsageError):
        parse(pa.array(["朝阳区1号"]), within="999999")


def test_an_empty_cell_gives_a_row_of_nulls():
    assert parse(pa.array([None], pa.string())).table.to_pylist() == [dict.fromkeys(SCHEMA.names)]


def test_a_cell_without_any_letter_is_unknown():
    read = parse(pa.array(["", " ", "，。", "--"])).table.select(["status", "completeness"]).to_pylist()
    assert read == [{"status": "unknown", "completeness": "none"}] * 4


def test_an_empty_column_gives_an_empty_table():
    assert parse(pa.array([], pa.string())).table.schema == SCHEMA


def test_a_slice_of_a_column_reads_as_its_own_rows():
    column = pa.array(["金水区1号", None, "金水区花园路2号", "中原区3号"])
    assert parse(column.slice(1, 2))["house_no"].to_pylist() == [None, "2号"]


def test_chunks_and_many_blocks_keep_the_order_of_rows():
    column = pa.chunked_array(
        [[f"金水区花园路{number}号" for number in range(part, part + 20_000)] for part in (0, 20_000)]
    )
    assert parse(column)["house_no"].to_pylist() == [f"{number}号" for number in range(40_000)]


def test_a_cell_of_a_megabyte_is_read_at_its_head_and_kept():
    read = parse(pa.array(["金水区花园路12号" + "很长" * 170_000])).table.to_pylist()[0]
    assert (read["road"], read["house_no"]) == ("花园路", "12号")
    assert sum(len(read[name] or "") for name in ("place", "rest")) >= 340_000


@pytest.mark.parametrize(
    ("given", "grade"),
    [
        ("", "none"), ("河南省", "province"), ("郑州市", "city"), ("金水区", "county"), ("郑州市郑东新区", "county"),
        ("金水区花园路街道", "township"), ("金水区花园路街道天明社区", "community"), ("金水区花园路", "road"),
        ("金水区阳光花园", "road"), ("金水区花园路12号", "house"), ("金水区阳光花园3栋", "building"),
        ("金水区阳光花园3栋1单元", "unit"), ("金水区阳光花园3栋5层", "floor"), ("金水区阳光花园3栋501", "room"),
    ],
)  # fmt: skip
def test_completeness_is_the_finest_element_present(given, grade):
    assert parse(pa.array([given]))["completeness"].to_pylist() == [grade]
    assert grade in COMPLETENESS
