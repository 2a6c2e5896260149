"""What `govclean.yaml` may say of a run, and how mistakes in it are told."""

from pathlib import Path

import pytest

from govclean.cli.sample import project_files
from govclean.cli.settings import _GENERAL, _OF_RUN, read_settings
from govclean.errors import GovcleanError
from govclean.governance.pipeline.config import KEYS, STEPS, load_project, with_needed

SOURCES = "sources:\n  - {department: 公安局, files: a.csv, standard: population}\n"
WRONG = {
    "sources: []\n": ('govclean.yaml: "sources" must name at least one source',),
    "lang: zh\n": ("there are no `sources:`", "name them, such as"),
    "sources:\n  - {department: 公安局, file: a.csv}\n": (
        'source "公安局" has no key "file". Did you mean "files"?',
        'source "公安局" lacks the key "files"',
        'source "公安局" lacks the key "standard"',
    ),
    f"{SOURCES}step: [validate]\n": ('has no key "step". Did you mean "steps"?',),
    f"{SOURCES}steps: [validat]\n": ('Did you mean "validate"?',),
    f"{SOURCES}as_of: 2026-13-01\n": ("must be a date such as 2026-01-31",),
    f"{SOURCES}as_of: 20261201\n": ("must be a date such as 2026-01-31",),
    f"{SOURCES}registries: {{population: {{match: {{treshold: 1}}}}}}\n": ('Did you mean "threshold"?',),
    SOURCES.replace("}", ", authority: yes}"): ("must be true, false or a list of fields",),
    SOURCES.replace("}", ", separator: abc}"): ("must be one character",),
    SOURCES.replace("}", ", cycle: fortnightly}"): ('"cycle" cannot be "fortnightly"',),
    SOURCES.replace("}", ", due_day: 0}"): ('"due_day" must be at least 1',),
    SOURCES.replace("a.csv", "[]"): ("must name at least one file",),
}


@pytest.mark.parametrize("text", WRONG)
def test_every_mistake_is_told_with_its_line(tmp_path, text):
    path = tmp_path / "govclean.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GovcleanError) as caught:
        load_project(path)
    told = caught.value.say("en")
    assert str(path) in told
    for words in WRONG[text]:
        assert words in told


def test_what_it_says_of_single_commands_is_passed_over(tmp_path):
    path = tmp_path / "govclean.yaml"
    path.write_text(f"{SOURCES}validate: {{standard: population}}\n", encoding="utf-8")
    assert load_project(path, ["validate"]).sources[0].files == ("a.csv",)
    with pytest.raises(GovcleanError, match='no key "validate"'):
        load_project(path)


def test_a_source_has_authority_in_everything_or_in_some_fields(tmp_path):
    path = tmp_path / "govclean.yaml"
    told = [SOURCES.replace("}", f", authority: {words}}}") for words in ("true", "false", "[name, sex]")]
    found = []
    for text in told:
        path.write_text(text, encoding="utf-8")
        found.append(load_project(path).sources[0].authority)
    assert found == [True, False, ("name", "sex")]


def test_settings_know_every_key_of_the_run(tmp_path):
    assert set(KEYS) == {*_GENERAL, *_OF_RUN}
    path = tmp_path / "govclean.yaml"
    path.write_text(
        f"{SOURCES}validate: {{standard: population}}\ncolumns: {{name: 姓名}}\n", encoding="utf-8"
    )
    settings = read_settings(path)
    assert (set(settings.sections), dict(settings.columns)) == ({"validate"}, {"name": "姓名"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_project_as_init_makes_it_is_one_to_run(tmp_path, language):
    path = tmp_path / "govclean.yaml"
    path.write_text(project_files(language)["govclean.yaml"], encoding="utf-8")
    assert load_project(path, ["validate"]).steps == STEPS


def test_the_example_is_one():
    example = Path(__file__).parents[3] / "examples/govclean.yaml"
    assert len(load_project(example).sources) == 6


def test_a_step_brings_those_it_cannot_do_without():
    assert with_needed(["reports"]) == ("reports",)
    assert with_needed(["returns", "match"]) == ("validate", "clean", "match", "returns")
