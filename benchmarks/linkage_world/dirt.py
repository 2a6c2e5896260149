"""How often which field is written wrongly or otherwise: habits of a desk, and the spoiling of one record by them.

Classes of dirt bear the numbers (R01 to R55) that the answers of the example drops give them; most of the functions
that write them are those of the example drops too. Fields are spoilt independently, each by one habit at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from generator.drops import Row
from generator.planting import Cell, Spoil
from pypinyin import lazy_pinyin

from linkage_world.words import ALIKE


@dataclass(frozen=True, slots=True)
class Habit:
    """One way a field is written, and in which share of its filled cells."""

    field: str
    share: float
    spoil: Spoil


class Desk:
    """A department's habits, put together by field."""

    def __init__(self, *habits: Habit) -> None:
        self._fields = {}
        for name in dict.fromkeys(habit.field for habit in habits):
            of_field = [habit for habit in habits if habit.field == name]
            bounds = list(accumulate(habit.share for habit in of_field))
            self._fields[name] = list(zip(bounds, (habit.spoil for habit in of_field), strict=True))

    def spoil(self, cells: dict[str, str], random: Random) -> None:
        """Write some cells of a record as the desk would."""
        row = Row(cells, {})
        for name, ways in self._fields.items():
            chance = random.random()
            if chance >= ways[-1][0] or not cells.get(name):
                continue
            spoil = next(spoil for bound, spoil in ways if chance < bound)
            written = spoil(Cell(cells[name], row, random))
            if written is not None:
                cells[name] = written


def mistyped(cell: Cell) -> str:
    """Write another digit for one of the digits, or another capital for a capital."""
    place = cell.random.choice([at for at, c in enumerate(cell.value) if c.isascii() and c.isalnum()])
    pool = "0123456789" if cell.value[place].isdigit() else "ABCDEFGHJKLMNPQRTUWXY"
    wrong = cell.random.choice([c for c in pool if c != cell.value[place]])
    return cell.value[:place] + wrong + cell.value[place + 1 :]


def transposed(cell: Cell) -> str | None:
    """Swap two neighbouring characters, where they differ."""
    place = cell.random.randrange(len(cell.value) - 1)
    first, second = cell.value[place : place + 2]
    return cell.value[:place] + second + first + cell.value[place + 2 :] if first != second else None


def mistyped_day(cell: Cell) -> str | None:
    """Mistype one digit of a date; only where a date comes out."""
    for _ in range(5):
        wrong = mistyped(cell)
        if _is_day(wrong) and "1920" < wrong[:4] < "2027":
            return wrong
    return None


def month_for_day(cell: Cell) -> str | None:
    """Swap month and day, where both may be either."""
    swapped = cell.value[:4] + cell.value[6:] + cell.value[4:6]
    return swapped if swapped != cell.value and _is_day(swapped) else None


def lunar_day(cell: Cell) -> str:
    """Write the day of the farmers' calendar as if it were one of ours: 18 to 50 days early (R11)."""
    day = date.fromisoformat(cell.value) - timedelta(days=cell.random.randint(18, 50))
    return f"{day:%Y%m%d}"


def first_of_month(cell: Cell) -> str:
    """Write the first for a day that nobody remembered."""
    return cell.value[:6] + "01"


def alike(cell: Cell) -> str | None:
    """Write a character that sounds or looks like one in the value (R20)."""
    places = [place for place, character in enumerate(cell.value) if character in ALIKE]
    if not places:
        return None
    place = cell.random.choice(places)
    return cell.value[:place] + ALIKE[cell.value[place]] + cell.value[place + 1 :]


def without_one(cell: Cell) -> str | None:
    """Leave a character out; only of names of three and more."""
    if len(cell.value) < 3:
        return None
    place = cell.random.randrange(1, len(cell.value))
    return cell.value[:place] + cell.value[place + 1 :]


def given_name_first(cell: Cell) -> str:
    """Write the given name before the surname."""
    return cell.value[1:] + cell.value[0]


def last_in_pinyin(cell: Cell) -> str:
    """Write the last character by its sound: 王zhe (R17)."""
    return cell.value[:-1] + lazy_pinyin(cell.value[-1])[0]


def repeated_prefix(cell: Cell) -> str | None:
    """Write province and city twice, where the city stands (R49)."""
    before, city, _ = cell.value.partition("市")
    return before + city + cell.value if city else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
