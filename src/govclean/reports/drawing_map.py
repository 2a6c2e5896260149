"""Points as dots, without a base map: nothing is loaded, and the shape of a city shows by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.reports.drawing_shapes import HEAD, MARKS, Picture, titled
from govclean.reports.drawing_ticks import ticks
from govclean.reports.numbers import grouped
from govclean.wording import Language, Text

MOST_DOTS = 4_000
"""More dots than this make a page slow and show nothing new: those on one spot are drawn once, then evenly left out."""

_TITLE = Text("点位分布", "Map of points")
_DESCRIPTION = Text(
    "{count} 个点（按经纬度），无底图。{more}",
    "{count} points by longitude and latitude, no base map. {more}",
)
_OUTSIDE = Text("{count} 个点在图外（偏离过远）。", "{count} lie too far off to be shown. ")
_THINNED = Text("同一处只画一点，图中 {count} 点。", "One dot a spot: {count} are drawn.")
_METRES, _KILOMETRES = Text("{n} 米", "{n} m"), Text("{n} 公里", "{n} km")
_WIDTH, _LEFT, _TOP, _SIDE, _FOOT = 760, 66, HEAD, 670, 62
_HIGHEST, _LOWEST = 560, 220
_SPOT, _SPOTS = 3, 1 << 12  # px, dots nearer than this are one; more spots than there are in a row or column
_FAR = 3.0  # spans of the middle nine tenths beyond which a point is a mistake, not a place
_METRES_A_DEGREE = 111_320.0  # of latitude, on the mean sphere

Degrees = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one kind: what they are called, and where they stand in degrees."""

    title: str
    longitude: Degrees
    latitude: Degrees


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a place stands in the drawing; a degree of longitude is shorter the farther from the equator."""

    west: float
    north: float
    scale: float  # px a degree of latitude
    narrower: float  # px a degree of longitude, as a part of that
    width: float
    height: float

    def x(self, longitude: Degrees) -> Degrees:
        return _LEFT + (longitude - self.west) * self.scale * self.narrower

    def y(self, latitude: Degrees) -> Degrees:
        return _TOP + (self.north - latitude) * self.scale


def draw_map(kinds: Sequence[Points], language: Language, title: str = "") -> str:
    """Return the points as an SVG document; a later kind lies above an earlier one and stands out more.

    Args:
        kinds: as many as there are MARKS at most; places that are no numbers (nan) are left out.

    Raises:
        ValueError: there is no point, or there are too many kinds.
    """
    east, north = (
        np.concatenate([getattr(one, name) for one in kinds]) for name in ("longitude", "latitude")
    )
    known = np.isfinite(east) & np.isfinite(north)
    if not known.any() or len(kinds) > len(MARKS):
        msg = f"a map takes at least one point, of {len(MARKS)} kinds at most"
        raise ValueError(msg)
    box = (*_span(east[known]), *_span(north[known]))
    inside = known & (east >= box[0]) & (east <= box[1]) & (north >= box[2]) & (north <= box[3])
    frame = _frame(east[inside], north[inside])
    kind = np.repeat(np.arange(len(kinds)), [len(one.longitude) for one in kinds])[inside]
    x, y = frame.x(east[inside]), frame.y(north[inside])
    drawn = _thinned(x, y, kind)
    more = (
        _OUTSIDE.fill(count=grouped(int((known & ~inside).sum()))).say(language)
        if (known & ~inside).any()
        else ""
    )
    more += _THINNED.fill(count=grouped(len(drawn))).say(language) if len(drawn) < len(x) else ""
    told = _DESCRIPTION.fill(count=grouped(int(known.sum())), more=more).say(language).strip()
    height = round(_TOP + frame.height + _FOOT)
    picture = Picture(_WIDTH, height, title or _TITLE.say(language), told, language)
    titled(picture, _WIDTH)
    _draw_grid(picture, frame)
    for place in drawn:
        k = int(kind[place])
        size, style = (2.4, "dot") if k == 0 else (3.1, "rim")
        picture.mark((float(x[place]), float(y[place])), MARKS[k], size, f"series{k + 1} {style}")
    _draw_scale(picture, frame)
    _legend(picture, kinds, height - 8)
    return picture.whole()


def _span(degrees: Degrees) -> tuple[float, float]:
    """Return between which degrees a point is still a place: a shifted digit must not shrink the city to a dot."""
    low, high = np.quantile(degrees, (0.05, 0.95))
    room = max(float(high - low), 0.01) * _FAR
    return float(low) - room, float(high) + room


def _frame(longitude: Degrees, latitude: Degrees) -> _Frame:
    west, east = float(longitude.min()), float(longitude.max())
    south, north = float(latitude.min()), float(latitude.max())
    pad_x, pad_y = max((east - west) * 0.03, 0.0005), max((north - south) * 0.03, 0.0005)
    west, east, south, north = west - pad_x, east + pad_x, south - pad_y, north + pad_y
    narrower = math.cos(math.radians((south + north) / 2))
    scale = min(_SIDE / ((east - west) * narrower), _HIGHEST / (north - south))
    width, height = (east - west) * narrower * scale, (north - south) * scale
    wider, higher = (
        max(_SIDE - width, 0.0),
        max(_LOWEST - height, 0.0),
    )  # a line of points still has a map around it
    west -= wider / 2 / (scale * narrower)
    north += higher / 2 / scale
    return _Frame(west, north, scale, narrower, width + wider, height + higher)


def _thinned(x: Degrees, y: Degrees, kind: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the points that are drawn, ascending: of each kind one a spot, evenly fewer where they are too many."""
    across, down = (np.floor(place / _SPOT).astype(np.int64) for place in (x, y))
    spots = (kind * _SPOTS + across) * _SPOTS + down
    first = np.sort(np.unique(spots, return_index=True)[1])
    step = -(-len(first) // MOST_DOTS)
    return np.asarray(first[::step])


def _draw_grid(picture: Picture, frame: _Frame) -> None:
    right, bottom = _LEFT + frame.width, _TOP + frame.height
    east = frame.west + frame.width / (frame.scale * frame.narrower)
    for degree in ticks(frame.west, east, 6):
        x = _LEFT + (degree - frame.west) * frame.scale * frame.narrower
        if _LEFT + 20 <= x <= right - 20:
            picture.line((x, _TOP), (x, bottom), "hair")
            picture.text(x, bottom + 16, f"{degree:g}°E", "soft small", "middle")
    for degree in ticks(frame.north - frame.height / frame.scale, frame.north, 5):
        y = _TOP + (frame.north - degree) * frame.scale
        if _TOP + 6 <= y <= bottom - 2:
            picture.line((_LEFT, y), (right, y), "hair")
            picture.text(_LEFT - 6, y + 4, f"{degree:g}°N", "soft small", "end")
    picture.outline([(_LEFT, _TOP), (right, _TOP), (right, bottom), (_LEFT, bottom)], "hair")


def _draw_scale(picture: Picture, frame: _Frame) -> None:
    """Draw a bar of a round length, about a sixth of the width."""
    metres_a_px = _METRES_A_DEGREE / frame.scale
    length = ticks(0, frame.width / 6 * metres_a_px, 1)[-1]
    wide = length / metres_a_px
    if wide > frame.width / 3:
        length, wide = length / 2, wide / 2
    right, y = _LEFT + frame.width - 14, _TOP + frame.height - 14
    told = _KILOMETRES.fill(n=f"{length / 1000:g}") if length >= 1000 else _METRES.fill(n=f"{length:g}")
    picture.line((right - wide, y), (right, y), "line6")
    for x in (right - wide, right):
        picture.line((x, y - 4), (x, y + 4), "line6")
    picture.text(right - wide / 2, y - 8, told.say(picture.language), "small halo", "middle")


def _legend(picture: Picture, kinds: Sequence[Points], y: float) -> None:
    x = float(_LEFT)
    for place, one in enumerate(kinds):
        count = int((np.isfinite(one.longitude) & np.isfinite(one.latitude)).sum())
        if count:
            words = f"{one.title} {grouped(count)}"
            x = picture.key(x, y, f"series{place + 1}", words, MARKS[place])
