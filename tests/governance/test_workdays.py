from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govclean.errors import StandardError
from govclean.governance.workdays import load_workdays

DAYS = load_workdays()
days = st.dates(date(2004, 1, 1), date(2026, 12, 31))


def test_a_public_holiday_is_not_worked_and_the_weekend_day_for_it_is():
    assert not DAYS.is_workday(date(2026, 2, 17))
    assert DAYS.is_workday(date(2026, 2, 28))
    assert not DAYS.is_workday(date(2026, 3, 1))
    assert DAYS.is_workday(date(2026, 3, 2))


@pytest.mark.parametrize(("year", "worked"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_were_announced(year, worked):
    assert DAYS.between(date(year - 1, 12, 31), date(year, 12, 31)) == worked


def test_days_worked_in_exchange_are_weekend_days():
    assert all(day.weekday() >= 5 for day in DAYS.worked)
    assert not DAYS.worked & DAYS.holidays


def test_a_year_that_is_not_in_the_table_is_told_and_monday_to_friday_assumed():
    assert DAYS.known(DAYS.last)
    beyond = DAYS.last + timedelta(days=1)
    assert not DAYS.known(beyond)
    assert DAYS.is_workday(beyond) == (beyond.weekday() < 5)
    assert not DAYS.known(DAYS.first - timedelta(days=1))


@given(days, st.integers(0, 60))
def test_counting_on_and_counting_between_agree(start, count):
    end = DAYS.after(start, count)
    assert DAYS.between(start, end) == count
    assert count == 0 or DAYS.is_workday(end)


@given(days, days, days)
def test_spans_add_up_in_every_order(first, second, third):
    assert DAYS.between(first, second) + DAYS.between(second, third) == DAYS.between(first, third)


def test_a_project_may_have_its_own_calendar(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standards/profiles").mkdir(parents=True)
    _calendar(tmp_path, "date,kind,name\n2026-04-20,holiday,三月三\n")
    own = load_workdays("local")
    assert not own.is_workday(date(2026, 4, 20))
    assert (own.first, own.last) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("date,kind\n", "name"),
        ("date,kind,name\n", "is empty"),
        ("date,kind,name\n2026-13-01,holiday,x\n", "local.csv:2"),
        ("date,kind,name\n2026-10-01,holiday,x\n2026-10-02,rest,x\n", "local.csv:3"),
    ],
)
def test_a_calendar_that_cannot_be_used_says_where(tmp_path, monkeypatch, table, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standards/profiles").mkdir(parents=True)
    _calendar(tmp_path, table)
    with pytest.raises(StandardError) as caught:
        load_workdays("local")
    assert told in str(caught.value)


def test_a_table_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standards/profiles").mkdir(parents=True)
    _calendar(tmp_path, None)
    with pytest.raises(StandardError, match="cannot be read"):
        load_workdays("local")


def _calendar(folder, table):
    head = "calendar: local\nversion: '1'\ntitle: 本地\nbasis: 自治区规定\nsource: 自编\ntable: local.csv\n"
    (folder / "standards/profiles/local.yaml").write_text(head, encoding="utf-8")
    if table is not None:
        (folder / "standards/profiles/local.csv").write_text(table, encoding="utf-8")
