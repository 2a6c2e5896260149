"""`features` stands beside `cleaned`: the same records, joined by number, whatever batches they came in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

import govclean
from govclean.governance.clean_options import CleanOptions
from govclean.governance.clean_runs import clean_files, rehearse
from govclean.governance.opening import JudgeOptions
from govclean.standards.loading import load_standard

DROPS = Path(__file__).parents[2] / "examples/drops"
DAY = date(2026, 12, 1)
CASES = {
    "公安_人口_202611.csv": ("population", "household_address_county"),
    "市监_法人_202611.csv": ("legal_entity", "name_brand"),
    "民政_地名地址_202611.csv": ("geographic", "full_address_road"),
}


def run_of(folder):
    return json.loads((folder / "run.json").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_every_clean_record_has_its_features_and_no_other(name, tmp_path):
    standard, column = CASES[name]
    (done,) = govclean.clean(DROPS / name, standard=standard, output=tmp_path / "out", features=True)
    cleaned, features = (
        pq.read_table(tmp_path / f"out/{table}.parquet") for table in ("cleaned", "features")
    )
    assert features["_row"].equals(cleaned["_row"])
    assert features[column].null_count < features.num_rows
    assert tuple(features.column_names[1:]) == done.features.columns
    run = run_of(tmp_path / "out")
    assert run["rows"]["features"] == run["rows"]["cleaned"] == features.num_rows
    assert run["features"]["columns"] == list(done.features.columns)
    assert run["parameters"]["features"] is True


def test_parts_of_an_address_are_not_taken_apart_again(tmp_path):
    options = CleanOptions(as_of=DAY, features=True)
    drop = str(DROPS / "民政_地名地址_202611.csv")
    (done,), _ = clean_files([drop], load_standard("geographic"), options, tmp_path / "out")
    assert {name.startswith("full_address_") for name in done.features.columns} == {True}


def test_without_the_option_there_are_no_features(tmp_path):
    (done,) = govclean.clean(DROPS / "公安_人口_202611.csv", standard="population", output=tmp_path / "out")
    assert done.features is None
    assert not (tmp_path / "out/features.parquet").exists()
    assert "features" not in run_of(tmp_path / "out")["rows"]


def test_features_of_an_earlier_run_do_not_stay_beside_other_records(tmp_path):
    drop = DROPS / "公安_人口_202611.csv"
    govclean.clean(drop, standard="population", output=tmp_path / "out", features=True)
    (tmp_path / "out/notes.txt").write_text("mine")
    govclean.clean(drop, standard="population", output=tmp_path / "out")
    assert not (tmp_path / "out/features.parquet").exists()
    assert (tmp_path / "out/notes.txt").exists()


def test_records_found_wrong_at_the_end_have_no_features(tmp_path):
    text = {
        "standard": "own",
        "version": "1",
        "fields": [{"name": "id", "type": "key", "unique": True}, {"name": "address", "type": "cn.address"}],
    }
    (tmp_path / "own.yaml").write_text(yaml.dump(text), "utf-8")
    lines = ["id,address", "1,朝阳区建国路1号", "2,郑州市金水区花园路2号", "1,郑州市金水区花园路3号"]
    (tmp_path / "drop.csv").write_text("\n".join(lines) + "\n", "utf-8")
    govclean.clean(
        tmp_path / "drop.csv", standard=str(tmp_path / "own.yaml"), output=tmp_path / "out", features=True
    )
    features = pq.read_table(tmp_path / "out/features.parquet").to_pylist()
    assert [(row["_row"], row["address_road"]) for row in features] == [(2, "花园路")]


def test_a_rehearsal_derives_nothing():
    drop = str(DROPS / "公安_人口_202611.csv")
    ((done, _),), errors = rehearse(
        [drop], load_standard("population"), CleanOptions(as_of=DAY, features=True)
    )
    assert errors == []
    assert done.features is None


def test_the_number_of_threads_changes_no_byte(tmp_path):
    drop = DROPS / "民政_地名地址_202611.csv"
    for threads in (1, 3):
        options = JudgeOptions(as_of=DAY, threads=threads)
        govclean.clean(
            drop, standard="geographic", output=tmp_path / str(threads), options=options, features=True
        )
    one, other = ((tmp_path / f"{threads}/features.parquet").read_bytes() for threads in (1, 3))
    assert one == other
