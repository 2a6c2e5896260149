"""Quality by dimension as a radar: one axis a dimension, the rim is all records, the centre is told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from govclean.reports.drawing import Anchor, cut_to
from govclean.reports.drawing_shapes import Picture, Point, listed
from govclean.reports.numbers import percent
from govclean.wording import Language, Text

LEAST_AXES = 3
"""A radar of fewer axes has no area: a table says more."""

_TITLE = Text("各维度达标率", "Quality by dimension")
_DESCRIPTION = Text(
    "雷达图，圆心为 {centre}，外圈为 100%。{figures}", "Radar; centre {centre}, rim 100%. {figures}"
)
_UNTESTED = Text("未检查", "not tested")
_LEFT_OUT = Text("未检查：{axes}", "not tested: {axes}")
_CENTRES = (0.99, 0.95, 0.9, 0.8, 0.5, 0.0)
_WIDTH, _HEIGHT, _RADIUS = 520, 372, 124
_MIDDLE = (_WIDTH / 2, 200.0)
_RINGS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension and the share that meets it; None where nothing was tested."""

    title: str
    share: float | None


def draw_radar(axes: Sequence[Axis], language: Language, title: str = "") -> str:
    """Return the tested axes as a radar, the untested ones named, as an SVG document.

    Raises:
        ValueError: fewer than LEAST_AXES axes were tested.
    """
    tested = [(axis.title, axis.share) for axis in axes if axis.share is not None]
    if len(tested) < LEAST_AXES:
        msg = f"a radar takes {LEAST_AXES} axes"
        raise ValueError(msg)
    centre = next(one for one in _CENTRES if one <= min(share for _, share in tested))
    told = _DESCRIPTION.fill(centre=f"{centre:.0%}", figures=_figures(axes, language)).say(language)
    untested = [axis.title for axis in axes if axis.share is None]
    height = _HEIGHT + 22 if untested else _HEIGHT
    picture = Picture(_WIDTH, height, title or _TITLE.say(language), told, language)
    picture.text(16, 26, cut_to(picture.title, _WIDTH - 32), "strong")
    directions = [math.radians(-90 + 360 * place / len(tested)) for place in range(len(tested))]
    _draw_rings(picture, directions, centre)
    corners = [
        _at(angle, (share - centre) / (1 - centre))
        for angle, (_, share) in zip(directions, tested, strict=True)
    ]
    picture.area(corners, "series1 veil")
    picture.outline(corners, "line1")
    for corner in corners:
        picture.mark(corner, "circle", 3.5, "series1")
    for angle, (name, share) in zip(directions, tested, strict=True):
        _label(picture, angle, name, percent(share))
    if untested:
        words = _LEFT_OUT.fill(axes="、".join(untested) if language == "zh" else ", ".join(untested)).say(
            language
        )
        picture.text(16, height - 10, cut_to(words, _WIDTH - 32), "soft small")
    return picture.whole()


def _figures(axes: Sequence[Axis], language: Language) -> str:
    shares = (
        (axis.title, _UNTESTED.say(language) if axis.share is None else percent(axis.share)) for axis in axes
    )
    return listed((f"{name} {told}" for name, told in shares), language)


def _at(angle: float, part: float) -> Point:
    """Return the point at a part (0 to 1) of the way from the centre to the rim."""
    return _MIDDLE[0] + _RADIUS * part * math.cos(angle), _MIDDLE[1] + _RADIUS * part * math.sin(angle)


def _draw_rings(picture: Picture, directions: Sequence[float], centre: float) -> None:
    for ring in range(1, _RINGS + 1):
        picture.outline([_at(angle, ring / _RINGS) for angle in directions], "hair")
    for angle in directions:
        picture.line(_MIDDLE, _at(angle, 1), "hair")
    digits = next(k for k in range(4) if round((1 - centre) * 10 ** (k + 2)) % _RINGS == 0)
    for ring in range(_RINGS):
        x, y = _at(directions[0], ring / _RINGS)
        told = f"{centre + (1 - centre) * ring / _RINGS:.{digits}%}"
        picture.text(x + 4, y + 4, told, "soft small halo")


def _label(picture: Picture, angle: float, name: str, told: str) -> None:
    x, y = _at(angle, 1)
    sideways, down = math.cos(angle), math.sin(angle)
    anchor: Anchor = "middle" if abs(sideways) < 0.1 else "start" if sideways > 0 else "end"
    x += 12 * sideways
    y += 12 * down + (0 if down > 0.5 else -16 if down < -0.5 else -6) + (8 if down > 0.5 else 0)
    space = (_WIDTH - x if anchor == "start" else x) - 8
    picture.text(x, y, cut_to(name, space if anchor != "middle" else _WIDTH), "strong", anchor)
    picture.text(x, y + 17, told, "", anchor)
