"""The pages on CI: both languages show the same, what they show is well-formed, and its commands do what they say."""

import json
import re
import shlex
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from govclean.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / f"docs/{language}/ci.md" for language in ("en", "zh")]
HAN_WORDS = re.compile(r"'[^']*'|\"[^\"]*\"|name: .*")


def blocks(page, kind):
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def commands(page):
    """Return every call of govclean that stands in a workflow, each once."""
    found = [
        line for kind in ("yaml", "groovy") for block in blocks(page, kind) for line in block.splitlines()
    ]
    calls = (re.search(r"^\s*(?:- )?(?:run: )?(govclean (?:validate|run).*)$", line) for line in found)
    return list(dict.fromkeys(call[1] for call in calls if call))


@pytest.fixture
def examples(tmp_path, monkeypatch):
    """A repository of drops as the pages have it in mind: the examples, with their output in it."""
    shutil.copytree(ROOT / "examples/drops", tmp_path / "drops")
    text = (ROOT / "examples/govclean.yaml").read_text("utf-8").replace("../out", "out")
    (tmp_path / "govclean.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_both_pages_show_the_same_workflows():
    for kind in ("yaml", "groovy"):
        english, chinese = ([HAN_WORDS.sub("", block) for block in blocks(page, kind)] for page in PAGES)
        assert english == chinese


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_what_is_shown_as_yaml_is_yaml(page):
    shown = [yaml.safe_load(block) for block in blocks(page, "yaml")]
    assert [set(one) - {True} for one in shown] == [
        {"name", "jobs"},
        {"judge"},
        {"repos"},
    ]  # YAML reads `on` as true


def test_the_commands_do_on_the_examples_what_the_page_says(examples, capsys):
    shown = commands(PAGES[0])
    assert len(shown) == 6
    for command in shown:
        if command == "govclean run":
            continue  # everything: tests/governance/pipeline does it on less
        words = [
            path
            for word in shlex.split(command)[1:]
            for path in (sorted(map(str, Path().glob(word))) or [word])
        ]
        code = main(words)
        assert code == (0 if "never" in words else 1), command
    assert "::error file=drops/" in capsys.readouterr().out
    assert json.loads(Path("findings.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert ET.parse("junit.xml").getroot().tag == "testsuites"
    assert len(list(examples.glob("out/validate/*/report.html"))) == 6
    assert (examples / "out/report.html").is_file()


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_hooks_name_commands_that_are_there_and_match_the_files(page):
    (hooks,) = (
        one["repos"][0]["hooks"] for one in map(yaml.safe_load, blocks(page, "yaml")) if "repos" in one
    )
    drops = [f"drops/{path.name}" for path in (ROOT / "examples/drops").iterdir()]
    assert len([path for path in drops if re.search(hooks[0]["files"], path)]) == 2
    for hook in hooks:
        assert main([*shlex.split(hook["entry"])[1:], "--help"]) == 0
