"""Duties and drops → what was due, made and in time."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from score_books import Books, books

from govclean.errors import StandardError
from govclean.governance.scorecard.delivering import deliveries, duties_of
from govclean.governance.scorecard.moments import Moment

CASES = yaml.safe_load((Path(__file__).parent / "cases/deliveries.yaml").read_text(encoding="utf-8"))["cases"]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """One ledger, a department a case."""
    with books(tmp_path_factory.mktemp("deliveries")) as opened:
        for case in CASES:
            told = {"cycle": case["cycle"], "since": str(case["since"]), "due_day": case.get("due_day")}
            opened.duty(case["name"], **told)
            for came in case["came"]:
                day, *days = came if isinstance(came, list) else [came]
                opened.drop(
                    day, case["name"], **dict(zip(("period_from", "period_to"), map(str, days), strict=False))
                )
        yield opened


@pytest.fixture
def own(tmp_path):
    with books(tmp_path) as opened:
        yield opened


def ratio(figures, department="公安厅"):
    figure = figures.get(department)
    return (figure.numerator, figure.denominator) if figure else (0, 0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_duty_is_kept_or_not(ledger: Books, case):
    found = deliveries(ledger.ledger, Moment(case["day"]))
    whose = case["name"]
    assert ratio(found.made, whose) == (case.get("made", 0), case["due"])
    assert ratio(found.in_time, whose) == (case.get("in_time", 0), case["due"])
    assert ratio(found.days, whose) == tuple(case.get("days", (0, 0)))
    if "late" in case:
        lacking = [lack.words.zh for line in found.in_time[whose].lines for lack in line.lacking]
        assert lacking == case["late"]


@pytest.mark.parametrize("verdict", ["rejected", "repeated"])
def test_a_drop_that_was_refused_or_is_an_old_one_again_is_no_delivery(own: Books, verdict):
    own.duty(due_day=5, since="2026-10-01")
    own.drop("2026-11-03", verdict=verdict)
    assert ratio(deliveries(own.ledger, Moment(date(2026, 11, 23))).made) == (0, 1)
    own.drop("2026-11-04", verdict="accepted_with_warnings", batch="again")
    assert ratio(deliveries(own.ledger, Moment(date(2026, 11, 23))).made) == (1, 1)


def test_a_batch_that_comes_twice_still_counts_once(own: Books):
    own.duty(due_day=5, since="2026-09-01")
    own.drop("2026-10-08", verdict="accepted", batch="A")
    own.drop("2026-11-04", verdict="repeated", batch="A")
    assert ratio(deliveries(own.ledger, Moment(date(2026, 11, 23))).made) == (1, 2)


def test_what_came_later_than_the_day_is_not_looked_at(own: Books):
    own.duty(due_day=5, since="2026-09-01")
    own.drop("2026-10-20")
    assert ratio(deliveries(own.ledger, Moment(date(2026, 10, 19))).made) == (0, 1)
    assert ratio(deliveries(own.ledger, Moment(date(2026, 10, 20))).made) == (1, 1)


def test_a_duty_that_was_changed_holds_from_its_day_on(own: Books):
    own.duty(cycle="monthly", due_day=5, since="2026-01-01")
    own.duty(cycle="quarterly", due_day=15, since="2026-07-01")
    figure = deliveries(own.ledger, Moment(date(2026, 11, 23))).made["公安厅"]
    assert [line.whole for line in figure.lines] == [6, 1]  # January to June, and the third quarter


def test_a_duty_that_ended_owes_what_had_ended_before(own: Books):
    own.duty(due_day=5, since="2026-01-01")
    own.duty(due_day=5, since="2026-04-01", active=False)
    assert ratio(deliveries(own.ledger, Moment(date(2026, 11, 23))).made) == (0, 3)


def test_a_duty_that_is_entered_again_is_the_same_duty(own: Books):
    row = {"department": "公安厅", "source": "s", "cycle": "monthly", "since": "2026-01-01", "standard": "p"}
    row |= {"due_day": None, "profile": None, "active": True}
    (duty,) = duties_of([row, row | {"due_day": 5}])
    assert (duty.due_day, duty.until) == (5, None)


def test_days_beyond_the_table_of_holidays_are_told(own: Books):
    own.duty(due_day=5, since="2026-11-01")
    found = deliveries(own.ledger, Moment(date(2027, 3, 1)))
    (aside,) = found.made["公安厅"].asides
    assert (aside.count, "节假日" in aside.words.zh) == (2, True)


def test_the_calendar_of_the_duty_s_own_deadlines_counts(own: Books, tmp_path, monkeypatch):
    folder = tmp_path / "standards/profiles"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (folder / "days.csv").write_text("date,kind,name\n2026-11-05,holiday,本地节日\n", encoding="utf-8")
    calendar = "calendar: local\nversion: '3'\ntitle: 本地\nbasis: 本地办法\nsource: x\ntable: days.csv\n"
    (folder / "local.yaml").write_text(calendar, encoding="utf-8")
    deadlines = "deadlines: mine\nversion: '1'\nextends: default\ncalendar: local\n"
    (folder / "mine.yaml").write_text(deadlines, encoding="utf-8")
    own.duty(due_day=5, since="2026-10-01", profile="mine")
    own.drop("2026-11-06")
    figure = deliveries(own.ledger, Moment(date(2026, 11, 23))).in_time["公安厅"]
    assert (figure.numerator, figure.lines[0].standard) == (1, "local@3")


def test_deadlines_that_are_gone_are_told(own: Books):
    own.duty(due_day=5, profile="nowhere")
    with pytest.raises(StandardError, match="nowhere"):
        deliveries(own.ledger, Moment(date(2026, 11, 23)))
