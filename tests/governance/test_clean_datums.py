"""The datum of a file decided by reference points, before anything is cleansed; undecided, nothing moves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import yaml

import govclean
from govclean.errors import ExtractError, GovcleanError, UsageError
from govclean.governance.clean_runs import restore
from govclean.values.datums import bd_of_gcj, gcj_of, metres_between

COUNT = 30
PLACES = (np.linspace(113.40, 113.90, COUNT), np.linspace(34.60, 34.90, COUNT))
FIELDS = [
    {"name": "place_id", "title": "编码", "type": "key"},
    {"name": "longitude", "title": "经度", "type": "longitude", "min_decimals": "6"},
    {"name": "latitude", "title": "纬度", "type": "latitude", "min_decimals": "6"},
]
CRS = {"name": "crs", "title": "坐标系", "type": "code", "codelist": "crs"}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "points.csv", rows_of(PLACES, 20))
    return tmp_path


def standard(folder, fields, **parts):
    text = {"standard": "own", "version": "1", "record_id": "place_id", "fields": fields, **parts}
    rules = {"rules": {"validity.length": {"severity": "warning"}}}
    (folder / "own.yaml").write_text(yaml.dump(text | rules, allow_unicode=True), "utf-8")
    return str(folder / "own.yaml")


def rows_of(points, count=COUNT, start=0):
    return [
        [f"P{number}", f"{points[0][number]:.7f}", f"{points[1][number]:.7f}"]
        for number in range(start, count)
    ]


def write(path, rows, *more):
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["编码", "经度", "纬度", *more], *rows])


def clean(folder, fields=FIELDS, points="points.csv", **parts):
    (done,) = govclean.clean(
        folder / "drop.csv",
        standard=standard(folder, fields, **parts),
        output=folder / "out",
        reference_points=folder / points,
    )
    return done, pq.read_table(folder / "out/cleaned.parquet")


def off_by(cleaned):
    """Return how far the cleaned points are from their true places, in metres."""
    at = [int(key[1:]) for key in cleaned["place_id"].to_pylist()]
    found = tuple(cleaned[axis].cast("float64").to_numpy() for axis in ("longitude", "latitude"))
    return metres_between(found, (PLACES[0][at], PLACES[1][at])).max()


@pytest.mark.parametrize(
    ("datum", "shifted"), [("GCJ02", gcj_of(*PLACES)), ("BD09", bd_of_gcj(*gcj_of(*PLACES)))]
)
def test_a_file_without_a_declared_datum_is_brought_to_cgcs2000(folder, datum, shifted):
    write(folder / "drop.csv", rows_of(shifted))
    done, cleaned = clean(folder)
    assert [(one.declared, one.points, one.datum) for one in done.datums.comparisons] == [("", 20, datum)]
    assert off_by(cleaned) < 1
    assert done.counts.changes_by_rule[("coordinates.datum_by_reference", "longitude")] == COUNT
    (told,) = json.loads((folder / "out/run.json").read_text("utf-8"))["datums"]["comparisons"]
    assert (told["declared"], told["datum"], told["outcome"]) == (None, datum, "found")
    assert told["median_metres"][datum] < 1
    assert told["median_metres"]["CGCS2000"] > 100


def test_cleaning_the_clean_table_again_changes_nothing_more(folder):
    write(folder / "drop.csv", rows_of(gcj_of(*PLACES)))
    _, cleaned = clean(folder)
    pq.write_table(cleaned.drop_columns(["_row", "_line"]), folder / "again.parquet")
    (done,) = govclean.clean(
        folder / "again.parquet",
        standard=str(folder / "own.yaml"),
        output=folder / "twice",
        reference_points=folder / "points.csv",
    )
    assert done.datums.comparisons[0].datum == "CGCS2000"
    assert done.counts.changes == 0


def test_too_few_points_decide_nothing_and_nothing_moves(folder):
    write(folder / "points.csv", rows_of(PLACES, 9))
    shifted = rows_of(gcj_of(*PLACES))
    write(folder / "drop.csv", shifted)
    done, cleaned = clean(folder)
    assert [(one.outcome, one.points) for one in done.datums.comparisons] == [("undecided", 9)]
    assert cleaned["longitude"].to_pylist() == [row[1] for row in shifted]


def test_where_no_id_is_known_nothing_is_compared(folder):
    write(folder / "drop.csv", [[f"Q{row[0]}", *row[1:]] for row in rows_of(gcj_of(*PLACES))])
    done, _ = clean(folder)
    assert done.datums.comparisons == ()
    assert (done.datums.reference_points, done.counts.changes) == (20, 0)


def test_each_declaration_is_judged_by_its_own_points(folder):
    there = rows_of(gcj_of(*PLACES))
    declared = [[*row, "GCJ02" if number % 2 else "CGCS2000"] for number, row in enumerate(there)]
    write(folder / "drop.csv", declared, "坐标系")
    done, cleaned = clean(folder, [*FIELDS, CRS])
    outcomes = {one.declared: one.outcome for one in done.datums.comparisons}
    assert outcomes == {"CGCS2000": "contradicted", "GCJ02": "confirmed"}
    moved = [was[1] != now for was, now in zip(there, cleaned["longitude"].to_pylist(), strict=True)]
    assert moved == [bool(number % 2) for number in range(COUNT)]
    assert set(cleaned["crs"].to_pylist()) == {"CGCS2000"}


def test_a_contradicted_declaration_also_stops_the_conversion_by_declaration(folder):
    rows = [[*row, "高德"] for row in rows_of(PLACES)]
    write(folder / "drop.csv", rows, "坐标系")
    done, cleaned = clean(folder, [*FIELDS, CRS], cleansing=["coordinates.to_cgcs2000"])
    assert [one.outcome for one in done.datums.comparisons] == ["contradicted"]
    assert cleaned["longitude"].to_pylist() == [row[1] for row in rows]


def test_points_are_compared_as_they_will_be_written(folder):
    """Swapped axes, full width and blanks around ids are put right before points are compared."""
    shifted = gcj_of(*PLACES)
    rows = [[f" {key}", north, east] for key, east, north in rows_of(shifted)]
    write(folder / "drop.csv", rows)
    done, cleaned = clean(folder)
    assert done.datums.comparisons[0].datum == "GCJ02"
    assert off_by(cleaned) < 1


def test_coarse_points_move_with_the_others_and_stay_coarse(folder):
    rows = rows_of(gcj_of(*PLACES))
    rows[-1] = [rows[-1][0], rows[-1][1][:8], rows[-1][2][:7]]  # four decimals
    write(folder / "drop.csv", rows)
    _, cleaned = clean(folder)
    assert [len(cleaned[axis].to_pylist()[-1].partition(".")[2]) for axis in ("longitude", "latitude")] == [
        4,
        4,
    ]
    assert off_by(cleaned) < 20


def test_reference_points_in_another_datum_or_with_one_id_twice_are_left_out(folder):
    rows = [[*row, "CGCS2000"] for row in rows_of(PLACES, 20)]
    rows += [[*row, "GCJ02"] for row in rows_of(PLACES, COUNT, 20)]
    write(folder / "points.csv", [*rows, rows[0]], "坐标系")
    write(folder / "drop.csv", rows_of(gcj_of(*PLACES)))
    done, _ = clean(folder, [*FIELDS, CRS])
    assert done.datums.reference_points == 19


def test_a_run_can_be_taken_back_after_a_conversion(folder):
    shifted = rows_of(gcj_of(*PLACES))
    write(folder / "drop.csv", shifted)
    clean(folder)
    assert [list(row.values())[1:] for row in restore(folder / "out").to_pylist()] == shifted


def test_reference_points_that_cannot_be_used_stop_the_call(folder):
    write(folder / "drop.csv", rows_of(PLACES))
    with pytest.raises(ExtractError, match="nowhere"):
        clean(folder, points="nowhere.csv")
    (folder / "half.csv").write_text("编码,经度\nP1,113.400000\n", "utf-8")
    with pytest.raises(ExtractError, match="no column for latitude"):
        clean(folder, points="half.csv")
    with pytest.raises(UsageError, match="cannot be compared"):
        clean(folder, FIELDS[:2])
    assert not (folder / "out").exists()


def test_reference_points_for_a_rule_that_is_off_stop_the_call(folder):
    write(folder / "drop.csv", rows_of(PLACES))
    text = {"standard": "own", "version": "1", "record_id": "place_id", "fields": FIELDS}
    text["rules"] = {"coordinates.datum_by_reference": {"enabled": False}}
    (folder / "off.yaml").write_text(yaml.dump(text, allow_unicode=True), "utf-8")
    with pytest.raises(UsageError, match="switches coordinates"):
        govclean.clean(
            folder / "drop.csv",
            standard=str(folder / "off.yaml"),
            output=folder / "out",
            reference_points=folder / "points.csv",
        )


def test_no_place_of_a_point_stands_in_an_error(folder):
    write(folder / "drop.csv", rows_of(PLACES))
    (folder / "half.csv").write_text("编码,经度\nP1,113.400000\n", "utf-8")
    with pytest.raises(GovcleanError) as caught:
        clean(folder, points="half.csv")
    assert "113.4" not in caught.value.say("en")
