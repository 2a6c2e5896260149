"""`govclean run` as a user calls it: exit codes, what it says, kills, a second run beside it, a full disk."""

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from run_killed import GOVCLEAN, finished_like, kill_and_finish
from run_town import contents, write_project

from govclean.cli.run import _STEPS
from govclean.governance.ledger import Ledger
from govclean.governance.pipeline.config import STEPS

SHORT = ("--only", "validate", "--only", "reports")


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path / "project")


def test_it_ends_by_naming_the_page_to_open(run, project):
    ran = run("run", project, *SHORT)
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == "Open  project/out/report.html"
    assert (Path.cwd() / "project/out/report.html").is_file()
    assert "✓ validate 公安_人口_202611" in ran.err
    again = run("run", project / "govclean.yaml", *SHORT, "--quiet")
    assert (again.code, again.out, again.err) == (1, "", "")


def test_it_is_found_from_a_folder_below(run, project, monkeypatch):
    monkeypatch.chdir(project / "drops")
    ran = run("run", "--only", "validate", "--fail-on", "never")
    assert ran.code == 0
    assert (project / "out/validate").is_dir()
    assert Path.cwd() == project / "drops"


def test_a_dry_run_lists_what_is_due_and_why_and_writes_nothing(run, project):
    before = contents(project)
    ran = run("run", project, "--dry-run", "--lang", "zh")
    assert ran.code == 0
    assert "▶ 清洗 公安_人口_202611" in ran.out
    assert "尚无结果" in ran.out
    assert "共 10 步，需执行 10 步" in ran.out
    assert contents(project) == before


def test_the_project_says_language_and_options_of_the_run(run, project):
    text = (project / "govclean.yaml").read_text("utf-8")
    (project / "govclean.yaml").write_text(f"lang: zh\nrun: {{fail_on: never}}\n{text}", "utf-8")
    ran = run("run", project, *SHORT)
    assert ran.code == 0
    assert "打开报告  project/out/report.html" in ran.out
    assert run("run", project, *SHORT, "--fail-on", "error", "--lang", "en").code == 1


def test_ledger_and_key_are_seen_from_where_they_are_named(run, project):
    key = Path("key")
    key.write_bytes(b"0123456789abcdef0123456789abcdef")
    key.chmod(0o600)
    assert run("run", project, *SHORT, "--ledger", "books/main.duckdb", "--key", "key").code == 1
    with Ledger.read(Path("books/main.duckdb")) as ledger:
        assert ledger.verify().keyed


def test_what_cannot_be_done_is_told_and_the_rest_is_done(run, project):
    (project / "drops/市监_企业_202611.csv").write_bytes(b"\x00\x01")
    ran = run("run", project)
    assert ran.code == 2
    assert ran.err.count("drops/市监_企业_202611.csv: ") == 1
    assert "cannot be read" in ran.out
    assert (project / "out/match/town/clusters.parquet").is_file()


def test_the_steps_it_offers_are_those_of_the_work():
    assert _STEPS == STEPS


def test_a_project_as_init_makes_it_runs(run):
    run("init")
    ran = run("run", *SHORT)
    assert ran.code == 1
    assert "drops/population_sample.csv" in ran.out


def test_without_a_project_it_says_how_to_make_one(run):
    ran = run("run")
    assert ran.code == 2
    assert "there is no govclean.yaml" in ran.err
    assert run("run", "nowhere").code == 2


def test_a_file_that_names_no_sources_says_what_to_add(run):
    Path("govclean.yaml").write_text("lang: en\n", encoding="utf-8")
    ran = run("run")
    assert ran.code == 2
    assert "sources:" in ran.err


def test_of_two_runs_at_once_the_second_gives_way(run, project):
    with Ledger.open(project / "ledger.duckdb"):
        ran = run("run", project)
    assert ran.code == 2
    assert "another govclean is using this ledger" in ran.err
    assert not (project / "out/validate").exists()


def test_of_two_processes_at_once_one_does_the_work(project):
    command = [*GOVCLEAN, "run", str(project), "--only", "returns", "--quiet"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate(timeout=60)[1] for one in both]
    assert sorted(one.returncode for one in both) in (
        [1, 2],
        [1, 1],
    )  # the first may have ended before the second began
    for one, words in zip(both, told, strict=True):
        if one.returncode == 2:
            assert "another govclean" in words
    with Ledger.read(project / "ledger.duckdb") as ledger:
        assert ledger.table("rounds").num_rows == 3
        assert ledger.verify().holds


def test_a_kill_at_any_moment_leaves_nothing_half_done(tmp_path):
    reference, project = (write_project(tmp_path / name) for name in ("reference", "killed"))
    begun = time.monotonic()
    subprocess.run([*GOVCLEAN, "run", str(reference), "--quiet"], check=False)
    lasted, draw = time.monotonic() - begun, random.Random()
    kill_and_finish(project, [draw.uniform(0.3, 0.9) * lasted])
    finished_like(reference, project)


def test_a_disk_without_room_leaves_nothing_half_written(project):
    def little_room():  # no file may grow beyond so many bytes
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))

    command = [*GOVCLEAN, "run", str(project), "--quiet"]
    done = subprocess.run(command, preexec_fn=little_room, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert [path for path in project.rglob("*") if path.suffix in (".duckdb", ".parquet", ".html")] == []


def test_a_bar_shows_what_is_under_way(run, project, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = run("run", project, "--only", "validate")
    assert ran.code == 1
    assert "validate 公安_人口_202611" in ran.err
