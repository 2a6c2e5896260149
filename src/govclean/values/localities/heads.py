"""The head of each address: the row of division names it starts with, found for all rows at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from govclean.values.localities.folding import Flags, Folded, Places
from govclean.values.localities.gazetteer import Name, gazetteer
from govclean.values.localities.lookup import NameTable, Stretches, flags_of
from govclean.values.localities.resolving import Resolution, resolve, the_one

_KNOWN: dict[int, tuple[int, Resolution]] = {}
_MOST_KNOWN = 200_000
_MOST_NAMES = 9  # 河南省郑州市金水区 three times over


@dataclass(frozen=True, slots=True)
class Heads:
    """What the heads of a block say.

    Args:
        resolutions: the distinct ones.
        of: which of them each row has.
        ends: where the local part of each row starts.
    """

    resolutions: list[Resolution]
    of: NDArray[np.int64]
    ends: Places


@dataclass(frozen=True, slots=True)
class Block:
    """The folded characters of a block with their stretches and where blanks end."""

    folded: Folded
    stretches: Stretches
    after_blanks: Places

    @classmethod
    def of(cls, folded: Folded) -> Block:
        """Return a block ready for looking names up."""
        size = len(folded.codes)
        blank = _blanks()[np.minimum(folded.codes, 0xFFFF)]
        minus = np.flatnonzero(folded.codes[:-1] == ord("-"))
        blank[minus[_digits()[np.minimum(folded.codes[minus + 1], 0xFFFF)]]] = False  # -1层
        here = np.append(np.where(blank, size, np.arange(size)), size)
        following = np.minimum.accumulate(here[::-1])[::-1]
        return cls(folded, Stretches(folded.codes), following)

    def skip_blanks(self, places: Places, limits: Places) -> Places:
        """Return the next places that are no blank, not beyond the ends of the values."""
        return np.minimum(self.after_blanks[places], limits)


def read_heads(block: Block) -> Heads:
    """Return what division names each value starts with and what they stand for."""
    limits = block.folded.starts[1:]
    names, ends = _tokens(block, limits)
    keys = np.zeros(len(limits), np.uint64)
    for column in names.T:
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + (column + 2).astype(np.uint64)
    distinct, first, of = np.unique(keys, return_index=True, return_inverse=True)
    read = [_resolved(key, names[row]) for key, row in zip(distinct.tolist(), first.tolist(), strict=True)]
    consumed = np.array([count for count, _ in read], np.int64)[of]
    return Heads([known for _, known in read], of, ends[np.arange(len(limits)), consumed])


def _resolved(key: int, names: NDArray[np.int64]) -> tuple[int, Resolution]:
    """Return `resolve` of a row of names, kept under its 64-bit key."""
    found = _KNOWN.get(key)  # taken once: another thread may clear what is known at any time
    if found is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        consumed, known = resolve(names[names >= 0].tolist())
        found = _KNOWN[key] = consumed, the_one(known)
    return found


def _tokens(block: Block, limits: Places) -> tuple[NDArray[np.int64], Places]:
    """Return the numbers of the names (rows × names, -1 where there is none) and where each ends."""
    rows = len(limits)
    names = np.full((rows, _MOST_NAMES), -1, np.int64)
    ends = np.repeat(block.skip_blanks(block.folded.starts[:-1], limits)[:, None], _MOST_NAMES + 1, 1)
    active = np.arange(rows)
    for step in range(_MOST_NAMES):
        begins = ends[active, step]
        found, after = _names_at(block, begins, limits[active])
        active, found, after = active[found >= 0], found[found >= 0], after[found >= 0]
        if not active.size:
            break
        names[active, step] = found
        ends[active, step + 1 :] = block.skip_blanks(after, limits[active])[:, None]
    return names, ends


def _names_at(block: Block, begins: Places, limits: Places) -> tuple[NDArray[np.int64], Places]:
    """Return the longest division name at each place, unless what follows shows that it is another word."""
    found, after = _division_names().longest(block.stretches, begins, limits)
    _give_back(block, found, after, limits)
    met = np.flatnonzero(found >= 0)
    followers = np.where(_written_short()[found[met]], 1, np.where(_ends_in_city()[found[met]], 2, 0))
    for kind, table in ((1, _after_short()), (2, _after_city())):
        rows = met[followers == kind]
        if rows.size:
            blocked, word_ends = table.longest(block.stretches, after[rows], limits[rows])
            rows, word_ends = rows[blocked == _STOP], word_ends[blocked == _STOP]
            _, next_ends = _division_names().longest(block.stretches, after[rows], limits[rows])
            found[rows[next_ends <= word_ends]] = -1  # 武汉 江岸, though 江 alone would make a name go on
    return found, after


def _give_back(block: Block, found: NDArray[np.int64], after: Places, limits: Places) -> None:
    """Read 济南市中区 as 济南 市中区: a city in its short form gives the 市 back to its district."""
    rows = np.flatnonzero((found >= 0) & (_without_city_sign()[found] >= 0))
    district, _ = _districts_from_city().longest(block.stretches, after[rows] - 1, limits[rows])
    own = (district >= 0) & (_city_of_districts()[district] == found[rows][:, None]).any(axis=1)
    rows = rows[own]
    found[rows] = _without_city_sign()[found[rows]]
    after[rows] -= 1


@cache
def _without_city_sign() -> NDArray[np.int64]:
    """Return for each name in 市 the number of the name without it; -1 for all others."""
    numbers = {name.text: number for number, name in enumerate(gazetteer().names)}
    return np.array(
        [numbers.get(name.text[:-1], -1) if name.text.endswith("市") else -1 for name in gazetteer().names]
    )


@cache
def _districts_from_city() -> NameTable:
    texts = [name.text for name in _from_city()]
    return NameTable(texts, range(len(texts)))


@cache
def _city_of_districts() -> NDArray[np.int64]:
    """Return for each of these districts the numbers of the cities that have one (districts × cities, -1 fills up)."""
    numbers = {name.text: number for number, name in enumerate(gazetteer().names)}
    cities = [
        [numbers[gazetteer().lineage(life.code)[1] or ""] for life in name.full if life.current]
        for name in _from_city()
    ]
    return np.array([(row + [-1] * len(gazetteer().names))[: max(map(len, cities))] for row in cities])


@cache
def _from_city() -> tuple[Name, ...]:
    """Return the districts whose names begin with 市: 市中区, 市北区, 市南区."""
    return tuple(
        name
        for name in gazetteer().names
        if name.text.startswith("市") and any(life.current for life in name.full)
    )


@cache
def _division_names() -> NameTable:
    names = gazetteer().names
    return NameTable([name.text for name in names], range(len(names)))


@cache
def _written_short() -> Flags:
    return np.array([not name.full and not name.filler for name in gazetteer().names])


@cache
def _ends_in_city() -> Flags:
    return np.array([name.text.endswith("市") for name in gazetteer().names])


@cache
def _after_short() -> NameTable:
    return NameTable(list(_NOT_AFTER_SHORT), list(_NOT_AFTER_SHORT.values()))


@cache
def _after_city() -> NameTable:
    return NameTable(list(_NOT_AFTER_CITY), list(_NOT_AFTER_CITY.values()))


@cache
def _digits() -> Flags:
    return flags_of("0123456789")


@cache
def _blanks() -> Flags:
    return flags_of(" -/#,")


# What makes a short name part of another name: 南京东路, 郑州大学, 城关镇, 朝阳门, 西湖花园. But 金水 花园路.
_ROADS = ("路", "街", "大道", "大街", "巷", "道", "弄", "胡同", "公路", "高速", "环路", "马路")
_SIDED_ROADS = tuple(
    side + road for side in "东西南北中前后上下一二三四五六七八九十" for road in _ROADS if road != "道"
)
_PLACES = tuple(
    re.findall(
        r"\S+",
        "街道 社区 小区 花园 家园 广场 公寓 新村 大厦 大楼 国际 商城 市场 商场 宾馆 酒店 饭店 大酒店 大学 学院 中学 小学 "
        "学校 第一 第二 医院 公司 集团 银行 铁路 火车站 车站 机场 公园 名城 首府",
    )
)
_ALWAYS = tuple("镇乡村庄门")
_BEFORE_NUMBERS = tuple(
    f"{last}{number}"
    for last in "园苑院楼栋幢座号寨屯营店城桥站湾堡坊厦里"
    for number in "0123456789ABCD一二三四五六七八九十甲乙-(# "
)
_STOP, _PASS = 0, 1
_NOT_AFTER_SHORT = dict.fromkeys(
    [
        *(f"{place}{road}" for place in _PLACES for road in (*_ROADS, *_SIDED_ROADS)),
        *(f"{road}{office}" for road in _SIDED_ROADS for office in ("街道", "办事处")),
    ],
    _PASS,
) | dict.fromkeys((*_ROADS, *_SIDED_ROADS, *_PLACES, *_ALWAYS, *_BEFORE_NUMBERS), _STOP)
_NOT_AFTER_CITY = dict.fromkeys(
    ("场", "政府", "政大", "民广", "民中心", "民之家", "委", "立医", "立第", "区域", "际"), _STOP
)
