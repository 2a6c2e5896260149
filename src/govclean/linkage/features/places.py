"""Features of the names of places. They are asked for by a name of their own, since such a field may hold addresses."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.comparing import JOINER
from govclean.linkage.features.characters import or_null
from govclean.linkage.features.feature import Feature
from govclean.linkage.features.place_parts import PARTS, place_parts
from govclean.wording import Text

PLACES = ("cn.address", "text")


def place_part(names: pa.StringArray, part: str) -> pa.StringArray:
    """Return one of the `PARTS` of each name; null where a name lacks it.

    >>> place_part(pa.array(["金水区嵩岳超市（花园路店）", "碧溪苑二期"]), "mark").to_pylist()
    ['花园路店', '2期']
    """
    lists = pc.split_pattern(place_parts(names), JOINER)
    return or_null(pc.list_element(lists, PARTS.index(part)))


def _of(part: str) -> Callable[[pa.StringArray], pa.StringArray]:
    return lambda names: place_part(names, part)


FEATURES: tuple[Feature, ...] = (
    Feature("place", Text("地名归一形式", "name of a place in one writing"), PLACES, _of("name")),
    Feature(
        "stem",
        Text("地名主干（不含区划、分店、分期）", "name of a place without region, branch and phase"),
        PLACES,
        _of("stem"),
    ),
)
