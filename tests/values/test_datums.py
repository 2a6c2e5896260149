"""Datums: there and back, and told apart only by points whose places are known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from govclean.values.datums import (
    BD_ERROR,
    GCJ_ERROR,
    bd_of_gcj,
    cgcs_of_bd,
    cgcs_of_gcj,
    datum_by_reference,
    gcj_of,
)

places = st.lists(st.tuples(st.floats(75, 134), st.floats(19, 53)), min_size=1, max_size=20)


def points(pairs):
    return np.array([east for east, _ in pairs]), np.array([north for _, north in pairs])


@given(places)
def test_gcj_02_and_back_is_the_point(pairs):
    truth = points(pairs)
    for axis, back in zip(truth, cgcs_of_gcj(*gcj_of(*truth)), strict=True):
        assert np.abs(axis - back).max() < GCJ_ERROR


@given(places)
def test_bd_09_and_back_is_the_point(pairs):
    truth = points(pairs)
    for axis, back in zip(truth, cgcs_of_bd(*bd_of_gcj(*gcj_of(*truth))), strict=True):
        assert np.abs(axis - back).max() < 4 * BD_ERROR


def test_points_of_known_place_tell_the_datum():
    truth = (np.linspace(113.0, 114.0, 9), np.linspace(34.0, 35.0, 9))
    assert datum_by_reference(truth, truth) == "CGCS2000"
    assert datum_by_reference(gcj_of(*truth), truth) == "GCJ02"
    assert datum_by_reference(bd_of_gcj(*gcj_of(*truth)), truth) == "BD09"


def test_points_that_no_datum_explains_have_none():
    truth = (np.linspace(113.0, 114.0, 9), np.linspace(34.0, 35.0, 9))
    assert datum_by_reference((truth[0] + 0.02, truth[1]), truth) is None
