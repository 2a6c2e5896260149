import json
import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def infer(run):
    shutil.copy(GOLDEN / "bad.csv", "bad.csv")
    return lambda *arguments: run("infer", *arguments)


@pytest.mark.parametrize("width", ["40", "60", "100", "160"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_profile_tells_every_column_within_the_screen(infer, monkeypatch, width, language):
    monkeypatch.setenv("COLUMNS", width)
    ran = infer("bad.csv", "--lang", language)
    assert ran.code == 0
    for column in ("身份证号", "姓名", "性别", "民族", "出生日期", "户籍地区划", "联系电话", "备注"):
        assert f"  {column} " in ran.out
    assert max(cell_len(line) for line in ran.out.split("\n")) <= int(width)


def test_a_profile_names_the_nearest_standard_and_shows_no_person(infer):
    told = infer("bad.csv", "--format", "json")
    found = json.loads(told.out)
    assert found["nearest_standard"] == "population"
    assert (found["rows"], found["rows_set_aside"]) == (11, 1)
    fields = {one["column"]: one["field"] for one in found["columns"]}
    assert fields["身份证号"] == "resident_id"
    assert fields["备注"] is None
    for said in (told.out, infer("bad.csv").out, infer("bad.csv", "--format", "yaml").out):
        assert not re.search(
            r"(?<![\d.])[1-9]\d{16}[\dX]|(?<!\d)1[3-9]\d{9}(?!\d)|王晓铭|李娜娜|韩立春", said
        )


def test_a_draft_can_be_used_as_it_is(infer, run):
    ran = infer("bad.csv", "-o", "draft.yaml")
    assert ran.code == 0
    assert "draft standard written to draft.yaml" in ran.err
    assert run("standards", "check", "draft.yaml").code == 0
    assert run("validate", "bad.csv", "-s", "draft.yaml").code == 1


def test_a_draft_on_stdout_is_the_draft_and_nothing_else(infer):
    infer("bad.csv", "-o", "draft.yaml")
    ran = infer("bad.csv", "--format", "yaml")
    assert ran.out == Path("draft.yaml").read_text(encoding="utf-8")
    assert ran.err == ""


def test_a_file_without_a_header_is_refused_without_showing_the_person_in_it(run):
    Path("no_header.csv").write_text("姓名,13800000001\n甲,1\n乙,2\n丙,3\n", encoding="utf-8")
    ran = run("infer", "no_header.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "13800000001" not in ran.err
    assert "Add a row of column titles" in ran.err


def test_a_file_that_cannot_be_read_cannot_be_profiled(run):
    ran = run("infer", "nowhere.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("govclean: nowhere.csv")
