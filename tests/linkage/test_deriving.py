"""Derived columns: joined as they stand, as a set, or as a square on the map."""

import pytest
from registries import registry

from govclean.linkage.deriving import Deriving
from govclean.standards.linkage import Derived


def _texts(derived, *rows):
    return Deriving(registry(list(rows)), {"made": derived}).column("made").texts().to_pylist()


def test_joined_fields_stay_in_their_order_and_sorted_ones_do_not():
    rows = ({"a": "x", "b": "y"}, {"a": "y", "b": "x"}, {"a": "x", "b": None})
    joined = _texts(Derived(join=("a", "b")), *rows)
    as_set = _texts(Derived(sorted=("a", "b")), *rows)
    assert joined[0] != joined[1]
    assert as_set[0] == as_set[1]
    assert joined[2] is None is as_set[2]


def test_near_points_share_a_square_of_one_grid_or_the_other():
    rows = tuple({"x": f"113.{655000 + east:06}", "y": "34.750000"} for east in (0, 20, 5000))
    plain, moved = (
        _texts(Derived(cell=("x", "y"), metres=100, shifted=shifted), *rows) for shifted in (False, True)
    )
    assert plain[0] == plain[1] or moved[0] == moved[1]
    assert plain[0] != plain[2]
    assert moved[0] != moved[2]


@pytest.mark.parametrize("odd", [None, "", "113°39'", "abc", "1e400", "113.6.5"])
def test_what_is_no_number_lies_in_no_square(odd):
    assert (
        _texts(Derived(cell=("x", "y")), {"x": odd, "y": "34.75"}, {"x": "113.65", "y": "34.75"})[0] is None
    )
