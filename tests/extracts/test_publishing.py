"""An output folder is whole or not there, whatever becomes of the run that writes it."""

import fcntl

import pytest

from govclean.errors import UsageError
from govclean.extracts.publishing import LAST, publish


def _write(folder, **files):
    with publish(folder) as hidden:
        for name, text in files.items():
            (hidden / name).write_text(text)
        (hidden / LAST).write_text("{}")


def _held(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_run_that_fails_leaves_the_folder_as_it_was(tmp_path):
    folder = tmp_path / "out"
    _write(folder, table="one")
    with pytest.raises(UsageError, match="cannot be written"):
        _write(folder, **{"table": "two", "no/such/place": "three"})
    assert _held(folder) == {"table": "one", LAST: "{}"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_left_half_moved_by_a_killed_run_is_finished_by_the_next(tmp_path):
    folder = tmp_path / "out"
    _write(folder, table="one", other="one")
    (folder / LAST).unlink()
    (tmp_path / ".out.partial").mkdir()
    (tmp_path / ".out.partial" / "other").write_text("half")
    _write(folder, table="two", other="two")
    assert _held(folder) == {"table": "two", "other": "two", LAST: "{}"}


def test_somebody_else_s_files_are_never_touched(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="not govclean's"):
        _write(tmp_path, table="one")
    assert _held(tmp_path) == {"thesis.txt": "mine"}


def test_a_second_run_on_the_same_folder_does_not_wait(tmp_path):
    folder = tmp_path / "out"
    with (tmp_path / ".out.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="another govclean"):
            _write(folder, table="one")
    _write(folder, table="one")
    assert _held(folder)["table"] == "one"
