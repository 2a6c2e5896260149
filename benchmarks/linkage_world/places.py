"""Places as they are: flats of one estate, buildings, neighbours on a road, names that stand in several districts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from generator.addresses import Address, Addresses
from generator.vocabulary import ESTATE_KINDS, ESTATE_STEMS

from linkage_world.handing_in import HardCase
from linkage_world.words import BRAND_CHARACTERS, CHAIN_KINDS, PLACE_KINDS

_STEP = 0.0004  # degrees between the buildings of an estate, some 40 metres


@dataclass(frozen=True, slots=True)
class Place:
    """A door, a building, an estate, a house number, or something with a name of its own."""

    entity: str
    address: Address
    name: str  # empty for a plain address


class Land:
    """All places; `make` invents them with everything that makes them hard to tell apart."""

    def __init__(self, random: Random, addresses: Addresses) -> None:
        self._random = random
        self._addresses = addresses
        self._made: list[Place] = []
        self._taken: set[tuple[str, str, str]] = set()
        self._between: set[tuple[str, str, str]] = set()  # numbers that `_neighbour` gave out
        self._named: list[Place] = []
        self._last_flat: Place | None = None
        self.hard_cases: list[HardCase] = []

    def make(self, count: int) -> list[Place]:
        """Return `count` places."""
        kinds: tuple[Callable[[], None], ...] = (
            self._flat,
            self._office,
            self._neighbour,
            self._something_named,
        )
        while len(self._made) < count:
            self._random.choices(kinds, (62, 16, 10, 12))[0]()
        return self._made[:count]

    def _add(self, address: Address, name: str = "") -> Place:
        self._taken.add(_number_of(address))
        place = Place(f"G{len(self._made) + 1:06d}", address, name)
        self._made.append(place)
        return place

    def _confuse(self, kind: str, place: Place, other: Place | None) -> None:
        if other:
            self.hard_cases.append(HardCase(kind, place.entity, other.entity))

    def _flat(self) -> None:
        """Add a flat; the first of an estate now and then brings its estate and its building."""
        home = self._addresses.home()
        if _number_of(home) in self._between:
            return
        across = 7 * home.building % 5 - 2, 3 * home.building % 5 - 2
        home = replace(
            home, longitude=home.longitude + _STEP * across[0], latitude=home.latitude + _STEP * across[1]
        )
        flat, last = self._add(home), self._last_flat
        self._last_flat = flat
        if last and last.address.street == home.street:
            self._confuse("another_door_of_the_estate", flat, last)
            return
        if self._random.random() < 0.5:
            estate = replace(home, building=0, unit=0, floor=0, room="")
            self._confuse("door_and_estate", flat, self._add(estate))
        if self._random.random() < 0.5:
            self._confuse("door_and_building", flat, self._add(replace(home, unit=0, floor=0, room="")))

    def _office(self) -> None:
        self._add(self._new_office())

    def _new_office(self) -> Address:
        office = self._addresses.office()
        return self._new_office() if _number_of(office) in self._between else office

    def _neighbour(self) -> None:
        """Add a house a few numbers down the road from another."""
        one = self._random.choice(self._made) if self._made else self._add(self._new_office())
        number = int(one.address.house_no) + self._random.choice((-4, -2, -1, 1, 2, 4, 10, 100))
        key = (one.address.county.code, one.address.road, str(number))
        if number < 1 or key in self._taken:
            return
        self._between.add(key)
        estate = ""
        if self._random.random() < 0.4:
            estate = self._random.choice(ESTATE_STEMS) + self._random.choice(ESTATE_KINDS)
        near = replace(
            one.address,
            house_no=str(number),
            estate=estate,
            longitude=one.address.longitude + self._random.uniform(-4, 4) * _STEP,
            latitude=one.address.latitude + self._random.uniform(-4, 4) * _STEP,
        )
        if not estate:
            near = replace(near, building=0, unit=0, floor=0, room="")
        self._confuse("another_number_of_the_road", self._add(near), one)

    def _something_named(self) -> None:
        """Add a school, a shop or a clinic: a new name, one known from another district, or one of a chain."""
        random = self._random
        site = replace(self._new_office(), estate="", building=0, unit=0, floor=0, room="")
        chance = random.random()
        other = random.choice(self._named) if self._named else None
        if other and chance < 0.25 and other.address.county != site.county and "店）" not in other.name:
            self._named.append(self._add(site, other.name))
            self._confuse("same_name_in_another_district", self._named[-1], other)
        elif other and chance < 0.4 and "店）" in other.name:
            chain = other.name.partition("（")[0]
            self._named.append(self._add(site, f"{chain}（{site.road}店）"))
            self._confuse("another_shop_of_the_chain", self._named[-1], other)
        elif other and chance < 0.5:
            here = {place.name for place in self._named if place.address == other.address}
            name = next(name for name in iter(lambda: self._new_name(other.address), "") if name not in here)
            self._named.append(self._add(other.address, name))
            self._confuse("another_name_at_the_address", self._named[-1], other)
        else:
            self._named.append(self._add(site, self._new_name(site)))

    def _new_name(self, site: Address) -> str:
        random = self._random
        stem = "".join(random.choices(BRAND_CHARACTERS, k=2))
        if random.random() < 0.4:
            return f"{stem}{random.choice(CHAIN_KINDS)}（{site.road}店）"
        return random.choice((stem, site.road, site.road[:2])) + random.choice(PLACE_KINDS)


def _number_of(address: Address) -> tuple[str, str, str]:
    return address.county.code, address.road, address.house_no
