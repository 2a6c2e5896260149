"""A run from end to end: what it does, what it does again, what the ledger hears of it."""

import csv
import shutil
from contextlib import chdir
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from run_town import TODAY, contents, deliver, due_in, run_in, write_csv, write_project

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.reports.run_files import RunFiles

ALL = [
    ("validate", "公安_人口_202611"),
    ("validate", "卫健_人口_202611"),
    ("validate", "市监_企业_202611"),
    ("clean", "公安_人口_202611"),
    ("clean", "卫健_人口_202611"),
    ("clean", "市监_企业_202611"),
    ("match", "town"),
    ("match", "firms"),
    ("returns", "town_2026-11"),
    ("returns", "firms_2026-11"),
]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A project that was run once, and what that came to."""
    folder = write_project(tmp_path_factory.mktemp("run") / "project")
    return folder, *run_in(folder)


@pytest.fixture
def folder(done, tmp_path):
    """A copy of the project that was run once."""
    return shutil.copytree(done[0], tmp_path / "project")


def table(folder, name):
    with Ledger.read(folder / "ledger.duckdb") as ledger:
        return ledger.table(name).to_pylist()


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_step_is_done_and_its_result_stands(done):
    folder, ran, _ = done
    assert [one.key for one in ran.steps] == [*ALL, ("score", "")]
    assert {one.state for one in ran.steps} == {"done"}
    for name, subject in ALL:
        assert (folder / "out" / name / subject / "step.json").is_file()
        assert (folder / "out" / name / subject / "run.json").is_file()
    assert (folder / "out/report.html").is_file()


def test_the_worst_of_all_steps_counts(done):
    _, ran, _ = done
    assert (ran.worst(), ran.errors) == ("error", ())


def test_nothing_hidden_is_left_but_the_locks(done):
    hidden = [path.name for path in (done[0] / "out").rglob(".*")]
    assert hidden == [".run.lock"]


def test_the_ledger_has_duties_drops_runs_and_rounds(done):
    folder, _, _ = done
    assert [(row["department"], row["source"], row["cycle"], row["due_day"], row["since"])
            for row in table(folder, "duties")] == [
        ("公安局", "人口", "monthly", 5, "2026-11-01"), ("卫健委", "人口", "monthly", None, "2026-11-01"),
    ]  # fmt: skip
    drops = table(folder, "drops")
    assert [(row["department"], row["records"], row["period_from"], row["period_to"]) for row in drops] == [
        ("公安局", 75, "2026-11-01", "2026-11-30"),
        ("卫健委", 75, "2026-11-01", "2026-11-30"),
        ("市监局", 21, "2026-11-01", "2026-11-30"),
    ]
    assert {row["received_on"] for row in drops} == {TODAY.isoformat()}
    runs = table(folder, "runs")
    assert [row["command"] for row in runs] == ["validate"] * 3 + ["clean"] * 3 + ["match"] * 2
    assert {row["batch"] for row in table(folder, "rounds")} == {row["batch"] for row in drops}


def test_records_are_known_by_the_column_of_their_source(done):
    clusters = pq.read_table(done[0] / "out/match/town/clusters.parquet").to_pylist()
    sources = {row["source"]: row["record_id"][0] for row in clusters}
    assert sources == {"公安局_人口": "P", "卫健委_人口": "H"}


def test_a_cross_check_looks_into_the_registry_of_the_same_run(done):
    found = pq.read_table(done[0] / "out/match/firms/cross_checks.parquet").to_pylist()
    assert [(row["check"], row["field"]) for row in found] == [("exists_in", "head")]


def test_a_second_run_does_nothing_and_changes_nothing(folder):
    before = contents(folder)
    assert due_in(folder) == {}
    ran, _ = run_in(folder)
    assert {one.state for one in ran.steps} == {"stands"}
    assert ran.worst() == "error"
    assert contents(folder) == before


def test_doing_everything_again_gives_the_same_bytes_and_enters_nothing(folder):
    before = contents(folder)
    ran, _ = run_in(folder, force=True)
    assert {one.state for one in ran.steps} == {"done"}
    assert contents(folder / "out") == {
        name.removeprefix("out/"): digest for name, digest in before.items() if name.startswith("out/")
    }
    with Ledger.read(folder / "ledger.duckdb") as ledger:
        assert ledger.verify().holds
        assert len(table(folder, "runs")) == 8


def test_another_machine_comes_to_the_same_but_for_the_ledgers_own_marks(done, tmp_path):
    other = write_project(tmp_path / "elsewhere/deeper")
    run_in(other)
    own = (
        ".lock",
        ".duckdb",
        ".xlsx",
    )  # a ledger's salt, moments and hashes are its own; they stand in the workbooks too
    ours, theirs = (
        {
            name: digest
            for name, digest in contents(folder).items()
            if not name.endswith(own) and not name.startswith(("out/returns", "out/score"))
        }
        for folder in (done[0], other)
    )
    assert ours == theirs


def test_one_changed_file_has_only_its_own_steps_done_again(folder):
    change(folder / "drops/市监_企业_202611.csv", "虚构第3商贸有限公司", "虚构第三商贸有限公司")
    assert due_in(folder) == {
        ("validate", "市监_企业_202611"): "the file changed",
        ("clean", "市监_企业_202611"): "the file changed",
        ("match", "firms"): "the clean records changed",
        ("returns", "firms_2026-11"): "what was delivered changed",
    }


def test_what_looks_into_a_registry_is_due_when_that_changes(folder):
    change(folder / "drops/公安_人口_202611.csv", "P1,", "P1001,")
    assert due_in(folder) == {
        ("validate", "公安_人口_202611"): "the file changed",
        ("clean", "公安_人口_202611"): "the file changed",
        ("match", "town"): "the clean records changed",
        ("match", "firms"): "the registry it looks into changed",
        ("returns", "town_2026-11"): "what was delivered changed",
    }


def test_a_changed_standard_has_everything_made_by_it_done_again(folder):
    change(folder / "standards/firms.yaml", "version: 1", "version: 2")
    due = due_in(folder)
    assert set(due) == {key for key in ALL if "企业" in key[1] or "firms" in key[1]}
    assert due["validate", "市监_企业_202611"] == "the standard changed"


def test_a_changed_setting_has_done_again_what_depends_on_it(folder):
    text = "registries: {town: {match: {threshold: 90%}}}\n"
    (folder / "govclean.yaml").write_text((folder / "govclean.yaml").read_text("utf-8") + text, "utf-8")
    assert due_in(folder) == {("match", "town"): "the settings changed"}


def test_a_drop_is_judged_on_the_day_it_came_not_anew_every_day(folder):
    change(folder / "govclean.yaml", f"as_of: {TODAY}", "as_of: 2027-03-01")
    assert due_in(folder) == {}
    _, found = run_in(folder)
    assert {one.day for one in found.drops} == {TODAY}
    assert found.score.outcome.figures["day"] == "2027-03-01"


def test_a_result_that_was_taken_away_is_made_again_alone(folder):
    before = contents(folder)
    shutil.rmtree(folder / "out/clean/公安_人口_202611")
    assert due_in(folder) == {("clean", "公安_人口_202611"): "no result yet"}
    run_in(folder)
    assert contents(folder) == before


def test_a_ledger_that_was_lost_has_its_rounds_entered_anew(folder):
    (folder / "ledger.duckdb").unlink()
    assert set(due_in(folder)) == {("returns", "town_2026-11"), ("returns", "firms_2026-11")}
    run_in(folder, steps=["returns"])
    assert len(table(folder, "rounds")) == 3
    assert len(table(folder, "drops")) == 3


def test_only_some_steps_are_done_with_what_they_need(tmp_path):
    folder = write_project(tmp_path / "project")
    ran, found = run_in(folder, steps=["match"])
    assert [one.key[0] for one in ran.steps] == ["clean"] * 3 + ["match"] * 2
    assert not (folder / "out/report.html").exists()
    assert found.score is None


def test_a_drop_that_cannot_be_read_keeps_nobody_else(tmp_path):
    folder = write_project(tmp_path / "project")
    (folder / "drops/卫健_人口_202611.csv").write_bytes(b"")
    ran, found = run_in(folder)
    states = {one.key: one.state for one in ran.steps}
    assert states["validate", "卫健_人口_202611"] == "failed"
    assert states["clean", "卫健_人口_202611"] == "failed"
    assert states["match", "town"] == "left_out"
    assert states["match", "firms"] == "left_out"  # it looks into the town
    assert states["returns", "town_2026-11"] == "done"
    assert [error.where for error in ran.errors] == ["drops/卫健_人口_202611.csv"]
    assert [row["department"] for row in table(folder, "rounds")] == ["公安局", "市监局"]
    assert [bool(one.errors) for one in found.drops] == [False, True, False]
    write_csv(folder / "drops/卫健_人口_202611.csv", [{"编号": "H1", "姓名": "王伟"}])
    ran, _ = run_in(folder)
    assert ran.errors == ()
    assert [row["department"] for row in table(folder, "rounds")] == ["公安局", "市监局", "卫健委"]


def test_a_department_without_a_file_is_told_and_still_owes_it(tmp_path):
    folder = write_project(tmp_path / "project")
    (folder / "drops/市监_企业_202611.csv").unlink()
    change(folder / "govclean.yaml", "standard: firms", "standard: firms, source: 企业, cycle: weekly")
    ran, found = run_in(folder, steps=["validate", "reports"])
    assert ran.errors == ()
    assert [(row["source"], row["since"]) for row in table(folder, "duties")][2:] == [
        ("企业", TODAY.isoformat())
    ]
    assert [source.department for source in found.without] == ["市监局"]
    assert "市监_企业_*.csv" in (folder / "out/report.html").read_text("utf-8")


def test_somebody_elses_files_are_not_touched(tmp_path):
    folder = write_project(tmp_path / "project")
    (folder / "out/match/town").mkdir(parents=True)
    (folder / "out/match/town/thesis.doc").write_text("important", encoding="utf-8")
    ran, _ = run_in(folder, steps=["match"])
    assert [error.what.en for error in ran.errors] == ["the folder holds files that are not of govclean run"]
    assert (folder / "out/match/town/thesis.doc").read_text(encoding="utf-8") == "important"


def test_next_months_drops_make_the_next_round_and_the_lists_of_this_one_stay(folder):
    ids = {(row["source"], row["record_id"]): row["cluster_id"]
           for row in pq.read_table(folder / "out/match/town/clusters.parquet").to_pylist()}  # fmt: skip
    deliver(folder, "202612")
    with (folder / "drops/卫健_人口_202612.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    for record in records[:40]:
        record["出生日期"] = record["出生日期"].replace("/", "")[:4] + "0101"
    write_csv(folder / "drops/卫健_人口_202612.csv", records)
    change(folder / "govclean.yaml", f"as_of: {TODAY}", "as_of: 2027-01-04")
    ran, found = run_in(folder)
    assert {one.key for one in ran.steps if one.state == "done"} >= {
        ("returns", "town_2026-12"),
        ("match", "town"),
    }
    assert {(row["department"], row["round"]) for row in table(folder, "rounds")} == {
        (department, number) for department in ("公安局", "卫健委", "市监局") for number in (1, 2)
    }
    assert [one.drop.name for one in found.drops if one.current] == [
        "公安_人口_202612", "卫健_人口_202612", "市监_企业_202612",
    ]  # fmt: skip
    assert list((folder / "out/returns/town_2026-11").glob("*第1轮.xlsx"))
    assert list((folder / "out/returns/town_2026-12").glob("*第2轮.xlsx"))
    now = {(row["source"], row["record_id"]): row["cluster_id"]
           for row in pq.read_table(folder / "out/match/town/clusters.parquet").to_pylist()}  # fmt: skip
    assert sum(now[name] == ids[name] for name in ids) > 0.9 * len(ids)
    before = contents(folder)
    run_in(folder)
    assert contents(folder) == before


def test_two_months_at_once_are_two_rounds_in_their_order(tmp_path):
    folder = write_project(tmp_path / "project", month="202610")
    deliver(folder, "202611", seed=8)
    run_in(folder, steps=["returns"])
    rounds = [
        (row["round"], row["batch"][:7]) for row in table(folder, "rounds") if row["department"] == "公安局"
    ]
    assert rounds == [(1, "2026-10"), (2, "2026-11")]
    assert due_in(folder, steps=["returns"]) == {}
    shutil.rmtree(folder / "out")
    assert "公安_人口_202610" not in {subject for _, subject in due_in(folder)}  # past: its round is closed


def test_what_people_decided_beside_a_result_stays_and_counts(folder):
    decisions = folder / "out/match/town/decisions.csv"
    decisions.write_text(
        "left_source,left_id,right_source,right_id,decision,reviewer,at,reason,left_hash,right_hash\n"
        "公安局_人口,P0,卫健委_人口,H80,match,王工,2026-12-01T09:00:00+08:00,核对过原件,,\n",
        encoding="utf-8",
    )
    assert due_in(folder) == {("match", "town"): "the settings changed"}
    run_in(folder)
    assert decisions.is_file()
    rows = pq.read_table(folder / "out/match/town/clusters.parquet").to_pylist()
    ids = {(row["source"], row["record_id"]): row["cluster_id"] for row in rows}
    assert ids["公安局_人口", "P0"] == ids["卫健委_人口", "H80"]
    assert due_in(folder) == {}


def test_the_source_with_authority_wins_in_golden_records(folder):
    change(folder / "govclean.yaml", "卫健_人口_*.csv,", "卫健_人口_*.csv, authority: [phone],")
    assert due_in(folder) == {("match", "town"): "the settings changed"}
    run_in(folder)
    lineage = pq.read_table(folder / "out/match/town/lineage.parquet").to_pylist()
    rules = {row["survivorship_rule"] for row in lineage if row["field"] == "phone"}
    assert "source:卫健委_人口" in rules
    assert "source:卫健委_人口" not in {row["survivorship_rule"] for row in lineage if row["field"] == "name"}


def test_a_run_beside_another_is_refused(folder):
    with chdir(folder), Ledger.open("ledger.duckdb"), pytest.raises(UsageError, match="using this ledger"):
        run_in(Path())


class FullDisk(RunFiles):
    """Writes the pages of cleaning runs where there is no room."""

    def cleaned(self, folder, done, standard):
        (folder / "report.html").symlink_to("/dev/full")
        with (folder / "report.html").open("wb") as sink:
            sink.write(b"x" * 100_000)


def test_a_disk_that_is_full_leaves_what_stood_and_keeps_the_other_steps(folder):
    before = contents(folder / "out/clean")
    change(folder / "drops/市监_企业_202611.csv", "虚构第3商贸有限公司", "虚构第三商贸有限公司")
    ran, _ = run_in(folder, pages=FullDisk("en"))
    states = {one.key: one.state for one in ran.steps}
    assert states["clean", "市监_企业_202611"] == "failed"
    assert states["match", "firms"] == "left_out"
    assert states["validate", "市监_企业_202611"] == "done"
    (error,) = ran.errors
    assert "No space left on device" in error.say("en")
    assert contents(folder / "out/clean") == before
    assert [path.name for path in (folder / "out").rglob(".*")] == [".run.lock"]
    assert set(due_in(folder)) == {("clean", "市监_企业_202611"), ("match", "firms")}
