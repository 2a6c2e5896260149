"""`govclean clean` as a user meets it."""

import csv
from pathlib import Path

import numpy as np
import pytest

from govclean.values.datums import gcj_of

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


@pytest.mark.parametrize("rule", ["text.strip", "addresses.ambiguous_division", "addresses.elements@name"])
def test_a_cleansing_rule_may_be_switched_off(run, rule):
    Path("mine.yaml").write_text(
        f"standard: mine\nversion: 1\nfields:\n  - {{name: name}}\nrules:\n  {rule}: {{enabled: false}}\n",
        encoding="utf-8",
    )
    assert run("standards", "check", "mine.yaml").code == 0


def test_features_stand_beside_the_clean_records_on_request(clean):
    ran = clean("drop.csv", "-s", "population", "-o", "out", "--features", "--format", "csv")
    assert "features of 1 records × 25 columns (features.parquet" in ran.out
    with Path("out/features.csv").open(encoding="utf-8-sig", newline="") as file:
        (record,) = csv.DictReader(file)
    assert record["_row"] == "1"
    assert (record["household_address_road"], record["household_address_house_no"]) == ("花园路", "12号")


def test_features_asked_for_in_the_project_can_be_left_out_once(clean):
    Path("govclean.yaml").write_text("clean: {features: true}\n", encoding="utf-8")
    clean("drop.csv", "-s", "population", "-o", "out")
    assert Path("out/features.parquet").exists()
    clean("drop.csv", "-s", "population", "-o", "out", "--no-features")
    assert not Path("out/features.parquet").exists()


PLACES = "standard: places\nversion: 1\nrecord_id: id\nfields:\n  - {name: id, type: key}\n"
AXES = "  - {name: longitude, type: longitude}\n  - {name: latitude, type: latitude}\n"


@pytest.fixture
def places(run):
    """Return `clean` on points in GCJ-02 with so many reference points."""
    Path("places.yaml").write_text(PLACES + AXES, encoding="utf-8")
    there = [(113.4 + number / 50, 34.6 + number / 100) for number in range(15)]
    shifted = zip(*gcj_of(*(np.array(axis) for axis in zip(*there, strict=True))), strict=True)

    def cleaned(known, *arguments):
        for name, points in (("drop.csv", shifted), ("points.csv", there[:known])):
            with Path(name).open("w", newline="", encoding="utf-8") as file:
                rows = [
                    [number, f"{east:.7f}", f"{north:.7f}"] for number, (east, north) in enumerate(points)
                ]
                csv.writer(file).writerows([["id", "longitude", "latitude"], *rows])
        return run("clean", "drop.csv", "-s", "places.yaml", "--reference-points", "points.csv", *arguments)

    return cleaned


def test_the_datum_that_reference_points_show_is_told_with_its_evidence(places):
    ran = places(12, "-o", "out", "--lang", "zh")
    assert ran.code == 0
    assert (
        "坐标系  未申报：12 个参照点，按 GCJ02 中位偏差 0.0 米（100.00% 的点最近） → 判定为 GCJ02，已按此换算"
        in ran.out
    )
    assert "coordinates.datum_by_reference" in ran.out


def test_what_reference_points_cannot_decide_is_told_and_left(places):
    ran = places(3, "--dry-run", "--lang", "en")
    assert "undeclared: 3 reference points, median 0.0 m if GCJ02" in ran.out
    assert "undecided (10 points, 90% of one mind and a median within 30 m are needed)" in ran.out
    assert "datum_by_reference" not in ran.out


def test_reference_points_without_an_id_of_the_file_are_told(places):
    assert (
        "no record has the id of a reference point (0 of them)" in places(0, "-o", "out", "--lang", "en").out
    )


def test_reference_points_that_cannot_be_read_stop_the_call(clean):
    ran = clean("drop.csv", "-s", "geographic", "-o", "out", "--reference-points", "nowhere.csv")
    assert ran.code == 2
    assert "nowhere.csv" in ran.err


def test_what_is_missing_is_said(clean):
    assert "clean needs -s STANDARD" in clean("drop.csv", "-o", "out").err
    assert "clean needs -o DIR" in clean("drop.csv", "-s", "population").err
