"""Row conditions: what holds, and that in doubt a row stays at home."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govclean.governance.sharing.filtering import Test, area_prefix, mask_of


@pytest.mark.parametrize(
    ("op", "values", "cell", "holds"),
    [
        ("equals", ["1"], "1", True),
        ("equals", ["1"], " 1", False),
        ("equals", ["1"], None, False),
        ("in", ["1", "2"], "2", True),
        ("starts_with", ["4101", "32"], "320102", True),
        ("starts_with", ["4101"], "4102", False),
        ("between", ["9", "10"], "9.5", True),
        ("between", ["9", "10"], "95", False),
        ("between", ["-5", "5"], "-0.5", True),
        ("between", ["19800101", "19901231"], "19850305", True),
        ("between", ["19800101", "19901231"], "1985", False),
        ("between", ["19800101", "19901231"], "1985030A", False),
        ("between", ["1980-01-01", "1990-12-31"], "1985-03-05", True),
        ("between", ["01", "09"], "5", False),
        ("filled", [], "x", True),
        ("filled", [], "无", False),
        ("filled", [], None, False),
        ("equals", ["' OR 1=1 --"], "1", False),
    ],
)
def test_a_condition_holds_or_not(op, values, cell, holds):
    mask = mask_of(Test(field="x", op=op, values=values))
    assert mask({"x": pa.array([cell], pa.string())}).tolist() == [holds]


@given(st.from_regex(r"[0-9]{6}([0-9]{3}([0-9]{3})?)?", fullmatch=True))
def test_a_division_lies_in_its_own_area(code):
    assert code.startswith(area_prefix(code))
    assert area_prefix(code).ljust(len(code), "0") == code
