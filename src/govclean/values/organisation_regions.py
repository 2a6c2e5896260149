"""The regions in names of organisations: which names mean one, where one may stand, and what it is folded into.

A province, a prefecture and a city of county level are also known by their bare names (河南 for 河南省), by which
their two written forms meet. A district, a county and a banner are regions under their full names only (朝阳区,
浦东新区, 中牟县): their bare names are brands as often as not (北京朝阳…, 上海浦东…). The law says as much: 省, 市
and 县 may be left out where nobody is misled, and a district's name stands behind that of its city
(《企业名称登记管理规定》, 国务院令第734号, 2020, article 7).

A bare name that two divisions bear one of which lies in the other (吉林省 and 吉林市, 恩施州 and 恩施市) is folded
into neither. History is that of GB/T 2260: 襄樊市 is a region though it is called otherwise today.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from govclean.values.localities.gazetteer import CITY, COUNTY, PROVINCE, ZONE, Life, gazetteer, short_forms
from govclean.values.organisation_words import BRANDS_TOO


@dataclass(frozen=True, slots=True)
class Region:
    """A written name of a region.

    Args:
        becomes: the form that all writings of this region share.
        lives: the divisions it may mean; none for 中国, in which all others lie.
        needs_upper: whether it says nothing unless its city stands before it (高新区, 城区).
        needs_brand: whether it is a city of county level, whose bare name may as well be the brand (昆山科技).
    """

    text: str
    becomes: str
    lives: tuple[Life, ...] = ()
    needs_upper: bool = False
    needs_brand: bool = False


def lead(name: str) -> tuple[str, str, str]:
    """Return the regions in front of a name, joined; what follows them; the last of them if it may be a brand.

    Each region lies in the one before it.

    >>> lead("河南省郑州市金水区嵩岳商贸"), lead("河南东方科技"), lead("昆山市科技")
    (('河南郑州金水区', '嵩岳商贸', ''), ('河南', '东方科技', ''), ('昆山', '科技', '昆山'))
    """
    heads = _heads()
    found, doubtful, upper = "", "", ""
    while group := heads.get(name[:3]) or heads.get(name[:2]):
        for region in group:
            text = region.text
            if (
                name.startswith(text)
                and (_lies_in(text, upper) if upper else not region.needs_upper)
                and not (text[-1] in _GLUED and _GLUED[text[-1]].match(name, len(text)))
            ):
                break
        else:
            break
        found += region.becomes
        name = name[len(text) :]
        doubtful = region.becomes if region.needs_brand else ""
        upper = text
    return found, name, doubtful


def place(text: str) -> str:
    """Return a text that is nothing but regions in their shared form; empty for any other.

    >>> place("河南省郑州市"), place("河南嵩岳"), place("浦东")
    ('河南郑州', '', '')
    """
    regions, rest, _ = lead(text)
    return "" if rest else regions


@cache
def _lies_in(lower: str, upper: str) -> bool:
    below, above = _regions()[lower], _regions()[upper]
    if not above.lives:
        return bool(below.lives) and not below.needs_upper
    return any(one.may_stand_under(other) for one in below.lives for other in above.lives)


@cache
def _heads() -> Mapping[str, tuple[Region, ...]]:
    """Return regions by the first three characters of their names, longest first, and those of two by these.

    A name of two characters also stands at the end of every group that begins with it.
    """
    table: dict[str, list[Region]] = defaultdict(list)
    for text, region in sorted(_regions().items(), key=lambda item: (-len(item[0]), item[0])):
        table[text[:3]].append(region)
    short = {text: group for text, group in table.items() if len(text) == 2}
    return {
        head: (*group, *short.get(head[:2], ())) if len(head) > 2 else tuple(group)
        for head, group in table.items()
    }


@cache
def _regions() -> Mapping[str, Region]:
    """Return every written name of a region."""
    owners = _Owners()
    meant: dict[str, list[Life]] = defaultdict(list)
    for name in gazetteer().names:
        for life in (*name.full, *name.short):
            if name.text == life.label or _is_written(name.text, life, owners):
                meant[name.text].append(life)
    return {text: _region(text, tuple(lives), owners) for text, lives in meant.items()} | {
        "中国": Region("中国", "中国")
    }


def _is_written(text: str, life: Life, owners: _Owners) -> bool:
    """Return whether a short form stands for a region in names of organisations."""
    if life.level == ZONE:
        return not text.startswith(tuple(_cities(life)))
    if text == _bare(life):
        return owners.of(text) == life.label or (
            life.level != COUNTY and life.current and text not in BRANDS_TOO
        )
    return life.level != COUNTY or text[-1] in "县旗"


def _cities(zone: Life) -> Iterable[str]:
    labels = [gazetteer().labels.get(code, "") for code in zone.heirs]
    return [label[:-1] for label in labels if label]


def _region(text: str, lives: tuple[Life, ...], owners: _Owners) -> Region:
    level = min(life.level for life in lives)
    shared = {life.label if life.level == ZONE else owners.shared(life) for life in lives}
    bare = {_bare(life) for life in lives if life.level != ZONE}
    becomes = text if level == ZONE or text in bare or len(shared) > 1 else shared.pop()
    return Region(
        text,
        becomes,
        lives,
        needs_upper=level == ZONE or (level == COUNTY and len(text) == 2 and text.endswith("区")),
        needs_brand=level == COUNTY and becomes in bare,
    )


class _Owners:
    """Whose a bare or brief name is."""

    def __init__(self) -> None:
        lives = {life for name in gazetteer().names for life in name.full if life.level != ZONE}
        self._of_bare: dict[str, list[Life]] = defaultdict(list)
        self._of_brief: dict[str, list[Life]] = defaultdict(list)
        self._within: dict[str, set[str]] = defaultdict(set)
        for life in lives:
            self._of_bare[_bare(life)].append(life)
            self._of_brief[_brief(life)].append(life)
            self._within[life.label] |= life.parents
        self._owner = {bare: self._found(bare) for bare in self._of_bare if bare}

    def of(self, bare: str) -> str:
        """Return the label of the division that a bare name means without doubt; empty where there is none."""
        return self._owner.get(bare, "")

    def shared(self, life: Life) -> str:
        """Return the form in which all writings of a division meet."""
        bare, brief = _bare(life), _brief(life)
        if bare and self.of(bare) == life.label:
            return bare
        bearers = [other for other in self._of_brief[brief] if other.current or not life.current]
        return brief if len({other.heirs for other in bearers}) == 1 else life.label

    def _found(self, bare: str) -> str:
        claims = [life for life in self._of_bare[bare] if _may_be_bare(life)]
        claims = [life for life in claims if life.current] or claims
        level = min((life.level for life in claims), default=0)
        upper = {life.label: life for life in claims if life.level == level}
        codes = {life.code for life in claims if life.level == level}
        below: list[AbstractSet[str]] = [life.parents for life in claims if life.level > level] + [
            self._within.get(bare, frozenset())
        ]
        if len(upper) != 1 or any(codes & parents for parents in below):
            return ""
        ((label, life),) = upper.items()
        sure = level == PROVINCE or (level == CITY and label.endswith("市") and life.current)
        others = {life.label for life in self._of_bare[bare] if life.current} - {label}
        return label if sure or not others else ""


def _may_be_bare(life: Life) -> bool:
    """Return whether a division's suffix may be left out."""
    city = life.level == COUNTY and life.label.endswith("市") and life.current
    return (life.level < COUNTY or city) and _bare(life) not in BRANDS_TOO


@cache
def _bare(life: Life) -> str:
    """Return a division's name without its kind and its peoples; empty where less than two characters are left."""
    return min((form for form in short_forms(life) if form != "内蒙"), key=len, default="")


def _brief(life: Life) -> str:
    """Return an autonomous division's name without its peoples (恩施州, 彭水县), and any other's as it is."""
    kind = re.search("自治([州县旗])$", life.label)
    return f"{_bare(life)}{kind[1]}" if kind and _bare(life) else life.label


# What follows the last character of a region's name when that character belongs to the next word.
_PUBLIC_WORKS = (
    "[工建设公园养道桥集总有路环给排供热燃绿规勘材服交资基污管照水]"  # 市政工程, but 郑州市政和商贸
)
_GLUED = {
    "市": re.compile(
        f"场|政{_PUBLIC_WORKS}|民(?:之家|卡|服务|公园|广场|中心|学校)|容[环市管园监景绿保]|区(?!域)|直(?!属)|郊|委(?!员)"
        "|立(?:医|中医|第|小学|图书)|级|属(?!于)|井(?![冈陉研])|集(?![团安美贤成采中合散群结])|市(?![场政民容区直郊委立级属井集])"
    ),
    "省": re.compile(
        "级|直(?!属)|委(?!员)|立(?:医|中医|第|小学|图书)|属(?!于)|[会际钱城心事油时]|省(?![级直委立属会际钱城心事油时])"
    ),
    "区": re.compile("域|块|位"),
}
