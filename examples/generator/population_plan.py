"""What is planted in the two population drops."""

from __future__ import annotations

from random import Random

from generator import spoiling as by
from generator import spoiling_dates as day
from generator import spoiling_numbers as number
from generator import spoiling_places as place
from generator.drops import Drop
from generator.planting import (
    ACCEPT,
    FLAG,
    LOSSLESS,
    SUGGEST,
    UNAMBIGUOUS,
    Answer,
    Dirt,
    Planting,
    nothing,
    on_one_line,
)

_TO_RETIRED = {"410307": "410381", "410308": "410306", "410212": "410224"}
_FORMAT, _CODE, _DAMAGED = "validity.format", "validity.codelist", "validity.damaged"
_MATCH = "consistency.matches_resident_id"
_PLACEHOLDER = "completeness.placeholder"
_IN_ADDRESS = "consistency.division_in_address"
_MARRIED = {"已婚": "20", "未婚": "10"}

_POLICE = (
    Dirt("R01", "resident_id", number.fifteen_digits, "validity.length", LOSSLESS, 4),
    Dirt("R02", "resident_id", number.ending_in_x("x"), _FORMAT, LOSSLESS, 3),
    Dirt("R02", "resident_id", number.ending_in_x("Ｘ"), _FORMAT, LOSSLESS, 1),
    Dirt("R02", "resident_id", number.ending_in_x("Х"), _FORMAT, LOSSLESS, 1),
    Dirt("R03", "birth_date", by.full_width, _FORMAT, LOSSLESS, 2),
    Dirt("R03", "ethnicity", by.full_width, _CODE, LOSSLESS, 2),
    Dirt("R04", "resident_id", number.scientific, _DAMAGED, FLAG, 3),
    Dirt("R05", "resident_id", number.truncated_by_excel, _DAMAGED, FLAG, 3),
    Dirt("R06", "ethnicity", by.mapped({"01": "1", "03": "3"}), _CODE, LOSSLESS, 4),
    Dirt("R06", "relation_to_head", by.mapped({"02": "2"}), _CODE, LOSSLESS, 2),
    Dirt("R07", "resident_id", by.form("'{}"), _FORMAT, LOSSLESS, 3),
    Dirt("R07", "household_no", by.form('="{}"'), _FORMAT, LOSSLESS, 2),
    Dirt("R08", "birth_date", day.date_as("{y}/{m}/{d}"), _FORMAT, LOSSLESS, 4),
    Dirt("R08", "birth_date", day.date_as("{y}.{m}.{d}"), _FORMAT, LOSSLESS, 2),
    Dirt("R08", "birth_date", day.date_as("{y}-{mm}-{dd}"), _FORMAT, LOSSLESS, 3),
    Dirt("R08", "birth_date", day.date_as("{yy}-{m}-{d}"), _FORMAT, SUGGEST, 2),
    Dirt("R10", "birth_date", day.date_as("{y}年{m}月{d}日"), _FORMAT, LOSSLESS, 3),
    Dirt("R10", "birth_date", day.chinese_numerals, _FORMAT, LOSSLESS, 1),
    Dirt("R11", "birth_date", day.republican_year, _FORMAT, SUGGEST, 2),
    Dirt("R13", "birth_date", by.to("19000101"), "validity.range", SUGGEST, 2),
    Dirt("R14", "former_name", by.one_of("无", "-", "/"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt("R14", "phone", by.one_of("不详", "NULL", "无"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt("R15", "name", by.spaced(" "), _FORMAT, LOSSLESS, 3),
    Dirt("R15", "name", by.spaced("　"), _FORMAT, LOSSLESS, 1),
    Dirt("R16", "name", by.replaced("·", "•"), _FORMAT, LOSSLESS, 1),
    Dirt("R16", "name", by.replaced("·", "．"), _FORMAT, LOSSLESS, 1),
    Dirt("R16", "name", by.replaced("·", "・"), _FORMAT, LOSSLESS, 1),
    Dirt("R17", "name", by.last_character("\ue5f2"), _DAMAGED, FLAG, 2),
    Dirt("R17", "name", by.last_character("?"), _DAMAGED, FLAG, 2),
    Dirt("R17", "name", by.last_character("zhe"), _FORMAT, FLAG, 1),
    Dirt("R18", "name", by.last_character("𬭎"), "", ACCEPT, 2),
    Dirt("R19", "name", by.traditional, "", ACCEPT, 3),
    Dirt("R21", "name", by.form("{}(户主)"), _FORMAT, UNAMBIGUOUS, 2),
    Dirt("R23", "household_division", by.mapped(_TO_RETIRED), "validity.retired_code", UNAMBIGUOUS, 4),
    Dirt(
        "R24",
        "residence_division",
        by.where(lambda cell: cell.value[:4] == "4101", by.to("410173")),
        _IN_ADDRESS,
        FLAG,
        2,
    ),
    Dirt("R30", "name", by.form("{}\u200b"), _FORMAT, LOSSLESS, 2),
    Dirt("R32", "residence_address", by.replaced("河南省", "锟斤拷"), _DAMAGED, FLAG, 2),
    Dirt("R33", "household_address", place.broken_line, _FORMAT, LOSSLESS, 2, right=on_one_line),
    Dirt("R41", "birth_date", day.another_day, _MATCH, SUGGEST, 3),
    Dirt("R41", "sex", by.mapped({"1": "2", "2": "1"}), _MATCH, SUGGEST, 3),
    Dirt("R42", "updated_at", by.to("20290101090000"), "timeliness.not_in_future", FLAG, 2),
    Dirt("R42", "death_date", by.to("19310203"), "consistency.date_order", FLAG, 1),
    Dirt("R43", "phone", by.form("+86{}"), _FORMAT, LOSSLESS, 2),
    Dirt("R43", "phone", number.in_groups, _FORMAT, LOSSLESS, 2),
    Dirt("R43", "phone", by.form("{}、0371-60000000"), _FORMAT, FLAG, 1),
    Dirt("R43", "phone", lambda cell: cell.value[:10], "validity.length", FLAG, 2),
    Dirt("R47", "sex", by.mapped({"1": "男", "2": "女"}), _CODE, LOSSLESS, 4),
    Dirt("R47", "ethnicity", by.mapped({"01": "汉族", "03": "回族"}), _CODE, LOSSLESS, 3),
    Dirt("R47", "ethnicity", by.mapped({"01": "01汉族"}), _CODE, LOSSLESS, 1),
    Dirt("R54", "name", by.form("{}  "), _FORMAT, LOSSLESS, 2),
    Dirt("R55", "name", by.radical, _FORMAT, LOSSLESS, 3),
    Dirt("", "resident_id", number.wrong_check_digit, "validity.check_digit", FLAG, 4),
    Dirt("", "resident_id", number.swapped_digits, "validity.check_digit", SUGGEST, 3),
    Dirt("", "resident_id", number.impossible_day, "validity.component", FLAG, 2),
)
_HEALTH = (
    Dirt("R02", "resident_id", number.ending_in_x("x"), _FORMAT, LOSSLESS, 3),
    Dirt("R03", "resident_id", by.full_width, _FORMAT, LOSSLESS, 2),
    Dirt("R04", "resident_id", number.scientific, _DAMAGED, FLAG, 3),
    Dirt("R05", "resident_id", number.truncated_by_excel, _DAMAGED, FLAG, 3),
    Dirt("R06", "ethnicity", by.mapped({"01": "1"}), _CODE, LOSSLESS, 5),
    Dirt("R09", "birth_date", day.excel_serial, _FORMAT, UNAMBIGUOUS, 3),
    Dirt(
        "R12",
        "birth_date",
        by.where(lambda cell: bool(cell.row.cells["resident_id"]), day.day_before_month),
        _FORMAT,
        UNAMBIGUOUS,
        3,
    ),
    Dirt("R14", "phone", by.one_of("/", "暂无", "无"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt("R14", "resident_id", by.one_of("不详", "待补", "—"), _PLACEHOLDER, FLAG, 3),
    Dirt("R15", "name", by.spaced("\u00a0"), _FORMAT, LOSSLESS, 2),
    Dirt("R17", "name", by.last_character("□"), _DAMAGED, FLAG, 1),
    Dirt("R18", "name", by.last_character("䶮"), "", ACCEPT, 1),
    Dirt("R23", "residence_division", by.mapped(_TO_RETIRED), "validity.retired_code", UNAMBIGUOUS, 3),
    Dirt("R43", "phone", by.form("+86 {}"), _FORMAT, LOSSLESS, 2),
    Dirt("R47", "sex", by.mapped({"1": "男性", "2": "女性"}), _CODE, LOSSLESS, 3),
    Dirt(
        "R47",
        "marital_status",
        by.mapped({"21": "已婚", "10": "未婚"}),
        _CODE,
        LOSSLESS,
        3,
        right=_MARRIED.__getitem__,
    ),
    Dirt("R47", "education", by.mapped({"61": "普通高中毕业", "71": "初中毕业"}), _CODE, LOSSLESS, 2),
    Dirt("R52", "phone", by.one_of("#N/A", "#REF!"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
)


def plant_in_police(drop: Drop, random: Random, scale: float) -> list[Answer]:
    """Spoil the household register and return the answer key."""
    planting = Planting(drop, random, scale)
    planting.plant(_POLICE)
    planting.repeat(2, (("", "uniqueness.record"), ("resident_id", "uniqueness.key")))
    planting.share_key(
        "resident_id",
        "sex birth_date",
        2,
        (("resident_id", "uniqueness.key"), ("name", "consistency.same_key_same_value")),
    )
    planting.damage_lines("R31", "other_encoding", "validity.encoding", LOSSLESS, 3)
    planting.damage_lines("R37", "extra_separator", "validity.record_shape", FLAG, 3)
    planting.damage_lines("R54", "half_character", "validity.undecodable", FLAG, 1)
    return planting.answers


def plant_in_health(drop: Drop, random: Random, scale: float, numbers: dict[str, str]) -> list[Answer]:
    """Spoil the list of the health commission; return the key. `numbers` are the right ones by entity."""
    planting = Planting(drop, random, scale)
    planting.of_file("R34")
    planting.admit_empty("resident_id", numbers)
    planting.plant(_HEALTH)
    planting.damage_lines("R53", "numbers", "", ACCEPT, 4)
    return planting.answers
