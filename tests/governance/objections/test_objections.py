"""Objections: the course they take, the clock, and the mark that stays on the record until the matter is closed."""

from datetime import date

import pytest
from sharing_at_hand import DAY, grant, hand_out

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.objections.objections import COURSE, OPEN, Objection, Settling, move, raise_objection
from govclean.governance.profiles import load_deadlines
from govclean.governance.steps import standing
from govclean.standards.loading import load_standard

DEADLINES = load_deadlines()
NUMBER = "11010519491231002X"
OBJECTION = Objection("公安局", "person", "本人姓名有误，电话13800000001", NUMBER, "name")


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "ledger.duckdb") as opened:
        yield opened


def raised(ledger):
    return raise_objection(OBJECTION, load_standard("population"), ledger, DEADLINES, DAY)


def test_an_objection_is_numbered_and_keeps_no_plain_key(ledger):
    step = raised(ledger)
    assert (step.number, step.due.day) == ("YY-2026-0001", DEADLINES.due("objection.forward", DAY).day)
    (row,) = ledger.table("objections").to_pylist()
    assert row["record_shown"] == "1101**********002X"
    assert NUMBER not in str(row)
    assert "13800000001" not in row["claim"]
    assert raised(ledger).number == step.number
    assert ledger.table("objections").num_rows == 1


def test_each_step_follows_the_one_before(ledger):
    number = raised(ledger).number
    with pytest.raises(UsageError, match='"verifying" cannot follow "raised"'):
        move(number, "verifying", ledger, DEADLINES, DAY)
    with pytest.raises(UsageError, match="why it is rejected"):
        move(number, "rejected", ledger, DEADLINES, DAY)
    due = move(number, "accepted", ledger, DEADLINES, DAY).due
    assert due.term == "objection.verify"
    assert move(number, "marked", ledger, DEADLINES, date(2026, 11, 25)).due.day == due.day
    with pytest.raises(UsageError, match="dated before"):
        move(number, "verifying", ledger, DEADLINES, DAY)
    with pytest.raises(UsageError, match="outcome"):
        move(number, "settled", ledger, DEADLINES, date(2026, 11, 26))
    move(number, "settled", ledger, DEADLINES, date(2026, 11, 26), Settling("已更正", "corrected"))
    move(number, "unmarked", ledger, DEADLINES, date(2026, 11, 27))
    move(number, "archived", ledger, DEADLINES, date(2026, 11, 27))
    (last,) = ledger.latest("objections").to_pylist()
    assert (last["state"], last["outcome"], last["field"]) == ("archived", "corrected", "name")


def test_the_overdue_stand_first(ledger):
    raised(ledger)
    raise_objection(
        Objection("民政局", "department", "地址有误", "11010519491231002X"),
        load_standard("population"),
        ledger,
        DEADLINES,
        date(2026, 10, 8),
    )
    rows = standing(ledger, COURSE, OPEN, DAY, only_open=True)
    assert [(row["department"], row["overdue"]) for row in rows] == [("民政局", True), ("公安局", False)]


def test_a_field_the_standard_does_not_have_is_refused(ledger):
    wrong = Objection("公安局", "person", "有误", NUMBER, "nmae")
    with pytest.raises(UsageError, match="no field"):
        raise_objection(wrong, load_standard("population"), ledger, DEADLINES, DAY)


def test_the_mark_goes_with_the_record_from_marked_until_unmarked(tmp_path):
    source = tmp_path / "extract.csv"
    source.write_text(f"公民身份号码,姓名\n{NUMBER},张三\n110105194912310038,李四\n", encoding="utf-8")
    of = grant(tmp_path, {"standard": "population", "items": [{"item": "name", "as": "masked"}]})
    before = hand_out(tmp_path, of, source, "a").prepared.table
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        number = raised(ledger).number
        for state in ("accepted", "marked", "verifying"):
            move(number, state, ledger, DEADLINES, DAY)
    marked = hand_out(tmp_path, of, source, "b").prepared.table.to_pylist()
    assert before.column_names == ["name"]
    assert sorted((row["name"], row["_objection"]) for row in marked if row["_objection"]) == [
        ("张*", "name")
    ]
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        move(number, "settled", ledger, DEADLINES, DAY, Settling("", "upheld"))
        move(number, "unmarked", ledger, DEADLINES, DAY)
    assert hand_out(tmp_path, of, source, "c").prepared.table.column_names == ["name"]


def test_an_objection_to_an_item_that_is_not_handed_out_is_not_told(tmp_path):
    source = tmp_path / "extract.csv"
    source.write_text(f"公民身份号码,姓名,区划\n{NUMBER},张三,410105\n", encoding="utf-8")
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        number = raised(ledger).number
        for state in ("accepted", "marked"):
            move(number, state, ledger, DEADLINES, DAY)
    of = grant(tmp_path, {"standard": "population", "items": [{"item": "division", "as": "plain"}]})
    assert hand_out(tmp_path, of, source).prepared.table.column_names == ["division"]
