import json
from pathlib import Path

import pytest

from govclean.cli import surroundings
from govclean.cli.surroundings import Part, examine
from govclean.wording import same

TYPO = "standard: t\nversion: 1\nfields:\n  - name: a\n    requird: true\n"


def test_init_makes_a_project_and_never_overwrites_one(run):
    first = run("init", "project")
    made = sorted(str(path) for path in Path("project").rglob("*") if path.is_file())
    assert first.code == 0
    assert made == ["project/drops/README.md", "project/drops/population_sample.csv", "project/govclean.yaml"]
    Path("project/govclean.yaml").write_text("lang: zh\n", encoding="utf-8")
    again = run("init", "project", "--lang", "en")
    assert again.code == 2
    assert "nothing was changed" in again.err
    assert Path("project/govclean.yaml").read_text(encoding="utf-8") == "lang: zh\n"


def test_init_overwrites_nothing_where_only_the_sample_is_there(run):
    Path("drops").mkdir()
    Path("drops/population_sample.csv").write_text("mine", encoding="utf-8")
    assert run("init").code == 2
    assert not Path("govclean.yaml").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_settings_of_a_new_project_can_be_used(run, language):
    run("init", "--lang", language)
    assert run("validate", "no_such_file.csv", "--lang", "en").err.startswith("govclean: no_such_file.csv")


def test_standards_list_names_the_shipped_ones(run):
    ran = run("standards", "list")
    assert ran.code == 0
    assert "population" in ran.out
    assert "population" in [
        one["name"] for one in json.loads(run("standards", "list", "--format", "json").out)
    ]


def test_standards_show_is_text_or_json(run):
    assert "resident_id" in run("standards", "show", "population").out
    shown = json.loads(run("standards", "show", "population", "--format", "json").out)
    assert shown["standard"] == "population"


def test_standards_check_tells_file_line_and_the_near_miss(run):
    Path("typo.yaml").write_text(TYPO, encoding="utf-8")
    ran = run("standards", "check", "typo.yaml")
    assert ran.code == 1
    assert "typo.yaml:5" in ran.out
    assert '"required"' in ran.out


def test_standards_check_knows_the_checks_and_rules_there_are(run):
    standard = "standard: t\nversion: 1\ntitle: T\nfields:\n  - {name: a, title: A}\n"
    Path("t.yaml").write_text(standard + "checks:\n  - uniqueness.kee: {fields: [a]}\n", encoding="utf-8")
    assert 'Did you mean "uniqueness.key"?' in run("standards", "check", "t.yaml").out
    Path("t.yaml").write_text(standard + "checks:\n  - uniqueness.key: {fields: [a]}\n", encoding="utf-8")
    good = run("standards", "check", "t.yaml")
    assert (good.code, good.out) == (0, "")
    assert "no mistakes" in good.err


def test_shipped_standards_have_no_mistakes(run):
    ran = run("standards", "check", "population", "legal_entity", "geographic")
    assert (ran.code, ran.out) == (0, "")


def test_standards_check_of_no_file_cannot_be_done(run):
    assert run("standards", "check", "nowhere.yaml").code == 2


def test_a_template_is_chinese_unless_asked_otherwise(run, monkeypatch):
    monkeypatch.setenv("GOVCLEAN_LANG", "en")
    assert run("standards", "template", "population", "-o", "t.csv").code == 0
    assert "公民身份号码" in Path("t.csv").read_text(encoding="utf-8-sig")
    assert run("standards", "template", "population", "-o", "t.csv", "--lang", "en").code == 0
    assert "Name" in Path("t.csv").read_text(encoding="utf-8-sig")


def test_a_template_is_named_after_its_standard(run):
    assert run("standards", "template", "population").code == 0
    assert Path("population_2026.1.xlsx").read_bytes().startswith(b"PK")


def test_a_template_that_cannot_be_written_leaves_nothing(run, tmp_path):
    ran = run("standards", "template", "population", "-o", "no/such/folder/t.xlsx")
    assert ran.code == 2
    assert "no/such/folder/t.xlsx" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_explain_shows_a_rule_or_all_of_them(run):
    assert run("explain", "check_digit").out.startswith("validity.check_digit")
    assert "uniqueness.key" in run("explain").out


def test_doctor_finds_this_machine_in_order(run):
    ran = run("doctor")
    assert ran.code == 0
    assert "✓ pyarrow: " in ran.out
    assert all(
        part["state"] in ("good", "absent") for part in json.loads(run("doctor", "--format", "json").out)
    )


def test_doctor_exits_1_where_a_needed_part_is_broken(run, monkeypatch):
    monkeypatch.setattr(surroundings, "examine", lambda: [Part(same("pyarrow"), "broken", same("none"))])
    ran = run("doctor")
    assert ran.code == 1
    assert "✗ pyarrow: none" in ran.out


def test_a_missing_package_is_broken_and_a_missing_shelf_too(monkeypatch, tmp_path):
    monkeypatch.setattr(surroundings, "shelf", lambda: tmp_path)
    monkeypatch.setattr(
        surroundings, "_required", lambda: {"": ["no-such-package"], "more": ["no-such-either"]}
    )
    states = {part.name.en: part.state for part in examine()}
    assert states["no-such-package"] == "broken"
    assert states["optional part more"] == "absent"
    assert states["shipped standards"] == "broken"
