"""Every feature against the cases that a domain expert wrote in `cases/*.yaml`, and the laws all of them keep."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.features.catalogue import FEATURES, feature
from govclean.linkage.features.folding import folded
from govclean.values.catalogue import TYPES

few = settings(max_examples=25, deadline=None)  # machines differ

BOOKS = [
    yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
]
CASES = [
    pytest.param(book, case, id=f"{book['feature']}: {case['name']}")
    for book in BOOKS
    for case in book["cases"]
]
VALUES = st.lists(st.none() | st.text("李娜張单·?�王 Jo'é-1908(310)", max_size=9), max_size=8)


def derived(name, semantic_type, values):
    return feature(name, semantic_type).derive(pa.array(values, pa.string())).to_pylist()


@pytest.mark.parametrize(("book", "case"), CASES)
def test_case(book, case):
    for semantic_type in book["types"]:
        assert derived(book["feature"], semantic_type, [case["given"], None]) == [
            case["becomes"] or None,
            None,
        ]


def test_every_feature_has_cases_or_is_numbered():
    told = {(book["feature"], semantic) for book in BOOKS for semantic in book["types"]}
    for one in FEATURES:
        if not one.name.startswith(("prefix", "suffix")):
            assert {(one.name, semantic) for semantic in one.of or ("text",)} <= told


def test_a_name_says_one_thing_for_each_type_and_every_type_exists():
    places = [(one.name, semantic) for one in FEATURES for semantic in one.of or ("",)]
    assert len(places) == len(set(places))
    assert {semantic for one in FEATURES for semantic in one.of} <= {kind.name for kind in TYPES}
    assert all(one.title.zh and one.title.en for one in FEATURES)


@pytest.mark.parametrize("one", FEATURES, ids=lambda one: f"{one.name}-{'-'.join(one.of)}")
@few
@given(values=VALUES)
def test_a_value_has_one_feature_whatever_stands_beside_it_and_none_is_empty(one, values):
    found = one.derive(pa.array(values, pa.string())).to_pylist()
    assert found == one.derive(pa.array(values[::-1], pa.string())).to_pylist()[::-1]
    assert found[:1] == one.derive(pa.array(values[:1], pa.string())).to_pylist()
    assert "" not in found


@few
@given(VALUES)
def test_folding_a_name_twice_is_folding_it_once(values):
    once = folded(pa.array(values, pa.string()))
    assert folded(once).equals(once)


def test_the_type_decides_between_features_of_one_name():
    assert feature("key", "cn.person_name") != feature("key", "text")
    assert feature("pinyin") == feature("pinyin", "cn.person_name")


@pytest.mark.parametrize(
    ("name", "semantic"), [("aura", ""), ("pinyin", "date"), ("prefix0", ""), ("prefix10", "")]
)
def test_a_feature_that_does_not_exist_is_not_found(name, semantic):
    with pytest.raises(LookupError):
        feature(name, semantic)


def test_libraries_for_chinese_are_not_read_before_they_are_needed():
    asked = "import sys, govclean.linkage.features.names; print(sorted({'opencc', 'pypinyin'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
