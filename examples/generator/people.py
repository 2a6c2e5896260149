"""Invented people in invented households: families, twins, namesakes next door, the dead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from generator.addresses import Address, Addresses
from generator.counties import COUNTIES
from generator.numbers import resident_id
from generator.vocabulary import (
    COMPOUND_SURNAMES,
    FEMALE_CHARACTERS,
    MALE_CHARACTERS,
    MINORITY_FATHERS,
    MINORITY_GIVEN,
    RARE_CHARACTERS,
    SURNAMES,
)

TODAY = date(2026, 11, 1)  # the drops are those of November 2026
_PREFIXES = ("138", "139", "150", "159", "186", "187", "177", "133", "189", "176")
MALE, FEMALE = "1", "2"


@dataclass(frozen=True, slots=True)
class Person:
    """One person as he or she is; what a department writes of them is another matter."""

    entity: str
    household: str
    resident_id: str
    other_id: str  # a second valid number of the same person (一人多号); mostly empty
    name: str
    former_name: str
    sex: str
    ethnicity: str
    birth: date
    native: str
    relation: str
    marital: str
    education: str
    health: str
    employment: str
    phone: str
    household_phone: str
    home: Address
    previous_home: Address
    died: date | None
    updated: date

    @property
    def birth_date(self) -> str:
        """Return the birth date as YYYYMMDD."""
        return f"{self.birth:%Y%m%d}"

    @property
    def adult(self) -> bool:
        """Return whether the person is of age."""
        return (TODAY - self.birth).days > 18 * 366


class People:
    """A supply of households."""

    def __init__(self, random: Random, addresses: Addresses) -> None:
        self._random = random
        self._addresses = addresses
        self._numbers: set[str] = set()
        self._people = 0
        self._households = 0
        self._phones = 0
        self._last_home: Address | None = None
        self._namesake: tuple[str, str, date] | None = None  # name, sex, birth of somebody next door

    def take(self, count: int) -> list[Person]:
        """Return at least `count` people, whole households."""
        people: list[Person] = []
        while len(people) < count:
            people.extend(self._household())
        return people

    def _household(self) -> list[Person]:
        random = self._random
        self._households += 1
        home = self._addresses.home()
        previous = self._last_home or home
        self._last_home = home
        surname = random.choice(COMPOUND_SURNAMES) if random.random() < 0.03 else random.choice(SURNAMES)
        minority = random.random() < 0.05
        head = self._member(
            home, previous, surname, random.choice((MALE, MALE, FEMALE)), self._day(1955, 1998)
        )
        head = replace(head, relation="02")
        if minority:
            head = replace(head, name=self._minority_name(head.sex), ethnicity="05")
        head = self._as_namesake(head)
        family = [head, *self._relatives(head, surname)]
        household_phone = head.phone
        return [replace(person, household_phone=household_phone) for person in family]

    def _relatives(self, head: Person, surname: str) -> list[Person]:
        random = self._random
        relatives = []
        if random.random() < 0.75:
            sex = FEMALE if head.sex == MALE else MALE
            spouse = self._member(
                head.home, head.previous_home, random.choice(SURNAMES), sex, self._near(head.birth, 0, 4)
            )
            relatives.append(replace(spouse, relation="10", marital="21", ethnicity="01"))
        children = random.choice((0, 1, 1, 2)) if relatives else 0
        relatives.extend(self._child(head, surname) for _ in range(children))
        if relatives and relatives[-1].relation in {"20", "30"} and random.random() < 0.12:
            relatives.append(self._twin(relatives[-1], surname))
        if random.random() < 0.12:
            sex = random.choice((MALE, FEMALE))
            parent = self._member(
                head.home, head.previous_home, surname, sex, self._near(head.birth, -26, 3, earliest=1932)
            )
            relatives.append(replace(parent, relation="51" if sex == MALE else "52", marital="30"))
        return relatives

    def _child(self, head: Person, surname: str) -> Person:
        sex = self._random.choice((MALE, FEMALE))
        child = self._member(head.home, head.previous_home, surname, sex, self._near(head.birth, 26, 4))
        return replace(child, relation="20" if sex == MALE else "30", marital="10")

    def _twin(self, first: Person, surname: str) -> Person:
        """Return a brother or sister of the same day: another last character, the next sequence number."""
        second = self._member(first.home, first.previous_home, surname, first.sex, first.birth)
        pool = MALE_CHARACTERS if first.sex == MALE else FEMALE_CHARACTERS
        name = first.name[:-1] + self._random.choice([c for c in pool if c != first.name[-1]])
        return replace(second, name=name, relation=first.relation, marital="10", education=first.education)

    def _as_namesake(self, head: Person) -> Person:
        """Now and then give the head the name of somebody next door, who is another person of another age."""
        if (
            self._namesake
            and self._namesake[1] == head.sex
            and self._random.random() < 0.08
            and head.ethnicity == "01"
        ):
            return replace(head, name=self._namesake[0])
        if head.ethnicity == "01":
            self._namesake = (head.name, head.sex, head.birth)
        return head

    def _member(self, home: Address, previous: Address, surname: str, sex: str, birth: date) -> Person:
        random = self._random
        self._people += 1
        county = home.county if random.random() < 0.7 else random.choice(COUNTIES)
        age = (TODAY - birth).days // 365
        died = self._day(2019, 2025) if age > 55 and random.random() < 0.06 else None
        return Person(
            entity=f"P{self._people:06d}",
            household=f"H{self._households:06d}",
            resident_id=self._number(county.code_at(birth.year), birth, sex),
            other_id=self._number(county.code_at(birth.year), birth, sex) if random.random() < 0.004 else "",
            name=surname + self._given(sex),
            former_name=surname + self._given(sex) if random.random() < 0.04 else "",
            sex=sex,
            ethnicity="03" if random.random() < 0.03 else "01",
            birth=birth,
            native=county.code,
            relation="",
            marital="21" if age > 24 else "10",
            education=self._education(age),
            health=random.choice(("10", "10", "10", "20", "30")),
            employment=self._employment(age),
            phone=self._phone(),
            household_phone="",
            home=home,
            previous_home=previous,
            died=died,
            updated=TODAY - timedelta(days=random.randint(5, 90)),
        )

    def _number(self, area: str, birth: date, sex: str) -> str:
        while True:
            sequence = self._random.randint(0, 490) * 2 + (1 if sex == MALE else 2)
            number = resident_id(area, f"{birth:%Y%m%d}", sequence)
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def _given(self, sex: str) -> str:
        random = self._random
        pool = MALE_CHARACTERS if sex == MALE else FEMALE_CHARACTERS
        given = "".join(random.choice(pool) for _ in range(1 if random.random() < 0.2 else 2))
        return given[:-1] + random.choice(RARE_CHARACTERS) if random.random() < 0.01 else given

    def _minority_name(self, sex: str) -> str:
        return f"{self._random.choice(MINORITY_GIVEN[sex])}·{self._random.choice(MINORITY_FATHERS)}"

    def _phone(self) -> str:
        """Return the next mobile number of the exchanges 0000 to 0009, the least likely to be anybody's."""
        self._phones += 1
        prefix = _PREFIXES[self._phones % len(_PREFIXES)]
        return f"{prefix}{self._phones // len(_PREFIXES):08d}"

    def _day(self, first_year: int, last_year: int) -> date:
        start = date(first_year, 1, 1)
        return start + timedelta(days=self._random.randrange((date(last_year, 12, 31) - start).days))

    def _near(self, birth: date, years: int, spread: int, earliest: int = 1945) -> date:
        day = birth + timedelta(days=years * 365 + self._random.randint(-spread * 365, spread * 365))
        return min(max(day, date(earliest, 1, 2)), TODAY - timedelta(days=self._random.randint(200, 900)))

    def _education(self, age: int) -> str:
        if age < 7:
            return ""
        if age < 19:
            return "81" if age < 13 else "71"
        return self._random.choice(("21", "31", "61", "71", "41", "14"))

    def _employment(self, age: int) -> str:
        if age < 23:
            return "31" if age > 6 else ""
        return "80" if age > 62 else self._random.choice(("24", "17", "13", "54", "51", "27"))
