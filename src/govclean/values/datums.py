"""Geodetic datums: GCJ-02 and BD-09 brought to CGCS2000, and back.

CGCS2000 and WGS-84 differ by centimetres and are treated as one. GCJ-02 shifts points in China by some hundred metres
(568 m in Zhengzhou) with a formula that has no closed inverse; BD-09 shifts GCJ-02 once more. The formulas are those in
general use, on the ellipsoid of Krassowsky 1940. One point alone does not tell its datum: nothing here guesses it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]
Points = tuple[Degrees, Degrees]  # longitudes and latitudes

GCJ_ERROR = 1e-7  # degrees, about 1 cm: what is left after the inverse's five steps
BD_ERROR = 1e-6  # degrees, about 10 cm: the closed formula is approximate

_AXIS = 6378245.0  # metres
_ECCENTRICITY = 0.00669342162296594323  # squared
_BD_ANGLE = np.pi * 3000 / 180
_BD_OFFSET = (0.0065, 0.006)
_STEPS = 5
_EARTH = 6371008.8  # metres, mean radius


def gcj_of(longitude: Degrees, latitude: Degrees) -> Points:
    """Return GCJ-02 of points in CGCS2000 (degrees).

    >>> east, north = gcj_of(np.array([113.6254]), np.array([34.7466]))
    >>> round(float(east[0]), 6), round(float(north[0]), 6)
    (113.631447, 34.745417)
    """
    east, north = longitude - 105.0, latitude - 35.0
    radians = np.radians(latitude)
    magic = 1 - _ECCENTRICITY * np.sin(radians) ** 2
    per_north = (_AXIS * (1 - _ECCENTRICITY)) / (magic * np.sqrt(magic)) * np.pi / 180
    per_east = _AXIS / np.sqrt(magic) * np.cos(radians) * np.pi / 180
    return (
        longitude + _shift_east(east, north) / per_east,
        latitude + _shift_north(east, north) / per_north,
    )


def cgcs_of_gcj(longitude: Degrees, latitude: Degrees) -> Points:
    """Return CGCS2000 of points in GCJ-02 (degrees), right to `GCJ_ERROR`."""
    east, north = longitude.copy(), latitude.copy()
    for _ in range(_STEPS):
        there = gcj_of(east, north)
        east, north = east - (there[0] - longitude), north - (there[1] - latitude)
    return east, north


def bd_of_gcj(longitude: Degrees, latitude: Degrees) -> Points:
    """Return BD-09 of points in GCJ-02 (degrees).

    >>> east, north = bd_of_gcj(*gcj_of(np.array([113.6254]), np.array([34.7466])))
    >>> round(float(east[0]), 6), round(float(north[0]), 6)
    (113.637847, 34.751723)
    """
    radius = np.hypot(longitude, latitude) + 2e-5 * np.sin(latitude * _BD_ANGLE)
    angle = np.arctan2(latitude, longitude) + 3e-6 * np.cos(longitude * _BD_ANGLE)
    return radius * np.cos(angle) + _BD_OFFSET[0], radius * np.sin(angle) + _BD_OFFSET[1]


def gcj_of_bd(longitude: Degrees, latitude: Degrees) -> Points:
    """Return GCJ-02 of points in BD-09 (degrees), right to `BD_ERROR`."""
    east, north = longitude - _BD_OFFSET[0], latitude - _BD_OFFSET[1]
    radius = np.hypot(east, north) - 2e-5 * np.sin(north * _BD_ANGLE)
    angle = np.arctan2(north, east) - 3e-6 * np.cos(east * _BD_ANGLE)
    return radius * np.cos(angle), radius * np.sin(angle)


def cgcs_of_bd(longitude: Degrees, latitude: Degrees) -> Points:
    """Return CGCS2000 of points in BD-09 (degrees), right to `BD_ERROR`."""
    return cgcs_of_gcj(*gcj_of_bd(longitude, latitude))


def metres_between(one: Points, other: Points) -> Degrees:
    """Return the great-circle distances between points in the same datum, in metres.

    >>> east, north = np.array([113.6254]), np.array([34.7466])
    >>> round(float(metres_between((east, north), gcj_of(east, north))[0]))
    568
    """
    (east, north), (east2, north2) = (tuple(map(np.radians, points)) for points in (one, other))
    half = (
        np.sin((north2 - north) / 2) ** 2 + np.cos(north) * np.cos(north2) * np.sin((east2 - east) / 2) ** 2
    )
    metres: Degrees = 2 * _EARTH * np.arcsin(np.sqrt(half))
    return metres


def metres_by_datum(points: Points, reference: Points) -> dict[str, Degrees]:
    """Return for each datum how far points lie from their true places in CGCS2000 if they are in it, in metres."""
    readings = {"CGCS2000": points, "GCJ02": cgcs_of_gcj(*points), "BD09": cgcs_of_bd(*points)}
    return {name: metres_between(reading, reference) for name, reading in readings.items()}


def datum_by_reference(points: Points, reference: Points, most: float = 30.0) -> str | None:
    """Return the datum of points whose true places in CGCS2000 are known, or None where no datum explains them.

    Args:
        reference: the same points in CGCS2000, in the same order.
        most: median distance in metres that is still agreement.
    """
    medians = {name: float(np.median(metres)) for name, metres in metres_by_datum(points, reference).items()}
    best = min(medians, key=lambda name: medians[name])
    return best if medians[best] <= most else None


def _shift_north(east: Degrees, north: Degrees) -> Degrees:
    shift = (
        -100.0 + 2.0 * east + 3.0 * north + 0.2 * north**2 + 0.1 * east * north + 0.2 * np.sqrt(np.abs(east))
    )
    shift += _waves(6.0 * east, 2.0 * east) + _waves_of(north, (20.0, 1.0), (40.0, 1 / 3))
    total: Degrees = (
        shift + (160.0 * np.sin(north / 12.0 * np.pi) + 320 * np.sin(north * np.pi / 30.0)) * 2 / 3
    )
    return total


def _shift_east(east: Degrees, north: Degrees) -> Degrees:
    shift = 300.0 + east + 2.0 * north + 0.1 * east**2 + 0.1 * east * north + 0.1 * np.sqrt(np.abs(east))
    shift += _waves(6.0 * east, 2.0 * east) + _waves_of(east, (20.0, 1.0), (40.0, 1 / 3))
    total: Degrees = (
        shift + (150.0 * np.sin(east / 12.0 * np.pi) + 300.0 * np.sin(east / 30.0 * np.pi)) * 2 / 3
    )
    return total


def _waves(first: Degrees, second: Degrees) -> Degrees:
    waves: Degrees = (20.0 * np.sin(first * np.pi) + 20.0 * np.sin(second * np.pi)) * 2 / 3
    return waves


def _waves_of(value: Degrees, *waves: tuple[float, float]) -> Degrees:
    """Return two thirds of the sum of some sine waves, each of a height and a frequency."""
    total: Degrees = (
        sum((height * np.sin(value * frequency * np.pi) for height, frequency in waves), value * 0) * 2 / 3
    )
    return total
