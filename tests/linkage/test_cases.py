"""Cases compare every record with all the other parties' at once, as one would one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.cases import Cases
from govclean.linkage.grouping import Groups
from govclean.linkage.sharing import different, joined_by_number, several_numbers, shared_within

LINES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.booleans()), min_size=1, max_size=25
)
few = settings(max_examples=200, deadline=None)


def columns(lines):
    labels, party, codes = (np.array([line[at] for line in lines], np.int32) for at in range(3))
    return np.unique(labels, return_inverse=True)[1].astype(np.int32), party, codes


@few
@given(LINES)
def test_agreement_is_that_with_every_record_of_the_other_parties(lines):
    labels, party, codes = columns(lines)
    kept = np.array([line[3] for line in lines])
    cases = Cases.of(labels, party, kept)
    at = range(len(lines))
    others = {
        row: [
            other
            for other in at
            if kept[other] and labels[other] == labels[row] and party[other] != party[row]
        ]
        for row in at
        if kept[row]
    }
    assert sorted(cases.rows.tolist()) == [row for row, met in others.items() if met]
    for row, agrees in zip(
        cases.rows.tolist(), cases.agreement(codes).tolist() if len(cases.rows) else [], strict=True
    ):
        said = [codes[other] for other in others[row] if codes[other]]
        expected = -1 if not said or not codes[row] else int(all(code == codes[row] for code in said))
        assert agrees == expected


@few
@given(LINES)
def test_numbers_and_clusters_that_do_not_go_one_to_one_are_found(lines):
    labels, party, number = columns(lines)
    at = range(len(lines))
    shared, several = shared_within(labels, party, [number]), several_numbers(labels, [number])
    for row in at:
        same = [
            other
            for other in at
            if number[row] and number[other] == number[row] and party[other] == party[row]
        ]
        assert shared[row] == (len({labels[other] for other in same}) > 1)
        held = {number[other] for other in at if labels[other] == labels[row] and number[other]}
        assert several[labels[row]] == (len(held) > 1)
    left, right = (np.array([pair[side] for pair in zip(at, reversed(at), strict=True)]) for side in (0, 1))
    apart = [
        number[one] and number[other] and number[one] != number[other]
        for one, other in zip(left, right, strict=True)
    ]
    assert different(left, right, [number]).tolist() == [bool(flag) for flag in apart]


@few
@given(LINES)
def test_a_case_is_all_that_a_chain_of_clusters_and_numbers_connects(lines):
    labels, _, number = columns(lines)
    case = joined_by_number(labels, [number])
    expected = labels.copy()
    for _ in lines:
        for key in (labels, number):
            for value in set(key[key > 0] if key is number else key):
                expected[key == value] = expected[key == value].min()
    assert (case[:, None] == case).tolist() == (expected[:, None] == expected).tolist()


def test_no_labels_make_no_groups():
    none = np.zeros(0, np.int32)
    assert len(Groups.of(none).rows) == 0
    assert len(Cases.of(none, none, none.astype(bool)).rows) == 0
