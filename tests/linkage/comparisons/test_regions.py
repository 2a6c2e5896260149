"""Regions in names of organisations: left out, in whole or in part, or another one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from govclean.linkage.comparisons.regions import Regions

AGREE = [
    ("郑州", "河南郑州"),
    ("郑州", "郑州金水区"),
    ("河南", "河南郑州"),
    ("金水区", "河南郑州金水区"),
    ("郑州", None),
]
CONTRADICT = [("郑州", "洛阳"), ("河南", "郑州"), ("河南郑州", "河南洛阳"), ("金水区", "河南郑州")]


@pytest.mark.parametrize(
    ("pair", "agree"), [*((pair, True) for pair in AGREE), *((pair, False) for pair in CONTRADICT)]
)
def test_regions_agree_where_one_is_part_of_the_other(pair, agree):
    regions = Regions(pa.array([None, *pair], pa.string()))
    assert regions.agree(np.array([1, 2]), np.array([2, 1])).tolist() == [agree, agree]


def test_names_without_any_region_agree():
    assert Regions(pa.array([None, None], pa.string())).agree(np.array([1]), np.array([1])).tolist() == [True]
