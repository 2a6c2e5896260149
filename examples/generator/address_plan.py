"""What is planted in the two drops of addresses."""

from __future__ import annotations

from random import Random

from generator import spoiling as by
from generator import spoiling_places as place
from generator.drops import Drop
from generator.planting import (
    ACCEPT,
    FLAG,
    LOSSLESS,
    UNAMBIGUOUS,
    Answer,
    Dirt,
    Planting,
    nothing,
    on_one_line,
)

_FORMAT, _CODE, _RANGE = "validity.format", "validity.codelist", "validity.range"
_PLACEHOLDER = "completeness.placeholder"
_FORMER_NAMES = {"偃师区": "偃师市", "孟津区": "吉利区", "祥符区": "开封县"}

_CIVIL = (
    Dirt("R03", "house_no", by.full_width, _FORMAT, LOSSLESS, 2),
    Dirt("R03", "longitude", by.full_width, _FORMAT, LOSSLESS, 1),
    Dirt("R14", "estate", by.one_of("无", "-"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt("R22", "full_address", place.former_county(_FORMER_NAMES), "", UNAMBIGUOUS, 3),
    Dirt("R30", "road", by.form("{}\u200b"), _FORMAT, LOSSLESS, 2),
    Dirt("R32", "community", by.form("锟斤拷{}"), "validity.damaged", FLAG, 1),
    Dirt("R33", "full_address", place.broken_line, _FORMAT, LOSSLESS, 2, right=on_one_line),
    Dirt("R48", "longitude", place.swapped_axes, _RANGE, UNAMBIGUOUS, 3, (("latitude", _RANGE),)),
    Dirt("R48", "longitude", place.degrees_minutes, _FORMAT, UNAMBIGUOUS, 3),
    Dirt("R47", "crs", by.to("2000国家大地坐标系"), _CODE, LOSSLESS, 2),
    Dirt("R47", "status", by.to("在用"), _CODE, LOSSLESS, 3),
    Dirt("R49", "full_address", place.repeated_prefix, "", LOSSLESS, 3),
    Dirt("R50", "full_address", by.form("{}(临时)"), "", UNAMBIGUOUS, 3),
    Dirt("R54", "road", by.form("{}    "), _FORMAT, LOSSLESS, 2),
    Dirt("", "longitude", place.far_away, _RANGE, FLAG, 1),
)
_PLANNING = (
    Dirt("R06", "status", by.to("01"), _CODE, LOSSLESS, 2),
    Dirt("R42", "updated_at", by.to("20290101090000"), "timeliness.not_in_future", FLAG, 2),
    Dirt("R47", "crs", by.one_of("CGCS-2000", "国家2000"), _CODE, LOSSLESS, 3),
    Dirt("R52", "estate", by.one_of("#REF!", "#N/A"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt("R48", "longitude", place.swapped_axes, _RANGE, UNAMBIGUOUS, 2, (("latitude", _RANGE),)),
    Dirt("R49", "full_address", by.replaced("号", "＃"), "", LOSSLESS, 2),
)


def plant_in_civil_affairs(drop: Drop, random: Random, scale: float) -> list[Answer]:
    """Spoil the register of place names and return the answer key."""
    planting = Planting(drop, random, scale)
    planting.plant(_CIVIL)
    planting.repeat(2, (("", "uniqueness.record"), ("address_id", "uniqueness.key")))
    planting.damage_lines("R37", "extra_separator", "validity.record_shape", FLAG, 2)
    planting.damage_lines("R51", "blank_before", "", ACCEPT, 2)
    return planting.answers


def plant_in_planning(drop: Drop, random: Random, scale: float) -> list[Answer]:
    """Spoil the door plates of planning and return the answer key."""
    planting = Planting(drop, random, scale)
    planting.plant(_PLANNING)
    planting.merge_down(2, "")
    planting.damage_lines("R51", "hidden", "", ACCEPT, 2)
    planting.damage_lines("R53", "numbers", "", ACCEPT, 4)
    return planting.answers
