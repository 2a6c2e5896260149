"""Run the program as a user does, in a folder of its own, and see what it says."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from govclean.cli.main import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return what runs `govclean ARGUMENTS` in an empty folder; English unless asked otherwise."""
    monkeypatch.chdir(tmp_path)
    for name in ("GOVCLEAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "CI"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Ran:
        code = main([str(one) for one in arguments])
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return run
