"""What is known to be true: pairs or entities, of these records or of others."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries import registry

from govclean.errors import UsageError
from govclean.linkage.truth import truth_of

RECORDS = registry(
    [{"source": source, "id": record} for source in ("a", "b") for record in ("1", "2", "3")], ("a", "b")
)
ALONE = registry([{"id": record} for record in ("1", "2", "3")])


def entities(*rows):
    return pa.table(
        dict(zip(("source", "record_id", "entity_id"), map(list, zip(*rows, strict=True)), strict=True))
    )


def listed(*rows):
    names = ("left_source", "left_id", "right_source", "right_id")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def pairs_of(truth):
    return sorted(
        (int(one), int(other))
        for left, right in truth.pairs()
        for one, other in zip(left, right, strict=True)
    )


def holds(truth, *pairs):
    left, right = np.array(pairs, np.int32).T
    return truth.holds(left, right).tolist()


def test_entities_make_pairs_of_all_their_records():
    truth = truth_of(
        entities(("a", "1", "x"), ("b", "1", "x"), ("b", "3", "x"), ("a", "2", "y")), RECORDS, "t.csv"
    )
    assert pairs_of(truth) == [(0, 3), (0, 5), (3, 5)]
    assert holds(truth, (0, 3), (0, 1), (1, 2)) == [True, False, False]


def test_of_a_record_without_an_entity_nothing_is_said():
    truth = truth_of(entities(("a", "1", "x"), ("a", "2", None)), RECORDS, "t.csv")
    assert truth.known.tolist() == [True, False, False, False, False, False]


def test_a_pair_may_be_listed_either_way_round_and_twice():
    truth = truth_of(listed(("b", "2", "a", "1"), ("a", "1", "b", "2")), RECORDS, "t.csv")
    assert pairs_of(truth) == [(0, 4)]
    assert holds(truth, (0, 4), (0, 5)) == [True, False]


def test_where_only_pairs_across_sources_are_listed_those_within_one_are_not_judged():
    left, right = np.array([[0, 0], [1, 4]], np.int32)
    across = truth_of(listed(("a", "1", "b", "2")), RECORDS, "t.csv")
    assert across.speaks_of(left, right, RECORDS.source).tolist() == [False, True]
    within = truth_of(listed(("a", "1", "b", "2"), ("a", "1", "a", "2")), RECORDS, "t.csv")
    assert within.speaks_of(left, right, RECORDS.source).tolist() == [True, True]


def test_with_one_source_the_source_columns_may_be_left_out():
    by_entity = pa.table({"record_id": ["1", "2"], "entity_id": ["x", "x"]})
    by_pair = pa.table({"left_id": ["2"], "right_id": ["1"]})
    assert (
        pairs_of(truth_of(by_entity, ALONE, "t.csv"))
        == pairs_of(truth_of(by_pair, ALONE, "t.csv"))
        == [(0, 1)]
    )


def test_rows_that_name_no_record_are_counted():
    truth = truth_of(entities(("a", "1", "x"), ("c", "1", "x"), ("a", "9", "x")), RECORDS, "t.csv")
    assert (truth.rows, truth.unknown_rows) == (3, 2)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pa.table({"id": ["1"]}), "lacks columns; found id"),
        (pa.table({"record_id": ["1"], "entity_id": ["x"]}), "lacks columns"),
        (entities(("police", "1", "x")), "other records"),
        (listed(("a", "7", "b", "8")), "other records"),
    ],
)
def test_a_truth_that_cannot_be_used_is_refused(table, told):
    with pytest.raises(UsageError, match=told):
        truth_of(table, RECORDS, "t.csv")


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_the_pairs_that_are_yielded_are_those_that_hold(entity):
    records = registry([{"id": f"{place:02}"} for place in range(len(entity))])
    table = pa.table({"record_id": records.ids, "entity_id": [str(one) for one in entity]})
    truth = truth_of(table, records, "t.csv")
    every = [(one, other) for other in range(len(entity)) for one in range(other)]
    assert pairs_of(truth) == sorted(pair for pair in every if holds(truth, pair) == [True])
