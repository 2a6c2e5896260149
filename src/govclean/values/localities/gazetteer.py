"""The names of divisions of every period: what each may stand for, under which parent, and what it is today.

Divisions and their history are GB/T 2260 (`gbt2260.csv`); townships and statistical zones (development zones that
GB/T 2260 does not know) are the statistical table (`stats_12.csv`, `stats_county_only.csv`).

A *life* is a code under one name: 410306 吉利区 (1983–2021) is one, and its heir is 410308 孟津区.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from govclean.values.localities.zones import written_zones
from govclean.values.tables import read_table

PROVINCE, CITY, COUNTY, ZONE = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Life:
    """One code under one name, and the current codes that came of it.

    Args:
        level: 1 province, 2 city, 3 county, 4 statistical zone.
        parents: the codes that stood above it, and their provinces.
        heirs: itself while current; otherwise the current codes that took it over as a whole, maybe none.
    """

    code: str
    label: str
    level: int
    parents: frozenset[str]
    current: bool
    heirs: tuple[str, ...]

    def may_stand_under(self, upper: Life) -> bool:
        """Return whether an address may name this division right after the upper one."""
        return upper.level < self.level and (
            upper.code in self.parents or not self.parents.isdisjoint(upper.heirs)
        )


@dataclass(frozen=True, slots=True)
class Name:
    """A written name: the lives it may mean in full, and those it is short for (金水 for 金水区)."""

    text: str
    full: tuple[Life, ...] = ()
    short: tuple[Life, ...] = ()

    @property
    def filler(self) -> bool:
        """Whether it is a heading of the code table that people copy (市辖区) and says nothing."""
        return not self.full and not self.short


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, and the divisions by code.

    Args:
        labels: the name of every current division.
        parents: what stands above it.
        heirs: of every code there ever was, the current codes it stands for.
    """

    names: tuple[Name, ...]
    labels: dict[str, str] = field(repr=False)
    parents: dict[str, str] = field(repr=False)
    heirs: dict[str, tuple[str, ...]] = field(repr=False)

    def lineage(self, code: str) -> tuple[str | None, str | None, str | None]:
        """Return the current names of province, city and county of a current code.

        A municipality's districts and counties directly under a province have no city.
        """
        province = self.labels.get(code[:2] + "0000")
        if code.endswith("0000"):
            return province, None, None
        if code.endswith("00"):
            return province, self.labels[code], None
        parent = self.parents[code]
        return province, None if parent.endswith("0000") else self.labels[parent], self.labels[code]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, built when first asked for."""
    lives = list(_lives())
    current = {life.code: life for life in lives if life.current}
    full: dict[str, list[Life]] = defaultdict(list)
    short: dict[str, list[Life]] = defaultdict(list)
    for life in lives:
        full[life.label].append(life)
        for text in short_forms(life):
            short[text].append(life)
    for code, label, city, own, plain in written_zones({code: life.label for code, life in current.items()}):
        zone = Life(code, label, ZONE, _with_provinces([city]), current=True, heirs=(city,))
        for text in own:
            full[text].append(zone)
        for text in plain:
            short[text].append(zone)
    texts = sorted({*full, *short, *FILLERS, *COUNTRY})
    return Gazetteer(
        tuple(Name(text, tuple(full.get(text, ())), tuple(short.get(text, ()))) for text in texts),
        {code: life.label for code, life in current.items()},
        {code: max(life.parents, default="") for code, life in current.items()},
        _all_heirs(lives),
    )


def _all_heirs(lives: list[Life]) -> dict[str, tuple[str, ...]]:
    heirs: dict[str, tuple[str, ...]] = {}
    for life in lives:
        heirs[life.code] = tuple(sorted({*heirs.get(life.code, ()), *life.heirs}))
    return heirs


def short_forms(life: Life) -> tuple[str, ...]:
    """Return what people write for a division without its kind: 河南, 恩施州, 彭水县, 金水.

    >>> short_forms(Life("500243", "彭水苗族土家族自治县", 3, frozenset(), True, ()))
    ('彭水', '彭水县', '彭水自治县', '彭水苗族土家族', '彭水苗族土家族县')
    """
    bare = _KIND[life.level].sub("", life.label)
    plain = _PEOPLES.sub("", bare) or bare
    forms = {bare, plain}
    if kind := re.search("自治(.)$", life.label):
        forms |= {f"{stem}{mark}{kind[1]}" for stem in (bare, plain) for mark in ("", "自治")}
    if life.level == PROVINCE:
        forms |= {
            f"{plain}{kind}" for kind in ("省", "市", "自治区", "特别行政区") if life.label.endswith(kind)
        }
        forms |= {"内蒙"} if plain == "内蒙古" else set()
    return tuple(sorted(form for form in forms if len(form) > 1 and form != life.label))


def _with_provinces(parents: Iterable[str]) -> frozenset[str]:
    known = {parent for parent in parents if parent}
    return frozenset(known | {f"{parent[:2]}0000" for parent in known})


@dataclass(frozen=True, slots=True)
class _Period:
    """One line of the code table: a code under one name and one parent, from a year to before a year."""

    label: str
    parent: str
    since: str
    until: str
    heirs: tuple[str, ...]


def _lives() -> Iterator[Life]:
    """Yield every code under each of its names, the periods of one name joined."""
    periods = _periods()
    for code, lines in periods.items():
        for label in dict.fromkeys(line.label for line in lines):
            named = [line for line in lines if line.label == label]
            lives_on = any(not line.until for line in named)
            yield Life(
                code,
                label,
                PROVINCE if code.endswith("0000") else CITY if code.endswith("00") else COUNTY,
                _with_provinces(line.parent for line in named),
                lives_on,
                (code,) if lives_on else _heirs(periods, code, named[-1]),
            )


def _periods() -> dict[str, list[_Period]]:
    rows = read_table("gbt2260").rows
    columns = ("code", "label", "parent", "valid_from", "valid_to", "successors")
    periods: dict[str, list[_Period]] = defaultdict(list)
    for code, label, parent, since, until, heirs in zip(
        *(rows[column].to_pylist() for column in columns), strict=True
    ):
        whole = tuple(heir for heir in heirs.split(";") if heir and not heir.endswith("?"))
        periods[code].append(_Period(label, parent, since, until, whole))
    for lines in periods.values():
        lines.sort(key=lambda line: line.since)
    return periods


def _heirs(periods: dict[str, list[_Period]], code: str, last: _Period) -> tuple[str, ...]:
    """Return the current codes at the end of the line of successors.

    A code may be given again to another division (511403), so each step asks what it meant in that year.
    """
    ends: set[str] = set()
    waiting, seen = [(code, last)], {(code, last.since)}
    while waiting:
        code, line = waiting.pop()
        for heir in line.heirs or (code,):
            following = _in_year(periods.get(heir, []), line.until)
            if following and not following.until:
                ends.add(heir)
            elif following and (heir, following.since) not in seen:
                seen.add((heir, following.since))
                waiting.append((heir, following))
    return tuple(sorted(ends))


def _in_year(lines: list[_Period], year: str) -> _Period | None:
    return next(
        (line for line in lines if line.since <= year and (not line.until or year < line.until)), None
    )


FILLERS = (
    "市辖区",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "自治区直辖县级行政单位",
)
COUNTRY = ("中国", "中华人民共和国")
_KIND = {
    PROVINCE: re.compile("(?:省|市|自治区|特别行政区)$"),
    CITY: re.compile("(?:市|地区|盟|自治州|州)$"),
    COUNTY: re.compile("(?:自治县|自治旗|(?<=神农架)林区|特区|[市区县旗])$"),
}
_PEOPLE = (
    "各族 满族 回族 蒙古族 蒙古 朝鲜族 达斡尔族 鄂温克族 畲族 土家族 苗族 侗族 瑶族 壮族 仫佬族 毛南族 黎族 羌族 彝族 藏族 "
    "仡佬族 布依族 水族 哈尼族 傣族 纳西族 拉祜族 佤族 布朗族 白族 景颇族 傈僳族 独龙族 怒族 普米族 裕固族 哈萨克族 哈萨克 "
    "保安族 东乡族 撒拉族 土族 维吾尔 柯尔克孜 塔吉克 锡伯"
)
_PEOPLES = re.compile(f"(?<=..)(?:{'|'.join(_PEOPLE.split())})+$")
