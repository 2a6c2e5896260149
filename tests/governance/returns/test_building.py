"""Building a round: the same again gives the same, what cannot be read makes no round, and each department gets its own."""

import json
from datetime import date

import pytest
from returns_at_hand import (
    DAYS,
    HEAD,
    POPULATION,
    Office,
    counts,
    number,
    only,
    person,
    rows_in,
    the_list,
    wrong,
)

from govclean.errors import UsageError
from govclean.governance.opening import JudgeOptions
from govclean.governance.profiles import load_deadlines
from govclean.governance.returns.building import BuildOptions, Target, build_returns
from govclean.governance.returns.deliveries import Delivery, deliveries_of
from govclean.governance.returns.turns import Wish
from govclean.reports.problem_workbook import write_workbook

SPOILT = [person(1, phone="1380000"), person(2, sex="男"), person(3)]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def _build(office, deliveries, standard=POPULATION, write=write_workbook, **options):
    asked = BuildOptions(JudgeOptions(as_of=DAYS[0]), load_deadlines(), **options)
    with office.ledger() as ledger:
        return build_returns(deliveries, standard, asked, ledger, Target(office.folder / "lists", write))


def test_the_same_files_give_the_same_bytes_and_one_entry(office):
    office.build(*SPOILT)
    made = {path.name: path.read_bytes() for path in (office.folder / "lists").iterdir()}
    again = office.build(*SPOILT, name="卫健_人口_202611 copy.csv")
    assert only(again).repeated
    assert len(office.table("rounds")) == 1
    path = office.drop(*SPOILT)
    office.build_paths([path])
    assert {path.name: path.read_bytes() for path in (office.folder / "lists").iterdir()} == made


def test_a_round_built_again_later_is_as_it_was(office):
    built = office.build(*SPOILT)
    first = the_list(built).rows
    office.build(*SPOILT[1:], person(4, phone="1390000"), day=DAYS[1], name="later.csv")
    path = office.drop(*SPOILT)
    again = office.build_paths([path], wish=Wish(number=1))
    assert the_list(again).rows.equals(first)
    assert len(office.table("rounds")) == 2


def test_a_round_that_comes_out_otherwise_is_refused(office):
    path = office.drop(*SPOILT)
    office.build_paths([path])
    with pytest.raises(UsageError, match="--next"):
        office.build_paths([path], day=date(2026, 12, 4))


@pytest.mark.parametrize(("wanted", "told"), [(1, "entered already"), (3, None)])
def test_a_round_can_be_named_but_not_one_that_has_passed(office, wanted, told):
    office.build(*SPOILT)
    if told is None:
        assert only(office.build(*SPOILT[1:], day=DAYS[1], wish=Wish(number=wanted))).turn.number == wanted
        with pytest.raises(UsageError, match="has passed"):
            office.build(*SPOILT[2:], day=DAYS[2], wish=Wish(number=2))
        return
    with pytest.raises(UsageError, match=told):
        office.build(*SPOILT[1:], day=DAYS[1], wish=Wish(number=wanted))


def test_a_delivery_of_which_one_file_cannot_be_read_makes_no_round(office):
    good = office.drop(*SPOILT)
    built, errors = _build(office, [Delivery("卫健", "人口", (good, str(office.folder / "nowhere.csv")))])
    assert (built.rounds, len(errors), office.table("rounds")) == ((), 1, [])
    assert not (office.folder / "lists").exists()


def test_the_other_deliveries_are_built_all_the_same(office):
    good = office.drop(*SPOILT)
    empty = office.folder / "公安_人口_202611.csv"
    empty.write_text("", encoding="utf-8")
    built, errors = _build(office, deliveries_of([good, str(empty)], POPULATION))
    assert [one.turn.whose.department for one in built.rounds] == ["卫健"]
    assert len(errors) == 1


def test_each_department_gets_its_own_problems_and_nobody_elses(office):
    theirs = office.drop(person(1, phone="1380000"), name="卫健_人口_202611.csv")
    ours = office.drop(person(2, phone="1390000"), name="民政_人口_202611.csv")
    built, _ = _build(office, deliveries_of([theirs, ours], POPULATION))
    values = {path.name: [row["value"] for row in rows_in(path)] for path, _ in built.workbooks}
    assert values == {
        "问题清单_卫健_人口基础信息库_第1轮.xlsx": ["1380000"],
        "问题清单_民政_人口基础信息库_第1轮.xlsx": ["1390000"],
    }


def test_several_files_of_one_department_stand_in_one_list_with_their_names(office):
    paths = [office.drop(person(n, phone="1380000"), name=f"卫健_{n}.csv") for n in (1, 2)]
    built = office.build_paths(paths)
    assert [
        row["path"].endswith(f"卫健_{n}.csv")
        for n, row in zip((1, 2), the_list(built).rows.to_pylist(), strict=True)
    ] == [True] * 2
    second = office.build_paths([office.drop(person(1), name="卫健_1.csv"), paths[1]], day=DAYS[1])
    assert counts(second) == {"repaired": 1, "remaining": 1}


def test_a_failure_while_the_lists_are_written_leaves_none(office):
    def fail(*_):
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError):
        _build(office, [Delivery("卫健", "人口", (office.drop(*SPOILT),))], write=fail)
    assert not (office.folder / "lists").exists()
    assert counts(office.build(*SPOILT)) == {"new": 2}
    assert len(office.table("rounds")) == 1


def test_a_department_without_a_problem_is_told_so(office):
    built = office.build(person(1), person(2))
    assert the_list(built).rows.num_rows == 0
    ((path, _),) = built.workbooks
    assert rows_in(path) == []


def test_what_was_built_is_written_beside_the_lists(office):
    office.build(*SPOILT)
    run = json.loads((office.folder / "lists" / "run.json").read_text(encoding="utf-8"))
    (one,) = run["rounds"]
    assert one["problems"]["new"] == one["open"]["now"] == 2
    with office.ledger() as ledger:
        assert (one["ledger"]["entry"], one["ledger"]["hash"]) == (ledger.head.seq, ledger.head.hash)


def test_the_round_counts_records_that_can_be_stored(office):
    people = [person(1), person(2), person(2), person(4, id=wrong(person(4)["id"])), person(5, id="")]
    office.build(*people, ",".join(person(6).values()) + ",,")
    (row,) = office.table("rounds")
    assert (row["records"], row["set_aside"], row["records_storable"]) == (6, 1, 1)


def test_a_standard_without_a_record_key_knows_records_by_what_is_sound(tmp_path):
    keyless = POPULATION.model_copy(update={"record_id": None})
    office = Office(tmp_path, keyless)
    office.build(person(1, phone="1380000"), person(2, phone="1390000"), person(3, phone="1370000"))
    second = office.build(person(3, phone="1370000"), person(1), person(2, phone="1391111"), day=DAYS[1])
    assert counts(second) == {"repaired": 1, "changed": 1, "remaining": 1}


def test_a_key_outside_the_standard_will_do(tmp_path):
    office = Office(tmp_path, POPULATION.model_copy(update={"record_id": "流水号"}))
    head = "流水号," + HEAD

    def numbered(n, **other):
        return ",".join([f"R{n:04}", *person(n, **other).values()])

    office.build(numbered(1, phone="1380000"), numbered(2, phone="1390000"), head=head)
    moved = numbered(1, name="李晓红", address="河南省郑州市金水区文化路9号")
    assert counts(office.build(moved, numbered(2, phone="1390000"), head=head, day=DAYS[1])) == {
        "repaired": 1,
        "remaining": 1,
    }
    assert {row["record_shown"] for row in office.table("problems", round=2)} == {"R0001", "R0002"}


def test_what_is_shown_of_a_record_is_masked(office):
    office.build(person(1, phone="1380000"))
    (row,) = office.table("problems")
    assert row["record_shown"] == f"4101**********{number('41010519850305001')[-4:]}"
