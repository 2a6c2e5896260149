"""Fingerprints find every repeat, every contradiction and every known key, and nothing else."""

from collections import Counter

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from govclean.engines.keys import KeySet, contradicted, repeated
from govclean.values.fingerprints import fingerprints

words = st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=30)


def prints(*columns):
    return fingerprints([pa.array(column, pa.string()) for column in columns])


def _in_two(keys):
    return [keys[: len(keys) // 2], keys[len(keys) // 2 :]]


@given(words)
def test_exactly_the_members_of_groups_of_equal_keys_are_repeated(values):
    counts = Counter(values)
    expected = [place for place, value in enumerate(values) if counts[value] > 1]
    assert repeated(_in_two(prints(values))).tolist() == expected


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "abcdefgh", "abcdefghi"]), st.sampled_from(["x", "y"])),
        max_size=20,
    )
)
def test_exactly_the_rows_whose_key_stands_with_another_value_are_contradicted(rows):
    values_of = {key: {value for other, value in rows if other == key} for key, _ in rows}
    expected = [place for place, (key, _) in enumerate(rows) if len(values_of[key]) > 1]
    keys, values = [key for key, _ in rows], [value for _, value in rows]
    assert contradicted(_in_two(prints(keys)), _in_two(prints(values))).tolist() == expected


@given(words, words)
def test_a_key_set_holds_exactly_its_own_keys(known, asked):
    held = KeySet(prints(known)).holds(prints(asked))
    assert held.tolist() == [value in known for value in asked]


@given(words)
def test_a_slice_of_a_column_has_the_fingerprints_of_its_rows(values):
    column = pa.array(["before", *values, "after"], pa.string())
    whole = fingerprints([column])
    assert np.array_equal(fingerprints([column.slice(1, len(values))]), whole[1:-1])


def test_two_columns_are_not_their_concatenation():
    assert len(repeated([prints(["ab", "a"], ["c", "bc"])])) == 0


def test_an_empty_cell_is_not_an_empty_text():
    assert len(repeated([prints(["", None])])) == 0
