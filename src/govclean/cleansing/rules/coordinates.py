"""Coordinates: decimal degrees, and axes that were exchanged. The datum is never guessed from one point."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from govclean.cleansing.ruling import RecordRule, Repaired, Rule, Setting
from govclean.values.columns import Bools, present
from govclean.values.semantic import Reason
from govclean.wording import Text


def _decimal(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    return setting.semantic.suggest(values)


def _exchange(columns: Mapping[str, pa.StringArray], settings: Mapping[str, Setting]) -> tuple[Repaired, ...]:
    """Exchange the axes where each value is out of range as it stands and good as the other."""
    longitudes = [name for name, setting in settings.items() if setting.semantic.name == "longitude"]
    latitudes = [name for name, setting in settings.items() if setting.semantic.name == "latitude"]
    if len(longitudes) != 1 or len(latitudes) != 1:
        return ()
    east, north = longitudes[0], latitudes[0]
    wrong = _verdict(settings[east], columns[east], Reason.RANGE)
    wrong &= _verdict(settings[north], columns[north], Reason.RANGE)
    wrong &= _fits(settings[east], columns[north]) & _fits(settings[north], columns[east])
    rows = pa.array(np.flatnonzero(wrong))
    was_east, was_north = columns[east].take(rows), columns[north].take(rows)
    return (Repaired(east, wrong, was_north), Repaired(north, wrong, was_east))


def _verdict(setting: Setting, column: pa.StringArray, reason: Reason) -> Bools:
    return np.asarray(setting.semantic.judge(column) == reason)


def _fits(setting: Setting, column: pa.StringArray) -> Bools:
    return _verdict(setting, column, Reason.GOOD) & present(column)


RULES: tuple[Rule, ...] = (
    Rule(
        "coordinates.decimal_degrees",
        "repair_if_unambiguous",
        Text("经纬度写成十进制度", "degrees are written as decimals"),
        Text(
            "度分秒、全角数字、带“东经”“°”的写法换成十进制度，保留七位小数（约 1 厘米）。",
            "Degrees, minutes and seconds, full-width digits and signs become decimal degrees of seven places (1 cm).",
        ),
        "113°37′31.4400″",
        "113.6254000",
        _decimal,
    ),
)

RECORD_RULES: tuple[RecordRule, ...] = (
    RecordRule(
        "coordinates.exchange_axes",
        "repair_if_unambiguous",
        Text("经度与纬度填反，对调", "longitude and latitude were exchanged"),
        Text(
            "经度落在 3–54、纬度落在 73–136 之间，说明两列填反；只有对调后都在范围内才改。",
            "A longitude of 3 to 54 with a latitude of 73 to 136 was exchanged; both must fit the other way round.",
        ),
        "34.7466",
        "113.6254",
        _exchange,
    ),
)
