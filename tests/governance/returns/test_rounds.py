"""From round to round: what was repaired is counted as it was repaired, no more and no less."""

from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from returns_at_hand import DAYS, Office, counts, number, numbers, only, person, refill, wrong
from two_rounds import invent

from govclean.governance.ledger import Ledger
from govclean.governance.opening import JudgeOptions
from govclean.governance.profiles import load_deadlines
from govclean.governance.returns.building import BuildOptions, Target, build_returns
from govclean.governance.returns.deliveries import deliveries_of
from govclean.governance.returns.rounds import open_problems, progress
from govclean.governance.returns.turns import Wish
from govclean.standards.loading import load_standard

STANDARDS = ("population", "population", "legal_entity", "legal_entity", "geographic", "geographic")
BEGINNINGS = ("公安", "卫健", "市监", "税务", "民政", "自规")
DAY = date(2026, 12, 1)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture(scope="module")
def two_rounds(tmp_path_factory):
    """The examples delivered twice, half of their errors repaired in between; text files in another order besides."""
    folder = tmp_path_factory.mktemp("rounds")
    world, path = invent(), folder / "ledger.duckdb"
    before = [{place for error in errors for place in error_places(drop, error)}
              for drop, errors in zip(world.drops, world.errors, strict=True)]  # fmt: skip
    footers = [len(drop.footer) for drop in world.drops]
    with Ledger.open(path) as ledger:
        _build_all(world.put(folder / "1"), ledger, folder)
        gone = world.repair_half(Random(5))
        left = [{place for error in errors for place in error.places} for errors in world.errors]
        for drop in world.drops:
            if drop.name.endswith(".csv"):
                Random(6).shuffle(drop.rows)
        _build_all(world.put(folder / "2"), ledger, folder)
    return path, [drop.name for drop in world.drops], before, left, gone, footers


def error_places(drop, error):
    """Return row, field and rule of the findings of an error, as the file stands now, and keep them with it."""
    rows = {id(row): place for place, row in enumerate(drop.rows, 1)}
    error.places = {(rows[id(one.row)], one.field, one.rule) for one in error.answers}
    return error.places


def _build_all(drops, ledger, folder):
    for path in sorted(drops.iterdir()):
        standard = load_standard(STANDARDS[BEGINNINGS.index(path.name[:2])])
        options = BuildOptions(JudgeOptions(as_of=DAY), load_deadlines())
        target = Target(folder / f"lists {path.stem}", lambda *_: None)
        deliveries = deliveries_of([str(path)], standard)
        _, errors = build_returns(deliveries, standard, options, ledger, target)
        assert errors == []


def _whose(ledger, name, standard):
    (one,) = deliveries_of([name], load_standard(standard))
    return {"department": one.department, "source": one.source, "standard": standard}


@pytest.mark.parametrize("place", range(6))
def test_the_repair_rate_of_the_examples_is_that_of_their_key(two_rounds, place):
    path, names, before, _, gone, footers = two_rounds
    with Ledger.read(path) as ledger:
        whose = _whose(ledger, names[place], STANDARDS[place])
        rows = progress(ledger, ("department", "source", "standard")).to_pylist()
    (second,) = [row for row in rows if row["round"] == 2 and whose.items() <= row.items()]
    problems = len(before[place]) + footers[place]
    assert (second["open_before"], second["repaired"], second["remaining"]) == (
        problems,
        gone[place],
        problems - gone[place],
    )
    assert second["repair_rate"] == gone[place] / problems
    assert {second[state] for state in ("new", "again", "changed", "withdrawn", "carried", "excepted")} == {0}


@pytest.mark.parametrize("place", range(6))
def test_each_single_problem_of_the_examples_became_what_its_key_says(two_rounds, place):
    path, names, before, left, _, _ = two_rounds
    with Ledger.read(path) as ledger:
        whose = _whose(ledger, names[place], STANDARDS[place])
        first = ledger.table("problems", round=1, **whose).to_pylist()
        second = {
            row["problem"]: row["state"] for row in ledger.table("problems", round=2, **whose).to_pylist()
        }
    became = {
        (row["row"], row["field"], row["rule"]): second[row["problem"]]
        for row in first
        if row["rule"] != "validity.footer"
    }
    assert became.keys() == before[place]
    assert {one for one, state in became.items() if state == "remaining"} == left[place]
    assert {one for one, state in became.items() if state == "repaired"} == before[place] - left[place]


def test_every_rate_has_its_numerator_and_denominator(two_rounds):
    with Ledger.read(two_rounds[0]) as ledger:
        for by in (("department",), ("standard",), ("rule", "field"), ("severity",)):
            rows = progress(ledger, by).to_pylist()
            assert sum(row["repaired"] for row in rows) == sum(two_rounds[4])
            for row in rows:
                assert row["judged"] == row["repaired"] + row["remaining"] + row["changed"]
                assert row["repair_rate"] == (row["repaired"] / row["judged"] if row["judged"] else None)
                became = ("remaining", "changed", "repaired", "withdrawn", "carried")
                assert row["open_before"] == sum(row[state] for state in became)
        assert open_problems(ledger).num_rows == sum(row["open_now"] for row in rows if row["round"] == 2)


def test_what_failed_was_evaluated(two_rounds):
    with Ledger.read(two_rounds[0]) as ledger:
        tallies = ledger.table("tallies").to_pylist()
        problems = ledger.ask(
            "SELECT count(*) AS n FROM problems WHERE state IN ('new', 'remaining')"
        ).to_pylist()
    assert all(row["failed"] <= row["evaluated"] for row in tallies if row["tested"])
    assert sum(row["failed"] or 0 for row in tallies) == problems[0]["n"]
    assert all(row["why_untested"] for row in tallies if not row["tested"])
    keys = Counter(
        (row["round"], row["department"], row["source"], row["rule"], row["field"]) for row in tallies
    )
    assert set(keys.values()) == {1}


def test_a_problem_keeps_its_number_while_it_remains(office):
    people = [person(1, phone="1380000"), person(2), person(3, sex="男")]
    first = office.build(*people)
    second = office.build(person(9), *reversed(people), day=DAYS[1])
    assert counts(second) == {"remaining": 2}
    assert set(numbers(first).values()) == set(numbers(second).values())
    assert {row["first_round"] for row in office.table("problems", round=2)} == {1}


def test_a_value_that_is_still_wrong_is_told_from_one_that_was_left(office):
    office.build(person(1, phone="1380000"), person(2, phone="1390000"))
    second = office.build(person(1, phone="1381111"), person(2, phone="1390000"), day=DAYS[1])
    assert counts(second) == {"changed": 1, "remaining": 1}


def test_a_problem_that_was_repaired_and_is_back_is_the_same_problem(office):
    first = office.build(person(1, phone="1380000"), person(2))
    office.build(person(1), person(2), day=DAYS[1])
    third = office.build(person(1, phone="1380001"), person(2), day=DAYS[2])
    assert counts(third) == {"again": 1}
    assert set(numbers(first).values()) == set(numbers(third).values())


def test_a_record_that_is_gone_is_withdrawn_and_not_repaired(office):
    office.build(person(1, phone="1380000"), person(2))
    assert counts(office.build(person(2), day=DAYS[1])) == {"withdrawn": 1}


def test_a_record_that_an_increment_leaves_out_is_not_tested(office):
    office.build(person(1, phone="1380000"), person(2, phone="1390000"))
    second = office.build(person(2), day=DAYS[1], wish=Wish(mode="incremental"))
    assert counts(second) == {"carried": 1, "repaired": 1}
    assert only(second).compared.open_now == 1
    third = office.build(person(1), person(2), day=DAYS[2])
    assert counts(third) == {"repaired": 1}


def test_a_wrong_key_that_is_repaired_is_a_repair(office):
    good = number("41010519850305007")
    office.build(person(7, id=wrong(good), phone="1380000"), person(2))
    second = office.build(person(2), person(7, id=good), day=DAYS[1])
    assert counts(second) == {"repaired": 2}


def test_a_wrong_key_that_is_wrong_in_another_way_has_changed(office):
    good = number("41010519850305007")
    first = office.build(person(7, id=wrong(good)), person(2))
    second = office.build(person(7, id=wrong(number("41010519850305009"))), person(2), day=DAYS[1])
    assert counts(second) == {"changed": 1}
    assert numbers(first) == numbers(second)


def test_a_key_and_other_cells_changed_together_are_followed_by_the_answer(office):
    good = number("41010519850305007")
    built = office.build(person(7, id=wrong(good)), person(2))
    (path, _), *_ = built.workbooks
    filled = refill(path, lambda rows: [{**row, "outcome": "已修正", "corrected": good} for row in rows])
    assert office.answer(filled).accepted == {"corrected": 1}
    second = office.build(
        person(7, id=good, phone="13900000077", address="河南省郑州市金水区文化路7号"), person(2), day=DAYS[1]
    )
    assert counts(second) == {"repaired": 1}


def test_without_the_answer_a_record_of_which_all_changed_is_withdrawn(office):
    good = number("41010519850305007")
    office.build(person(7, id=wrong(good)), person(2))
    other = person(7, id=good, phone="13900000077", address="河南省郑州市金水区文化路7号")
    assert counts(office.build(other, person(2), day=DAYS[1])) == {"withdrawn": 1}


def test_two_people_under_one_number_are_repaired_both_when_one_gets_its_own(office):
    shared = person(5)["id"]
    office.build(person(5, name="王小明"), person(6, name="李晓红", id=shared, sex="1"), person(7))
    second = office.build(person(5, name="王小明"), person(6, name="李晓红"), person(7), day=DAYS[1])
    assert set(counts(second)) == {"repaired"}


def test_a_record_handed_in_twice_is_repaired_when_one_is_left(office):
    first = office.build(person(5), person(5), person(7))
    assert set(counts(office.build(person(5), person(7), day=DAYS[1]))) == {"repaired"}
    assert len(set(numbers(first).values())) == sum(counts(first).values())


def test_of_a_record_handed_in_three_times_one_problem_goes_with_each(office):
    first = office.build(person(5), person(5), person(5))
    assert counts(first) == {"new": 6}
    assert counts(office.build(person(5), person(5), day=DAYS[1])) == {"remaining": 4, "repaired": 2}


def test_a_damaged_line_is_followed_by_the_number_that_can_be_read_in_it(office):
    broken = ",".join(person(5).values()) + ",,,"
    office.build(broken, person(6))
    assert counts(office.build(person(5), person(6), day=DAYS[1])) == {"repaired": 1}


def test_a_damaged_line_whose_record_does_not_come_back_is_withdrawn(office):
    office.build(",".join(person(5).values()) + ",,,", person(6))
    assert counts(office.build(person(6), day=DAYS[1])) == {"withdrawn": 1}


def test_a_line_in_which_no_number_can_be_read_is_repaired_when_it_is_gone(office):
    office.build("张三,,,,,,,,,,,,", person(6))
    assert counts(office.build(person(6), day=DAYS[1])) == {"repaired": 1}


def test_a_missing_column_is_one_problem_until_it_is_there(office):
    head = "XM,身份证号,民族,出生日期,户籍地区划代码,户籍地址,联系电话"
    people = [{name: cell for name, cell in person(n).items() if name != "sex"} for n in (1, 2, 3)]
    assert counts(office.build(*people, head=head)) == {"new": 1}
    assert counts(office.build(*people[:2], head=head, day=DAYS[1])) == {"remaining": 1}
    assert counts(office.build(person(1), person(2), day=DAYS[2])) == {"repaired": 1}


def test_what_cannot_be_tested_any_more_stays_open(office):
    people = [person(1, phone="1380000"), person(2)]
    office.build(*people)
    without = [{name: cell for name, cell in one.items() if name != "phone"} for one in people]
    head = "XM,身份证号,性别,民族,出生日期,户籍地区划代码,户籍地址"
    second = office.build(*without, head=head, day=DAYS[1])
    assert counts(second) == {"carried": 1}
    assert counts(office.build(person(1), person(2), day=DAYS[2])) == {"repaired": 1}


def test_what_the_standard_no_longer_asks_is_withdrawn(tmp_path):
    office = Office(tmp_path)
    office.build(person(1, phone="1380000"), person(2))
    quiet = office.standard.model_copy(
        update={"rules": {"validity.length@phone": _off(office.standard)}, "version": "2027.1"}
    )
    other = Office(tmp_path, quiet)
    assert counts(other.build(person(1, phone="1380000"), person(2), day=DAYS[1])) == {"withdrawn": 1}


def _off(standard):
    return next(iter(standard.rules.values())).model_copy(update={"enabled": False, "severity": None})


def test_a_due_day_stands_while_the_problem_remains_and_begins_anew_when_it_is_back(office):
    office.build(person(1, phone="1380000"), person(2, phone="1390000"))
    office.build(person(1, phone="1380000"), person(2), day=DAYS[1])
    office.build(person(1, phone="1380000"), person(2, phone="1390000"), day=DAYS[2])
    rows = {(row["round"], row["row"]): row for row in office.table("problems")}
    assert rows[2, 1]["due_on"] == rows[1, 1]["due_on"] == "2026-12-15"
    assert (rows[3, 2]["state"], rows[3, 2]["due_on"] > DAYS[2].isoformat()) == ("again", True)
    with office.ledger() as ledger:
        overdue = {row["round"]: row["overdue"] for row in progress(ledger).to_pylist()}
    assert overdue == {1: 0, 2: 1, 3: 1}


def test_a_clean_delivery_has_its_row_of_zeros(office):
    office.build(person(1), person(2))
    with office.ledger() as ledger:
        (row,) = progress(ledger).to_pylist()
    assert (row["round"], row["open_now"], row["repair_rate"]) == (1, 0, None)


def test_the_ledger_balances_after_every_round(office):
    random = Random(3)
    everyone = [person(n) for n in range(1, 30)]
    for turn, day in enumerate(DAYS):
        people = []
        for one in everyone:
            spoilt = dict(one)
            if random.random() < 0.4:
                spoilt["phone"] = "1380"
            if random.random() < 0.2:
                spoilt["id"] = wrong(spoilt["id"])
            if random.random() < 0.9:
                people.append(spoilt)
        random.shuffle(people)
        built = only(office.build(*people, day=day))
        assert built.compared.balanced()
        assert built.turn.number == turn + 1
    with office.ledger() as ledger:
        rows = progress(ledger).to_pylist()
        assert ledger.verify().holds
    for last, now in pairwise(rows):
        assert now["open_before"] == last["open_now"]
