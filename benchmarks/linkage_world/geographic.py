"""What civil affairs and planning write of the same places."""

from __future__ import annotations

import math
from random import Random

from generator import spoiling as by
from generator import spoiling_places as place
from generator.addresses import Address, moved
from generator.counties import PROVINCE

from linkage_world import dirt
from linkage_world.dirt import Desk, Habit
from linkage_world.handing_in import Department
from linkage_world.places import Place

_ELEMENTS = (
    "province",
    "city",
    "county",
    "township",
    "road",
    "house_no",
    "estate",
    "building",
    "unit",
    "room",
)
_REST = ("full_address", "place_name", "division", "longitude", "latitude", "crs", "status", "updated_at")
FIELDS_A = ("address_id", *_ELEMENTS, "community", "floor", *_REST)
FIELDS_B = ("address_id", *_ELEMENTS, *_REST)

# How building, unit and room are written, with words for each; the last is 3-2-501.
_DOORS = (
    ("号楼", "单元", "室"),
    ("号楼", "单元", ""),
    ("幢", "单元", "室"),
    ("栋", "单元", ""),
    ("#楼", "单元", "室"),
    ("-", "-", ""),
)
_OLD_COUNTIES = {"偃师区": "偃师市", "孟津区": "孟津县", "祥符区": "开封县"}
_COMMON = (
    Habit("full_address", 0.010, dirt.alike),
    Habit("full_address", 0.010, by.full_width),
    Habit("full_address", 0.005, place.broken_line),
    Habit("full_address", 0.005, dirt.repeated_prefix),
    Habit("full_address", 0.010, by.form("{}(临时)")),
    Habit("road", 0.005, dirt.alike),
    Habit("estate", 0.010, dirt.alike),
    Habit("place_name", 0.010, dirt.alike),
    Habit("longitude", 0.005, place.swapped_axes),
)
_CIVIL = Desk(*_COMMON, Habit("estate", 0.02, by.to("")), Habit("crs", 0.01, by.to("")))
_PLANNING = Desk(
    *_COMMON,
    Habit("full_address", 0.030, place.former_county(_OLD_COUNTIES)),
    Habit("township", 0.100, by.to("")),
    Habit("crs", 0.020, by.to("")),
)
_A, _EE = 6378245.0, 0.00669342162296594323  # ellipsoid of GCJ-02


def _civil(thing: Place, random: Random) -> dict[str, str]:
    """Write the register of place names and addresses, all its elements apart."""
    address = thing.address
    cells = (
        _common(thing, random, "MZ")
        | _elements(address)
        | {
            "community": address.community,
            "floor": f"{address.floor}层" if address.floor else "",
            "full_address": f"{address.area}{address.township[1]}{address.street}{_door(address, _DOORS[0])}",
            "division": address.township[0],
            "updated_at": f"202610{random.randint(1, 28):02d}{random.randint(8, 17):02d}3000",
        }
    )
    _CIVIL.spoil(cells, random)
    return cells


def _planning(thing: Place, random: Random) -> dict[str, str]:
    """Write the survey of door plates: the point to some metres, the address in the surveyor's words."""
    address = thing.address
    way = random.choice(_DOORS)
    estate = address.estate if random.random() > 0.15 else ""
    cells = _common(thing, random, "ZG") | {
        "full_address": _in_short(address, estate, way, random),
        "place_name": _name(thing, random),
        "division": address.township[0] if random.random() < 0.5 else address.county.code,
        "updated_at": f"202609{random.randint(1, 28):02d}{random.randint(8, 17):02d}0500",
    }
    if random.random() < 0.7:
        cells |= _elements(address) | {"estate": estate}
        if way[0] != "-" and address.building:
            cells["building"] = f"{address.building}{way[0]}"
    _put_elsewhere(cells, random)
    _PLANNING.spoil(cells, random)
    return cells


def _common(thing: Place, random: Random, prefix: str) -> dict[str, str]:
    address = thing.address
    return {
        "address_id": f"{prefix}{random.randrange(10**10):010d}",
        "place_name": thing.name,
        "longitude": f"{address.longitude:.6f}",
        "latitude": f"{address.latitude:.6f}",
        "crs": "CGCS2000",
        "status": "1",
    }


def _elements(address: Address) -> dict[str, str]:
    return {
        "province": PROVINCE,
        "city": address.county.city,
        "county": address.county.name,
        "township": address.township[1],
        "road": address.road,
        "house_no": f"{address.house_no}号",
        "estate": address.estate,
        "building": f"{address.building}号楼" if address.building else "",
        "unit": f"{address.unit}单元" if address.unit else "",
        "room": f"{address.room}室" if address.room else "",
    }


def _door(address: Address, words: tuple[str, str, str]) -> str:
    """Return building, unit and room with their words; a building alone always has its word."""
    if not address.building:
        return ""
    if not address.room:
        return f"{address.building}{words[0] if words[0] != '-' else '号楼'}"
    return f"{address.building}{words[0]}{address.unit}{words[1]}{address.room}{words[2]}"


def _in_short(address: Address, estate: str, words: tuple[str, str, str], random: Random) -> str:
    """Return the address as a surveyor writes it: without the province, the township or even the road."""
    area = address.area if random.random() < 0.5 else f"{address.county.city}{address.county.name}"
    township = address.township[1] if random.random() < 0.3 else ""
    road = f"{address.road}{address.house_no}号"
    if estate and random.random() < 0.03:
        road = ""
    return f"{area}{township}{road}{estate}{_door(address, words)}"


def _name(thing: Place, random: Random) -> str:
    """Return the name of a place, sometimes with its district, without its shop or in other brackets."""
    chance = random.random()
    if not thing.name or chance < 0.6:
        return thing.name
    if chance < 0.75:
        return f"{thing.address.county.name}{thing.name}"
    if chance < 0.85:
        return f"{thing.address.county.city}{thing.address.county.name}{thing.name}"
    return (
        thing.name.replace("（", "(").replace("）", ")") if chance < 0.95 else thing.name.partition("（")[0]
    )


def _put_elsewhere(cells: dict[str, str], random: Random) -> None:
    """Survey the point anew: six metres off, on maps of another datum, or not at all."""
    longitude = moved(float(cells["longitude"]), random.gauss(0, 6))
    latitude = moved(float(cells["latitude"]), random.gauss(0, 6))
    chance = random.random()
    if chance < 0.25:
        longitude, latitude = gcj02(longitude, latitude)
        cells["crs"] = "GCJ02" if chance < 0.24 else "CGCS2000"  # one in a hundred says the wrong datum
    cells |= {"longitude": f"{longitude:.6f}", "latitude": f"{latitude:.6f}"}
    if chance > 0.97:
        cells |= {"longitude": "", "latitude": "", "crs": ""}


def gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a point of CGCS2000 in degrees as maps on the Chinese internet show it (GCJ-02, some 500 metres off).

    >>> [round(degrees, 6) for degrees in gcj02(113.6254, 34.7466)]
    [113.631447, 34.745417]
    """
    x, y = longitude - 105, latitude - 35
    root, pi = math.sqrt(abs(x)), math.pi
    ripple = (20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple
    north += (20 * math.sin(y * pi) + 40 * math.sin(y / 3 * pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * pi) + 320 * math.sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple
    east += (20 * math.sin(x * pi) + 40 * math.sin(x / 3 * pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * pi) + 300 * math.sin(x / 30 * pi)) * 2 / 3
    radians = math.radians(latitude)
    magic = 1 - _EE * math.sin(radians) ** 2
    north = math.degrees(north * magic * math.sqrt(magic) / (_A * (1 - _EE)))
    east = math.degrees(east * math.sqrt(magic) / (_A * math.cos(radians)))
    return longitude + east, latitude + north


CIVIL = Department("geographic_a", "MZ", 0.8, _civil)
PLANNING = Department("geographic_b", "ZG", 0.7, _planning)
