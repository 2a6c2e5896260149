"""Dates and times as they stand after cleansing are read as days; what is no date is older than all."""

from __future__ import annotations

import pyarrow as pa
import pytest

from govclean.linkage.moments import UNKNOWN, moments

DAY = 20_780  # 2026-11-23


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261123", DAY),
        ("2026-11-23", DAY),
        ("2026年11月23日", DAY),
        ("2026/11/23 06:00", DAY + 0.25),
        ("2026-11-23T12:00:00", DAY + 0.5),
        ("2026-11-23T12:00:00.123+08:00", DAY + 0.5),
        ("202611", DAY - 22),
        ("2026", DAY - 326),
        ("2026-02-30", UNKNOWN),
        ("23/11/2026", UNKNOWN),
        ("长期", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_moment_is_read_to_the_second(text, expected):
    assert moments(pa.array([text], pa.string())).tolist() == [expected]
