"""Invented addresses: a road and an estate that do not exist, in a county and township that do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from generator.counties import COUNTIES, PROVINCE, County
from generator.vocabulary import ESTATE_KINDS, ESTATE_STEMS, ROAD_KINDS, ROAD_STEMS

_METRE = 1 / 111_000  # of latitude, in degrees


@dataclass(frozen=True, slots=True)
class Address:
    """One door. Parts that the place does not have are empty."""

    entity: str
    county: County
    township: tuple[str, str]
    community: str
    road: str
    house_no: str
    estate: str
    building: int
    unit: int
    floor: int
    room: str
    longitude: float
    latitude: float

    @property
    def street(self) -> str:
        """Return road, house number and estate."""
        return f"{self.road}{self.house_no}号{self.estate}"

    @property
    def door(self) -> str:
        """Return building, unit and room in full, `3号楼2单元501室`; empty for a house on its own."""
        return f"{self.building}号楼{self.unit}单元{self.room}室" if self.building else ""

    @property
    def area(self) -> str:
        """Return province, city and county."""
        return f"{PROVINCE}{self.county.city}{self.county.name}"

    def full(self) -> str:
        """Return the whole address as the police write it."""
        return f"{self.area}{self.street}{self.door}"

    def with_township(self) -> str:
        """Return the whole address with the township, as civil affairs write it."""
        return f"{self.area}{self.township[1]}{self.street}{self.door}"

    def written(self, way: int) -> str:
        """Return one of five ways the same address is written, all of them tolerable."""
        short = f"{self.county.city}{self.county.name}{self.street}"
        if not self.building or way == 0:
            return f"{short}{self.door}"
        if way == 1:
            return f"{short}{self.building}-{self.unit}-{self.room}"
        if way == 2:
            return f"{short}{self.building}栋{self.unit}单元{self.room}"
        if way == 3:
            return f"{self.area}{self.street}{self.building}幢{self.unit}单元{self.room}室"
        return f"{self.county.name}{self.street}{self.door}"


class Addresses:
    """A supply of addresses, each given out once; estates are built up in turn, so that neighbours arise."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._count = 0
        self._site: Address | None = None
        self._doors: list[tuple[int, int, int, str]] = []
        self._sites: set[tuple[str, str, str]] = set()

    def home(self) -> Address:
        """Return a flat; about a dozen in turn stand in one estate."""
        if not self._doors:
            self._site = self._new_site()
            buildings = [self._random.randint(1, 18) for _ in range(2)]
            flats = [
                (b, u, f, r)
                for b in sorted(set(buildings))
                for u in (1, 2)
                for f in range(1, 7)
                for r in (1, 2)
            ]
            self._doors = sorted(self._random.sample(flats, 12), reverse=True)
        building, unit, floor, room = self._doors.pop()
        assert self._site is not None  # noqa: S101 - set together with the doors
        return replace(
            self._site,
            entity=self._entity(),
            building=building,
            unit=unit,
            floor=floor,
            room=f"{floor}{room:02d}",
        )

    def office(self) -> Address:
        """Return the address of a company: a house on a road, sometimes a room in it."""
        site = self._new_site()
        if self._random.random() < 0.4:
            return replace(site, entity=self._entity(), estate="")
        floor = self._random.randint(1, 22)
        return replace(
            site,
            entity=self._entity(),
            building=self._random.randint(1, 9),
            unit=self._random.randint(1, 3),
            floor=floor,
            room=f"{floor}{self._random.randint(1, 12):02d}",
        )

    def _entity(self) -> str:
        self._count += 1
        return f"A{self._count:06d}"

    def _new_site(self) -> Address:
        random = self._random
        while True:
            county = random.choice(COUNTIES)
            stem = random.choice(ROAD_STEMS)
            road, house_no = stem + random.choice(ROAD_KINDS), str(random.randint(1, 399))
            if (county.code, road, house_no) not in self._sites:
                break
        self._sites.add((county.code, road, house_no))
        return Address(
            entity="",
            county=county,
            township=random.choice(county.township_codes()),
            community=f"{stem}社区",
            road=road,
            house_no=house_no,
            estate=random.choice(ESTATE_STEMS) + random.choice(ESTATE_KINDS),
            building=0,
            unit=0,
            floor=0,
            room="",
            longitude=county.longitude + random.uniform(-0.02, 0.02),
            latitude=county.latitude + random.uniform(-0.015, 0.015),
        )


def moved(degrees: float, metres: float) -> float:
    """Return a coordinate shifted by some metres (near enough for both axes at this latitude)."""
    return degrees + metres * _METRE
