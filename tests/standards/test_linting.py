"""Mistakes of a standard, each with its line and what was probably meant."""

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.errors import StandardError
from govclean.standards.fields import Field
from govclean.standards.linting import check_standard
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.standards.parameters import all_keys

HEAD = "standard: t\nversion: 1\nfields:\n"
THREE = HEAD + (
    "  - {name: a}\n"
    "  - {name: b, title: B, aliases: [b1]}\n"
    "  - {name: sex, type: code, codelist: gbt2261_1}\n"
)  # fmt: skip
CHECKS = {
    "consistency.date_order": {"earlier", "later"},
    "uniqueness.key": {"fields"},
    "completeness.required_when": {"field", "when"},
}
CASES = yaml.safe_load(
    Path(__file__).with_name("cases").joinpath("mistakes.yaml").read_text(encoding="utf-8")
)["cases"]


@pytest.fixture
def told(write):
    def told(text, **known):
        return [one.say("en") for one in check_standard(write("t.yaml", text), **known)]

    return told


def test_a_mistyped_key_is_told_with_file_line_and_the_near_one(write):
    (only,) = check_standard(write("typo.yaml", HEAD + "  - name: a\n    requird: true\n"))
    assert only.say("en") == 'typo.yaml:5: field "a" has no key "requird". Did you mean "required"?'
    assert only.say("zh") == "typo.yaml:5: 字段“a”没有“requird”这个键。是否想写“required”？"
    assert only.severity == "error"


def test_a_good_standard_has_no_mistakes(told):
    assert told(THREE, known_checks=CHECKS, known_rules=set()) == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_told_once_with_its_line(told, case):
    found = told(THREE + case["given"] + "\n", known_checks=CHECKS, known_rules={"validity.format"})
    about_it = [one for one in found if one.startswith(f"t.yaml:{case['line']}: ") and case["says"] in one]
    assert len(about_it) == 1, found
    assert [one for one in found if one not in about_it and "used by no field" not in one] == []


def test_all_mistakes_of_all_kinds_come_at_once_by_line(told):
    found = told(
        "standard: t\nfieldz: 1\nfields:\n  - {name: A}\n  - {name: b, type: dat}\n  - {name: b}\n"
        "checks:\n  - uniqueness.key: {fields: [x]}\n  - uniqueness.kee\n",
        known_checks=CHECKS,
    )
    assert [int(one.split(":")[1]) for one in found] == [1, 2, 4, 5, 6, 8, 9]


def test_a_warning_does_not_keep_a_standard_from_being_used(write):
    path = write("t.yaml", HEAD + "  - {name: a}\ncodelists: {mine: {1: a}}\n")
    (only,) = check_standard(path)
    assert only.severity == "warning"
    assert load_standard(path).name == "t"


def test_a_code_list_file_that_cannot_be_used_is_told_at_the_field(told, write):
    write("mine.csv", "kode,label\n1,a\n")
    (only,) = told(HEAD + "  - name: a\n    type: code\n    codelist: mine.csv\n")
    assert only.startswith("t.yaml:6: ")
    assert "mine.csv" in only


def test_a_file_that_is_no_yaml_is_refused(write):
    with pytest.raises(StandardError, match=r"t.yaml:1: "):
        check_standard(write("t.yaml", "a: b: c\n"))


KEYS = [
    *Standard.known_keys({}),
    *Field.known_keys({}),
    *sorted(all_keys()),
    "uniqueness.key",
    "field",
    "when",
    "zh",
    "mine",
]
SCALARS = st.sampled_from(
    ["a", "b", "", "1", "true", "code", "date", "mine", "x.csv", "own.yaml", "M", "(a", None]
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8))
def test_whatever_stands_in_a_file_ends_in_mistakes_or_a_refusal(tree):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(yaml.safe_dump(tree), encoding="utf-8")
        try:
            found = check_standard(path, known_checks=CHECKS, known_rules=set())
        except StandardError:
            return
    assert all(one.path == str(path) and one.line > 0 for one in found)
