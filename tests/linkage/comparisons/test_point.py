"""Points are as far apart as the sphere says, in one datum."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.comparing import JOINER
from govclean.linkage.comparisons.point import Point
from govclean.linkage.prepared import prepare
from govclean.linkage.records import Column
from govclean.values.datums import bd_of_gcj, gcj_of, metres_between

HERE = (113.625400, 34.746600)
few = settings(max_examples=60, deadline=None)  # machines differ


def level(one, *points):
    """Return the name of the level of two points, each a longitude, a latitude and perhaps a datum."""
    columns = [
        Column.of(pa.array([str(part) if part else None for part in parts], pa.string()))
        for parts in zip(*points, strict=True)
    ]
    ready = prepare(
        "point", [f"field_{place}" for place in range(len(columns))], columns, one, term_frequency=False
    )
    found = ready.levels_of(np.array([0], np.int32), np.array([1], np.int32))[0]
    return "missing" if found == 255 else one.levels[found].name


def moved(point, metres, bearing):
    """Return a point some metres away."""
    east, north = point
    per_degree = 111_195.0
    return (
        east + metres * np.sin(bearing) / per_degree / np.cos(np.radians(north)),
        north + metres * np.cos(bearing) / per_degree,
    )


@few
@given(
    point=st.tuples(st.floats(75, 134), st.floats(5, 52)),
    metres=st.floats(0.5, 3000),
    bearing=st.floats(0, 6.28),
)
def test_levels_are_those_of_the_great_circle(point, metres, bearing):
    one, other = ([f"{degree:.7f}" for degree in place] for place in (point, moved(point, metres, bearing)))
    apart = metres_between(*(tuple(np.array([float(part)]) for part in place) for place in (one, other)))[0]
    found = level(Point(), one, other)
    names = ["equal", "within_10", "within_50", "within_200", "within_1000", "farther"]
    bounds = [0, 10, 50, 200, 1000, np.inf]
    wanted = [
        name
        for name, (low, high) in zip(names[1:], pairwise(bounds), strict=True)
        if low - 0.01 <= apart <= high + 0.01
    ]
    assert found in wanted or (found == "equal" and apart < 0.01)


@pytest.mark.parametrize("datum", ["GCJ02", "BD09"])
def test_a_declared_datum_is_brought_to_cgcs2000(datum):
    there = gcj_of(*(np.array([degree]) for degree in HERE))
    if datum == "BD09":
        there = bd_of_gcj(*there)
    shifted = tuple(f"{float(degree[0]):.7f}" for degree in there)
    assert level(Point(), (*HERE, "CGCS2000"), (*shifted, datum)) == "within_10"
    assert level(Point(), (*HERE, None), (*shifted, datum)) == "within_10"
    assert level(Point(), (*HERE, "CGCS2000"), (*shifted, "CGCS2000")) in {"within_1000", "farther"}


def test_two_points_of_one_undeclared_datum_are_compared_as_they_are():
    assert level(Point(), (*HERE, None), (*HERE, None)) == "equal"
    assert level(Point(), (*HERE, "CGCS2000"), (*HERE, None)) == "equal"


def test_a_point_without_an_axis_is_missing():
    assert level(Point(), (*HERE, "CGCS2000"), (HERE[0], None, "CGCS2000")) == "missing"
    assert Point().clean(pa.array([f"113.6{JOINER}34.7", None, "113.6", ""])).null_count == 3


def test_levels_follow_the_distances_asked_for():
    one = Point(metres="30,300")
    assert [step.name for step in one.levels] == ["equal", "within_30", "within_300", "farther"]
    assert level(one, HERE, (HERE[0], HERE[1] + 0.001)) == "within_300"
