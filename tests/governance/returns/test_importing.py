"""What comes back: good answers are kept, changed rows betray themselves, exceptions have their approver and their end."""

import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest
import yaml
from returns_at_hand import (
    DAYS,
    Office,
    counts,
    number,
    numbers,
    only,
    person,
    refill,
    rows_in,
    the_list,
    wrong,
)

from govclean.governance.profiles import load_deadlines
from govclean.governance.returns.form import FIXED, TICKET
from govclean.governance.returns.importing import ImportOptions, import_replies
from govclean.governance.returns.rounds import open_problems
from govclean.governance.returns.turns import Wish

CASES = yaml.safe_load((Path(__file__).parent / "cases/replies.yaml").read_text(encoding="utf-8"))
TRUE = {"outcome": "属实无需修改", "note": "已电话核实", "reviewer": "李晓红"}
PHONE = person(1, phone="1380000")
_PEOPLE = [PHONE, *(person(n, phone="1380000") for n in range(2, 6)), person(6, id=wrong(person(6)["id"]))]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """An office that has built a list of six problems: five phones, and a number with a wrong check digit."""
    office = Office(tmp_path_factory.mktemp("desk"))
    return office, office.build(*_PEOPLE)


@pytest.fixture
def listed(desk, office):
    """The list of six problems; the office's ledger is one in which it stands."""
    shutil.copy(desk[0].path, office.path)
    return the_list(desk[1])


@pytest.fixture
def workbook(desk, listed, tmp_path):
    """The same list as a workbook."""
    ((path, _),) = desk[1].workbooks
    return shutil.copy(path, tmp_path / "list.xlsx")


def reasons(imported):
    return [one.why.zh for one in imported.refused]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_answer_is_judged(office, listed, case):
    field = {"id": "公民身份号码"}.get(case.get("field"), "联系电话")

    def change(rows):
        return [{**next(row for row in rows if row["field"] == field), **case["given"]}]

    imported = office.say(listed, change)
    assert dict(imported.accepted) == ({case["accepted"]: 1} if "accepted" in case else {})
    assert [case["refused"] in why for why in reasons(imported)] == [True] * ("refused" in case)


def test_a_list_sent_back_empty_says_nothing(office, listed):
    imported = office.say(listed, list)
    assert (imported.unanswered, imported.missing, imported.entry, reasons(imported)) == (6, 0, None, [])


def test_rows_may_come_in_any_order_and_some_unanswered(office, workbook):
    def change(rows):
        Random(1).shuffle(rows)
        return [{**row, **TRUE} if place < 4 else row for place, row in enumerate(rows)]

    imported = office.answer(refill(workbook, change))
    assert (dict(imported.accepted), imported.unanswered, reasons(imported)) == ({"true_as_is": 4}, 2, [])


@pytest.mark.parametrize("column", [name for name in FIXED if name != "problem"])
def test_a_changed_fixed_cell_is_found(office, listed, column):
    def change(rows):
        return [{**row, **TRUE, **({column: "7"} if place == 3 else {})} for place, row in enumerate(rows)]

    imported = office.say(listed, change)
    assert (dict(imported.accepted), imported.missing) == ({"true_as_is": 5}, 0)
    assert ["固定各列被改动" in why for why in reasons(imported)] == [True]
    assert imported.refused[0].sheet_row == 5


def test_a_seal_of_another_row_is_found(office, listed):
    def change(rows):
        rows[0]["seal"], rows[1]["seal"] = rows[1]["seal"], rows[0]["seal"]
        return [{**row, **TRUE} for row in rows]

    assert len(office.say(listed, change).refused) == 2


def test_a_number_that_nobody_gave_is_refused_and_not_repeated(office, listed):
    def change(rows):
        rows[0]["problem"], rows[1]["problem"], rows[2]["problem"] = (
            "AAAA-AAAA-AAAA",
            "410105198503050015",
            "",
        )
        return [{**row, **TRUE} for row in rows]

    imported = office.say(listed, change)
    assert [one.problem for one in imported.refused] == ["AAAA-AAAA-AAAA", "", ""]
    assert (imported.missing, dict(imported.accepted)) == (3, {"true_as_is": 3})


def test_a_row_copied_is_one_answer_unless_it_says_two_things(office, listed):
    same = office.say(listed, lambda rows: [{**row, **TRUE} for row in (*rows, rows[0])])
    assert (dict(same.accepted), reasons(same)) == ({"true_as_is": 6}, [])
    torn = [{"outcome": "已修正"}, {"outcome": "无法核实", "note": "档案缺失"}]
    other = office.say(listed, lambda rows: [{**rows[0], **said} for said in torn])
    assert (dict(other.accepted), len(other.refused), other.missing) == ({}, 2, 5)


def test_rows_that_are_gone_are_counted(office, listed):
    assert office.say(listed, lambda rows: rows[:2]).missing == 4


def test_a_list_of_another_ledger_is_refused(office, workbook, tmp_path):
    other = Office(tmp_path / "other")
    other.folder.mkdir()
    other.build(PHONE)
    with other.ledger() as ledger:
        imported, errors = import_replies([str(workbook)], ledger, ImportOptions(DAYS[0], load_deadlines()))
    assert imported == []
    assert "--ledger" in str(errors[0])


def test_a_cover_that_was_changed_is_refused(office, workbook):
    def other_round(sheets):
        return {**sheets, TICKET: [[row[0], "2" if row[0] == "round" else row[1]] for row in sheets[TICKET]]}

    with office.ledger() as ledger:
        _, errors = import_replies(
            [str(refill(workbook, list, other_round))], ledger, ImportOptions(DAYS[0], load_deadlines())
        )
    assert "changed" in str(errors[0])


def test_any_other_workbook_is_refused(office, workbook, tmp_path):
    without = refill(
        workbook, list, lambda sheets: {name: rows for name, rows in sheets.items() if name != TICKET}
    )
    (tmp_path / "text.xlsx").write_text("no workbook")
    paths = [str(without), str(tmp_path / "text.xlsx"), str(tmp_path / "nowhere.xlsx")]
    with office.ledger() as ledger:
        imported, errors = import_replies(paths, ledger, ImportOptions(DAYS[0], load_deadlines()))
    assert (imported, len(errors)) == ([], 3)


def test_the_same_file_twice_is_entered_once(office, listed):
    first = office.say(listed, _all_true)
    again = office.say(listed, _all_true, day=date(2026, 12, 20))
    assert (first.repeated, again.repeated, first.entry == again.entry) == (False, True, True)
    assert len(office.table("replies")) == 6


def test_only_what_is_new_is_entered(office, listed):
    office.say(listed, lambda rows: [{**row, **TRUE} for row in rows[:3]])
    office.say(listed, lambda rows: [{**row, **TRUE} for row in rows])
    assert len(office.table("replies")) == 6


def test_a_refused_answer_is_kept_with_its_reason(office, listed):
    office.say(listed, lambda rows: [{**rows[0], "outcome": "已修正", "corrected": "123"}])
    (reply,) = office.table("replies")
    assert (reply["accepted"], reply["corrected_valid"], reply["outcome"]) == (False, False, "corrected")
    assert "更正值不符合" in reply["why_not"]


def test_nothing_becomes_an_exception_unless_somebody_approves(office, listed):
    assert (office.say(listed, _all_true).pending, office.table("exceptions")) == (6, [])
    approved = office.say(listed, _all_true, approver="周明")
    assert (approved.granted, approved.pending) == (6, 0)
    exceptions = office.table("exceptions")
    assert {(row["approver"], row["state"], row["reason"]) for row in exceptions} == {
        ("周明", "granted", "已电话核实")
    }
    assert {row["expires_on"] for row in exceptions} == {"2027-12-10"}


def test_an_exception_is_not_counted_until_it_expires_and_then_asked_again(office):
    people = [PHONE, person(2)]
    listed = the_list(office.build(*people))
    office.say(listed, _all_true, approver="周明", expires_on=date(2027, 1, 31))
    second = office.build(*people, day=DAYS[1], wish=Wish(anew=True))
    assert (counts(second), only(second).compared.open_now) == ({"excepted": 1}, 0)
    with office.ledger() as ledger:
        assert open_problems(ledger).num_rows == 0
    third = office.build(*people, day=DAYS[2], wish=Wish(anew=True))
    assert counts(third) == {"again": 1}
    assert numbers(third) == numbers(second)
    assert [row["state"] for row in office.table("exceptions")] == ["granted", "expired"]
    tally = [row for row in office.table("tallies") if row["failed"] and row["rule"] == "validity.length"]
    assert [row["excepted"] for row in tally] == [0, 1, 0]


def test_an_exception_covers_the_value_it_was_given_for(office):
    listed = the_list(office.build(PHONE, person(2)))
    office.say(listed, _all_true, approver="周明")
    assert counts(office.build(PHONE, person(2), person(3), day=DAYS[1])) == {"excepted": 1}
    other = office.build(person(1, phone="1381111"), person(2), day=DAYS[2])
    assert counts(other) == {"again": 1}


def test_an_exception_ends_when_its_department_says_otherwise(office, listed):
    office.say(listed, _all_true, approver="周明")
    said = {"outcome": "已修正", "corrected": "13800000001"}
    later = office.say(listed, lambda rows: [{**rows[0], **said}], day=date(2026, 12, 12))
    assert later.revoked == 1
    assert [row["state"] for row in office.table("exceptions")].count("revoked") == 1
    second = office.build(*_PEOPLE, day=DAYS[1], wish=Wish(anew=True))
    assert counts(second) == {"excepted": 5, "remaining": 1}


def test_the_next_list_says_what_was_answered_and_is_still_wrong(office, listed):
    office.say(listed, lambda rows: [{**row, "outcome": "已修正"} for row in rows[:1]])
    built = office.build(*_PEOPLE, day=DAYS[1], wish=Wish(anew=True))
    (path, _), *_ = built.workbooks
    messages = [row["message"] for row in rows_in(path)]
    assert sum("反馈“已修正”，仍未改正" in message for message in messages) == 1
    assert all("第 1 轮已提出" in message for message in messages)


def test_a_plain_value_never_reaches_the_ledger(office):
    secret = person(7, id=wrong(number("41010519850305007")), phone="1390000", name="欧阳娜娜娜")
    built = office.build(secret, person(2))
    note = f"本人{secret['name']}，号码{number('41010519850305007')}，电话13912345678"
    said = {"outcome": "无法核实", "note": note}
    office.say(the_list(built), lambda rows: [{**row, **said} for row in rows], approver="周明")
    content = office.path.read_bytes()
    for value in (secret["id"], number("41010519850305007"), "13912345678", "1390000"):
        assert value.encode() not in content
    ((path, _),) = built.workbooks
    assert any(row["value"] == secret["id"] for row in rows_in(path))


def _all_true(rows):
    return [{**row, **TRUE} for row in rows]
