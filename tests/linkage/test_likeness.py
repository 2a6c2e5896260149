"""Likeness is per character, and the bounds never change an answer."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Indel, JaroWinkler

from govclean.linkage import likeness
from govclean.linkage.likeness import Texts, edits, jaro_winkler, ratio

VALUES = st.lists(
    st.text(alphabet="李娜娟伟王0123ab·", min_size=1, max_size=8), min_size=2, max_size=12, unique=True
)


def _all_pairs(values):
    left, right = np.triu_indices(len(values), 1)
    return (left + 1).astype(np.int32), (right + 1).astype(np.int32)


def _texts(values):
    return Texts(pa.array([None, *values], pa.string()))


def test_two_given_names_that_share_a_surname_are_compared_as_characters():
    assert JaroWinkler.similarity("李娜", "李娟") == pytest.approx(0.667, abs=0.001)
    step = jaro_winkler(_texts(["李娜", "李娟"]), np.array([1]), np.array([2]), (0.9, 0.66, 0.5))
    assert step.tolist() == [1]


@settings(max_examples=60)
@given(VALUES)
def test_steps_are_those_of_the_exact_measures(values):
    left, right = _all_pairs(values)
    strings = [(values[one - 1], values[other - 1]) for one, other in zip(left, right, strict=True)]
    cutoffs = (0.92, 0.7, 0.4)
    for measure, exact in ((jaro_winkler, JaroWinkler.similarity), (ratio, Indel.normalized_similarity)):
        wanted = [sum(exact(one, other) < cutoff - 1e-5 for cutoff in cutoffs) for one, other in strings]
        assert measure(_texts(values), left, right, cutoffs).tolist() == wanted
    wanted = [sum(OSA.distance(one, other) > limit for limit in (1, 2)) for one, other in strings]
    assert edits(_texts(values), left, right, (1, 2)).tolist() == wanted


def test_the_matrix_of_frequent_values_gives_the_same_steps(monkeypatch):
    random = np.random.default_rng(3)
    values = sorted({"".join(random.choice(list("abcdef"), 6)) for _ in range(300)})
    left, right = _all_pairs(values)
    plain = jaro_winkler(_texts(values), left, right, (0.9, 0.7))
    monkeypatch.setattr(likeness, "_WORTH", 1)
    monkeypatch.setattr(likeness, "_FREQUENT", 120)
    assert (jaro_winkler(_texts(values), left, right, (0.9, 0.7)) == plain).all()


def test_common_prefixes_count_to_four():
    texts = _texts(["abcdef", "abcdxy", "ab", "b"])
    assert texts.common_prefix(np.array([1, 1, 1]), np.array([2, 3, 4])).tolist() == [4, 2, 0]
