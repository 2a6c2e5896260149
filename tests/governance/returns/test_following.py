"""Which record a known one is: laws that hold whatever the records are."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from govclean.governance.returns.following import NOWHERE, Candidates, KnownRecords, follow, paired
from govclean.governance.returns.survey import Survey

SMALL = st.integers(0, 4)
VALUES = st.lists(SMALL, max_size=12)
NO_PRINTS = np.zeros(0, np.uint64)


@given(VALUES, VALUES)
def test_pairs_are_equal_and_each_stands_once(left, right):
    one, other = paired(np.array(left, np.int64), np.array(right, np.int64))
    assert [left[place] for place in one] == [right[place] for place in other]
    assert len(set(one.tolist())) == len(one) == len(set(other.tolist()))
    assert len(one) == sum((Counter(left) & Counter(right)).values())


@given(VALUES, VALUES)
def test_of_equal_ones_the_first_goes_with_the_first(left, right):
    one, other = paired(np.array(left, np.int64), np.array(right, np.int64))
    for value in set(left) & set(right):
        places = [(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if left[a] == value]
        assert places == sorted(places)
        assert [b for _, b in sorted(places)] == [n for n, v in enumerate(right) if v == value][: len(places)]


@given(st.lists(st.tuples(SMALL, SMALL), max_size=8), st.lists(st.tuples(SMALL, SMALL), max_size=8))
def test_a_record_is_found_by_its_key_and_else_by_what_is_sound(known, held):
    places = follow(_known(known), Candidates(_survey(held), _nothing())).tolist()
    for (key, sound), place in zip(known, places, strict=True):
        if place != NOWHERE:
            same_key, same_rest = key == held[place][0] != 0, sound == held[place][1] != 0
            assert same_key or same_rest
        elif key:
            assert key not in [one for one, _ in held]


@given(st.permutations([(key, 10 + key) for key in range(1, 8)]))
def test_the_order_of_records_does_not_matter(held):
    known = [(key, 10 + key) for key in range(1, 8)]
    places = follow(_known(known), Candidates(_survey(held), _nothing()))
    assert [held[place] for place in places] == known


def test_equal_key_and_rest_go_before_equal_key():
    places = follow(_known([(1, 5), (1, 6)]), Candidates(_survey([(1, 6), (1, 5)]), _nothing()))
    assert places.tolist() == [1, 0]


def _known(records):
    keys, sound = (np.array([one[n] for one in records], np.uint64) for n in (0, 1))
    nothing = np.zeros(len(records), np.uint64)
    return KnownRecords(keys, nothing, sound, (("phone",),) * len(records), np.full(len(records), -1))


def _survey(records):
    keys, sound = (np.array([one[n] for one in records], np.uint64) for n in (0, 1))
    filled = np.flatnonzero(sound)
    return Survey(
        keys, keys > 0, np.zeros(0, np.int64), None, (), NO_PRINTS, {("phone",): (sound[filled], filled)}, {}
    )


def _nothing():
    return np.zeros(0, np.int64), np.zeros(0, np.int64)
