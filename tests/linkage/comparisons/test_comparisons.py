"""Every comparison against the cases that a domain expert wrote in `cases/*.yaml`, and the laws all of them keep."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from comparison_cases import BOOKS, levels_of, of_book
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.comparisons.catalogue import (
    COMPARISONS,
    comparison,
    comparison_for,
    kind_for,
    lasting,
    strong,
)
from govclean.values.catalogue import TYPES
from govclean.values.parameters import ParameterError

few = settings(max_examples=25, deadline=None)  # machines differ

CASES = [
    pytest.param(book, case, id=f"{name}: {case['name']}")
    for name, book in BOOKS.items()
    for case in book["cases"]
]
LETTERS = "李娜张章王伟侯候单解欧阳买提·?�abJNé 1908-231050/*|X"
PAIRS = st.lists(
    st.tuples(st.text(LETTERS, max_size=9), st.text(LETTERS, max_size=9)), min_size=2, max_size=12
)
EVERY = [pytest.param(of_book(book), id=name) for name, book in BOOKS.items()]
BY_THEMSELVES = [  # how rare a piece of a place's name is, the other names say
    pytest.param(of_book(book), id=name) for name, book in BOOKS.items() if name != "place_name"
]


@pytest.mark.parametrize(("book", "case"), CASES)
def test_case(book, case):
    pair = (case["left"], case["right"])
    assert levels_of(of_book(book), [pair, pair[::-1]]) == [case["level"]] * 2


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_the_cases_show_every_level(book):
    assert {level.name for level in of_book(book).levels} <= {case["level"] for case in book["cases"]}


@pytest.mark.parametrize("one", EVERY)
@few
@given(pairs=PAIRS)
def test_it_does_not_matter_which_value_stands_left(one, pairs):
    assert levels_of(one, pairs) == levels_of(one, [(right, left) for left, right in pairs])


@pytest.mark.parametrize("one", BY_THEMSELVES)
@few
@given(pairs=PAIRS)
def test_a_pair_is_judged_alike_in_any_company(one, pairs):
    assert levels_of(one, pairs) == levels_of(one, pairs[:1]) + levels_of(one, pairs[1:])


@pytest.mark.parametrize("one", EVERY)
@few
@given(pairs=PAIRS)
def test_what_is_cleaned_twice_is_cleaned_once(one, pairs):
    pairs = [(left, left) for left, _ in pairs]
    assert set(levels_of(one, pairs)) <= {"equal", "missing"}


@pytest.mark.parametrize("one", EVERY)
def test_no_values_and_no_pairs_are_no_trouble(one):
    nothing = np.zeros(0, np.int32)
    for values in ([None], [None, "1"]):
        kernel = one.prepare(one.clean(pa.array(values, pa.string())))
        assert kernel.levels(nothing, nothing).tolist() == []


def test_every_comparison_has_cases_and_levels_that_say_what_they_are_in_both_languages():
    assert {one.kind for one in COMPARISONS} <= {book["comparison"] for book in BOOKS.values()}
    for book in BOOKS.values():
        one = of_book(book)
        assert one.title.zh
        assert one.title.en
        assert all(level.title.zh and level.title.en for level in one.levels)
        assert len({level.name for level in one.levels}) == len(one.levels)


def test_every_semantic_type_is_compared_by_a_kind_that_exists():
    wanted = {kind_for(semantic.name) for semantic in TYPES}
    assert wanted - {one.kind for one in COMPARISONS} <= {"organisation_name", "address"}


def test_a_type_brings_its_options_unless_another_kind_is_asked_for():
    assert comparison_for("cn.division").prefixes == "6,4,2"
    assert comparison_for("cn.division", "code", {"prefixes": "2"}).prefixes == "2"
    assert comparison_for("cn.division", "text").kind == "text"


def test_a_number_that_is_one_entitys_for_life_is_one_entitys_alone():
    assert all(strong(one.name) for one in TYPES if lasting(one.name))
    assert not any(strong(name) for name in ("cn.plate", "cn.phone", "key", "text"))


def test_a_kind_that_does_not_exist_is_not_found():
    with pytest.raises(LookupError):
        comparison("telepathy", {})


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("text", {"cutoff": "0.9"}),
        ("text", {"cutoffs": "0.5,0.9"}),
        ("text", {"cutoffs": "high"}),
        ("latin_name", {"cutoffs": "1.2"}),
        ("name_parts", {"cutoff": ""}),
        ("code", {"prefixes": "2,4"}),
        ("code", {"prefixes": "0"}),
        ("identifier", {"type": "cn.phone"}),
        ("exact", {"cutoffs": "0.9"}),
        ("address", {"neighbours": "kind"}),
        ("place_name", {"cutoffs": "0.6,0.8"}),
        ("point", {"metres": "50,10"}),
        ("point", {"metres": "near"}),
    ],
)
def test_an_option_that_cannot_be_used_is_told_in_both_languages(kind, options):
    with pytest.raises(ParameterError) as told:
        comparison(kind, options)
    assert told.value.what.zh
    assert next(iter(options)) in told.value.what.en
