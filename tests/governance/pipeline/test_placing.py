"""A result takes the place of the last one whole, whatever happens on the way."""

import subprocess
import sys

import pytest

from govclean.errors import UsageError
from govclean.governance.pipeline.made import Made, Outcome, made_in
from govclean.governance.pipeline.placing import finish, held, replaced, write_whole

MADE = Made("clean", "x", {"file": "1"}, Outcome("error", {"records": 3}))
KILLED = """
import os, signal, sys
from pathlib import Path
from govclean.governance.pipeline import placing
from govclean.governance.pipeline.made import Made, Outcome
rename, left = Path.rename, [int(sys.argv[2])]
def until_killed(self, target):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.rename = until_killed
with placing.replaced(Path(sys.argv[1]), ["*.xlsx"]) as hidden:
    hidden.mkdir()
    (hidden / "b.txt").write_text("new")
    placing.finish(hidden, Made("clean", "x", {"file": "2"}, Outcome()))
"""


def put(folder, name, content, keep=()):
    with replaced(folder, keep) as hidden:
        hidden.mkdir()
        (hidden / name).write_text(content, encoding="utf-8")
        finish(hidden, MADE)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_result_says_what_it_was_made_from(tmp_path):
    put(tmp_path / "x", "a.txt", "1")
    assert made_in(tmp_path / "x") == MADE
    assert made_in(tmp_path / "y") is None


def test_a_new_result_takes_the_place_of_the_last_and_leaves_nothing_of_it(tmp_path):
    put(tmp_path / "x", "a.txt", "1")
    put(tmp_path / "x", "b.txt", "2")
    assert (names(tmp_path), names(tmp_path / "x")) == (["x"], ["b.txt", "step.json"])


def test_what_is_peoples_is_taken_over(tmp_path):
    put(tmp_path / "x", "a.xlsx", "1")
    put(tmp_path / "x", "b.xlsx", "2", keep=["*.xlsx"])
    assert names(tmp_path / "x") == ["a.xlsx", "b.xlsx", "step.json"]


def test_after_an_exception_the_folder_is_as_it_was(tmp_path):
    put(tmp_path / "x", "a.txt", "1")
    with pytest.raises(UsageError):
        put(tmp_path / "x", "no/such/folder.txt", "2")
    assert (names(tmp_path), names(tmp_path / "x")) == (["x"], ["a.txt", "step.json"])


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_kill_between_the_renames_leaves_the_old_result_or_the_new_one(tmp_path, renames):
    out = tmp_path / "out"
    put(out / "clean/x", "a.xlsx", "old")
    done = subprocess.run([sys.executable, "-c", KILLED, out / "clean/x", str(renames)], check=False)
    assert (done.returncode == 0) == (renames == 2)
    with held(out):
        pass
    assert [path.name for path in (out / "clean").iterdir()] == ["x"]
    assert names(out / "clean/x") == (
        ["a.xlsx", "b.txt", "step.json"] if renames == 2 else ["a.xlsx", "step.json"]
    )


def test_somebody_elses_folder_is_refused(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x/thesis.doc").write_text("important", encoding="utf-8")
    with pytest.raises(UsageError, match="not of govclean run"):
        put(tmp_path / "x", "a.txt", "1")
    assert names(tmp_path / "x") == ["thesis.doc"]


def test_an_output_folder_is_held_by_one_run(tmp_path):
    with (
        held(tmp_path / "out"),
        pytest.raises(UsageError, match="another govclean run"),
        held(tmp_path / "out"),
    ):
        pass


def test_a_file_is_written_whole_and_only_where_it_changed(tmp_path):
    path = tmp_path / "report.html"
    assert [write_whole(path, content) for content in (b"1", b"1", b"2")] == [True, False, True]
    assert names(tmp_path) == ["report.html"]


def test_what_the_disk_refuses_is_told(tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"), held(tmp_path / "out"):
        pass
