"""Numbers of problems: the same in every round, nobody else's, and nothing can be read from them."""

import pyarrow as pa
import pytest
from returns_at_hand import DAYS, Office, numbers, only, person

from govclean.governance.returns.known import Whose
from govclean.governance.returns.problems import NUMBER, new_numbers, number
from govclean.governance.returns.turns import Wish
from govclean.values.digests import Key


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_a_number_is_written_so_that_it_can_be_read_out():
    made = {number(Whose("卫健", "人口", "population"), place) for place in range(500)}
    assert len(made) == 500
    assert all(NUMBER.fullmatch(one) for one in made)


def test_two_departments_with_the_same_problem_have_two_numbers(office):
    first = numbers(office.build(person(1, phone="1380000")))
    second = numbers(office.build(person(1, phone="1380000"), department="公安", name="公安.csv"))
    assert first.keys() == second.keys()
    assert not set(first.values()) & set(second.values())


def test_another_ledger_gives_other_numbers(tmp_path):
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made.append(set(numbers(Office(tmp_path / name).build(person(1, phone="1380000"))).values()))
    assert not made[0] & made[1]


def test_a_ledger_with_a_key_gives_its_numbers_again(tmp_path):
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        desk = Office(tmp_path / name, key=Key(b"k" * 32))
        made.append(numbers(desk.build(person(1, phone="1380000"))))
    assert made[0] == made[1]


def test_a_number_that_is_open_elsewhere_is_not_given_twice():
    whose = Whose("卫健", "人口", "population")
    equal = pa.table({"record": ["r"] * 3, "field": ["phone"] * 3, "rule": ["validity.length"] * 3})
    alone = new_numbers(equal, whose, ())
    assert len(set(alone)) == 3
    assert new_numbers(equal, whose, alone[:1])[:2] == alone[1:]


def test_the_number_of_a_problem_stays_though_another_record_takes_its_key(office):
    first = office.build(person(1, phone="1380000"), person(2))
    thief = person(2, id=person(1)["id"], sex="1", phone="13800000099")
    second = office.build(thief, person(1, phone="1380000"), day=DAYS[1])
    (known,) = numbers(first).values()
    assert known in numbers(second, field="phone").values()
    assert {
        row["state"] for row in only(second).compared.numbered.to_pylist() if row["problem"] == known
    } == {"remaining"}


def test_the_same_files_again_are_the_same_round(office):
    people = [person(1, phone="1380000"), person(2)]
    first, again = office.build(*people), office.build(*people, day=DAYS[0])
    anew = office.build(*people, day=DAYS[1], wish=Wish(anew=True))
    assert [only(one).turn.number for one in (first, again, anew)] == [1, 1, 2]
    assert numbers(first) == numbers(again) == numbers(anew)
