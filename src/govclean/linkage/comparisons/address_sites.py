"""Which addresses are of one plot: by road and number, by estate, or by village; and which of one door on it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.comparisons.abreast import Abreast, Parts, numbers
from govclean.linkage.features.heard import heard, seen
from govclean.values.columns import Bools

_MISREAD = ("road", "estate")
_LEVELS = {"province": 2, "city": 4}


def parts_of(elements: Mapping[str, pa.StringArray]) -> Parts:
    """Return the elements of addresses as numbers, with what follows from them.

    Added: `province`, `city` of the area; `rural`, the township where it is no street office, which in a city
    is often wrong and seldom needed; how roads and estates sound and look; `is_text`.
    """
    parts = {name: numbers(texts) for name, texts in elements.items()}
    for name, digits in _LEVELS.items():
        long = pc.greater_equal(pc.utf8_length(elements["area"]), digits)
        parts[name] = numbers(pc.if_else(long, pc.utf8_slice_codeunits(elements["area"], 0, digits), ""))
    rural = pc.match_substring_regex(elements["town"], "(?:镇|乡|苏木)$")
    parts["rural"] = numbers(pc.if_else(rural, elements["town"], ""))
    for name in _MISREAD:
        distinct = elements[name].dictionary_encode()
        for how, fold in (("heard", heard), ("seen", seen)):
            parts[f"{name}_{how}"] = numbers(fold(distinct.dictionary).take(distinct.indices))
    parts["is_text"] = np.minimum(parts["text"], 1)
    return parts


def may_be_near(pairs: Abreast) -> Bools:
    """Return where two addresses share a road, an estate or a village at least by its sound or shape."""
    return pairs.equal("road_heard", "estate_heard", "village", "road_seen", "estate_seen")


def far(pairs: Abreast) -> Bools:
    """Return where two addresses are of different divisions, or of different towns of a county."""
    return pairs.differs("province", "city", "county", "rural")


def on_one_road(pairs: Abreast) -> Bools:
    """Return where two addresses, not far from each other, name one road, estate or village."""
    return pairs.equal("road", "estate", "village") & ~far(pairs)


def of_one_plot(pairs: Abreast) -> Bools:
    """Return where two addresses name one plot and nothing contradicts; one may leave out what the other gives."""
    number = pairs.equal("number") & ~pairs.differs("annex")
    other = pairs.differs("number", "annex")
    road = pairs.equal("road") & number & ~pairs.differs("section", "estate")
    estate = pairs.equal("estate") & ~pairs.differs("road", "section") & ~other
    unnumbered = pairs.neither_has("number") & pairs.neither_has("estate", "building", "road")
    village = pairs.equal("village") & ~pairs.differs("group", "road", "estate") & (number | unnumbered)
    return np.asarray((road | estate | village) & ~far(pairs))


def of_one_plot_misread(pairs: Abreast) -> Bools:
    """Return where two addresses are of one plot if one of their names, numbers or counties is a slip.

    Everything else must agree all the more: a road heard wrong has the same number; a wrong number has the same road,
    estate and door; another county, or another name of the road, has the same estate.
    """
    number = pairs.equal("number") & ~pairs.differs("annex", "section")
    road = pairs.equal("road_heard", "road_seen")
    estate = pairs.equal("estate_heard", "estate_seen")
    no_other_road, no_other_estate = road | ~pairs.differs("road"), estate | ~pairs.differs("estate")
    door = pairs.equal("building") & ~pairs.differs("unit", "floor", "room", "phase")
    within = ~far(pairs)
    by_road = road & number & no_other_estate & within
    by_estate = estate & door & no_other_road & ~pairs.differs("number", "annex") & within
    renumbered = pairs.equal("road") & pairs.equal("estate") & door & ~pairs.one_lacks("room") & within
    renamed = (
        pairs.equal("estate")
        & number
        & ~pairs.differs("province", "city")
        & (~pairs.differs("road") | within)
    )
    other_name = pairs.equal("road") & number & door & pairs.equal("room") & within
    return np.asarray(by_road | by_estate | renumbered | renamed | other_name)


def another_building(pairs: Abreast) -> Bools:
    """Return where two addresses of one plot name two buildings."""
    return pairs.differs("building", "phase")


def another_room(pairs: Abreast) -> Bools:
    """Return where two addresses of one building name two doors."""
    return pairs.differs("unit", "floor", "room")


def less_said(pairs: Abreast) -> Bools:
    """Return where one of two addresses of one plot leaves out what tells its doors apart."""
    storey = pairs.one_lacks("floor") & pairs.neither_has("room")
    return pairs.one_lacks("group", "annex", "building", "unit", "room") | storey
