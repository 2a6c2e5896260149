"""How characters are read and what they look like, for those whom no case file names."""

from __future__ import annotations

import pytest

from govclean.linkage.features.glyphs import ALIKE, groups, stand_in
from govclean.linkage.features.readings import near, readings, surname_reading, syllables, syllables_in
from govclean.values.tables import read_table


def test_every_surname_of_the_list_has_a_reading():
    surnames = read_table("surname").codes
    assert all(part in syllables() for surname in surnames for part in surname_reading(surname))


def test_a_character_has_its_living_readings_and_no_archaic_ones():
    assert readings("乐") == ("le", "yue")
    assert readings("王") == ("wang",)


def test_a_misreading_of_a_rare_character_is_a_reading():
    assert "wei" in readings("祎")


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("chen", "cheng"), ("lin", "ling"), ("nan", "lan"), ("shi", "si")]
)
def test_what_clerks_confuse_is_near(one, other):
    assert near(one) == near(other)


@pytest.mark.parametrize(("one", "other"), [("wang", "huang"), ("li", "lu"), ("an", "en"), ("ou", "yu")])
def test_what_sounds_apart_is_not_near(one, other):
    assert near(one) != near(other)


def test_letters_are_cut_into_as_few_syllables_as_possible():
    assert syllables_in("fangan") == ("fang", "an")
    assert syllables_in("o'neil") is None
    assert syllables_in("") is None


def test_lookalikes_are_listed_once_in_a_group_and_meet_under_one_character():
    assert all(len(set(group)) == len(group) > 1 for group in ALIKE)
    assert all(stand_in(character) == stand_in(group[0]) for group in ALIKE for character in group)
    assert set(groups()) == set("".join(ALIKE))
