"""Sketches say how much two columns have in common, and hold no value."""

from __future__ import annotations

import pickle

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.governance.catalog.sketches import SIZE, Sketch, common, together
from govclean.values.digests import Key

KEY = Key(b"k" * 16)


def sketch(values):
    made = Sketch()
    made.add(pa.array(list(values), pa.string()), KEY)
    return made


@given(left=st.sets(st.integers(0, 60)), right=st.sets(st.integers(0, 60)))
def test_small_columns_are_compared_exactly(left, right):
    one, other = (sketch(f"v{number}" for number in side) for side in (left, right))
    told = common(one, other)
    assert round(told.both) == len(left & right)
    assert (told.left, told.right) == (len(left), len(right))
    assert round(together([one, other])) == len(left | right)


@settings(max_examples=20)
@given(values=st.lists(st.text("abc", max_size=3), max_size=40), cut=st.integers(0, 40))
def test_it_does_not_matter_in_how_many_runs_values_come(values, cut):
    whole, parts = sketch(values), Sketch()
    for run in (values[:cut], values[cut:]):
        parts.add(pa.array(run, pa.string()), KEY)
    assert np.array_equal(whole.hashes, parts.hashes)
    assert (whole.rows, whole.filled) == (parts.rows, parts.filled)


def test_large_columns_are_estimated_within_a_few_per_cent():
    one, other = sketch(f"v{n}" for n in range(40_000)), sketch(f"v{n}" for n in range(20_000, 80_000))
    assert len(one.hashes) == SIZE
    assert one.distinct == pytest.approx(40_000, rel=0.05)
    told = common(one, other)
    assert told.left_in_right == pytest.approx(0.5, abs=0.05)
    assert told.right_in_left == pytest.approx(1 / 3, abs=0.05)
    assert together([one, other]) == pytest.approx(80_000, rel=0.05)


def test_width_case_and_blanks_do_not_count_and_placeholders_are_nothing():
    one = sketch(["４１０１05x", " 410105X ", "无", "-", None, ""])
    assert (one.rows, one.filled, one.distinct) == (6, 2, 1.0)


def test_no_value_is_kept():
    made = sketch(["410105194912310021", "李娜"])
    held = pickle.dumps(made)
    assert b"410105194912310021" not in held
    assert "李娜".encode() not in held


def test_another_key_gives_other_hashes():
    one, other = sketch(["a"]), Sketch()
    other.add(pa.array(["a"]), Key(b"x" * 16))
    assert one.hashes[0] != other.hashes[0]
