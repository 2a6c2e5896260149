"""Addresses are told apart by their doors, however they are written."""

from __future__ import annotations

from comparison_cases import levels_of
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.linkage.comparisons.address import Address

few = settings(max_examples=60, deadline=None)  # machines differ

DOORS = ("{0}号楼{1}单元{2}室", "{0}幢{1}单元{2}", "{0}-{1}-{2}", "{0}#楼{1}单元{2}室", "{0}栋{1}单元{2}号")
AREAS = ("河南省郑州市金水区", "郑州市金水区", "郑州金水区", "河南郑州市金水区花园路街道", "金水区")
PLOTS = ("花园路{0}号", "花园路{0}号碧溪苑", "花园路{0}号院")
numbers = st.integers(1, 400)
doors = st.tuples(st.integers(1, 40), st.integers(1, 9), st.integers(101, 2912))


@st.composite
def written(draw, number, door):
    """Write one address in one of many ways."""
    plot = draw(st.sampled_from(PLOTS)).format(number)
    return draw(st.sampled_from(AREAS)) + plot + draw(st.sampled_from(DOORS)).format(*door)


def level(left, right, **options):
    return levels_of(Address(**options), [(left, right)])[0]


@few
@given(data=st.data(), number=numbers, door=doors)
def test_one_door_is_one_door_however_it_is_written(data, number, door):
    left, right = (data.draw(written(number, door)) for _ in range(2))
    assert level(left, right) in {"equal", "same"}
    assert level(left, right, neighbours="differ") in {"equal", "same"}


@few
@given(data=st.data(), number=numbers, one=doors, other=doors)
def test_two_doors_are_two_doors_however_they_are_written(data, number, one, other):
    left, right = data.draw(written(number, one)), data.draw(written(number, other))
    if one != other:
        assert level(left, right) == ("other_building" if one[0] != other[0] else "other_room")
        assert level(left, right, neighbours="differ") == "differs"


@few
@given(data=st.data(), one=numbers, other=numbers, doors=st.tuples(doors, doors))
def test_two_numbers_of_a_road_are_two_plots(data, one, other, doors):
    left, right = data.draw(written(one, doors[0])), data.draw(written(other, doors[1]))
    if one != other and doors[0] != doors[1]:
        assert level(left, right) == "other_number"


@few
@given(data=st.data(), number=numbers, door=doors)
def test_a_house_is_no_more_than_part_of_its_flats_addresses(data, number, door):
    flat = data.draw(written(number, door))
    house = data.draw(st.sampled_from(AREAS)) + f"花园路{number}号{door[0]}号楼"
    assert level(flat, house) == "less"
    assert level(flat, house, neighbours="differ") == "differs"
