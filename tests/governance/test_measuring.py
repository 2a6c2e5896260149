"""The figures of the ledger other than rules and deliveries: items, repairs, replies, sharing; and what is looked at."""

from datetime import date

import pytest
from score_books import DAY, Books, Found, books

from govclean.errors import UsageError
from govclean.governance.profiles.scoring import Count
from govclean.governance.returns.rounds import progress
from govclean.governance.scorecard.counts import COUNT_WORDS
from govclean.governance.scorecard.measuring import Measured, measure
from govclean.governance.scorecard.moments import Moment, moment_of

WHOSE = "公安厅"
LATE = date(2026, 11, 23)
DIGEST = "0" * 64


@pytest.fixture
def ledger(tmp_path):
    with books(tmp_path) as opened:
        yield opened


def measured(ledger: Books, day=LATE, round_number=None) -> Measured:
    return measure(ledger.ledger, moment_of(ledger.ledger, day, day=day, round_number=round_number))


def ratio(found: Measured, count: Count, department=WHOSE):
    figure = found.figures.get((department, count))
    return (figure.numerator, figure.denominator) if figure else None


def apart(found: Measured, count: Count):
    return {aside.words.en: aside.count for aside in found.figures[WHOSE, count].asides}


def test_every_count_has_words_for_what_it_counts():
    assert set(COUNT_WORDS) == set(Count.__args__)


def test_the_repair_rate_is_of_the_problems_that_were_tested_again(ledger: Books):
    ledger.round(number=1, problems={"new": 100})
    assert ratio(measured(ledger), "repaired") == (0, 0)
    states = {"repaired": 30, "remaining": 15, "changed": 5, "carried": 20, "withdrawn": 10, "excepted": 20}
    ledger.round(number=2, problems=states | {"new": 7})
    found = measured(ledger)
    assert ratio(found, "repaired") == (30, 50)
    assert apart(found, "repaired") == {
        "new": 7, "not tested again, still open": 20, "withdrawn with their record": 10, "excepted": 20,
    }  # fmt: skip


def test_repairs_and_overdue_problems_are_those_that_the_returns_tell(ledger: Books):
    for number, states in enumerate(({"new": 9}, {"repaired": 4, "changed": 2, "carried": 3, "again": 1}), 1):
        ledger.round(number=number, problems=states, day=f"2026-11-{number:02d}")
    (told,) = progress(ledger.ledger, ("department",), day=date(2026, 12, 31), rounds=[2]).to_pylist()
    found = measured(ledger, date(2026, 12, 31))
    assert ratio(found, "repaired") == (told["repaired"], told["judged"]) == (4, 6)
    assert found.overdue[WHOSE] == told["overdue"] == 6


def test_repairs_are_told_by_rule_with_their_round_and_batch(ledger: Books):
    rows = [
        {"problem": "P1", "state": "repaired", "rule": "validity.format", "field": "phone"},
        {"problem": "P2", "state": "remaining", "rule": "validity.format", "field": "phone"},
        {"problem": "P3", "state": "remaining", "rule": "completeness.required", "field": "name"},
    ]
    ledger.round(number=2, problems=rows)
    lines = measured(ledger).figures[WHOSE, "repaired"].lines
    told = [
        (line.rule, line.field, line.good, line.whole, line.round, line.batch, line.standard)
        for line in lines
    ]
    assert told == [
        ("completeness.required", "name", 0, 1, 2, "实有人口-2", "population@2026.1"),
        ("validity.format", "phone", 1, 2, 2, "实有人口-2", "population@2026.1"),
    ]


def test_an_open_problem_that_is_not_yet_due_counts_neither_for_nor_against(ledger: Books):
    rows = [
        {"problem": "P1", "state": "remaining", "due_on": "2026-11-20"},
        {"problem": "P2", "state": "new", "due_on": "2026-12-07"},
        {"problem": "P3", "state": "repaired", "due_on": "2026-11-23"},
        {"problem": "P4", "state": "repaired", "due_on": "2026-11-22"},
        {"problem": "P5", "state": "remaining", "due_on": DAY},
    ]
    ledger.round(number=2, problems=rows)
    found = measured(ledger)
    assert ratio(found, "in_time") == (1, 3)  # P3 in time, P4 late, P1 overdue
    assert found.overdue[WHOSE] == 1
    assert ratio(measured(ledger, date(2026, 11, 24)), "in_time") == (1, 4)


def test_an_accepted_reply_by_the_due_day_settles_a_problem_until_the_next_round(ledger: Books):
    rows = [{"problem": f"P{n}", "state": "new", "due_on": "2026-11-10"} for n in range(1, 5)]
    ledger.round(number=1, day="2026-10-27", problems=rows)
    ledger.reply("P1", day="2026-11-10")
    ledger.reply("P2", day="2026-11-11")
    ledger.reply("P3", day="2026-11-09", accepted=False)
    found = measured(ledger)
    assert ratio(found, "in_time") == (1, 4)
    assert ratio(found, "replies") == (2, 4)
    ledger.round(number=2, day=DAY, problems=[row | {"state": "remaining"} for row in rows])
    assert ratio(measured(ledger), "in_time") == (0, 4)  # the answers to the first list did not hold
    assert ratio(measured(ledger), "replies") == (2, 4)


def test_a_problem_that_came_back_must_be_answered_again(ledger: Books):
    rows = [{"problem": "P1", "state": "new", "due_on": "2026-10-10"}]
    ledger.round(number=1, day="2026-09-27", problems=rows)
    ledger.reply("P1", day="2026-10-01")
    ledger.round(number=2, day="2026-10-27", problems=[{"problem": "P1", "state": "repaired"}])
    ledger.round(
        number=3, day="2026-11-05", problems=[{"problem": "P1", "state": "again", "due_on": "2026-11-19"}]
    )
    assert ratio(measured(ledger), "replies") == (0, 1)
    ledger.reply("P1", 3, day="2026-11-21")
    assert ratio(measured(ledger), "replies") == (1, 1)


def test_items_come_from_the_last_batch_and_else_from_the_mandatory_fields(ledger: Books):
    ledger.judged(Found(faults={"completeness.column@name": 1}, made=["completeness.column@sex"]))
    found = measured(ledger)
    assert ratio(found, "items") == (1, 2)
    assert [lack.name for lack in found.figures[WHOSE, "items"].lines[0].lacking] == ["name"]
    ledger.drop("2026-10-01", fields_asked=20, fields_given=10)
    ledger.drop("2026-11-01", fields_asked=20, fields_given=19)
    ledger.drop("2026-11-02", fields_asked=20, fields_given=1, verdict="rejected")
    assert ratio(measured(ledger), "items") == (19, 20)


def test_sources_are_judged_each_by_its_own_last_round(ledger: Books):
    ledger.round(source="甲", number=1, records=100, records_storable=90)
    ledger.round(source="乙", number=1, records=50, records_storable=10)
    ledger.round(source="乙", number=2, records=50, records_storable=50)
    found = measured(ledger)
    assert ratio(found, "storable") == (140, 150)
    assert [(account.source, account.round) for account in found.accounts] == [("乙", 2), ("甲", 1)]
    assert ratio(measured(ledger, round_number=1), "storable") == (100, 150)


def test_a_source_whose_duty_ended_is_not_judged_any_more(ledger: Books):
    ledger.round(source="旧表", records_storable=1)
    ledger.round(source="新表", records_storable=900)
    ledger.duty(source="旧表", since="2026-11-01", active=False)
    assert [account.source for account in measured(ledger).accounts] == ["新表"]


def test_resources_are_those_of_the_directory_as_last_built(ledger: Books):
    resource = {"title": "x", "provider": WHOSE, "digest": DIGEST}
    ledger.round()
    ledger.enter("catalog", resources=[resource | {"code": "A", "share_type": "not_shared"}])
    built = [resource | {"code": code, "share_type": kind} for code, kind in
             (("A", "unconditional"), ("B", "conditional"), ("C", "not_shared"), ("D", None))]  # fmt: skip
    ledger.enter("catalog", resources=built)
    today = date.fromisoformat(ledger.ledger.head.entered_at[:10])
    found = measured(ledger, max(today, LATE))
    assert ratio(found, "shared") == (2, 4)
    assert [lack.name for lack in found.figures[WHOSE, "shared"].lines[0].lacking] == ["C", "D"]
    assert ratio(measured(ledger, date(2020, 1, 1)), "shared") is None


def test_requests_are_answered_in_time_or_not(ledger: Books):
    def request(name, *events):
        row = {"request": name, "recipient": "民政厅", "provider": WHOSE, "resource": "A"}
        for state, day, due in events:
            ledger.enter("request", requests=[row | {"state": state, "day": day, "due_on": due}])

    request("Q1", ("asked", "2026-11-02", "2026-11-16"), ("granted", "2026-11-16", "2026-12-14"))
    request("Q2", ("asked", "2026-11-02", "2026-11-16"), ("refused", "2026-11-17", None))
    request("Q3", ("asked", "2026-11-02", "2026-11-16"))
    request("Q4", ("asked", "2026-11-20", "2026-12-04"))
    request("Q5", ("asked", "2026-11-02", "2026-11-16"), ("withdrawn", "2026-11-20", None))
    request("Q6", ("asked", "2026-11-02", "2026-11-03"), ("forwarded", "2026-11-03", "2026-11-17"),
            ("granted", "2026-11-17", None))  # fmt: skip
    request("Q7", ("asked", "2026-11-02", None))
    request("Q8", ("asked", "2025-11-02", "2025-11-16"))
    found = measured(ledger)
    assert ratio(found, "answered") == (2, 4)
    assert apart(found, "answered") == {"without a due day": 1, "not yet due": 1}
    lacking = [lack.words.en for lack in found.figures[WHOSE, "answered"].lines[0].lacking]
    assert lacking == ["Q2 (due 2026-11-16, done 2026-11-17)", "Q3 (due 2026-11-16, not done)"]


def test_objections_are_settled_in_time_or_not(ledger: Books):
    def objection(name, *events):
        row = {"objection": name, "department": WHOSE}
        for state, day, due, term in events:
            told = {"state": state, "day": day, "due_on": due, "term": term}
            ledger.enter("objection", objections=[row | told])

    raised = ("raised", "2026-11-02", "2026-11-04", "objection.forward")
    verifying = ("verifying", "2026-11-03", "2026-11-10", "objection.verify")
    objection("Y1", raised, verifying, ("settled", "2026-11-10", None, None))
    objection("Y2", raised, verifying, ("settled", "2026-11-11", None, None))
    objection("Y3", raised, ("rejected", "2026-11-03", None, None))
    objection("Y4", raised, verifying, ("unmarked", "2026-11-09", None, None))
    assert ratio(measured(ledger), "objections") == (2, 3)


def test_only_what_was_known_by_the_day_the_round_and_the_entry_is_looked_at(ledger: Books):
    first = ledger.round(number=1, day="2026-09-01", records_storable=100)
    ledger.round(number=2, day="2026-10-01", records_storable=200)
    assert ratio(measured(ledger, date(2026, 9, 30)), "storable") == (100, 1000)
    assert ratio(measured(ledger, LATE, 1), "storable") == (100, 1000)
    before = measure(ledger.ledger, Moment(LATE, 2, first + 1))
    assert ratio(before, "storable") == (100, 1000)


def test_the_moment_is_today_or_the_day_of_the_round_that_is_asked_for(ledger: Books):
    assert moment_of(ledger.ledger, LATE) == Moment(LATE)
    ledger.round(number=1, day="2026-09-01")
    ledger.round(number=2, day="2026-12-01")
    assert moment_of(ledger.ledger, LATE) == Moment(date(2026, 12, 1), 2)
    assert moment_of(ledger.ledger, LATE, day=LATE) == Moment(LATE, 1)
    assert moment_of(ledger.ledger, LATE, round_number=1) == Moment(date(2026, 9, 1), 1)
    for number, day in ((3, None), (2, LATE)):
        with pytest.raises(UsageError, match=f"no round {number}"):
            moment_of(ledger.ledger, LATE, day=day, round_number=number)


def test_a_department_that_owes_and_never_delivered_is_measured_too(ledger: Books):
    ledger.duty("民政厅", due_day=5)
    ledger.drop("2026-11-01", "税务局")
    ledger.round("卫健委")
    assert measured(ledger).departments == ("卫健委", "民政厅", "税务局")
