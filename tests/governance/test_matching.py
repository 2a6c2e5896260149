"""Matching files: what is written, that the books balance, and what becomes of bad input."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from match_town import HEAD, STANDARD, write_csv, write_town

from govclean.errors import ExtractError, GovcleanError, StandardError, UsageError
from govclean.governance.clean_options import CleanOptions
from govclean.governance.clean_runs import clean_files
from govclean.governance.match_options import MatchOptions
from govclean.governance.matching import match_files
from govclean.standards.loading import load_standard

OPTIONS = MatchOptions(as_of=date(2026, 12, 1), record_id="编号")
TABLES = {
    "pairs": "left_source left_id right_source right_id probability weight decision blocking_rule level_name weight_name",
    "clusters": "cluster_id source record_id",
    "golden": "cluster_id number name birth_date phone remark",
    "lineage": "cluster_id field source record_id survivorship_rule",
    "reconciliation": "side source record_id outcome cluster_id differing_fields",
    "conflicts": "conflict field cluster_id source record_id",
    "cross_checks": "check severity source record_id field value count message",
    "records": "source record_id content_hash _row number name birth_date phone remark",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    write_town(folder)
    return folder


@pytest.fixture(scope="module")
def run(town):
    """Return what the run on both departments found, with its folder."""
    return match(town, town / "out"), town / "out"


def match(town, output, *names, standard="town.yaml", **asked):
    paths = [str(town / name) for name in names or ("police.csv", "health.csv")]
    matched, errors = match_files(paths, load_standard(town / standard), replace(OPTIONS, **asked), output)
    if matched is None:
        raise errors[0]
    return matched


def variant(town, name, old, new):
    """Write the standard with something changed."""
    assert old in STANDARD
    (town / name).write_text(STANDARD.replace(old, new), encoding="utf-8")
    return name


def rows(folder, name):
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def clusters(folder):
    return {(row["source"], row["record_id"]): row["cluster_id"] for row in rows(folder, "clusters")}


def told(matched):
    return " | ".join(note.en for note in matched.notes)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_in_the_folder_with_its_columns(run, name):
    assert set(TABLES[name].split()) <= set(pq.read_schema(run[1] / f"{name}.parquet").names)


def test_the_books_balance(run):
    matched, folder = run
    book = json.loads((folder / "run.json").read_text("utf-8"))
    assert matched.troubles == ()
    assert book["balance"]["holds"]
    assert [side["records"] for side in book["balance"]["sides"]] == [75, 75]
    assert all(sum(side["outcomes"].values()) == side["records"] for side in book["balance"]["sides"])
    assert len(clusters(folder)) == book["rows"]["records"] == 150
    assert len(set(clusters(folder).values())) == book["rows"]["clusters"] == book["rows"]["golden"]


def test_the_people_of_both_departments_are_found(town, run):
    truth = csv.DictReader((town / "truth.csv").read_text("utf-8").splitlines())
    people = {}
    for row in truth:
        people.setdefault(row["entity_id"], []).append((row["source"], row["record_id"]))
    found = clusters(run[1])
    whole = [
        len({found[record] for record in records}) == 1 for records in people.values() if len(records) > 1
    ]
    assert sum(whole) >= 0.95 * len(whole)
    assert len({found[records[0]] for records in people.values()}) == len(people)


def test_who_stands_where_is_counted(run):
    matched, _ = run
    assert sum(matched.by_sources.values()) == matched.clusters
    assert next(iter(matched.by_sources)) == ("health", "police")
    assert matched.repeated == 0


def test_a_second_run_says_the_same(town, run, tmp_path):
    match(town, tmp_path / "again")
    for name in (*(f"{table}.parquet" for table in TABLES), "model.yaml"):
        assert (tmp_path / "again" / name).read_bytes() == (run[1] / name).read_bytes(), name


def test_the_order_of_rows_and_files_does_not_matter(town, run, tmp_path):
    for name in ("police.csv", "health.csv"):
        head, *lines = (town / name).read_text("utf-8").splitlines()
        (tmp_path / name).write_text("\n".join([head, *lines[::-1]]) + "\n", encoding="utf-8")
    (tmp_path / "town.yaml").write_text(STANDARD, encoding="utf-8")
    match(tmp_path, tmp_path / "out", "health.csv", "police.csv")
    for name in set(TABLES) - {"records"}:
        assert rows(tmp_path / "out", name) == rows(run[1], name), name


def test_a_further_run_compares_what_is_new_and_keeps_the_ids(town, run, tmp_path):
    same = match(town, tmp_path / "same", previous=str(run[1]))
    assert same.linked.compared == 0
    assert clusters(tmp_path / "same") == clusters(run[1])
    (tmp_path / "town.yaml").write_text(STANDARD, encoding="utf-8")
    (tmp_path / "health.csv").write_bytes((town / "health.csv").read_bytes())
    with (town / "police.csv").open(encoding="utf-8") as file:
        police = [row for row in csv.DictReader(file) if row["编号"] != "P20"]
    write_csv(
        tmp_path / "police.csv", [*police, {"编号": "P99", "姓名": "欧阳新", "联系电话": "13712345678"}]
    )
    more = match(tmp_path, tmp_path / "more", previous=str(run[1]))
    assert more.linked.compared < run[0].linked.compared / 4
    before, after = clusters(run[1]), clusters(tmp_path / "more")
    assert {record: after[record] for record in after if record in before} == {
        record: cluster for record, cluster in before.items() if record != ("police", "P20")
    }


def test_with_other_settings_all_is_compared_anew_and_the_ids_stay(town, run, tmp_path):
    matched = match(town, tmp_path / "out", previous=str(run[1]), review_from=0.2)
    assert matched.linked.compared == run[0].linked.compared
    assert "compared anew" in told(matched)
    assert clusters(tmp_path / "out") == clusters(run[1])


def test_a_folder_without_a_run_cannot_be_gone_on_from(town, tmp_path):
    with pytest.raises(UsageError, match="no complete matching run"):
        match(town, tmp_path / "out", previous=str(tmp_path))


def test_a_model_is_taken_over(town, run, tmp_path):
    matched = match(town, tmp_path / "out", "police.csv", model=str(run[1] / "model.yaml"))
    weights = [made.linked.model.chances["name"].weights for made in (matched, run[0])]
    assert weights[0] == pytest.approx(weights[1], abs=1e-3)


def test_a_truth_is_measured_and_its_figures_go_with_the_next_run(town, tmp_path):
    matched = match(town, tmp_path / "out", truth=str(town / "truth.csv"))
    figures = json.loads((tmp_path / "out/evaluation.json").read_text("utf-8"))
    assert matched.evaluation.clusters.f1 == pytest.approx(figures["clusters"]["f1"], abs=1e-6)
    assert figures["clusters"]["f1"] > 0.95
    assert figures["blocking"]["share"] > 0.95
    match(town, tmp_path / "out")
    assert not (tmp_path / "out/evaluation.json").exists()


def test_decisions_win_and_those_that_cannot_be_applied_are_told(town, run, tmp_path):
    before = clusters(run[1])
    assert before["police", "P30"] == before["health", "H30"]
    names = ["left_source", "left_id", "right_source", "right_id", "decision"]
    decided = [("health", "H30", "police", "P30", "non_match"), ("health", "H0", "police", "P0", "match")]
    write_csv(tmp_path / "decided.csv", [dict(zip(names, row, strict=True)) for row in decided], names)
    matched = match(town, tmp_path / "out", decisions=str(tmp_path / "decided.csv"))
    after = clusters(tmp_path / "out")
    assert after["police", "P30"] != after["health", "H30"]
    assert "1 decisions were not applied: names a record that is not in this run" in told(matched)
    assert rows(tmp_path / "out", "decision_troubles")[0]["row"] == 2


def test_decisions_that_forbid_each_other_are_listed_with_their_rows(town, run, tmp_path):
    names = ["left_source", "left_id", "right_source", "right_id", "decision"]
    ends = [("health", "H30"), ("police", "P30"), ("police", "P31")]
    decided = [
        (*ends[0], *ends[1], "match"),
        (*ends[1], *ends[2], "match"),
        (*ends[0], *ends[2], "non_match"),
    ]
    write_csv(tmp_path / "decided.csv", [dict(zip(names, row, strict=True)) for row in decided], names)
    matched = match(town, tmp_path / "out", decisions=str(tmp_path / "decided.csv"))
    assert "1 decisions were not applied: contradicts other decisions; not applied" in told(matched)
    troubles = rows(tmp_path / "out", "decision_troubles")
    assert [(one["row"], one["trouble"]) for one in troubles] == [(2, "contradicted")]


def test_two_comparisons_cannot_check_each_other_and_nothing_is_estimated(town, tmp_path):
    text = (town / "town.yaml").read_text("utf-8")
    assert match(town, tmp_path / "out").expected is not None
    start = text.index("  comparisons:")
    fewer = (
        text[:start]
        + "  comparisons: [{field: name}, {field: birth_date}]\n"
        + text[text.index("  thresholds") :]
    )
    (town / "fewer.yaml").write_text(fewer, "utf-8")
    paths = [str(town / "police.csv"), str(town / "health.csv")]
    matched, errors = match_files(paths, load_standard(town / "fewer.yaml"), OPTIONS)
    assert errors == []
    assert matched.expected is None


def test_exceptions_are_counted_apart(town, tmp_path):
    names = ["source", "record_id", "reason", "expiry"]
    listed = [dict(zip(names, ("police", "P1", "已核实", "2027-01-01"), strict=True))]
    write_csv(tmp_path / "exceptions.csv", listed, names)
    match(town, tmp_path / "out", exceptions=str(tmp_path / "exceptions.csv"))
    outcomes = {row["record_id"]: row["outcome"] for row in rows(tmp_path / "out", "reconciliation")}
    assert outcomes["P1"] == "91"


def test_one_file_is_deduplicated_and_has_nothing_to_reconcile_with(town, tmp_path):
    matched = match(town, tmp_path / "out", "police.csv")
    assert matched.linked.reconciliation.table.num_rows == 0
    assert len(clusters(tmp_path / "out")) == 75


def test_what_only_an_earlier_run_wrote_is_taken_away_and_nothing_else(town, tmp_path):
    match(town, tmp_path / "out")
    (tmp_path / "out/pairs.csv").write_text("of an earlier run")
    (tmp_path / "out/decisions.csv").write_text("mine")
    match(town, tmp_path / "out")
    assert not (tmp_path / "out/pairs.csv").exists()
    assert (tmp_path / "out/decisions.csv").read_text() == "mine"


def test_a_run_may_go_on_from_the_folder_it_writes(town, run, tmp_path):
    match(town, tmp_path / "out")
    again = match(town, tmp_path / "out", previous=str(tmp_path / "out"))
    assert again.linked.compared == 0
    assert clusters(tmp_path / "out") == clusters(run[1])


def test_a_run_of_clean_is_not_written_into(town, tmp_path):
    options = CleanOptions.of(OPTIONS)
    clean_files([str(town / "police.csv")], load_standard(town / "town.yaml"), options, tmp_path / "out")
    with pytest.raises(UsageError, match="holds a run of clean"):
        match(town, tmp_path / "out")


def test_if_one_file_cannot_be_used_none_is_matched(town, tmp_path):
    paths = [str(town / "police.csv"), str(tmp_path / "nowhere.csv"), str(tmp_path / "nothing.csv")]
    matched, errors = match_files(paths, load_standard(town / "town.yaml"), OPTIONS, tmp_path / "out")
    assert matched is None
    assert len(errors) == 2
    assert not (tmp_path / "out").exists()


def test_files_without_a_usable_key_are_refused_with_what_they_hold(town, tmp_path):
    write_csv(
        tmp_path / "a.csv", [{"编号": "1", "备注": "无"}, {"编号": "2", "备注": "好"}], ["编号", "备注"]
    )
    with pytest.raises(UsageError, match="cannot match"):
        match_files([str(tmp_path / "a.csv")], load_standard(town / "town.yaml"), OPTIONS, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"truth": "nowhere.csv"}, ExtractError),
        ({"decisions": "nowhere.csv"}, UsageError),
        ({"model": "nowhere.yaml"}, StandardError),
        ({"threshold": 1.0}, UsageError),
        ({"review_from": 0.99}, UsageError),
        ({"record_id": "序号"}, UsageError),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(town, tmp_path, asked, error):
    with pytest.raises(error):
        match(town, tmp_path / "out", **asked)
    assert not (tmp_path / "out").exists()


def test_a_truth_with_unreadable_rows_is_refused(town, tmp_path):
    path = tmp_path / "truth.csv"
    path.write_text("source,record_id,entity_id\npolice,P1,1\npolice,P2\n", encoding="utf-8")
    with pytest.raises(GovcleanError, match="1 rows cannot be read"):
        match(town, tmp_path / "out", truth=str(path))


def test_a_comparison_without_values_in_a_source_is_told(town, tmp_path):
    head = [name for name in HEAD if name != "联系电话"]
    with (town / "health.csv").open(encoding="utf-8") as file:
        people = [{name: row[name] for name in head} for row in csv.DictReader(file)]
    write_csv(tmp_path / "health.csv", people, head)
    paths = [str(town / "police.csv"), str(tmp_path / "health.csv")]
    matched, _ = match_files(paths, load_standard(town / "town.yaml"), OPTIONS, None)
    assert "health has no value for the comparison phone" in told(matched)


def test_a_block_with_too_many_records_is_told_and_not_compared(town, tmp_path):
    name = variant(
        tmp_path, "crowded.yaml", "linkage:\n  blocking: [[number], ", "linkage:\n  blocking: [[remark], "
    )
    (tmp_path / name).write_text(
        (tmp_path / name).read_text("utf-8").replace("linkage:\n", "linkage:\n  largest_block: 20\n"),
        encoding="utf-8",
    )
    with (town / "police.csv").open(encoding="utf-8") as file:
        people = [
            row | {"备注": "无变化", "联系电话": "", "身份证号": "", "姓名": "李娜"}
            for row in csv.DictReader(file)
        ]
    write_csv(tmp_path / "police.csv", [person | {"出生日期": "19900101"} for person in people])
    matched = match(tmp_path, None, "police.csv", standard=name)
    assert "75 records stand in blocks of more than 20" in told(matched)
    assert matched.clusters == 75


def test_a_registry_that_a_cross_check_needs_is_read_or_missed(town, tmp_path):
    check = "linkage:\n  cross_checks: [{check: exists_in, field: number, registry: population, key: resident_id}]\n"
    variant(tmp_path, "checked.yaml", "linkage:\n", check)
    for name in ("police.csv", "health.csv"):
        (tmp_path / name).write_bytes((town / name).read_bytes())
    missed = match(tmp_path, None, standard="checked.yaml")
    assert "--reference population=FILE gives it" in told(missed)
    found = match(
        tmp_path, None, standard="checked.yaml", references={"population": str(town / "police.csv")}
    )
    assert {row["source"] for row in found.linked.cross_checks.table.to_pylist()} == {"health"}
    assert found.worst() == "warning"


def test_every_step_is_told_to_who_watches(town):
    told = []
    paths = [str(town / name) for name in ("police.csv", "health.csv")]
    match_files(
        paths,
        load_standard(town / "town.yaml"),
        OPTIONS,
        progress=lambda what, done: told.append((what, done)),
    )
    assert told[:2] == [(paths[0], 75), (paths[1], 75)]
    assert ("comparing pairs", 150) in told
    assert told[-1][0] == "cross checks"


def test_peak_memory_and_time_are_told(run):
    book = json.loads((run[1] / "run.json").read_text("utf-8"))
    assert book["peak_memory"] > 10_000_000
    assert book["seconds"]["total"] > 0
    assert book["inputs"][0]["sha256"]
    assert not pc.any(pc.is_null(pq.read_table(run[1] / "pairs.parquet")["probability"])).as_py()


def test_nothing_of_a_run_is_left_beside_its_folder(run):
    assert not [path for path in Path(run[1]).parent.iterdir() if path.name.startswith(".out")]
