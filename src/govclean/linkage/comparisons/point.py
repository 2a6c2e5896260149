"""Points on the ground: how many metres lie between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import EQUAL, JOINER, Comparison, Kernel, Level
from govclean.linkage.records import Codes
from govclean.values.coordinates import LATITUDES, LONGITUDES
from govclean.values.datums import Degrees, Points, cgcs_of_bd, cgcs_of_gcj
from govclean.values.parameters import ParameterError
from govclean.wording import Text

RADIUS = 6_371_008.8
"""Mean radius of the ellipsoid of CGCS2000 in metres, (2a + b) / 3."""

_DEGREES = r"[0-9]{1,3}(?:\.[0-9]{1,15})?"
_METRES = Text(
    "参数 metres 应为由小到大的正整数，用逗号分隔，如 10,50,200；不能是 {value}",
    "metres takes whole numbers above 0, the least first, with commas between them (10,50,200), not {value}",
)
_POINT = rf"^\s*(?P<first>{_DEGREES})\s*{JOINER}\s*(?P<second>{_DEGREES})\s*(?:{JOINER}(?P<datum>.*))?$"
_DATUMS: Mapping[str, Callable[[Degrees, Degrees], Points]] = {"GCJ02": cgcs_of_gcj, "BD09": cgcs_of_bd}


@dataclass(frozen=True)
class Point(Comparison):
    """Longitude and latitude in two fields, in decimal degrees; in a third, where there is one, their datum.

    Points declared as GCJ-02 or BD-09 are compared where they lie in CGCS2000; all others are taken to be in it.

    Args:
        metres: how far apart the points of each level may lie, the nearest first: `10,50,200,1000`.
    """

    metres: str = "10,50,200,1000"

    kind: ClassVar[str] = "point"
    title: ClassVar[Text] = Text("坐标点", "point")
    needs_all: ClassVar[bool] = False

    def __post_init__(self) -> None:
        _read(self.metres)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one level for each distance, farther."""
        near = (
            Level(f"within_{one}", Text(f"相距不超过 {one} 米", f"within {one} metres"))
            for one in _read(self.metres)
        )
        return (Level("equal", EQUAL), *near, Level("farther", Text("相距更远", "farther apart")))

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return points in China; null for any other value. Exchanged axes are read as they must be meant."""
        parts = pc.extract_regex(values, _POINT)
        first, second, datum = (pc.struct_field(parts, name) for name in ("first", "second", "datum"))
        right, wrong = _in_china(first, second), _in_china(second, first)
        longitude = pc.if_else(right, first, pc.if_else(wrong, second, pa.scalar(None, pa.string())))
        latitude = pc.if_else(right, second, first)
        for name, moved in _DATUMS.items():
            longitude, latitude = _brought(longitude, latitude, pc.equal(datum, name), moved)
        return pc.binary_join_element_wise(longitude, latitude, JOINER)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: each point on the unit sphere."""
        parts = pc.extract_regex(values, _POINT)
        longitude, latitude = (
            np.deg2rad(_degrees(pc.struct_field(parts, name))) for name in ("first", "second")
        )
        flat = np.cos(latitude)
        places = np.stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)], axis=1)
        return _Points(places, tuple(2 * np.sin(metres / RADIUS / 2) for metres in _read(self.metres)))


@dataclass(frozen=True)
class _Points:
    """The chord through the sphere between two points grows with the arc above it (haversine), and needs no angles."""

    places: NDArray[np.float64]  # points × 3
    chords: tuple[float, ...]  # ascending, in radii

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        between = self.places[left] - self.places[right]
        squares = np.einsum("ij,ij->i", between, between)
        bounds = np.square(np.asarray(self.chords))
        return np.asarray(1 + np.searchsorted(bounds, squares, side="left"), np.uint8)


def _brought(
    longitude: pa.StringArray,
    latitude: pa.StringArray,
    rows: pa.BooleanArray,
    moved: Callable[[Degrees, Degrees], Points],
) -> tuple[pa.StringArray, pa.StringArray]:
    """Return points with some rows brought to CGCS2000, to seven decimals: a centimetre."""
    rows = pc.and_(pc.fill_null(rows, fill_value=False), pc.is_valid(longitude))
    there = moved(*(_degrees(column.filter(rows)) for column in (longitude, latitude)))
    written = [pa.array([f"{degree:.7f}" for degree in degrees.tolist()], pa.string()) for degrees in there]
    return pc.replace_with_mask(longitude, rows, written[0]), pc.replace_with_mask(latitude, rows, written[1])


def _in_china(longitude: pa.StringArray, latitude: pa.StringArray) -> pa.BooleanArray:
    within = True
    east, north = pc.cast(longitude, pa.float64()), pc.cast(latitude, pa.float64())
    for degrees, (least, most) in ((east, LONGITUDES), (north, LATITUDES)):
        within = pc.and_(pc.and_(pc.greater_equal(degrees, least), pc.less_equal(degrees, most)), within)
    return pc.fill_null(within, fill_value=False)


def _degrees(texts: pa.StringArray) -> NDArray[np.float64]:
    return np.asarray(pc.fill_null(pc.cast(texts, pa.float64()), 0.0).to_numpy(zero_copy_only=False))


def _read(metres: str) -> tuple[int, ...]:
    parts = [part.strip() for part in metres.split(",")]
    found = tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 8)
    if len(found) != len(parts) or list(found) != sorted(set(found)) or 0 in found:
        raise ParameterError(_METRES.fill(value=metres))
    return found
