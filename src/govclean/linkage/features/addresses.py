"""Features of addresses: whole, as a door, and by element.

A feature made of several parts is null unless those stand that make it say something: no record meets others in the
door or the key of an address that ends with its road.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.address_elements import element
from govclean.linkage.features.feature import Feature
from govclean.linkage.features.heard import heard
from govclean.wording import Text

ADDRESSES = ("cn.address",)

_DOOR = ("section", "number", "annex", "phase", "building", "unit", "floor", "room")
_NULL = pa.scalar(None, pa.string())
_SEPARATOR = "|"


def _of(name: str) -> Callable[[pa.StringArray], pa.StringArray]:
    return lambda values: element(values, name)


def _street(values: pa.StringArray) -> pa.StringArray:
    """Return the road; where there is none the village with its group."""
    village = pc.binary_join_element_wise(
        element(values, "village"), pc.fill_null(element(values, "group"), ""), _SEPARATOR
    )
    return pc.coalesce(element(values, "road"), village)


def _site(values: pa.StringArray) -> pa.StringArray:
    """Return what names the plot: road or village and number, else the estate; null where neither stands."""
    numbered = _joined(_street(values), element(values, "number"))
    return pc.coalesce(numbered, _joined(element(values, "estate"), pa.scalar("")))


def _door(values: pa.StringArray) -> pa.StringArray:
    """Return division, plot by its sound, and building; null without a number or a building."""
    stands = pc.or_(*(pc.is_valid(element(values, name)) for name in ("number", "building")))
    building = pc.fill_null(element(values, "building"), "")
    return pc.if_else(stands, _joined(_area(values), heard(_site(values)), building), _NULL)


def _compound(values: pa.StringArray) -> pa.StringArray:
    """Return division and estate by its sound, of an address that names no building in it: the estate as a whole."""
    whole = pc.and_(*(pc.is_null(element(values, name)) for name in ("building", "room")))
    return pc.if_else(whole, _joined(_area(values), heard(element(values, "estate"))), _NULL)


def _key(values: pa.StringArray) -> pa.StringArray:
    """Return division and everything from the road to the room; null where no more than a road stands.

    Township and, beside a road, village are often left out and are no part of it; nor is an estate beside a number.
    """
    estate = pc.if_else(pc.is_valid(element(values, "number")), _NULL, element(values, "estate"))
    named = [_street(values), estate, *(element(values, name) for name in _DOOR)]
    known = [element(values, name) for name in ("number", "village", "estate", "text")]
    stands = reduce(pc.or_, map(pc.is_valid, known))
    whole = [_area(values), *(pc.fill_null(part, "") for part in (*named, known[-1]))]
    return pc.if_else(stands, _joined(*whole), _NULL)


def _area(values: pa.StringArray) -> pa.StringArray:
    return pc.fill_null(element(values, "area"), "")


def _joined(*parts: pa.StringArray) -> pa.StringArray:
    """Return parts with a sign between them; null where one is missing."""
    return pc.binary_join_element_wise(*parts, _SEPARATOR)


FEATURES: tuple[Feature, ...] = (
    Feature("key", Text("地址归一形式", "address in one writing"), ADDRESSES, _key),
    Feature(
        "door",
        Text(
            "县区、路名（小区）读音、门牌号和楼栋", "county, sound of road or estate, house number, building"
        ),
        ADDRESSES,
        _door,
    ),
    Feature(
        "compound",
        Text("县区和小区（未写楼栋的）", "county and estate, no building named"),
        ADDRESSES,
        _compound,
    ),
    Feature("division", Text("地址所在区划", "division of the address"), ADDRESSES, _of("area")),
    Feature("road", Text("路名；无路名时为村组", "road; without one, village and group"), ADDRESSES, _street),
    Feature("number", Text("门牌号", "house number"), ADDRESSES, _of("number")),
    Feature("estate", Text("小区、大厦", "estate or high building"), ADDRESSES, _of("estate")),
    Feature("building", Text("楼栋号", "building"), ADDRESSES, _of("building")),
    Feature("room", Text("房号", "room"), ADDRESSES, _of("room")),
)
