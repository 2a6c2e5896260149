"""`govclean match` as a user meets it."""

import csv
import json
from pathlib import Path

import pytest
from match_town import resident_number

HEAD = ["record_id", "姓名", "身份证号", "出生日期", "联系电话"]
NUMBERS = [
    resident_number(first) for first in ("11010519491231002", "11010519800101001", "11010519850202002")
]
STANDARD = """
standard: people
version: 1
fields:
  - {name: number, title: 公民身份号码, aliases: [身份证号], type: cn.resident_id, unique: true}
  - {name: name, title: {zh: 姓名, en: Name}, type: cn.person_name}
  - {name: birth_date, title: 出生日期, type: date, format: YYYYMMDD}
  - {name: phone, title: 联系电话, type: cn.mobile}
linkage:
  blocking: [[number], [name, birth_date]]
  comparisons: [{field: name}, {field: birth_date}, {field: number, as: identifier}]
"""
POLICE = [
    ["A1", "李　娜", NUMBERS[0], "1949/12/31", "13800000001"],
    ["A2", "王小明", NUMBERS[1], "19800101", "13800000002"],
    ["A3", "赵强", "", "19700707", ""],
]
HEALTH = [
    ["B1", "李娜", NUMBERS[0], "19491231", "13800000001"],
    ["B2", "王小明", NUMBERS[2], "19850202", "13800000009"],
]
BASIC = ("police.csv", "health.csv", "-s", "people.yaml", "--record-id", "record_id")


@pytest.fixture
def match(run):
    Path("people.yaml").write_text(STANDARD, encoding="utf-8")
    for name, rows in (("police.csv", POLICE), ("health.csv", HEALTH)):
        with Path(name).open("w", newline="", encoding="gb18030") as file:
            csv.writer(file).writerows([HEAD, *rows])
    return lambda *arguments: run("match", *arguments)


def flat(ran):
    return " ".join(ran.out.split())


def test_what_was_found_is_told_and_balanced(match):
    ran = match(*BASIC, "-o", "out")
    assert ran.code == 0
    assert "health 2 · police 3 · 2 blocking rules" in flat(ran)
    assert "4 · 1 in both · 1 only in health · 2 only in police" in flat(ran)
    assert "balance ✓ police 3 = Σ outcomes" in flat(ran)
    assert Path("out/run.json").exists()


def test_the_summary_speaks_chinese(match):
    told = flat(match(*BASIC, "-o", "out", "--lang", "zh"))
    assert "人 4 · 两边都有 1 · 仅 health 1 · 仅 police 2" in told
    assert "下一步" in told


def test_no_person_is_named_in_the_summary(match):
    ran = match(*BASIC[:-1], "身份证号", "-o", "out", "-v")
    assert ran.code == 2  # A3 has none
    for secret in ("李娜", "王小明", *NUMBERS):
        assert secret not in ran.out + ran.err


def test_quiet_says_nothing_and_writes_all_the_same(match):
    ran = match(*BASIC, "-o", "out", "-q")
    assert (ran.out, ran.code) == ("", 0)
    assert Path("out/clusters.parquet").exists()


def test_a_pair_is_explained_from_the_folder(match):
    match(*BASIC, "-o", "out")
    ran = match("-o", "out", "--explain", "police:A1", "health:B1", "--svg", "why.svg")
    assert ran.code == 0
    assert ran.out.startswith("match  health:B1 ┃ police:A1")
    assert "李* ┃ 李*" in ran.out
    assert "<svg" in Path("why.svg").read_text("utf-8")
    assert "drawn into why.svg" in ran.err
    assert "李娜 ┃ 李娜" in match("-o", "out", "--explain", "police:A1", "health:B1", "--show-values").out


def test_a_pair_is_explained_from_files_and_nothing_is_written(match):
    before = sorted(Path().iterdir())
    ran = match(*BASIC, "--explain", "police:A2", "health:B2", "--lang", "zh")
    assert ran.code == 0
    assert "没有分块规则把两条记录放到一起" in ran.out
    assert sorted(Path().iterdir()) == before


def test_blocking_is_explained_from_files_and_from_the_folder(match):
    truth = "source,record_id,entity_id\npolice,A1,1\nhealth,B1,1\npolice,A2,2\nhealth,B2,2\n"
    Path("truth.csv").write_text(truth, encoding="utf-8")
    from_files = match(*BASIC, "-o", "out", "--truth", "truth.csv", "--explain-blocking")
    assert "the 2 pairs of the truth; 50.00% of them are kept" in flat(from_files)
    assert match("-o", "out", "--explain-blocking").out == from_files.out
    assert Path("out/evaluation.svg").read_text("utf-8").startswith("<svg")
    assert json.loads(Path("out/evaluation.json").read_text("utf-8"))["pairs"]["true"] == 2


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_stand_beside_their_parquet_form_on_request(match, form):
    match(*BASIC, "-o", "out", "--format", form)
    tables = {path.stem for path in Path("out").glob("*.parquet")}
    assert {path.stem for path in Path("out").glob(f"*.{form}")} == tables


def test_a_conflict_is_a_finding_that_fails_the_run_as_asked(match):
    with Path("police.csv").open("a", newline="", encoding="gb18030") as file:
        csv.writer(file).writerow(["A4", "欧阳建国", NUMBERS[0], "19770303", "13700000004"])
    assert match(*BASIC, "-o", "out").code == 1
    ran = match(*BASIC, "-o", "out", "--fail-on", "never")
    assert ran.code == 0
    assert "one number, several people 1" in flat(ran)


def test_what_is_missing_is_said(match):
    for arguments, told in (
        ((), "match needs FILE"),
        (("police.csv", "-o", "out"), "match needs -s STANDARD"),
        (("police.csv", "-s", "people.yaml"), "match needs -o DIR"),
        (("--explain", "police:A1", "health:B1"), "match needs -o DIR"),
        ((*BASIC, "-o", "out", "--svg", "a.svg"), "--svg goes with --explain"),
        (("-o", "nowhere", "--explain", "a:1", "b:1"), "there is no complete matching run here"),
        ((*BASIC, "-o", "out", "--threshold", "2"), "--threshold"),
    ):
        ran = match(*arguments)
        assert ran.code == 2, arguments
        assert told in ran.err, arguments


def test_every_file_that_cannot_be_used_is_told_and_nothing_is_written(match):
    Path("empty.csv").write_bytes(b"")
    ran = match("police.csv", "empty.csv", "nowhere.csv", "-s", "people.yaml", "-o", "out")
    assert ran.code == 2
    assert "empty.csv: the file is empty" in ran.err
    assert "nowhere.csv: there is no such file" in ran.err
    assert not Path("out").exists()


def test_the_output_of_clean_goes_straight_into_match(match, run):
    for name in ("police", "health"):
        assert run("clean", f"{name}.csv", "-s", "people.yaml", "-o", f"clean/{name}").code in (0, 1)
    ran = match("clean/police", "clean/health", *BASIC[2:], "-o", "out")
    assert "health 2 · police 3" in flat(ran)
    assert ran.code == 0
