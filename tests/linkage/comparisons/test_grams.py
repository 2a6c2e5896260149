"""What names share, by pieces; rare pieces count for more."""

from __future__ import annotations

from collections import Counter
from math import log1p, sqrt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.comparisons.grams import Grams

NAMES = st.lists(st.text("嵩岳小学校花园路AB", min_size=1, max_size=9), min_size=2, max_size=9)


def pieces(name):
    return Counter([*name, *(name[at : at + 2] for at in range(len(name) - 1))])


def cosine(names, left, right):
    """Return the cosine by its formula."""
    held = Counter(piece for name in names for piece in pieces(name))
    rows = len(names) + 1  # null has a row too
    one, other = ({p: n * log1p(rows / held[p]) for p, n in pieces(name).items()} for name in (left, right))
    product = sum(weight * other.get(piece, 0) for piece, weight in one.items())
    return product / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_cosines_are_those_of_the_formula(names):
    names = list(dict.fromkeys(names))
    left, right = (side.ravel().astype(np.int32) + 1 for side in np.indices((len(names), len(names))))
    found = Grams(pa.array([None, *names])).cosines(left, right)
    wanted = [cosine(names, names[one - 1], names[other - 1]) for one, other in zip(left, right, strict=True)]
    assert found.tolist() == pytest.approx(wanted, abs=1e-5)


def test_a_word_that_many_names_have_counts_for_less():
    names = [
        "嵩岳小学",
        "嵩岳中学",
        "望月小学",
        *(f"{character}{character}小学" for character in "甲乙丙丁戊己"),
    ]
    grams = Grams(pa.array([None, *names]))
    alike, unlike = grams.cosines(np.array([1, 1]), np.array([2, 3]))
    assert alike > 2 * unlike


def test_no_names_are_no_trouble():
    assert (
        Grams(pa.array([None], pa.string())).cosines(np.zeros(0, np.int32), np.zeros(0, np.int32)).tolist()
        == []
    )
