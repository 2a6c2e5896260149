"""Statistical zones: development zones and the like that GB/T 2260 does not know, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from govclean.values.tables import read_table


def written_zones(
    cities: Mapping[str, str],
) -> Iterator[tuple[str, str, str, frozenset[str], frozenset[str]]]:
    """Yield of each zone its code, label, city, the names that are its own, and those that need its city before them.

    `高新区` is plain: every large city has one. `郑州高新区` and `航空港区` are its own.

    Args:
        cities: labels of the current cities by code.
    """
    rows = read_table("stats_county_only").rows.to_pydict()
    for code, label, parent, listed in zip(
        rows["code"], rows["label"], rows["parent"], rows["aliases"], strict=True
    ):
        city = cities.get(parent, label)
        if city != label:
            own = {label, *(alias for alias in listed.split(";") if re.fullmatch("[一-鿿]{3,}", alias))}
            own |= {_without(text, city) for text in own}
            plain = {text for text in own if text in _PLAIN} | _plain_words(_without(label, city))
            own |= {f"{stem}{text}" for stem in (city, city[:-1]) for text in plain}
            yield code, label, parent, frozenset(own - plain), frozenset(plain)


def _without(text: str, city: str) -> str:
    """Return a zone's name without its province's or city's name in front, if enough is left."""
    bare = re.sub(f"^(?:[一-鿿]{{2,3}}(?={city[:-1]}))?{city[:-1]}市?", "", text)
    return bare if len(bare) > 2 else text


def _plain_words(bare: str) -> frozenset[str]:
    return next((words for words in _KINDS if bare in words), frozenset())


_KINDS = (
    frozenset(
        ["高新区", "高新技术产业开发区", "高新技术开发区", "高新技术产业园区", "高新技术产业区", "高新开发区"]
    ),
    frozenset(["经开区", "经济技术开发区", "经济开发区", "经济技术产业开发区", "经济技术区"]),
    frozenset(["城乡一体化示范区", "一体化示范区", "示范区"]),
    frozenset(["工业园区", "工业园"]),
)
_PLAIN = frozenset().union(*_KINDS)
