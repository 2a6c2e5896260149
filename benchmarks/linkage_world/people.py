"""People as they are: names as common as in life, and neighbours, twins and strangers who are easily taken for one.

Households, homes, ages and numbers are those of the example drops' generator; names are dealt out anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, groupby, pairwise
from random import Random

from generator.addresses import Address
from generator.counties import AREA_CODES
from generator.numbers import resident_id
from generator.people import MALE, Person
from generator.vocabulary import COMPOUND_SURNAMES, FEMALE_CHARACTERS, MALE_CHARACTERS, SURNAMES

from linkage_world.handing_in import HardCase
from linkage_world.words import FASHIONS, MOBILE_PREFIXES

# Surnames are listed by frequency; this makes the first 6% of the people's, and one pair of strangers in 40 share one.
_COMMON = list(accumulate(1 / (place + 4) for place in range(len(SURNAMES))))
_HEAD, _SON = "02", "20"


@dataclass(frozen=True, slots=True)
class Resident:
    """A person, and what departments may know besides."""

    person: Person
    registered: Address  # where the household is registered, which is often where it lived before
    former_phone: str  # a number given up, which may be somebody else's by now
    head: Person  # of the household; a desk may write this one's number


class Population:
    """All people, by household; each step below makes some of them hard to tell apart."""

    def __init__(self, people: list[Person], random: Random) -> None:
        self._random = random
        self._people = people
        self._ids = {number for person in people for number in (person.resident_id, person.other_id)}
        self.hard_cases: list[HardCase] = []
        self._former_phones: dict[str, str] = {}

    def residents(self) -> list[Resident]:
        """Return everybody, after all that makes them hard to tell apart."""
        self._deal_out_names()
        self._make_families_alike()
        self._name_neighbours_alike()
        self._make_doubles()
        self._deal_out_phones()
        residents = []
        for household in self._households():
            members = [self._people[at] for at in household]
            registered = self._registered(members[0])
            residents += [
                Resident(one, registered, self._former_phones.get(one.entity, ""), members[0])
                for one in members
            ]
        return residents

    def _registered(self, head: Person) -> Address:
        """Return where a household is registered: where it lives, in a flat that neighbours have now, far away."""
        chance = self._random.random()
        if chance < 0.75:
            return head.home
        return head.previous_home if chance < 0.87 else self._random.choice(self._people).home

    def _households(self) -> Iterator[list[int]]:
        """Go through the households, each as the places of its members; the head comes first."""
        people = self._people
        for _, places in groupby(range(len(people)), lambda at: people[at].household):
            yield list(places)

    def _deal_out_names(self) -> None:
        """Give every family a surname by its frequency, and a sixth of the people a name in fashion."""
        for household in self._households():
            surnames: dict[str, str] = {}
            for place in household:
                person = self._people[place]
                if "·" in person.name:
                    continue
                old = surname_of(person.name)
                new = surnames.setdefault(old, self._surname(old))
                given = person.name[len(old) :]
                if self._random.random() < 1 / 6:
                    given = self._random.choice(_fashion(person))
                former = new + person.former_name[len(old) :] if person.former_name else ""
                self._people[place] = replace(person, name=new + given, former_name=former)

    def _surname(self, old: str) -> str:
        return old if len(old) > 1 else self._random.choices(SURNAMES, cum_weights=_COMMON)[0]

    def _make_families_alike(self) -> None:
        """Let brothers and sisters share a character, sons take one of their fathers', twins nearly everything."""
        for household in self._households():
            for at, before in zip(household[1:], household, strict=False):
                first, second = self._people[before], self._people[at]
                if "·" in first.name or "·" in second.name:
                    continue
                if first.birth == second.birth:
                    self._twin(at, first)
                elif first.relation[0] in "23" and second.relation[0] in "23" and self._random.random() < 0.5:
                    self._rename(at, self._like(first, second), "siblings", first)
                elif second.relation == _SON and self._random.random() < 0.1:
                    head = self._people[household[0]]
                    if head.sex == MALE and "·" not in head.name:
                        self._rename(at, self._like(head, second), "father_and_son", head)

    def _twin(self, at: int, first: Person) -> None:
        """Make a twin's name differ in one character and the number in its sequence only."""
        twin = self._people[at]
        area, sequence = first.resident_id[:6], int(first.resident_id[14:17])
        for step in range(2, 20, 2):
            number = resident_id(area, first.birth_date, (sequence + step) % 1000)
            if number not in self._ids:
                self._ids.add(number)
                self._people[at] = twin = replace(twin, resident_id=number)
                break
        self._rename(at, self._like(first, twin), "twins", first)

    def _like(self, model: Person, person: Person) -> str:
        """Return a name of the model's surname and first given character, and another last one."""
        pool = MALE_CHARACTERS if person.sex == MALE else FEMALE_CHARACTERS
        surname = surname_of(model.name)
        kept = model.name[: len(surname) + 1] if len(model.name) > len(surname) + 1 else surname
        return kept + self._random.choice([c for c in pool if c != model.name[-1]])

    def _rename(self, at: int, name: str, kind: str, other: Person) -> None:
        self._people[at] = replace(self._people[at], name=name)
        self.hard_cases.append(HardCase(kind, self._people[at].entity, other.entity))

    def _name_neighbours_alike(self) -> None:
        """Give 2% of the heads the name of the head next door, who is of another age."""
        heads = [household[0] for household in self._households()]
        for next_door, at in pairwise(heads):
            neighbour, head = self._people[next_door], self._people[at]
            same_kind = neighbour.sex == head.sex and "·" not in neighbour.name + head.name
            if same_kind and neighbour.birth != head.birth and self._random.random() < 0.04:
                self._rename(at, neighbour.name, "namesakes_next_door", neighbour)

    def _make_doubles(self) -> None:
        """Give one in 150 the name, sex and birth date of a stranger in another county, and a number to fit."""
        adults = [at for at, person in enumerate(self._people) if person.relation in {_HEAD, "10"}]
        chosen = self._random.sample(adults, len(self._people) // 150 * 2)
        for one, two in zip(chosen[::2], chosen[1::2], strict=True):
            model, person = self._people[one], self._people[two]
            if model.home.county == person.home.county or model.sex != person.sex or "·" in model.name:
                continue
            number = self._fresh_number(person.resident_id[:6], model.birth, model.sex)
            self._people[two] = replace(person, birth=model.birth, resident_id=number)
            self._rename(two, model.name, "namesakes_of_one_birthday", model)

    def _fresh_number(self, area: str, birth: date, sex: str) -> str:
        while True:
            sequence = self._random.randint(0, 490) * 2 + (1 if sex == MALE else 2)
            number = resident_id(area, f"{birth:%Y%m%d}", sequence)
            if number not in self._ids:
                self._ids.add(number)
                return number

    def _deal_out_phones(self) -> None:
        """Give numbers of the exchanges 0000 to 0009; some are given up and taken over by strangers."""
        random = self._random
        supply = iter(random.sample(range(len(MOBILE_PREFIXES) * 100_000), 2 * len(self._people)))
        given_up: list[tuple[str, str]] = []  # number, who had it
        households = list(self._households())
        random.shuffle(households)
        for household in households:
            landline, shared = _landline(self._people[household[0]], random), random.random() < 0.15
            for at in household:
                person = self._people[at]
                phone = _mobile(next(supply)) if person.adult else ""
                if person.adult and len(given_up) > 200 and random.random() < 0.06:
                    phone, owner = given_up.pop(random.randrange(100))
                    self.hard_cases.append(HardCase("phone_handed_on", person.entity, owner))
                if person.adult and random.random() < 0.12:
                    self._former_phones[person.entity] = _mobile(next(supply))
                    given_up.append((self._former_phones[person.entity], person.entity))
                head_phone = self._people[household[0]].phone
                own = landline or (head_phone if shared and at != household[0] else phone)
                self._people[at] = replace(person, phone=own)
            family_phone = self._people[household[0]].phone
            for at in household:
                self._people[at] = replace(self._people[at], household_phone=family_phone)


def surname_of(name: str) -> str:
    """Return the surname of a Han name.

    >>> surname_of("欧阳娜")
    '欧阳'
    """
    return name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]


def _fashion(person: Person) -> list[str]:
    return [names[person.sex].split() for since, names in FASHIONS if person.birth.year >= since][-1]


def _mobile(number: int) -> str:
    prefix, rest = divmod(number, 100_000)
    return f"{MOBILE_PREFIXES[prefix]}000{rest:05d}"


def _landline(head: Person, random: Random) -> str:
    """Return the telephone of the house, where an old head still has nothing else; empty otherwise."""
    if head.birth.year > 1965 or random.random() > 0.1:
        return ""
    return f"{AREA_CODES[head.home.county.code[:4]]}-6{random.randrange(10_000_000):07d}"
