"""Coordinates: decimal degrees, and axes that were exchanged. The datum is never guessed from one point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.cleansing.datum_evidence import UNDECLARED
from govclean.cleansing.ruling import RecordRule, Repaired, Rule, Setting
from govclean.values.columns import Bools, present
from govclean.values.datums import Degrees, Points, cgcs_of_bd, cgcs_of_gcj
from govclean.values.semantic import Reason
from govclean.wording import Text

_BROUGHT: Mapping[str, Callable[[Degrees, Degrees], Points]] = {"GCJ02": cgcs_of_gcj, "BD09": cgcs_of_bd}
_PLACES = 7  # decimals: a centimetre; coarser points keep theirs


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
    """Bring points whose declared datum is GCJ-02 or BD-09 to CGCS2000; without a declared datum nothing is done.

    Where reference points contradict the declaration, nothing is done either.
    """
    axes, crs = _axes(settings), _crs_field(settings)
    if not axes or crs is None:
        return ()
    good = np.logical_and.reduce([_fits(axis, columns[axis.field.name]) for axis in axes])
    done: list[Repaired] = []
    for datum in _BROUGHT:
        if settings[crs].datums.get(datum, datum) == datum:
            rows = good & _declares(columns, crs, datum)
            done += _brought(columns, axes, rows, datum)
            done.append(_declared_anew(crs, rows))
    return tuple(done)


def _by_reference(
    columns: Mapping[str, pa.StringArray], settings: Mapping[str, Setting]
) -> tuple[Repaired, ...]:
    """Bring the points to CGCS2000 whose datum reference points show, and that declare this datum or none.

    Coarse points too: a column that declares nothing would else hold points of two datums.
    """
    axes, crs = _axes(settings), _crs_field(settings)
    if not axes:
        return ()
    readable = np.logical_and.reduce([_readable(axis, columns[axis.field.name]) for axis in axes])
    done: list[Repaired] = []
    for declared, datum in axes[0].datums.items():
        if declared == UNDECLARED or (declared == datum and datum in _BROUGHT):
            rows = readable & _declares(columns, crs, declared)
            done += _brought(columns, axes, rows, datum) if datum in _BROUGHT else ()
            done += (_declared_anew(crs, rows),) if crs else ()
    return tuple(done)


def _axes(settings: Mapping[str, Setting]) -> tuple[Setting, ...]:
    """Return the settings of longitude and latitude; nothing where they are not one each."""
    names = [_only(settings, kind) for kind in ("longitude", "latitude")]
    return tuple(settings[name] for name in names if name is not None) if None not in names else ()


def _crs_field(settings: Mapping[str, Setting]) -> str | None:
    return next((name for name, setting in settings.items() if setting.field.codelist == "crs"), None)


def _declares(columns: Mapping[str, pa.StringArray], crs: str | None, datum: str) -> Bools:
    """Return the rows that declare a datum; those that declare none for `UNDECLARED`."""
    if crs is None:
        return np.ones(len(next(iter(columns.values()))), np.bool_)
    declared = columns[crs]
    rows = pc.equal(pc.fill_null(declared, UNDECLARED), datum)
    return np.asarray(rows.to_numpy(zero_copy_only=False), np.bool_)


def _brought(
    columns: Mapping[str, pa.StringArray], axes: Sequence[Setting], rows: Bools, datum: str
) -> Iterator[Repaired]:
    """Yield both axes of some rows, brought from a datum to CGCS2000."""
    at = pa.array(np.flatnonzero(rows))
    before = [columns[axis.field.name].take(at) for axis in axes]
    points = (column.cast(pa.float64()).to_numpy() for column in before)
    for axis, was, degrees in zip(axes, before, _BROUGHT[datum](*points), strict=True):
        places = np.where(_verdict(axis, was, Reason.LENGTH), _decimals(was), _PLACES)
        written = [
            f"{value:.{count}f}" for value, count in zip(degrees.tolist(), places.tolist(), strict=True)
        ]
        yield Repaired(axis.field.name, rows, pa.array(written, pa.string()))


def _decimals(column: pa.StringArray) -> NDArray[np.int64]:
    """Return how many decimals each number has."""
    point = pc.find_substring(column, ".")
    after = pc.subtract(pc.subtract(pc.utf8_length(column), point), 1)
    return np.asarray(pc.if_else(pc.less(point, 0), 0, after), np.int64)


def _declared_anew(crs: str, rows: Bools) -> Repaired:
    return Repaired(crs, rows, pa.array(["CGCS2000"] * int(rows.sum()), pa.string()))


def _only(settings: Mapping[str, Setting], kind: str) -> str | None:
    """Return the one field of a type; None where there is none or several."""
    names = [name for name, setting in settings.items() if setting.semantic.name == kind]
    return names[0] if len(names) == 1 else None


def _verdict(setting: Setting, column: pa.StringArray, reason: Reason) -> Bools:
    return np.asarray(setting.semantic.judge(column) == reason)


def _fits(setting: Setting, column: pa.StringArray) -> Bools:
    return _verdict(setting, column, Reason.GOOD) & present(column)


def _readable(setting: Setting, column: pa.StringArray) -> Bools:
    """Return where a degree in range stands, be it as coarse as it may."""
    return _fits(setting, column) | _verdict(setting, column, Reason.LENGTH)


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
        "coordinates.datum_by_reference",
        "repair_if_unambiguous",
        Text(
            "按参照点判定坐标系并换算为 CGCS2000",
            "brought to CGCS2000 from the datum that reference points show",
        ),
        Text(
            "用 --reference-points 给出已知 CGCS2000 坐标的点，全文件按编码逐点比对：至少 10 个点、九成以上支持同一坐标系、"
            "中位偏差不超过 30 米才算判定；未申报或申报与判定一致的点换算，申报与判定矛盾的不动，只在运行结果中说明。",
            "With --reference-points FILE, points whose CGCS2000 places are known: all points of the file with the same id"
            " are compared. Ten points, nine in ten for one datum and a median within 30 m decide. Points that declare this"
            " datum or none are converted; where the declaration is contradicted nothing is, and the run says so.",
        ),
        "113.631447",
        "113.6254003",
        _by_reference,
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
