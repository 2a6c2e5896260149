"""Coordinates: decimal degrees, and axes that were exchanged. The datum is never guessed from one point."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.ruling import RecordRule, Repaired, Rule, Setting
from govclean.values.columns import Bools, present
from govclean.values.datums import cgcs_of_bd, cgcs_of_gcj
from govclean.values.semantic import Reason
from govclean.wording import Text


def _decimal(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    return setting.semantic.suggest(values)


def _exchange(columns: Mapping[str, pa.StringArray], settings: Mapping[str, Setting]) -> tuple[Repaired, ...]:
    """Exchange the axes where each value is out of range as it stands and good as the other."""
    east, north = (_only(settings, kind) for kind in ("longitude", "latitude"))
    if east is None or north is None:
        return ()
    wrong = _verdict(settings[east], columns[east], Reason.RANGE)
    wrong &= _verdict(settings[north], columns[north], Reason.RANGE)
    wrong &= _fits(settings[east], columns[north]) & _fits(settings[north], columns[east])
    rows = pa.array(np.flatnonzero(wrong))
    was_east, was_north = columns[east].take(rows), columns[north].take(rows)
    return (Repaired(east, wrong, was_north), Repaired(north, wrong, was_east))


def _to_cgcs(columns: Mapping[str, pa.StringArray], settings: Mapping[str, Setting]) -> tuple[Repaired, ...]:
    """Bring points whose declared datum is GCJ-02 or BD-09 to CGCS2000; without a declared datum nothing is done."""
    east, north = (_only(settings, kind) for kind in ("longitude", "latitude"))
    crs = next((name for name, setting in settings.items() if setting.field.codelist == "crs"), None)
    if east is None or north is None or crs is None:
        return ()
    good = _fits(settings[east], columns[east]) & _fits(settings[north], columns[north])
    done: list[Repaired] = []
    for name, brought in (("GCJ02", cgcs_of_gcj), ("BD09", cgcs_of_bd)):
        rows = good & np.asarray(pc.fill_null(pc.equal(columns[crs], name), fill_value=False))
        at = pa.array(np.flatnonzero(rows))
        points = (columns[axis].take(at).cast(pa.float64()).to_numpy() for axis in (east, north))
        for axis, values in zip((east, north), brought(*points), strict=True):
            done.append(Repaired(axis, rows, pa.array([f"{value:.7f}" for value in values], pa.string())))
        done.append(Repaired(crs, rows, pa.array(["CGCS2000"] * len(at), pa.string())))
    return tuple(done)


def _only(settings: Mapping[str, Setting], kind: str) -> str | None:
    """Return the one field of a type; None where there is none or several."""
    names = [name for name, setting in settings.items() if setting.semantic.name == kind]
    return names[0] if len(names) == 1 else None


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
    RecordRule(
        "coordinates.to_cgcs2000",
        "repair_if_unambiguous",
        Text("按申报的坐标系换算为 CGCS2000", "brought from its declared datum to CGCS2000"),
        Text(
            "坐标系申报为 GCJ-02（误差约 1 厘米）或 BD-09（约 10 厘米）的点换算为 CGCS2000，保留七位小数；"
            "标准的 cleansing: 中写明才做。",
            "Points declared as GCJ-02 (right to 1 cm) or BD-09 (10 cm) become CGCS2000 of seven places. Done only where"
            " the standard names the rule under `cleansing:`.",
        ),
        "113.631447",
        "113.6254003",
        _to_cgcs,
        only_when_asked=True,
    ),
)
