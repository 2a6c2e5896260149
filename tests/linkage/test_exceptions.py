"""Exceptions hold until their day, and only with a reason."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from parties_at_hand import records_of

from govclean.errors import UsageError
from govclean.linkage.exceptions import EXCEPTIONS, excused

RECORDS = records_of({"health": {"1": {}, "2": {}}, "police": {"1": {}}})
DAY = date(2026, 11, 23)


def listed(*rows):
    return pa.table(
        {name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(EXCEPTIONS)}
    )


def test_the_record_of_that_source_and_id_is_excused():
    flags = excused(RECORDS, listed(("police", "1", "已核实", "2026-12-31")), DAY)
    assert flags.tolist() == [False, False, True]


def test_an_exception_holds_on_its_last_day_and_no_longer():
    rows = listed(("health", "1", "已核实", "20261123"), ("health", "2", "已核实", "2026-11-22"))
    assert excused(RECORDS, rows, DAY).tolist() == [True, False, False]


def test_an_exception_on_a_record_that_is_gone_does_nothing():
    rows = listed(("health", "9", "已核实", "20261231"), ("tax", "1", "已核实", "20261231"))
    assert not excused(RECORDS, rows, DAY).any()


def test_an_empty_list_excuses_nobody():
    assert not excused(RECORDS, listed(), DAY).any()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("police", "1", " ", "20261231"), "have no reason, number 2 first"),
        (("police", "1", None, "20261231"), "have no reason"),
        (("police", "1", "已核实", None), "have no expiry"),
        (("police", "1", "已核实", "年底"), "have no expiry"),
    ],
)
def test_an_exception_without_reason_or_end_is_refused(row, told):
    with pytest.raises(UsageError, match=told):
        excused(RECORDS, listed(("health", "1", "已核实", "20261231"), row), DAY)


def test_a_list_without_its_columns_is_refused():
    with pytest.raises(UsageError, match=r"exceptions\.csv.*reason, expiry"):
        excused(RECORDS, listed().select(["source", "record_id"]), DAY, "exceptions.csv")
