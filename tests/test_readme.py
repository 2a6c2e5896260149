"""The sessions that the READMEs show are what the program says; the two READMEs are of equal rank."""

import re
import shlex
from pathlib import Path

import pytest

from govclean.cli.main import main

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
SECONDS = re.compile(r"\d+\.\d+ (s|秒)\b")


def session(name):
    (block,) = re.findall(r"```console\n\$ (.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    command, _, shown = block.partition("\n")
    head, _, tail = shown.partition("  …\n")
    return shlex.split(command)[1:], head.splitlines(), tail.splitlines()


@pytest.mark.parametrize("name", READMES)
def test_the_session_shown_is_what_the_program_says(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for variable in ("GOVCLEAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    arguments, head, tail = session(name)
    main(arguments)
    told = [SECONDS.sub(r"0.0 \1", line).rstrip() for line in capsys.readouterr().out.splitlines()]
    assert told[: len(head)] == [SECONDS.sub(r"0.0 \1", line) for line in head]
    assert [line for line in told if line][-1] == [line for line in tail if line][-1]


def test_both_readmes_have_the_same_sections_and_commands():
    pages = [(ROOT / name).read_text("utf-8") for name in READMES]
    assert len({page.count("\n## ") for page in pages}) == 1
    assert len({tuple(re.findall(r"^(?:make|pip|govclean) \S+", page, re.MULTILINE)) for page in pages}) == 1


@pytest.mark.parametrize("name", READMES)
def test_every_link_leads_to_a_file(name):
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / name).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
