"""What is planted in the two drops of legal entities."""

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

_FORMAT, _LENGTH, _CODE = "validity.format", "validity.length", "validity.codelist"
_PLACEHOLDER = "completeness.placeholder"

_MARKET = (
    Dirt("R03", "uscc", by.full_width, _FORMAT, LOSSLESS, 2),
    Dirt("R07", "uscc", by.form("'{}"), _FORMAT, LOSSLESS, 2),
    Dirt("R08", "established_on", day.date_as("{y}-{mm}-{dd}"), _FORMAT, LOSSLESS, 4),
    Dirt("R08", "approved_on", day.date_as("{y}/{m}/{d}"), _FORMAT, LOSSLESS, 2),
    Dirt("R10", "established_on", day.date_as("{y}年{m}月{d}日"), _FORMAT, LOSSLESS, 2),
    Dirt("R13", "established_on", by.to("19000101"), "validity.range", FLAG, 2),
    Dirt("R14", "registration_no", by.one_of("无", "/"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt("R14", "legal_representative", by.one_of("暂无", "不详"), _PLACEHOLDER, FLAG, 2),
    Dirt("R15", "legal_representative", by.spaced(" "), _FORMAT, LOSSLESS, 2),
    Dirt("R28", "uscc", number.letters_for_digits, _FORMAT, SUGGEST, 4),
    Dirt("R29", "uscc", lambda cell: cell.row.cells["registration_no"] or None, _LENGTH, SUGGEST, 2),
    Dirt("R29", "uscc", lambda cell: cell.value[8:17], _LENGTH, SUGGEST, 2),
    Dirt("R30", "name", by.form("\ufeff{}"), _FORMAT, LOSSLESS, 2),
    Dirt("R32", "name", by.replaced("有限", "锟斤拷"), "validity.damaged", FLAG, 2),
    Dirt("R33", "address", place.broken_line, _FORMAT, LOSSLESS, 2, right=on_one_line),
    Dirt("R42", "approved_on", by.to("20310506"), "validity.range", FLAG, 2),
    Dirt("R44", "phone", number.area_code_in_brackets, _FORMAT, LOSSLESS, 3),
    Dirt("R44", "phone", number.with_extension, _FORMAT, LOSSLESS, 2, right=number.extension_by_hyphen),
    Dirt("R45", "registered_capital", by.form("{}万元"), _FORMAT, SUGGEST, 2),
    Dirt("R45", "registered_capital", by.mapped({"1000": "1,000", "3000": "3,000"}), _FORMAT, SUGGEST, 2),
    Dirt("R45", "registered_capital", by.mapped({"100": "壹佰万元整"}), _FORMAT, FLAG, 1),
    Dirt("R47", "status", by.mapped({"1": "存续", "4": "注销"}), _CODE, LOSSLESS, 4),
    Dirt("R47", "currency", by.to("人民币"), _CODE, LOSSLESS, 2),
    Dirt("R47", "representative_id_type", by.to("居民身份证"), _CODE, LOSSLESS, 2),
    Dirt("R54", "legal_representative", by.form("{}   "), _FORMAT, LOSSLESS, 2),
    Dirt("", "deregistered_on", by.to(""), "consistency.implies", FLAG, 2),
    Dirt("", "uscc", number.wrong_last_of_code, "validity.check_digit", FLAG, 3),
    Dirt("", "registration_no", number.wrong_last_of_code, "validity.check_digit", FLAG, 1),
)
_TAX = (
    Dirt("R02", "representative_id_number", number.ending_in_x("x"), _FORMAT, LOSSLESS, 2),
    Dirt("R04", "representative_id_number", number.scientific, "validity.damaged", FLAG, 2),
    Dirt("R26", "name", by.bracketed_region("(", ")"), "", LOSSLESS, 3),
    Dirt("R26", "name", by.bracketed_region("【", "】"), "", LOSSLESS, 1),
    Dirt(
        "R23",
        "division",
        by.mapped({"410307": "410381", "410308": "410306", "410212": "410224"}),
        "validity.retired_code",
        UNAMBIGUOUS,
        3,
    ),
    Dirt(
        "R47",
        "industry",
        by.mapped({"5212": "超级市场零售", "6513": "应用软件开发", "5165": "建材批发"}),
        _CODE,
        LOSSLESS,
        3,
    ),
    Dirt("R47", "enterprise_type", by.mapped({"9500": "个体工商户"}), _CODE, LOSSLESS, 2),
    Dirt("R52", "phone", by.one_of("#N/A", "#VALUE!"), _PLACEHOLDER, LOSSLESS, 3, right=nothing),
    Dirt(
        "R43", "phone", by.where(lambda cell: cell.value[:1] == "1", by.form("+86{}")), _FORMAT, LOSSLESS, 2
    ),
    Dirt("R21", "legal_representative", by.form("{}（总经理）"), _FORMAT, UNAMBIGUOUS, 2),
    Dirt("", "org_code", number.wrong_organisation_code, "consistency.matches_uscc", SUGGEST, 3),
)


def plant_in_market(drop: Drop, random: Random, scale: float) -> list[Answer]:
    """Spoil the register of market regulation and return the answer key."""
    planting = Planting(drop, random, scale)
    planting.of_file("R30")
    planting.plant(_MARKET)
    planting.repeat(2, (("", "uniqueness.record"), ("uscc", "uniqueness.key")))
    planting.damage_lines("R31", "other_encoding", "validity.encoding", LOSSLESS, 3)
    planting.damage_lines("R37", "extra_separator", "validity.record_shape", FLAG, 2)
    planting.damage_lines("R33", "nul", "validity.control_character", FLAG, 1)
    return planting.answers


def plant_in_tax(drop: Drop, random: Random, scale: float, codes: dict[str, str]) -> list[Answer]:
    """Spoil the taxpayers and return the answer key; `codes` are the right credit codes by entity."""
    planting = Planting(drop, random, scale)
    planting.of_file("R34")
    planting.admit_empty("uscc", codes)
    planting.plant(_TAX)
    planting.admit_variation("legal_form_otherwise", "R25", "name")
    planting.admit_variation("region_in_brackets", "R27", "name")
    planting.damage_lines("R53", "numbers", "", ACCEPT, 5)
    return planting.answers
