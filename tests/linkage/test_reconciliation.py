"""Every record of every party gets exactly one outcome, and the books prove it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parties_at_hand import (
    book,
    by_id,
    cluster_names,
    identity,
    labels_of,
    pairs_between,
    records_of,
    valid_of,
)

from govclean.errors import StandardError
from govclean.linkage.balance import balance
from govclean.linkage.outcomes import OUTCOMES, PLACES, print_codes
from govclean.linkage.reconciliation import RECONCILIATION, Terms, reconcile, terms_of
from govclean.linkage.records import Column
from govclean.standards.linkage import Linkage
from govclean.standards.loading import load_standard

CASES = book("reconciliation")["cases"]
FIELDS = ("id", "name", "org", "phone", "status")
AUTHORITY = ("source:police", "source:health")


def terms_for(records, case):
    named = case.get("identities", ["id"])
    return Terms(
        fields=FIELDS,
        names=("name",),
        identities=tuple(identity(records, field) for field in named),
        sources=case.get("sources", {}),
        prefer=AUTHORITY,
        status="status",
        updated="updated",
        cycle=31,
        match_codes=case.get("match_codes", {}),
        valid={"updated": valid_of(records, "updated")},
    )


def reconciled(case):
    records = records_of(case["files"], case.get("supplied"))
    labels = labels_of(records, case.get("one", []))
    pairs = pairs_between(records, case.get("alike", []))
    excused = np.isin(records.ids.to_pylist(), case["excused"]) if "excused" in case else None
    return reconcile(records, labels, cluster_names(labels), pairs, terms_for(records, case), excused)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_record_gets_the_outcome_of_its_case(case):
    found = reconciled(case)
    assert by_id(found.table, "outcome") == case["outcomes"]
    for column, expected in (("to", "to"), ("differing_fields", "fields"), ("side", "sides")):
        values = by_id(found.table, column)
        assert {key: values[key] for key in case.get(expected, {})} == case.get(expected, {})
    assert found.balance.holds
    assert found.table.schema == RECONCILIATION


def test_the_case_file_has_every_outcome():
    told = {code for case in CASES if "match_codes" not in case for code in case["outcomes"].values()}
    assert told == set(PLACES)


def test_the_books_count_every_party_by_outcome():
    case = next(case for case in CASES if case["name"] == "each party has somebody the other has not")
    police, health = reconciled(case).balance.sides
    assert (police.side, police.records, police.outcomes) == ("police", 1, {"41": 1})
    assert (health.side, health.records, health.outcomes) == ("health", 1, {"42": 1})


def test_books_that_do_not_balance_say_so():
    sides = np.array([0, 0, 1], np.int32)
    two_of_eleven = np.array([PLACES["11"], PLACES["11"], PLACES["11"]], np.uint8)
    assert [str(one) for one in balance(("a", "b"), sides, sides, two_of_eleven).troubles] == [
        "outcome 11: the two sides do not have equally many records"
    ]
    nothing = np.array([PLACES["41"], 255, PLACES["42"]], np.uint8)
    assert [str(one) for one in balance(("a", "b"), sides, sides, nothing).troubles] == [
        "a: the outcomes do not sum to its 2 records"
    ]


def test_the_files_of_one_party_are_held_against_nothing():
    found = reconciled(
        {"files": {"a1": {"p": {"id": "n1"}}, "a2": {"q": {"id": "n1"}}}, "sources": {"a": ["a*"]}}
    )
    assert found.table.num_rows == 0
    assert found.table.schema == RECONCILIATION
    assert found.balance.holds


def test_empty_registries_are_reconciled_to_nothing():
    found = reconciled({"files": {"police": {}, "health": {}}})
    assert found.table.num_rows == 0
    assert [one.records for one in found.balance.sides] == [0, 0]


def test_two_spellings_of_one_normal_form_agree_once_normalised():
    files = {"police": {"p": {"id": "n1", "phone": "0371-1"}}, "health": {"h": {"id": "n1", "phone": "1"}}}
    records = records_of(files)
    terms = dataclasses.replace(terms_for(records, {}), normal={"phone": Column.of(pa.array(["1", "1"]))})
    labels = np.zeros(2, np.int32)
    found = reconcile(records, labels, cluster_names(labels), pairs_between(records, []), terms)
    assert found.table["outcome"].to_pylist() == ["12", "12"]


def test_a_date_of_last_change_that_is_no_date_explains_nothing():
    case = {
        "files": {
            "police": {"p": {"id": "n1", "phone": "2", "updated": "!9999-12-31"}},
            "health": {"h": {"id": "n1", "phone": "1", "updated": "2026-11-01"}},
        },
        "one": [["p", "h"]],
    }
    assert set(by_id(reconciled(case).table, "outcome").values()) == {"22"}


def test_an_unknown_code_is_not_printed_in_place_of_another():
    with pytest.raises(StandardError, match='no outcome "23"'):
        print_codes({"23": "03"})
    with pytest.raises(StandardError, match="empty"):
        print_codes({"21": " "})


def test_two_outcomes_may_be_printed_as_one_code():
    files = {
        "police": {"p": {"id": "n1", "name": "李娜"}, "q": {"id": "n2", "name": "王芳", "phone": "1"}},
        "health": {"h": {"id": "n1", "name": "李娟"}, "i": {"id": "n2", "name": "王芳", "phone": "2"}},
    }
    found = reconciled({"files": files, "match_codes": {"21": "2", "22": "2"}})
    assert found.table["outcome"].to_pylist() == ["2"] * 4
    words = found.table["outcome"].chunk(0).dictionary.to_pylist()
    assert len(words) == len(set(words))


def test_every_outcome_says_in_both_languages_what_it_is_and_who_acts():
    for one in OUTCOMES:
        for words in (one.title, one.test, one.treatment, one.to):
            assert words.zh
            assert words.en


def test_the_terms_of_the_shipped_standards_name_their_entities():
    for name, named, numbers in (("population", ("name",), 31), ("legal_entity", ("name",), 1)):
        standard = load_standard(name)
        linkage = (standard.linkage or Linkage()).model_copy(
            update={"updated": "updated_at", "status": "status"}
        )
        terms = terms_of(standard, linkage, ())
        assert terms.names == named
        assert terms.cycle == numbers
        assert "updated_at" not in terms.fields
        assert terms.fields[0] == standard.fields[0].name


PERSON = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["n1", "n2", "n3", "n4", "!n5"]),
        "org": st.sampled_from(["o1", "o2"]),
        "name": st.sampled_from(["李娜", "李娟", "王芳"]),
        "phone": st.sampled_from(["1", "2"]),
        "status": st.sampled_from(["0", "1"]),
        "updated": st.sampled_from(["20260101", "20261101", "20261120"]),
    },
)


@st.composite
def registries(draw, parties=("police", "health", "tax")):
    files = {}
    for party in parties[: draw(st.integers(2, len(parties)))]:
        people = draw(st.lists(PERSON, max_size=5))
        files[party] = {f"{party}{number}": person for number, person in enumerate(people)}
    ids = [key for people in files.values() for key in people]
    groups = {key: draw(st.integers(0, 6)) for key in ids}
    one = [[key for key in ids if groups[key] == group] for group in range(5)]
    some = (
        st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True) if len(ids) > 1 else st.nothing()
    )
    alike = (
        draw(st.lists(some, max_size=4, unique_by=lambda pair: tuple(sorted(pair)))) if len(ids) > 1 else []
    )
    excused = draw(st.lists(st.sampled_from(ids), max_size=2)) if ids else []
    identities = draw(st.sampled_from([["id"], ["id", "org"], []]))
    return {"files": files, "one": one, "alike": alike, "excused": excused, "identities": identities}


@settings(max_examples=150, deadline=None)
@given(registries())
def test_every_record_gets_exactly_one_outcome_and_the_sums_prove_it(case):
    found = reconciled(case)
    given_ids = sorted(key for people in case["files"].values() for key in people)
    assert sorted(found.table["record_id"].to_pylist()) == given_ids
    assert set(found.table["outcome"].to_pylist()) <= set(PLACES)
    assert found.balance.troubles == ()
    assert sum(sum(side.outcomes.values()) for side in found.balance.sides) == len(given_ids)


@settings(max_examples=100, deadline=None)
@given(registries(), st.randoms(use_true_random=False))
def test_the_order_of_records_and_their_ids_does_not_matter(case, random):
    ids = [key for people in case["files"].values() for key in people]
    shuffled = ids.copy()
    random.shuffle(shuffled)
    new = {f"{key}": f"{place:03}{key}" for place, key in enumerate(shuffled)}
    renamed = {
        "files": {
            party: {new[key]: row for key, row in people.items()} for party, people in case["files"].items()
        },
        "one": [[new[key] for key in group] for group in case["one"]],
        "alike": [[new[key] for key in pair] for pair in case["alike"]],
        "excused": [new[key] for key in case["excused"]],
        "identities": case["identities"],
    }
    before, after = reconciled(case).table, reconciled(renamed).table
    for column in ("outcome", "differing_fields", "to", "side"):
        values = by_id(after, column)
        assert by_id(before, column) == {key: values[new[key]] for key in ids}


@settings(max_examples=100, deadline=None)
@given(registries(parties=("police", "health")))
def test_both_ends_of_a_pair_get_the_same_outcome(case):
    table = reconciled({**case, "identities": []}).table.to_pylist()
    members = {}
    for row in table:
        members.setdefault(row["cluster_id"], []).append(row)
    for rows in members.values():
        if len(rows) == 2 and rows[0]["side"] != rows[1]["side"]:
            assert rows[0]["outcome"] == rows[1]["outcome"]
            assert rows[0]["differing_fields"] == rows[1]["differing_fields"]
