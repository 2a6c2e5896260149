"""The forms of a column: what is shown of a value, and that what is not understood is left empty."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govclean.governance.sharing.agreement import Granted
from govclean.governance.sharing.forms import SOURCES, Shape, Shaping, maker, masked
from govclean.values.catalogue import semantic_type

SHAPING = Shaping("XY-1", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("kind", "target", "cell", "becomes"),
    [
        ("date", "age_band", "1985-03-05", "40-49"),
        ("date", "age_band", "19850305", "40-49"),
        ("date", "age_band", "1930年1月1日", "90+"),
        ("date", "age_band", "2027-01-01", None),
        ("date", "age_band", "张三", None),
        ("date", "year", "1985/3/5", "1985"),
        ("date", "year", "无", None),
        ("datetime", "year", "20260102030405", "2026"),
        ("cn.resident_id", "year", "11010519491231002X", "1949"),
        ("cn.resident_id", "county", "11010519491231002X", "110105"),
        ("cn.resident_id", "county", "110105194912310021", None),
        ("cn.division", "county", "410105001000", "410105"),
        ("cn.division", "county", "花园路1号", None),
        ("cn.address", "county", "河南省郑州市金水区花园路1号", "河南省郑州市金水区"),
        ("cn.address", "county", "某小区张三家", None),
    ],
)
def test_a_value_is_generalised_or_left_empty(kind, target, cell, becomes):
    granted = Granted(item="x", **{"as": "generalised", "to": target})
    make = maker(granted, Shape("x", semantic_type(kind)), SHAPING)
    assert make(pa.array([cell])).to_pylist() == [becomes]
    assert kind in SOURCES[target]


KINDS = ["cn.resident_id", "cn.person_name", "cn.mobile", "cn.address", "cn.division", "text", "date"]


@given(kind=st.sampled_from(KINDS), values=st.lists(st.text(min_size=2, max_size=20)))
def test_no_masked_value_is_the_value(kind, values):
    found = masked(pa.array(values, pa.string()), Shape("x", semantic_type(kind))).to_pylist()
    assert all(mask != value for mask, value in zip(found, values, strict=True) if "*" not in value)
