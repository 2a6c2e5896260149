"""The extremes of a watermark, whatever way its moments are written."""

from __future__ import annotations

import pyarrow as pa
import pytest

from govclean.governance.intake.marking import Extremes


def told(*batches):
    extremes = Extremes()
    for values in batches:
        extremes.take(pa.array(values, pa.string()))
    marks = extremes.told()
    return marks and (marks.kind, marks.first, marks.last)


@pytest.mark.parametrize(
    ("batches", "asked"),
    [
        ([["2026-11-30", "2026-11-02", None]], ("moment", "2026-11-02", "2026-11-30")),
        (
            [["20261130083000"], ["2026-11-01T00:00:01+08:00"]],
            ("moment", "2026-11-01 00:00:01", "2026-11-30 08:30:00"),
        ),
        (
            [["2026-11-30 08:30:00.123", "2026/11/02 07:00"]],
            ("moment", "2026-11-02 07:00:00", "2026-11-30 08:30:00"),
        ),
        ([["9", "10"], ["2"]], ("number", "2", "10")),
        ([["00000009", "12345678"]], ("number", "9", "12345678")),
        ([["2026-11-30", "昨天"]], (None, "", "")),
        ([["9", "x"]], (None, "", "")),
        ([[None, None]], None),
        ([[]], None),
    ],
)
def test_the_extremes_are_told_in_the_order_of_the_values(batches, asked):
    assert told(*batches) == asked
