from pathlib import Path

import pytest

from govclean.cli.settings import nearest_settings

WRONG = {
    "validat: {standard: population}\n": (
        "govclean.yaml:1",
        'there is no key "validat"',
        'Did you mean "validate"?',
    ),
    "validate:\n  standrd: population\n": (
        "govclean.yaml:2",
        'there is no key "standrd"',
        'Did you mean "standard"?',
    ),
    "validate:\n  standard: population\n  fail_on: never ever\n": (
        "govclean.yaml:3",
        "must be one of error | warning",
    ),
    "validate:\n  standard: population\n  max_error_rate: 7\n": ("govclean.yaml:3", "a share such as 0.01"),
    "lang: fr\n": ("govclean.yaml:1", "lang must be zh or en"),
    "- validate\n": ("govclean.yaml", "lines are expected here"),
    "validate: yes\n": ("govclean.yaml:1", "lines are expected here"),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_told_with_its_line(run, text):
    Path("govclean.yaml").write_text(text, encoding="utf-8")
    ran = run("validate", "x.csv")
    assert ran.code == 2
    for words in WRONG[text]:
        assert words in ran.err


def test_a_wrong_setting_does_not_keep_anyone_from_the_help(run):
    Path("govclean.yaml").write_text("nonsense: [", encoding="utf-8")
    assert run("validate", "--help").code == 0


def test_settings_are_found_in_a_folder_above(run, tmp_path, monkeypatch):
    (tmp_path / "govclean.yaml").write_text("lang: zh\nvalidate: {standard: no_such}\n", encoding="utf-8")
    (tmp_path / "a/b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a/b")
    assert "没有名为“no_such”的标准" in run("validate", "x.csv").err


def test_the_command_line_comes_before_the_settings(run):
    Path("govclean.yaml").write_text("lang: zh\nvalidate: {standard: no_such}\n", encoding="utf-8")
    assert '"another"' in run("validate", "x.csv", "-s", "another", "--lang", "en").err


def test_the_environment_gives_options_too(run, monkeypatch):
    monkeypatch.setenv("GOVCLEAN_VALIDATE_STANDARD", "from_outside")
    assert '"from_outside"' in run("validate", "x.csv").err


def test_columns_are_read_for_every_command(tmp_path):
    (tmp_path / "govclean.yaml").write_text("columns:\n  name: 纳税人名称\n", encoding="utf-8")
    settings = nearest_settings(tmp_path)
    assert settings.columns == {"name": "纳税人名称"}
    assert settings.path == str(tmp_path / "govclean.yaml")


def test_verbose_says_where_settings_come_from(run):
    Path("govclean.yaml").write_text("lang: en\n", encoding="utf-8")
    assert "settings from " in run("explain", "-v").err
    assert run("explain").err == ""
