"""Dates: one form for each, where a value has one meaning, or where the record says which of several it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.rewriting import found, said_again
from govclean.cleansing.ruling import EMPTIED, RecordRule, Repaired, Rule, Setting
from govclean.values.columns import Bools, byte_lengths, matches, present, spread
from govclean.values.date_reading import can_mean
from govclean.values.dates import Date
from govclean.values.identifiers.resident_id import birth_dates
from govclean.values.layouts import layout_of
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason
from govclean.values.suggesting import keep
from govclean.wording import Text

SERIALS_SHARE = 0.8
"""Share of the filled cells at the head of a column that must be serial numbers before one is read as a date."""

FEWEST_SERIALS = 5
"""Fewer serial numbers are no evidence, whatever their share."""

_SERIAL = (
    r"\s*[2-5][0-9]{4}(?:\.0+)?\s*"  # 1954-10-03 to 2064-04-08, far from the leap day 1900 that never was
)
_LONGEST = 40  # characters; no date is written in more
_SHORT = rf"(?s)^.{{2,{_LONGEST}}}$"


def _normal(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if not isinstance(semantic, Date):
        return pa.nulls(len(values), pa.string())
    short = found(values, _SHORT)
    visible = pc.replace_substring_regex(
        values.filter(pa.array(short)), r"[\p{Cf}\x00-\x08\x0E-\x1F\x7F]+", ""
    )
    return spread(semantic.read_all(visible), short)


def _of_serials(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if not isinstance(semantic, Date) or not _is_column_of_serials(setting.sample):
        return pa.nulls(len(values), pa.string())
    return said_again(values, rf"\A(?:{_SERIAL})\z", semantic.read)


def _is_column_of_serials(sample: pa.StringArray) -> bool:
    filled = present(sample) & ~is_placeholder(sample)
    serials = int(matches(sample, _SERIAL).sum())
    return serials >= FEWEST_SERIALS and serials >= SERIALS_SHARE * int(filled.sum())


def _without_defaults(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if not isinstance(semantic, Date):
        return pa.nulls(len(values), pa.string())
    folded = pc.utf8_normalize(values, "NFKC")
    written = pc.extract_regex(keep(folded, ~matches(folded, "[0-9]{1,7}")), _WRITTEN)
    parts = (pc.utf8_lpad(pc.struct_field(written, part), 2, "0") for part in ("year", "month", "day"))
    defaults = pa.array([*_NO_DAYS, *semantic.defaults])
    is_default = pc.is_in(pc.binary_join_element_wise(*parts, "-"), value_set=defaults)
    return pc.if_else(is_default, EMPTIED, pa.scalar(None, pa.string()))


_NO_DAYS = ("0000-00-00", "1900-01-00")  # what databases and spreadsheets show for nothing and for 0
_WRITTEN = (
    r"\A['`‘’\s]*(?P<year>[0-9]{4})[-/.年]?(?P<month>[0-9]{1,2})[-/.月]?(?P<day>[0-9]{1,2})日?"
    r"(?:[T\s]*(?:00?:?00(?::?00(?:\.0+)?)?|23:?59:?59))?\s*\z"
)


def _decided(columns: Mapping[str, pa.StringArray], settings: Mapping[str, Setting]) -> tuple[Repaired, ...]:
    """Return the dates that the birth date in a valid number of the same record chooses among their readings."""
    return tuple(
        done
        for dated, numbered in _birth_dates_in(settings)
        if (done := _chosen(columns, settings, dated, numbered))
    )


def _birth_dates_in(settings: Mapping[str, Setting]) -> Iterator[tuple[str, str]]:
    """Yield the fields of birth dates with those of the numbers that hold them, as the standard's checks name them."""
    for line in next(iter(settings.values())).checks if settings else ():
        told = cast("Mapping[str, str]", line.arguments)
        if line.name == "consistency.matches_resident_id" and told.get("part") == "birth_date":
            pair = told["field"], told["id"]
            if set(pair) <= settings.keys() and isinstance(settings[pair[0]].semantic, Date):
                yield pair


def _chosen(
    columns: Mapping[str, pa.StringArray], settings: Mapping[str, Setting], dated: str, numbered: str
) -> Repaired | None:
    semantic = cast("Date", settings[dated].semantic)
    rows = _is_wrong(semantic, columns[dated])
    layout = layout_of(semantic.format)
    if not rows.any() or list(layout.spans) != ["YYYY", "MM", "DD"]:
        return None
    numbers = columns[numbered].filter(pa.array(rows))
    good = matches(numbers, "[0-9]{17}[0-9X]") & (settings[numbered].semantic.judge(numbers) == Reason.GOOD)
    born = birth_dates(numbers, good)
    meant = keep(layout.write_days(born), can_mean(columns[dated].filter(pa.array(rows)), born))
    kept = present(meant) & (semantic.judge(meant) == Reason.GOOD)
    rows[rows] = kept
    return Repaired(dated, rows, meant.filter(pa.array(kept))) if rows.any() else None


def _is_wrong(semantic: Date, column: pa.StringArray) -> Bools:
    wrong: Bools = (semantic.judge(column) != Reason.GOOD) & present(column)
    return np.asarray(wrong & (byte_lengths(column) <= 3 * _LONGEST))


RULES: tuple[Rule, ...] = (
    Rule(
        "dates.default_as_missing",
        "treat_as_missing",
        Text("缺省日期视为空值", "default dates are emptied"),
        Text(
            "1900-01-01、0001-01-01、9999-12-31、0000-00-00 等是系统在不知道日期时填的，不是真实日期；"
            "原值保留在变更记录中。",
            "1900-01-01, 0001-01-01, 9999-12-31, 0000-00-00 are what systems put where they know no date. What the cell said"
            " is kept in the changes.",
        ),
        "1900-01-01",
        "",
        _without_defaults,
    ),
    Rule(
        "dates.normalise",
        "repair_if_unambiguous",
        Text("日期写法归一", "dates are written in the declared form"),
        Text(
            "1985/3/5、1985.3.5、1985年3月5日、一九八五年三月五日、民国七十四年三月五日等只有一种读法的，改为规定格式；"
            "日月难分、两位年份、农历的不改。",
            "1985/3/5, 1985.3.5, 1985年3月5日, 一九八五年三月五日 and years of the republic have one reading each."
            " Where day and month are in doubt, the year has two digits or the calendar is the lunar one,"
            " nothing is changed.",
        ),
        "一九八五年三月五日",
        "19850305",
        _normal,
    ),
    Rule(
        "dates.excel_serial",
        "repair_if_unambiguous",
        Text("电子表格的日期序号换成日期", "serial numbers of spreadsheets become dates"),
        Text(
            "日期列失去格式后显示为序号（31111）。"
            "该列前 1000 行已填的值至少 80%（且不少于 5 个）是这样的数时才换算，按 1900 日期系统。",
            "A column of dates that lost its format shows numbers (31111). They are read, in the 1900 system, only if at"
            " least 80% of the filled cells among the first 1,000, and five of them, are such numbers.",
        ),
        "31111",
        "19850305",
        _of_serials,
    ),
)

RECORD_RULES: tuple[RecordRule, ...] = (
    RecordRule(
        "dates.decide_by_resident_id",
        "repair_if_unambiguous",
        Text("按身份号码确定日期的读法", "the resident number decides how a date is read"),
        Text(
            "03/05/1985 可读作 3 月 5 日或 5 月 3 日，85-3-5 缺世纪，31111 可能是序号：同一条记录的身份号码校验通过、"
            "且其中的出生日期正是读法之一时，按该读法改写；否则不改。",
            "03/05/1985 has two readings, 85-3-5 lacks the century, 31111 may be a serial number: where the number in"
            " the same record passes its check and its birth date is one of the readings, that one is written.",
        ),
        "03/05/1985",
        "19850503",
        _decided,
    ),
)
