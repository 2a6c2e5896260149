"""Valid numbers decide above the score, unless all else speaks against them."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from registries import registry
from scored import groups, identity, pairs_of

from govclean.linkage.clustering import cluster
from govclean.linkage.conflict_findings import CONFLICTS_TABLE, FOUND, conflicts_table, titles
from govclean.linkage.conflicts import (
    AGAINST,
    different_numbers,
    equal_numbers,
    identity_of,
    settled,
    shared_comparisons,
)
from govclean.linkage.decisions import Decisions
from govclean.linkage.numbering import number
from govclean.linkage.pairs import CONFLICTS, DECISIONS, MATCH, REVIEW
from govclean.linkage.records import Column
from govclean.values.catalogue import semantic_type

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("conflicts.yaml").read_text("utf-8"))[
    "cases"
]
HOUSEHOLD = frozenset({"phone", "address"})
PRIOR = -16


def _ends(pair, names):
    one = next(name for name in pair if name in names)
    return names.index(one), names.index(pair[one])


def _read(case):
    """Return a case's names, its records, the identity of their numbers, and its pairs after settling."""
    names = list(case["records"])
    numbers = [number and number.removeprefix("!") for number in case["records"].values()]
    wrong = {number[1:] for number in case["records"].values() if number and number.startswith("!")}
    records = registry([{"id": name, "number": held} for name, held in zip(names, numbers, strict=True)])
    rows = [
        (*_ends(pair, names), {name: weight for name, weight in pair.items() if name not in names})
        for pair in case["pairs"]
    ]
    one = identity(numbers, wrong=wrong)
    return names, records, one, settled(pairs_of(rows, PRIOR), [one], HOUSEHOLD)


every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


@every_case
def test_who_is_one(case):
    names, _, one, pairs = _read(case)
    assert groups(cluster(len(names), pairs, [one]).labels, names) == sorted(map(sorted, case["clusters"]))


@every_case
def test_what_numbers_say_of_a_pair(case):
    names, _, _, pairs = _read(case)
    found = {
        (int(left), int(right)): (DECISIONS[decision], CONFLICTS[conflict])
        for left, right, decision, conflict in zip(
            pairs.left, pairs.right, pairs.decision, pairs.conflict, strict=True
        )
    }
    for said in case.get("says", []):
        pair = {name: other for name, other in said.items() if name in names}
        assert found[_ends(pair, names)] == (said["decision"], said.get("conflict", ""))


@every_case
def test_which_conflicts_are_told(case):
    names, records, one, pairs = _read(case)
    clustering = cluster(len(names), pairs, [one])
    table = conflicts_table(records, [one], pairs, clustering, number(clustering.labels, records))
    found = {}
    for row in table.to_pylist():
        found.setdefault(row["conflict"], []).append(row["record_id"])
    assert found == {
        conflict: sorted(told, key=names.index) for conflict, told in case.get("told", {}).items()
    }


@given(
    st.lists(st.sampled_from(["n1", "n2", "n3", "bad", None]), min_size=2, max_size=8),
    st.lists(st.sampled_from(["p1", "p2", None]), min_size=8, max_size=8),
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(-20, 30), st.integers(-9, 9)), max_size=9
    ),
)
def test_settling_twice_is_settling_once_and_only_numbers_have_a_say(ones, others, rows):
    count = len(ones)
    rows = {
        (min(a, b), max(a, b)): (own, shared) for a, b, own, shared in rows if a != b and max(a, b) < count
    }
    pairs = pairs_of([(*pair, {"name": own, "phone": shared}) for pair, (own, shared) in rows.items()], PRIOR)
    identities = [
        identity(ones, wrong={"bad"}),
        identity(others[:count], "passport", comparisons=("passport",)),
    ]
    once = settled(pairs, identities, HOUSEHOLD)
    twice = settled(once, identities, HOUSEHOLD)
    assert (once.decision == twice.decision).all()
    assert (once.conflict == twice.conflict).all()
    equal = equal_numbers(pairs.left, pairs.right, identities)
    different = different_numbers(pairs.left, pairs.right, identities)
    assert (once.decision == pairs.decision)[~equal & ~different].all()
    assert ((once.conflict == 1) == different).all()
    assert not (different & (once.decision == MATCH)).any()
    rest = (
        np.array([own + min(shared, 0) for own, shared in rows.values()])[_order(rows)]
        if rows
        else np.zeros(0)
    )
    sure = equal & ~different
    assert ((once.decision == MATCH)[sure] == (rest >= -AGAINST)[sure]).all()


def _order(rows):
    return sorted(range(len(rows)), key=lambda place: list(rows)[place])


def test_the_comparison_of_a_number_does_not_speak_for_or_against_it():
    one = identity(["n1", "n1"])
    pairs = pairs_of([(0, 1, {"number": -30, "name": 0})])
    assert settled(pairs, [one]).decision.tolist() == [MATCH]


def test_where_numbers_differ_an_equal_number_of_another_kind_is_evidence():
    one, other = identity(["n1", "n2"]), identity(["p", "p"], "passport", comparisons=("passport",))
    pairs = pairs_of([(0, 1, {"number": -9, "passport": 20, "name": -2})], PRIOR)
    after = settled(pairs, [one, other])
    assert after.decision.tolist() == [REVIEW]
    assert after.conflict.tolist() == [CONFLICTS.index("different_identifiers")]


def test_valid_is_what_the_semantic_type_finds_good():
    body = "11010519900307002"
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    right = body + "10X98765432"[total % 11]
    wrong = body + ("0" if right[-1] != "0" else "1")
    column = Column.of(pa.array([right, wrong, None, right]))
    one = identity_of("resident_id", column, semantic_type("cn.resident_id"), ("resident_id",))
    assert (one.numbers > 0).tolist() == [True, False, False, True]


def test_nothing_is_shared_between_places():
    assert not shared_comparisons({"place": "place_name", "where": "point", "address": "address"})
    kinds = {"name": "organisation_name", "where": "address", "tel": "phone", "code": "identifier"}
    assert shared_comparisons(kinds) == {"where", "tel"}


def test_a_person_s_word_ends_a_conflict_of_a_pair_but_two_numbers_in_one_cluster_stay_a_finding():
    records = registry([{"id": "A", "number": "n1"}, {"id": "B", "number": "n2"}])
    one = identity(["n1", "n2"])
    told = Decisions(np.array([0], np.int32), np.array([1], np.int32), np.array([True]), np.array([0]))
    pairs = told.applied(settled(pairs_of([(0, 1, {"name": 20})], PRIOR), [one]))
    assert pairs.conflict.tolist() == [0]
    clustering = cluster(2, pairs, [one], decisions=told)
    table = conflicts_table(records, [one], pairs, clustering, number(clustering.labels, records))
    assert table["conflict"].to_pylist() == ["different_identifiers"] * 2
    assert table["count"].to_pylist() == [2, 2]


@given(
    st.lists(st.sampled_from(["n1", "n2", "n3", None]), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(-9, 30)), max_size=9),
)
def test_the_findings_are_what_the_clusters_show(numbers, rows):
    count = len(numbers)
    rows = {(min(a, b), max(a, b)): {"name": own} for a, b, own in rows if a != b and max(a, b) < count}
    records = registry([{"number": held} for held in numbers])
    one = identity(numbers)
    pairs = settled(pairs_of([(*pair, weights) for pair, weights in rows.items()], PRIOR), [one])
    clustering = cluster(count, pairs, [one])
    ids = number(clustering.labels, records)
    table = conflicts_table(records, [one], pairs, clustering, ids)
    assert table.schema == CONFLICTS_TABLE
    clusters = {}
    for held, label in zip(numbers, ids.to_pylist(), strict=True):
        clusters.setdefault(held, set()).add(label)
    shared = [row for row in table.to_pylist() if row["conflict"] == "same_identifier"]
    several = {held: len(labels) for held, labels in clusters.items() if held and len(labels) > 1}
    assert {row["value"]: row["count"] for row in shared} == several
    assert len(shared) == sum(held in several for held in numbers)
    for case in set(table["case"].to_pylist()):
        of_case = [row for row in table.to_pylist() if row["case"] == case]
        held = {row["value"] for row in of_case}
        assert (len(held) == 1) == (of_case[0]["conflict"] == "same_identifier")
        assert all(row["count"] == len(held) for row in of_case if row["conflict"] != "same_identifier")
    assert sorted(set(table["case"].to_pylist())) == list(range(1, len(set(table["case"].to_pylist())) + 1))


def test_conflicts_have_their_name_in_each_registry():
    assert titles("person")["same_identifier"].zh == "一号多人"
    assert titles("organisation")["different_identifiers"].zh == "一企多码"
    assert set(titles("place")) == set(FOUND)
