"""Which file a name means, and what a standard takes from the one it extends."""

import subprocess
import sys
from pathlib import Path

import pytest

from govclean.errors import StandardError
from govclean.shipped import shelf
from govclean.standards.linting import check_standard
from govclean.standards.loading import list_standards, load_standard

BASE = """\
standard: base
version: 1
title: 基础
max_error_rate: 0.1
fields:
  - {name: a, title: 甲, aliases: [JIA], obligation: O}
  - {name: b, title: 乙, type: code, codelist: own}
codelists: {own: {01: 一}}
checks:
  - uniqueness.key: {fields: [a]}
rules: {validity.format: {severity: warning}, validity.range: {severity: info}}
"""
CHILD = """\
standard: child
version: 2
extends: base
fields:
  - {name: c, type: date}
  - {name: a, required: true}
checks:
  - uniqueness.key: {fields: [b]}
rules: {validity.format: {severity: error}}
"""


def test_a_standard_is_found_by_path_and_in_the_projects_own_folder(write):
    write("standards/base.yaml", BASE)
    write("standards/registries/other.yaml", BASE.replace("base", "other"))
    assert load_standard("standards/base.yaml").name == "base"
    assert load_standard("base").path == str(Path.cwd() / "standards/base.yaml")
    assert load_standard("other").name == "other"


def test_the_projects_folder_is_found_from_below(write, monkeypatch):
    write("standards/base.yaml", BASE)
    write("govclean.yaml", "")
    write("drops/2026/a.csv", "")
    monkeypatch.chdir("drops/2026")
    assert load_standard("base").name == "base"


def test_a_child_takes_what_it_does_not_say_itself(write):
    write("standards/base.yaml", BASE)
    child = load_standard(write("standards/child.yaml", CHILD))
    assert (child.name, child.version, child.title.zh, child.max_error_rate) == ("child", "2", "基础", 0.1)
    assert [one.name for one in child.fields] == ["a", "b", "c"]
    assert (child.field("a").obligation, child.field("a").aliases) == ("M", ("JIA",))
    assert child.field("b").codes.codes == {"01"}
    assert [one.arguments["fields"] for one in child.checks] == [["a"], ["b"]]
    assert [one.where.split("/")[-1] for one in child.checks] == ["base.yaml:10", "child.yaml:8"]
    assert {key: one.severity for key, one in child.rules.items()} == {
        "validity.format": "error",
        "validity.range": "info",
    }


def test_a_code_list_file_is_looked_for_beside_the_standard_that_names_it(write):
    write("base/codes.csv", "code,label\n01,一\n")
    write("base/base.yaml", BASE.replace("{own: {01: 一}}", "{own: codes.csv}"))
    child = load_standard(write("child.yaml", CHILD.replace("extends: base", "extends: base/base.yaml")))
    assert child.field("b").codes.codes == {"01"}


def test_a_mistake_is_told_in_the_file_it_stands_in(write):
    write("base.yaml", BASE.replace("aliases: [JIA]", "alias: [JIA]"))
    path = write("child.yaml", CHILD.replace("extends: base", "extends: base.yaml").replace("[b]", "[z]"))
    assert [one.where for one in check_standard(path)] == ["base.yaml:6", "child.yaml:8"]


def test_a_standard_may_extend_the_shipped_one_of_its_own_name(write):
    write("standards/registries/base.yaml", BASE)
    own = write("standards/base.yaml", CHILD.replace("standard: child", "standard: base"))
    assert [one.name for one in load_standard(own).fields] == ["a", "b", "c"]


def test_a_circle_is_refused(write):
    write("standards/base.yaml", BASE + "extends: child\n")
    write("standards/child.yaml", CHILD)
    with pytest.raises(StandardError, match=r"base.yaml:12: \"child\" leads back to itself"):
        load_standard("child")


def test_a_chain_of_more_than_five_is_refused(write):
    for n in range(8):
        write(
            f"standards/s{n}.yaml",
            CHILD.replace("child", f"s{n}").replace("extends: base", f"extends: s{n + 1}"),
        )
    with pytest.raises(StandardError, match="deeper than 5"):
        load_standard("s0")


def test_a_missing_parent_is_told_where_it_is_named(write):
    write("standards/base.yaml", BASE)
    with pytest.raises(
        StandardError, match=r"child.yaml:3: there is no standard \"bas\"(?s:.)*Did you mean \"base\"\?"
    ):
        load_standard(write("child.yaml", CHILD.replace("extends: base", "extends: bas")))


def test_an_unknown_standard_is_told_with_the_near_one(write):
    write("standards/base.yaml", BASE)
    with pytest.raises(StandardError) as caught:
        load_standard("bsae")
    assert 'Did you mean "base"?' in caught.value.say("en")
    assert "是否想写“base”？" in caught.value.say("zh")


def test_a_version_can_be_asked_for(write):
    write("standards/base.yaml", BASE)
    assert load_standard("base@1").version == "1"
    with pytest.raises(StandardError, match="not here in version 2; found 1"):
        load_standard("base@2")


def test_a_version_can_be_extended(write):
    write("standards/base.yaml", BASE)
    assert (
        load_standard(write("child.yaml", CHILD.replace("extends: base", "extends: base@1"))).version == "2"
    )
    with pytest.raises(
        StandardError, match=r"child.yaml:3: standard .base. is not here in version 3; found 1"
    ):
        load_standard(write("child.yaml", CHILD.replace("extends: base", "extends: base@3")))


def test_a_file_that_is_not_there_is_told(write):
    with pytest.raises(StandardError, match=r"nowhere.yaml: there is no such file"):
        load_standard("nowhere.yaml")
    with pytest.raises(StandardError, match=r"child.yaml:3: there is no such file.*gone.yaml"):
        load_standard(write("child.yaml", CHILD.replace("extends: base", "extends: gone.yaml")))


def test_all_mistakes_are_told_when_a_standard_is_loaded(write):
    path = write("t.yaml", "standard: t\nfields:\n  - {name: A}\n  - {nam: b}\n")
    with pytest.raises(StandardError) as caught:
        load_standard(path)
    assert caught.value.say("en").count("t.yaml:") == 4


def test_standards_are_listed_with_those_that_cannot_be_read(write):
    write("standards/base.yaml", BASE)
    write("standards/broken.yaml", "a: b: c\n")
    listed = {one.name: one for one in list_standards()}
    assert (listed["base"].version, listed["base"].title.zh, listed["base"].shipped) == ("1", "基础", False)
    assert "broken.yaml:1" in listed["broken"].fault.en


@pytest.mark.parametrize("path", sorted((shelf() / "registries").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_standard_has_no_mistakes(path):
    assert [one.say("en") for one in check_standard(path)] == []
    assert load_standard(path.stem).name == path.stem


def test_listing_standards_needs_none_of_the_heavy_libraries():
    program = (
        "import sys; from govclean.standards.listing import list_standards; list_standards();"
        "print([name for name in ('pandas', 'pandera', 'duckdb', 'pyarrow', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
