"""A datum is decided by many points that agree, and by nothing less."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govclean.cleansing.datum_evidence import LEAST_POINTS, compare, decided
from govclean.values.datums import bd_of_gcj, gcj_of

PLACES = (np.linspace(113.4, 113.9, 40), np.linspace(34.6, 34.9, 40))
SHIFTED = {
    "CGCS2000": lambda *points: points,
    "GCJ02": gcj_of,
    "BD09": lambda *points: bd_of_gcj(*gcj_of(*points)),
}


def none(count):
    return pa.nulls(count, pa.string())


def first(points, count):
    return points[0][:count], points[1][:count]


@pytest.mark.parametrize("datum", SHIFTED)
def test_points_that_declare_nothing_are_found_in_their_datum(datum):
    (one,) = compare(SHIFTED[datum](*PLACES), PLACES, none(40))
    assert (one.datum, one.outcome, one.points, one.agreeing) == (datum, "found", 40, 1.0)
    assert one.medians[datum] < 1 < min(metres for name, metres in one.medians.items() if name != datum)


@pytest.mark.parametrize("count", [1, LEAST_POINTS - 1])
def test_few_points_decide_nothing_however_well_they_agree(count):
    (one,) = compare(first(gcj_of(*PLACES), count), first(PLACES, count), none(count))
    assert (one.datum, one.outcome, one.nearest) == (None, "undecided", "GCJ02")


def test_points_of_two_datums_under_one_declaration_decide_nothing():
    mixed = [
        np.where(np.arange(40) < 30, there, here) for here, there in zip(PLACES, gcj_of(*PLACES), strict=True)
    ]
    (one,) = compare((mixed[0], mixed[1]), PLACES, none(40))
    assert (one.datum, one.agreeing) == (None, 0.75)


def test_points_that_lie_elsewhere_decide_nothing():
    (one,) = compare((PLACES[0] + 0.02, PLACES[1]), PLACES, none(40))
    assert one.datum is None


def test_a_few_wrong_points_do_not_matter():
    points = gcj_of(*PLACES)
    points[0][:3] = PLACES[0][:3]
    points[1][:3] = PLACES[1][:3]
    (one,) = compare(points, PLACES, none(40))
    assert (one.datum, one.agreeing) == ("GCJ02", 37 / 40)


@pytest.mark.parametrize(
    ("declared", "outcome"),
    [
        ("GCJ02", "confirmed"),
        ("CGCS2000", "contradicted"),
        ("BD09", "contradicted"),
        ("other", "contradicted"),
    ],
)
def test_a_declaration_is_confirmed_or_contradicted(declared, outcome):
    (one,) = compare(gcj_of(*PLACES), PLACES, pa.array([declared] * 40))
    assert (one.datum, one.outcome) == ("GCJ02", outcome)


def test_wgs_84_and_cgcs2000_are_one():
    (one,) = compare(PLACES, PLACES, pa.array(["WGS84"] * 40))
    assert one.outcome == "confirmed"


def test_each_declaration_is_compared_apart():
    there = gcj_of(*PLACES)
    points = tuple(np.concatenate([here, shifted]) for here, shifted in zip(PLACES, there, strict=True))
    reference = tuple(np.concatenate([axis, axis]) for axis in PLACES)
    found = compare(points, reference, pa.array(["CGCS2000"] * 40 + [None] * 40))
    assert [(one.declared, one.outcome) for one in found] == [("", "found"), ("CGCS2000", "confirmed")]
    assert decided(found) == {"": "GCJ02", "CGCS2000": "CGCS2000"}


def test_nothing_to_compare_gives_no_comparison():
    assert compare(first(PLACES, 0), first(PLACES, 0), none(0)) == ()


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(SHIFTED)))
def test_the_order_of_points_does_not_matter(order, datum):
    places = list(range(40))
    order.shuffle(places)
    points = SHIFTED[datum](*PLACES)
    shuffled = [(axes[0][places], axes[1][places]) for axes in (points, PLACES)]
    (one,), (other,) = compare(points, PLACES, none(40)), compare(*shuffled, none(40))
    assert (one.datum, one.agreeing, dict(one.medians)) == (other.datum, other.agreeing, dict(other.medians))
