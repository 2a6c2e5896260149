"""Decisions of people move the model towards what they show, the more the more there are."""

import numpy as np
import pytest
from registries import Near, Same, ready, registry

from govclean.linkage.decisions import Decisions
from govclean.linkage.model import Chances, Model
from govclean.linkage.teaching import taught

MODEL = Model(
    0.01,
    {
        "name": Chances(np.array([0.8, 0.1, 0.1]), np.array([0.01, 0.04, 0.95])),
        "town": Chances(np.array([0.9, 0.1]), np.array([0.25, 0.75])),
    },
)


def _taught(count, *, same=True):
    rows = [
        row
        for place in range(count)
        for row in ({"name": f"n{place}", "town": "a"}, {"name": f"n{place}", "town": "b"})
    ]
    left = np.arange(0, 2 * count, 2, dtype=np.int32)
    decisions = Decisions(left + 1, left, np.full(count, same), np.arange(count))
    return taught(MODEL, ready(registry(rows), name=Near(), town=Same()), decisions)


def test_matches_that_differ_in_a_field_make_its_difference_weigh_less():
    few, many = _taught(5), _taught(500)
    weights = [model.chances["town"].weights[1] for model in (MODEL, few, many)]
    assert weights == sorted(weights)
    assert many.chances["town"].m[1] > 0.5
    assert few.chances["town"].m[1] == pytest.approx(0.1, abs=0.05)
    assert many.chances["name"].m[0] > MODEL.chances["name"].m[0]


def test_chances_stay_chances_and_non_matches_and_the_prior_stay():
    model = _taught(50)
    assert model.prior == MODEL.prior
    for name, chances in model.chances.items():
        assert chances.m.sum() == pytest.approx(1)
        assert (chances.u == MODEL.chances[name].u).all()


def test_without_a_decided_match_nothing_changes():
    assert _taught(20, same=False) is MODEL
