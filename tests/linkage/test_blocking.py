"""Blocking brings every pair of every block exactly once, and tells what it leaves out."""

from itertools import combinations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.blocking import Blocking, Rule
from govclean.linkage.records import Column

WIDE = pa.array([None, *map(str, range(3_000_000))])
CELLS = st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=30)


def _rules(*columns):
    made = [Column.of(pa.array(column, pa.string())) for column in columns]
    return [Rule(str(place), (column,)) for place, column in enumerate(made)]


def _pairs(blocking):
    batches = list(blocking.pairs())
    return [
        (int(left), int(right), batch.rule)
        for batch in batches
        for left, right in zip(batch.left, batch.right, strict=True)
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab_"), st.sampled_from("xyz_")), min_size=1, max_size=25))
def test_each_pair_that_shares_a_key_comes_once_from_the_first_rule(rows):
    columns = [[None if row[place] == "_" else row[place] for row in rows] for place in (0, 1)]
    blocking = Blocking(len(rows), _rules(*columns), largest_block=1000)
    wanted = {}
    for left, right in combinations(range(len(rows)), 2):
        for rule, column in enumerate(columns):
            if column[left] is not None and column[left] == column[right]:
                wanted.setdefault((left, right), rule)
    found = _pairs(blocking)
    assert len(found) == len(wanted)
    assert {(left, right): rule for left, right, rule in found} == wanted


def test_a_block_too_large_is_split_by_a_further_column_and_counted():
    same = ["x"] * 10
    halves = Column.of(pa.array(["p"] * 5 + ["q"] * 5))
    blocking = Blocking(10, _rules(same), largest_block=5, splitters=[halves])
    assert len(_pairs(blocking)) == 20
    count = blocking.counts([20])[0]
    assert (count.split_records, count.left_out_records, count.left_out_pairs) == (10, 0, 0)


def test_a_block_that_cannot_be_split_is_left_out_and_told():
    blocking = Blocking(40, _rules(["x"] * 40, ["y", "y", *[None] * 38]), largest_block=10)
    count = blocking.counts([0, 1])[0]
    assert (count.left_out_records, count.left_out_pairs, count.pairs) == (40, 780, 0)
    assert _pairs(blocking) == [(0, 1, 1)], "a pair of a block left out still comes by another rule"


def test_only_pairs_with_a_new_record_are_candidates_where_some_are_old():
    fresh = np.array([False, False, True])
    blocking = Blocking(3, _rules(["x", "x", "x"]), largest_block=10, fresh=fresh)
    assert sorted(_pairs(blocking)) == [(0, 2, 0), (1, 2, 0)]


def test_the_sample_of_a_rule_is_all_of_it_where_it_is_small():
    blocking = Blocking(4, _rules(["x", "x", "y", "y"], ["z", "z", "z", None]), largest_block=10)
    sample = blocking.sample(1, 1000)
    assert list(zip(sample.left.tolist(), sample.right.tolist(), sample.new.tolist(), strict=True)) == [
        (0, 1, False),
        (0, 2, True),
        (1, 2, True),
    ]


def test_the_rules_that_bring_a_pair_are_known():
    blocking = Blocking(3, _rules(["x", "x", None], ["z", None, "z"]), largest_block=10)
    brings = blocking.brings(np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert brings.tolist() == [[True, False, False], [False, True, False]]


@settings(max_examples=20, deadline=None)
@given(CELLS)
def test_many_columns_of_many_values_do_not_run_over(cells):
    column = Column.of(pa.array(cells, pa.string()))
    wide = Column(column.codes, WIDE)
    blocking = Blocking(len(cells), [Rule("wide", (wide, wide, wide, wide))], largest_block=1000)
    alike = sum(a == b and a is not None for a, b in combinations(cells, 2))
    assert len(_pairs(blocking)) == alike
