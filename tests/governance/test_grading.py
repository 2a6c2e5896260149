"""Counts → points, sum and grade; and what must hold for any counts."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from score_books import Books, Found, books

from govclean.governance.profiles import Scoring, load_scoring
from govclean.governance.scorecard.accounts import Account
from govclean.governance.scorecard.faults import Fault, Faults
from govclean.governance.scorecard.figures import Figure, Line
from govclean.governance.scorecard.grading import Scorecard, grade
from govclean.governance.scorecard.judged import Judged
from govclean.governance.scorecard.league import League
from govclean.governance.scorecard.measuring import Measured
from govclean.governance.scorecard.moments import Moment

CASES = yaml.safe_load((Path(__file__).parent / "cases/scoring.yaml").read_text(encoding="utf-8"))["cases"]
PROFILES = ("six_dimensions", "five_grades", "point_deduction", "fujian_2016")
RULES = (
    "validity.format",
    "validity.record_shape",
    "completeness.required",
    "uniqueness.key",
    "timeliness.not_future",
)
COUNTS = ("items", "storable", "on_time", "shared", "answered")
SCORINGS = {name: load_scoring(name) for name in PROFILES}
LAW = settings(deadline=None, max_examples=60)
DEPARTMENT = "公安厅"


def card_of(league: League, department: str = DEPARTMENT) -> Scorecard:
    return league.card(department)


def points_of(card: Scorecard) -> dict[str, float]:
    return {one.measure.name: one.points for one in card.results if one.points is not None}


@pytest.fixture
def ledger(tmp_path):
    with books(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def cards(tmp_path_factory):
    """Return name of a case → its scorecard: one ledger, a department a case."""
    with books(tmp_path_factory.mktemp("cases")) as opened:
        for case in CASES:
            told = {"set_aside": case.get("set_aside"), "records_storable": case.get("storable")}
            opened.judged(Found(**case["found"]), case["name"], **told)
        leagues = {profile: opened.score(profile) for profile in PROFILES}
    return {case["name"]: leagues[case["profile"]].card(case["name"]) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_counts_become_points(cards, case):
    card = cards[case["name"]]
    assert points_of(card) == pytest.approx(case["points"], abs=1e-6)
    assert card.points == case.get("total")
    assert set(card.tested) == set(case["points"])
    if "grade" in case:
        assert card.grade.title.zh == case["grade"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_deductions_add_up_to_what_is_missing(cards, case):
    card = cards[case["name"]]
    for result in card.results:
        if result.points is None or result.measure.bands:
            assert all(loss.points is None for loss in result.losses)
            continue
        lost = sum(loss.points for loss in result.losses)
        assert result.points + lost == pytest.approx(result.full)
    if card.points is not None:
        assert sum(map(card.adds, card.results)) == pytest.approx(card.points, abs=0.005)


def test_values_are_pooled_where_a_profile_says_so(ledger: Books):
    ledger.judged(Found(faults={"validity.format@phone": 10}, made=["validity.codelist@sex"]))
    measure = {
        "measure": "all",
        "counts": "findings",
        "rules": ["validity.format", "validity.codelist"],
        "basis": "x",
    }
    card = card_of(ledger.score(scoring(measure | {"average": "values"})))
    (result,) = card.results
    assert (result.numerator, result.denominator, card.points) == (190, 200, 95)


def test_every_fault_costs_what_the_profile_deducts_and_no_more_than_there_is(ledger: Books):
    ledger.judged(Found(faults={"validity.format@phone": [1, 2, 3], "validity.codelist@sex": [3]}))
    measure = {
        "measure": "all",
        "counts": "findings",
        "rules": ["validity.*"],
        "basis": "x",
        "deduct_each": 2,
    }
    assert card_of(ledger.score(scoring(measure))).points == 94  # three records
    by_value = measure | {"average": "values", "severity_weights": {"error": 3}}
    card = card_of(ledger.score(scoring(by_value)))
    assert card.points == 76  # four faults, three times two each
    assert sum(loss.points for loss in card.results[0].losses) == 24
    assert card_of(ledger.score(scoring(measure | {"deduct_each": 40}))).points == 0


def test_a_measure_that_was_not_tested_counts_as_nothing_where_the_profile_says_so(ledger: Books):
    ledger.judged(Found(made=["validity.format@phone"]))
    measures = [
        {"measure": "format", "counts": "findings", "rules": ["validity.format"], "basis": "x"},
        {"measure": "on_time", "counts": "on_time", "basis": "x"},
    ]
    assert card_of(ledger.score(scoring(*measures))).points == 100
    zero = card_of(ledger.score(scoring(*measures, untested="zero")))
    assert (zero.points, zero.shares) == (50, {"format": 0.5, "on_time": 0.5})


def test_the_share_of_a_measure_that_was_not_tested_falls_to_the_others(ledger: Books):
    ledger.judged(Found(made=["completeness.required@name", "validity.format@phone"]))
    card = card_of(ledger.score("point_deduction"))
    assert card.shares == {"completeness": 0.5, "normativity": 0.5, "accuracy": 0.0, "timeliness": 0.0}
    assert [result.measure.name for result in card.untested] == ["accuracy", "timeliness"]


def test_what_was_not_made_is_told_with_its_reason(ledger: Books):
    ledger.judged(Found(made=["validity.format@phone"], untested={"validity.format@email": "没有报送 email"}))
    (part,) = card_of(ledger.score()).results[0].parts
    assert [(line.rule, line.field, line.why_untested) for line in part.untested] == [
        ("validity.format", "email", "没有报送 email")
    ]
    assert "email" not in {line.field for line in part.lines}


def test_exceptions_and_what_is_only_told_are_counted_apart(ledger: Books):
    told = {"severities": {"validity.codelist@sex": "info"}}
    faults = {"validity.codelist@sex": 7}
    ledger.judged(Found(faults=faults, excepted={"validity.format@phone": 3}, **told))
    (part,) = card_of(ledger.score()).results[0].parts
    assert {aside.words.en: aside.count for aside in part.asides} == {"excepted": 3, "told only": 7}
    assert (part.numerator, part.denominator) == (97, 97)


def scoring(*measures, **told) -> Scoring:
    return Scoring.model_validate({"scoring": "own", "version": "1", "measures": measures, **told})


# Laws, over figures that need no ledger.

line = st.builds(
    lambda good, failed, rule, severity: Line(good, good + failed, rule=rule, field="f", severity=severity),
    st.integers(0, 50), st.integers(0, 50), st.sampled_from(RULES), st.sampled_from(["error", "warning"]),
)  # fmt: skip
figures = st.dictionaries(
    st.sampled_from(COUNTS), st.builds(lambda one: Figure((one,)), line), max_size=len(COUNTS)
)


@st.composite
def judged(draw):
    """One account: rules with tallies, and records with faults of these rules."""
    lines = draw(st.lists(line, min_size=1, max_size=5, unique_by=lambda one: one.rule))
    of = st.sampled_from(lines)
    fault = st.builds(lambda one: Fault(one.rule, "f", one.severity, excepted=False), of)
    sets = draw(
        st.lists(
            st.tuples(st.lists(fault, min_size=1, max_size=3, unique=True), st.integers(1, 9)), max_size=4
        )
    )
    faulty = tuple(Faults(tuple(faults), count) for faults, count in sets)
    records = sum(one.records for one in faulty) + draw(st.integers(0, 50))
    return account_of(records, tuple(lines), faulty)


def account_of(records, lines, faulty) -> Judged:
    account = Account(2, 1, date(2026, 11, 23), DEPARTMENT, "s", "population", "1", "b", records, 0, None)
    return Judged(account, Line(0, 0, source="s"), lines, faulty)


def card_from(one: Judged, told: dict, profile: str) -> Scorecard:
    measured = Measured(
        Moment(date(2026, 11, 23), 1), (DEPARTMENT,), (one.account,), {DEPARTMENT: (one,)},
        {(DEPARTMENT, count): figure for count, figure in told.items()}, {},
    )  # fmt: skip
    return grade(measured, DEPARTMENT, SCORINGS[profile])


def failing(one: Judged, rule: str, records: int) -> Judged:
    """Return an account in which one record more fails a rule; it is a new one where `records` is 1."""
    tallied = next(line for line in one.lines if line.rule == rule)
    others = tuple(line for line in one.lines if line.rule != rule)
    good = tallied.good if records else max(0, tallied.good - 1)
    worse = Line(good, tallied.whole + records, rule=rule, field="f", severity=tallied.severity)
    fault = Faults((Fault(rule, "f", tallied.severity, excepted=False),), 1)
    return account_of(one.account.records + records, (*others, worse), (*one.faults, fault))


@LAW
@given(judged(), st.sampled_from(PROFILES), st.data())
def test_a_further_failed_record_never_raises_the_measure_it_fails_in(one, profile, data):
    rule = data.draw(st.sampled_from([line.rule for line in one.lines]))
    before, after = card_from(one, {}, profile), card_from(failing(one, rule, 1), {}, profile)
    for was, now in zip(before.results, after.results, strict=True):
        if was.points is not None and was.measure.chooses(rule):
            assert now.points <= was.points + 1e-9


@LAW
@given(judged(), figures, st.sampled_from(PROFILES), st.data())
def test_a_good_record_that_turns_bad_never_raises_a_score(one, told, profile, data):
    rule = data.draw(st.sampled_from([line.rule for line in one.lines]))
    before, after = card_from(one, told, profile), card_from(failing(one, rule, 0), told, profile)
    if before.points is not None and one.account.records > sum(faults.records for faults in one.faults):
        assert after.points <= before.points


@LAW
@given(judged(), figures.filter(len), st.sampled_from(PROFILES), st.data())
def test_a_further_fault_in_any_other_figure_never_raises_a_score(one, told, profile, data):
    count = data.draw(st.sampled_from(sorted(told)))
    (counted,) = told[count].lines
    before = card_from(one, told, profile)
    after = card_from(one, told | {count: Figure((Line(counted.good, counted.whole + 1),))}, profile)
    if before.points is not None:
        assert after.points <= before.points


@LAW
@given(judged(), figures, st.sampled_from(PROFILES))
def test_deductions_are_never_negative_and_points_stay_between_nothing_and_all(one, told, profile):
    card = card_from(one, told, profile)
    for result in card.results:
        assert all(loss.points is None or loss.points >= 0 for loss in result.losses)
        assert result.points is None or -1e-9 <= result.points <= result.full + 1e-9
    assert sum(card.shares.values()) == pytest.approx(1 if card.points is not None else 0)
