"""`govclean clean` as a user meets it."""

import csv
from pathlib import Path

import pytest

HEAD = ["XM", "身份证号", "性别", "民族", "出生日期", "户籍地区划代码", "户籍地址"]
ROWS = [
    ["李　娜", "11010519491231002X", "女", "1", "1949/12/31", "410105", "河南省郑州市金水区花园路12号"],
    ["王小明", "110105194912310021", "2", "01", "19491231", "410105", "河南省郑州市金水区花园路14号"],
]


@pytest.fixture
def clean(run):
    with Path("drop.csv").open("w", newline="", encoding="gb18030") as file:
        csv.writer(file).writerows([HEAD, *ROWS])
    return lambda *arguments: run("clean", *arguments)


def test_what_is_repaired_quarantined_and_balanced_is_told(clean):
    ran = clean("drop.csv", "-s", "population", "-o", "out")
    assert ran.code == 1  # the second number fails its check
    assert "balance ✓  2 = 1 + 1" in ran.out
    assert "codes.restore_zeros" in ran.out


def test_a_rehearsal_writes_nothing_and_shows_no_person(clean):
    ran = clean("drop.csv", "-s", "population", "--dry-run")
    assert ran.code == 1
    assert "李**  →  李*" in ran.out
    assert "李娜" not in ran.out
    assert [path.name for path in Path().iterdir()] == ["drop.csv"]


def test_a_run_can_be_taken_back(clean):
    clean("drop.csv", "-s", "population", "-o", "out")
    assert clean("--undo", "out", "-o", "back.csv").code == 0
    with Path("back.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [HEAD, *ROWS]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_stand_beside_their_parquet_form_on_request(clean, form):
    clean("drop.csv", "-s", "population", "-o", "out", "--format", form)
    tables = {path.stem for path in Path("out").glob("*.parquet")}
    assert {path.stem for path in Path("out").glob(f"*.{form}")} == tables


def test_the_rules_are_listed_and_each_can_be_explained(clean, run):
    listed = [line.split()[0] for line in clean("--rules").out.splitlines()]
    assert "codes.restore_zeros" in listed
    assert all(run("explain", rule).code == 0 for rule in listed)


def test_a_mistyped_rule_is_told_with_its_line_and_the_near_miss(clean, run):
    Path("mine.yaml").write_text(
        "standard: mine\nversion: 1\nfields:\n  - {name: name}\n"
        "cleansing:\n  - codes.restor_zeros: {fields: [name]}\n  - text.strip: {field: [name]}\n",
        encoding="utf-8",
    )
    cleaned, checked = (
        clean("drop.csv", "-s", "mine.yaml", "-o", "out"),
        run("standards", "check", "mine.yaml"),
    )
    assert (cleaned.code, checked.code) == (2, 1)
    for told in (cleaned.err, checked.out):
        assert 'mine.yaml:6: there is no cleansing rule "codes.restor_zeros"' in told
        assert 'mine.yaml:7: cleansing rule "text.strip" takes no argument "field"' in told


def test_a_cleansing_rule_may_be_switched_off(run):
    Path("mine.yaml").write_text(
        "standard: mine\nversion: 1\nfields:\n  - {name: name}\nrules:\n  text.strip: {enabled: false}\n",
        encoding="utf-8",
    )
    assert run("standards", "check", "mine.yaml").code == 0


def test_what_is_missing_is_said(clean):
    assert "clean needs -s STANDARD" in clean("drop.csv", "-o", "out").err
    assert "clean needs -o DIR" in clean("drop.csv", "-s", "population").err
