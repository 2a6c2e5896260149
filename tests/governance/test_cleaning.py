"""Cleaning loses nothing: the answer key of the examples, the books, and taking a run back."""

import csv
import errno
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from govclean.cleansing.changes import replay
from govclean.errors import UsageError
from govclean.extracts.batches import LINE, ROW
from govclean.extracts.publishing import publish
from govclean.extracts.reading import open_extract
from govclean.governance.clean_runs import clean_files, rehearse, restore
from govclean.governance.opening import JudgeOptions
from govclean.standards.loading import load_standard

EXAMPLES = Path(__file__).parents[2] / "examples"
STANDARDS = {
    "公安_人口_202611.csv": "population",
    "卫健_实有人口_202611.xlsx": "population",
    "市监_法人_202611.csv": "legal_entity",
    "税务_纳税人_202611.xlsx": "legal_entity",
    "民政_地名地址_202611.csv": "geographic",
    "自规_门牌_202611.xlsx": "geographic",
}
OPTIONS = JudgeOptions(as_of=date(2026, 12, 1))
ANSWERS = list(csv.DictReader((EXAMPLES / "answers.csv").read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Return drop → (what was done, output folder)."""
    done = {}
    for number, (name, standard) in enumerate(STANDARDS.items()):
        folder = tmp_path_factory.mktemp("runs") / str(number)
        (cleaned,), errors = clean_files(
            [str(EXAMPLES / "drops" / name)], load_standard(standard), OPTIONS, folder
        )
        assert errors == []
        done[name] = (cleaned, folder)
    return done


def table(folder, name):
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def by_cell(rows, value):
    return {(row["row"], row["field"]): row[value] for row in rows}


def same_value(told, expected):
    """Whether two writings are the same value: 114.3412530 is 114.341253."""
    if told == expected:
        return True
    try:
        return float(told) == float(expected) and "." in expected
    except ValueError:
        return False


def test_at_least_98_percent_of_the_planted_lossless_errors_are_repaired(runs):
    repaired = Counter()
    for name, (_, folder) in runs.items():
        clean = {row[ROW]: row for row in table(folder, "cleaned")}
        for answer in (a for a in ANSWERS if a["file"] == name and a["lossless"] == "yes"):
            value = clean.get(int(answer["row"]), {}).get(answer["field"])
            repaired[(value or "") == answer["after"]] += 1
    assert repaired[True] >= 0.98 * repaired.total()


def test_no_repair_is_wrong(runs):
    for name, (_, folder) in runs.items():
        key = {(int(a["row"]), a["field"]): a for a in ANSWERS if a["file"] == name and a["kind"] != "accept"}
        for cell, after in by_cell(table(folder, "changes"), "after").items():
            assert cell in key, (name, cell)
            assert same_value(after or "", key[cell]["after"]), (name, cell)


def test_what_cannot_be_repaired_is_suggested_or_flagged(runs):
    for name, (cleaned, folder) in runs.items():
        clean = {row[ROW]: row for row in table(folder, "cleaned")}
        apart = {row[ROW] for row in table(folder, "quarantine")}
        told = by_cell(table(folder, "suggestions"), "suggestion").keys()
        left = {(rule, field) for _, rule, field in cleaned.remaining}
        for answer in (a for a in ANSWERS if a["file"] == name and a["kind"] not in ("accept", "lossless")):
            row, field = int(answer["row"]), answer["field"]
            known = row in apart or (row, field) in told or (answer["rule"], field) in left
            assert known or same_value(clean[row][field] or "", answer["after"]) or row == 0, answer


@pytest.mark.parametrize("name", STANDARDS)
def test_every_record_is_clean_or_in_quarantine(runs, name):
    cleaned, folder = runs[name]
    numbers = sorted(row[ROW] for part in ("cleaned", "quarantine") for row in table(folder, part))
    assert numbers == list(range(1, cleaned.rows + 1))
    balance = json.loads((folder / "run.json").read_text("utf-8"))["balance"]
    assert balance["in"] == balance["cleaned"] + balance["quarantined"] == cleaned.rows


@pytest.mark.parametrize("name", STANDARDS)
def test_a_run_taken_back_is_the_original(runs, name):
    extract = open_extract(EXAMPLES / "drops" / name)
    supplied = extract.sample(10_000).drop_columns([LINE]).to_pylist()
    assert restore(runs[name][1]).to_pylist() == supplied


@pytest.mark.parametrize("name", STANDARDS)
def test_replaying_the_changes_on_the_original_gives_the_clean_table(runs, name):
    cleaned, folder = runs[name]
    clean = pq.read_table(folder / "cleaned.parquet").drop_columns([LINE])
    fields = {header: field for field, header in cleaned.mapped.items()}
    original = restore(folder)
    original = original.filter(pc.is_in(original[ROW], clean[ROW].combine_chunks()))
    original = original.rename_columns([fields.get(header, header) for header in original.column_names])
    assert (
        replay(original, pq.read_table(folder / "changes.parquet")).select(clean.column_names).equals(clean)
    )


@pytest.mark.parametrize("name", STANDARDS)
def test_cleaning_twice_changes_nothing_more(runs, name, tmp_path):
    clean = pq.read_table(runs[name][1] / "cleaned.parquet").drop_columns([ROW, LINE])
    pq.write_table(clean, tmp_path / "again.parquet")
    ((_, changes),), errors = rehearse(
        [str(tmp_path / "again.parquet")], load_standard(STANDARDS[name]), OPTIONS
    )
    assert errors == []
    assert changes.to_pylist() == []


def test_a_record_whose_key_stands_twice_goes_to_quarantine_as_supplied(tmp_path):
    path = tmp_path / "a.csv"
    number = "11010519491231002X"
    lines = ["姓名,身份证号,性别", f"王 明,{number},女", "李四,11010519900307999X,女", f"张三,{number},女"]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    clean_files([str(path)], load_standard("population"), OPTIONS, tmp_path / "out")
    apart = {row[ROW]: row for row in table(tmp_path / "out", "quarantine")}
    assert apart[1]["姓名"] == "王 明"
    assert "uniqueness.key@resident_id" in apart[1]["_reasons"]
    suggested = by_cell(table(tmp_path / "out", "suggestions"), "suggestion")
    assert suggested[1, "name"] == "王明"


def _write_on_a_full_disk(path):
    path.write_text("new")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_run_that_fails_leaves_the_folder_as_it_was(tmp_path):
    folder = tmp_path / "out"
    with publish(folder) as hidden:
        (hidden / "run.json").write_text("old")
    with pytest.raises(UsageError, match="cannot be written"), publish(folder) as hidden:
        _write_on_a_full_disk(hidden / "run.json")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (folder / "run.json").read_text() == "old"


def test_a_second_run_on_the_same_folder_does_not_wait(tmp_path):
    with publish(tmp_path / "out") as hidden:
        (hidden / "run.json").write_text("{}")
        with pytest.raises(UsageError, match="another govclean"), publish(tmp_path / "out"):
            pass


def test_somebody_elses_folder_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="not govclean's"), publish(tmp_path):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "mine"
