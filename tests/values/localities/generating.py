"""Invented addresses in the ways departments write them, each with what it says.

Divisions and townships are those of the tables; roads, estates and numbers are put together from small lists of our
own. `TUNED` are the ways the parser was made for. `HELD_OUT` were written down before the parser had read them; what
they showed was then put right, so for an honest figure write new ones and look at their first reading.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from govclean.values.tables import read_table

JUDGED = ("county", "road", "house_no", "building", "unit", "floor", "room")


@dataclass(frozen=True)
class Invented:
    """An address and its truth: `division` is None where the text leaves several possible."""

    text: str
    truth: dict[str, str | None]
    form: str


@dataclass
class Draft:
    head: str
    division: str | None
    county: str | None
    local: str = ""
    truth: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class County:
    code: str
    label: str
    city: str
    province: str
    townships: tuple[str, ...]


@cache
def counties() -> tuple[County, ...]:
    rows = read_table("gbt2260").rows.to_pylist()
    labels = {row["code"]: row["label"] for row in rows if not row["valid_to"]}
    townships = defaultdict(list)
    for row in read_table("stats_12").rows.to_pylist():
        if row["label"].endswith(("街道", "镇", "乡")):
            townships[row["parent"]].append(row["label"])
    listed = []
    for row in rows:
        code, parent = row["code"], row["parent"]
        if not row["valid_to"] and not code.endswith("00") and townships[code]:
            city = "" if parent.endswith("0000") else labels[parent]
            listed.append(County(code, row["label"], city, labels[code[:2] + "0000"], tuple(townships[code])))
    return tuple(listed)


@cache
def bearers() -> dict[str, tuple[County, ...]]:
    """All counties of one name."""
    named = defaultdict(list)
    for county in counties():
        named[county.label].append(county)
    return {label: tuple(found) for label, found in named.items()}


@cache
def retired() -> tuple[tuple[str, str, str], ...]:
    """Retired county names with exactly one successor, which is current: what is written, code and name today."""
    rows = read_table("gbt2260").rows.to_pylist()
    current = {row["code"]: row["label"] for row in rows if not row["valid_to"]}
    parents = {row["code"]: row["label"] for row in rows}
    found = []
    for row in rows:
        heir = row["successors"]
        fresh = (
            row["valid_to"] >= "2005" and row["label"][-1] in "县市区旗" and row["label"] != current.get(heir)
        )
        if fresh and heir in current and not row["code"].endswith("00") and row["parent"] in current:
            found.append((parents[row["parent"]] + row["label"], heir, current[heir]))
    return tuple(found)


# --- heads ------------------------------------------------------------------------------------------


def full(rng: random.Random, county: County) -> Draft:
    return Draft(f"{county.province}{county.city}{county.label}", county.code, county.label)


def without_province(rng: random.Random, county: County) -> Draft:
    return Draft(f"{county.city or county.province}{county.label}", county.code, county.label)


def without_city(rng: random.Random, county: County) -> Draft:
    same = [other for other in bearers()[county.label] if other.province == county.province]
    return Draft(f"{county.province}{county.label}", county.code if len(same) == 1 else None, county.label)


def only_county(rng: random.Random, county: County) -> Draft:
    return Draft(county.label, county.code if len(bearers()[county.label]) == 1 else None, county.label)


def shared_name(rng: random.Random, county: County) -> Draft:
    """A county's name alone that several counties bear: 朝阳区, 鼓楼区."""
    label = rng.choice(sorted(label for label, found in bearers().items() if len(found) > 1))
    return Draft(label, None, label)


def short(rng: random.Random, county: County) -> Draft:
    province = short_name(county.province)
    return Draft(f"{province}{short_name(county.city)}{county.label}", county.code, county.label)


def all_short(rng: random.Random, county: County) -> Draft:
    bare = county.label[:-1] if county.label[-1] in "区县市" and len(county.label) > 2 else county.label
    bare = county.label if "自治" in bare else bare
    return Draft(f"{short_name(county.province)}{short_name(county.city)}{bare}", county.code, county.label)


def repeated(rng: random.Random, county: County) -> Draft:
    upper = f"{county.province}{county.city}"
    return Draft(
        f"{upper}{rng.choice((upper, county.city or upper))}{county.label}", county.code, county.label
    )


def twice(rng: random.Random, county: County) -> Draft:
    whole = f"{county.province}{county.city}{county.label}"
    return Draft(whole * 2, county.code, county.label)


def blanks(rng: random.Random, county: County) -> Draft:
    sign = rng.choice((" ", "，", "　", "-", "/"))
    return Draft(
        sign.join(
            part for part in (county.province, county.city, county.label, "") if part is not None
        ).replace(sign * 2, sign),
        county.code,
        county.label,
    )


def formerly(rng: random.Random, county: County) -> Draft:
    return Draft(*rng.choice(retired()))


def short_name(label: str) -> str:
    for province in ("内蒙古", "广西", "西藏", "宁夏", "新疆"):
        if label.startswith(province):
            return province
    if label.endswith("自治州"):
        return label
    return label[:-1] if label[-1:] in {"省", "市"} else label


def words(listed: str) -> list[str]:
    return listed.split()


# --- local parts ------------------------------------------------------------------------------------

ROAD_STEMS = words(
    "花园 公园 建设 人民 五一 二七 三里 学院 东风 南阳 城东 工人 文化 大学 经三 纬五 黄河 长江 中原 嵩山 陇海 "
    "航海 农业 红旗 解放 和平 胜利 新华 友谊 青年 育才 康复 玉凤 金穗 金水 商城 顺河 兴隆 太康 杜岭 八一 四季 九州 "
    "千禧 朝阳 高新 迎宾 站前 环城 滨河 沿江 北京 南京 上海 西关 中兴 百花 松柏 竹林 "
    "清风 明月 望湖 凤凰 龙门 大寨 小营 里仁 坊前 府前 园田 苑陵 村前"
)
ROAD_KINDS = words("路 路 路 路 街 大道 大街 东路 西路 南街 北路 中路 巷 胡同 一路 二街 路南段 环路")
ESTATE_STEMS = words(
    "阳光 金水湾 天明 锦绣 翠竹 紫荆 绿城百合 万和 建业 怡丰 银基 康桥 正商 英协 曼哈顿 东方明珠 滨河 和谐 鑫苑 名门 世纪 "
    "龙湖 清华 翰林 帝湖 普罗旺世 南阳 北辰 中海 五福 三江 九龙 盛世"
)
ESTATE_KINDS = words("小区 小区 花园 家园 公寓 新村 苑 花苑 嘉园 山庄 家属院 华庭")
TOWER_KINDS = words("大厦 广场 国际大厦 商务中心")
HAN = "〇一二三四五六七八九"


def road(rng: random.Random) -> str:
    return rng.choice(ROAD_STEMS) + rng.choice(ROAD_KINDS)


def housing(rng: random.Random) -> str:
    return rng.choice(ESTATE_STEMS) + rng.choice(ESTATE_KINDS)


def number(rng: random.Random, most: int) -> int:
    return rng.randint(1, most)


def in_han(value: int) -> str:
    tens, ones = divmod(value % 100, 10)
    text = f"{HAN[value // 100]}百" if value >= 100 else ""
    if tens:
        text += f"{'' if tens == 1 and value < 100 else HAN[tens]}十"
    elif value >= 100 and ones:
        text += "零"
    return text + (HAN[ones] if ones else "")


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char in "0123456789#-" else char for char in text)


def house_only(rng: random.Random, draft: Draft) -> None:
    name, value = road(rng), number(rng, 300)
    written = rng.choice((f"{value}号", f"{value}号", in_han(value) + "号", f"{value}#", f"{value}"))
    draft.local += name + written
    draft.truth |= {"road": name, "house_no": f"{value}号"}


def special_house(rng: random.Random, draft: Draft) -> None:
    name, value, branch = road(rng), number(rng, 300), number(rng, 9)
    written, truth = rng.choice(
        (
            (f"{value}-{branch}号", f"{value}-{branch}号"),
            (f"{value}号附{branch}号", f"{value}号附{branch}号"),
            (f"{value}附{branch}号", f"{value}号附{branch}号"),
            (f"甲{value}号", f"甲{value}号"),
            (f"{value}弄{branch}号", f"{value}弄{branch}号"),
            (f"{in_han(value)}号院", f"{value}号院"),
        )
    )
    draft.local += name + written
    draft.truth |= {"road": name, "house_no": truth}


def yard(rng: random.Random, draft: Draft) -> None:
    name, value = road(rng), number(rng, 300)
    draft.local += f"{name}{value}号院"
    draft.truth |= {"road": name, "house_no": f"{value}号院"}
    inside(rng, draft)


def estate(rng: random.Random, draft: Draft) -> None:
    if rng.random() < 0.6:
        house_only(rng, draft)
        if draft.truth["house_no"] and draft.local[-1] in "0123456789":
            draft.local += "号"
    draft.local += housing(rng)
    inside(rng, draft)


def tower(rng: random.Random, draft: Draft) -> None:
    house_only(rng, draft)
    if draft.local[-1] in "0123456789":
        draft.local += "号"
    storey, door = number(rng, 30), number(rng, 20)
    draft.local += rng.choice(ESTATE_STEMS) + rng.choice(TOWER_KINDS)
    if rng.random() < 0.5:
        letter = rng.choice("ABC")
        draft.local += f"{letter}座"
        draft.truth["building"] = f"{letter}座"
    written = rng.choice((f"{storey}层", f"{storey}楼", f"{in_han(storey)}楼"))
    draft.local += f"{written}{storey}{door:02}{rng.choice(('室', '号', ''))}"
    draft.truth |= {"floor": f"{storey}层", "room": f"{storey}{door:02}室"}


def village(rng: random.Random, draft: Draft) -> None:
    group, value = number(rng, 12), number(rng, 99)
    stem = rng.choice(words("张 李 赵 大王 小刘 东陈 后马 上孟 柳林 石桥"))
    kind = rng.choice(words("村 庄村 村委会 村民委员会 行政村 社区 社区居委会"))
    draft.local += f"{stem}{kind}{rng.choice((f'{group}组', f'{in_han(group)}组', ''))}{value}号"
    draft.truth |= {"house_no": f"{value}号"}


def inside(rng: random.Random, draft: Draft) -> None:
    block, part, storey, door = number(rng, 60), number(rng, 5), number(rng, 9), number(rng, 4)
    room = f"{storey}{door:02}"
    style = rng.randrange(7)
    building = rng.choice(
        (f"{block}号楼", f"{block}号楼", f"{block}栋", f"{block}幢", f"{block}#楼", f"{in_han(block)}号楼")
    )
    unit = rng.choice((f"{part}单元", f"{in_han(part)}单元"))
    tail = rng.choice((f"{room}室", f"{room}", f"{room}号", f"{room}房"))
    written = (
        building,
        f"{building}{unit}{tail}",
        f"{building}{unit}{storey}{rng.choice('层楼')}{tail}",
        f"{block}-{part}-{room}",
        f"{building}{part}-{room}",
        f"{building}{tail}",
        f"{building} {unit} {room}室",
    )[style]
    draft.local += written
    draft.truth["building"] = f"{block}号楼"
    draft.truth["unit"] = f"{part}单元" if style in {1, 2, 3, 4, 6} else None
    draft.truth["floor"] = f"{storey}层" if style == 2 else None
    draft.truth["room"] = None if style == 0 else f"{room}室"


# --- held out ---------------------------------------------------------------------------------------


def middle_section(rng: random.Random, draft: Draft) -> None:
    name, value = f"{rng.choice(ROAD_STEMS)}路中段", number(rng, 200)
    draft.local += f"{name}{value}号"
    draft.truth |= {"road": name, "house_no": f"{value}号"}


def remark_between(rng: random.Random, draft: Draft) -> None:
    name, value = road(rng), number(rng, 200)
    draft.local += f"{name}（{road(rng)}口）{value}号"
    draft.truth |= {"road": name, "house_no": f"{value}号"}


def ordinal(rng: random.Random, draft: Draft) -> None:
    block, part = number(rng, 30), number(rng, 4)
    draft.local += f"{housing(rng)}第{block}栋第{part}单元{part}01房"
    draft.truth |= {"building": f"{block}号楼", "unit": f"{part}单元", "room": f"{part}01室"}


def hash_chain(rng: random.Random, draft: Draft) -> None:
    name, value, block = road(rng), number(rng, 200), number(rng, 30)
    draft.local += f"{name}{value}号{block}#-2-{number(rng, 9)}02"
    draft.truth |= {"road": name, "house_no": f"{value}号", "building": f"{block}号楼", "unit": "2单元"}
    draft.truth["room"] = f"{draft.local.rsplit('-', 1)[1]}室"


def door_side(rng: random.Random, draft: Draft) -> None:
    block, storey = number(rng, 30), number(rng, 9)
    side = rng.choice(("东户", "西户"))
    draft.local += f"{housing(rng)}{block}号楼2单元{storey}楼{side}"
    draft.truth |= {"building": f"{block}号楼", "unit": "2单元", "floor": f"{storey}层", "room": side}


def shop_below(rng: random.Random, draft: Draft) -> None:
    name, value = road(rng), number(rng, 200)
    draft.local += f"{name}{value}号{rng.choice(ESTATE_STEMS)}广场负一层B{value}号"
    draft.truth |= {"road": name, "house_no": f"{value}号", "floor": "-1层", "room": f"B{value}室"}


def inner_yard(rng: random.Random, draft: Draft) -> None:
    name, value, block = road(rng), number(rng, 200), number(rng, 20)
    draft.local += f"{name}{value}号院内{block}号楼{block}单元附1号"
    draft.truth |= {
        "road": name,
        "house_no": f"{value}号院",
        "building": f"{block}号楼",
        "unit": f"{block}单元",
    }


def phase(rng: random.Random, draft: Draft) -> None:
    block = number(rng, 30)
    draft.local += f"{housing(rng)}{rng.choice(('二期', 'A区', '东区'))}{block}号楼3-{block}01"
    draft.truth |= {"building": f"{block}号楼", "unit": "3单元", "room": f"{block}01室"}


def crossing(rng: random.Random, draft: Draft) -> None:
    first = road(rng)
    draft.local += f"{first}与{road(rng)}交叉口{rng.choice(('东北角', '向南50米路西', '西侧'))}"
    draft.truth |= {"road": first}


def long_dashes(rng: random.Random, draft: Draft) -> None:
    name, value, block = road(rng), number(rng, 200), number(rng, 20)
    draft.local += f"{name}{value}号院{block}—1—{number(rng, 9)}03"
    draft.truth |= {"road": name, "house_no": f"{value}号院", "building": f"{block}号楼", "unit": "1单元"}
    draft.truth["room"] = f"{draft.local.rsplit('—', 1)[1]}室"


def own_part(rng: random.Random, draft: Draft) -> None:
    block, storey = number(rng, 30), number(rng, 9)
    draft.local += f"{housing(rng)}（东区）{block}号楼2单元{storey}楼{storey}01"
    draft.truth |= {
        "building": f"{block}号楼",
        "unit": "2单元",
        "floor": f"{storey}层",
        "room": f"{storey}01室",
    }


def lettered_room(rng: random.Random, draft: Draft) -> None:
    name, value = road(rng), number(rng, 200)
    draft.local += f"{name}{value}号{rng.choice(ESTATE_STEMS)}大厦写字楼B座12A05室"
    draft.truth |= {"road": name, "house_no": f"{value}号", "building": "B座", "room": "12A05室"}


def branch_lane(rng: random.Random, draft: Draft) -> None:
    name, house = road(rng), f"{number(rng, 200)}弄{number(rng, 20)}支弄5号"
    draft.local += f"{name}{house}302室"
    draft.truth |= {"road": name, "house_no": house, "room": "302室"}


def sub_number(rng: random.Random, draft: Draft) -> None:
    name, house = road(rng), f"{number(rng, 200)}号之{number(rng, 9)}"
    draft.local += f"{name}{house}"
    draft.truth |= {"road": name, "house_no": house}


def crossing_and_estate(rng: random.Random, draft: Draft) -> None:
    name, block = road(rng), number(rng, 30)
    draft.local += f"{name}交{road(rng)}向北200米{housing(rng)}{block}号楼"
    draft.truth |= {"road": name, "building": f"{block}号楼"}


def ward(rng: random.Random, draft: Draft) -> None:
    name, value, storey = road(rng), number(rng, 200), number(rng, 9)
    draft.local += f"{name}{value}号人民医院住院部{storey}楼"
    draft.truth |= {"road": name, "house_no": f"{value}号", "floor": f"{storey}层"}


def side_unit(rng: random.Random, draft: Draft) -> None:
    block = number(rng, 30)
    draft.local += f"{housing(rng)}{block}号楼东单元三楼西户"
    draft.truth |= {"building": f"{block}号楼", "unit": "东单元", "floor": "3层", "room": "西户"}


Head = Callable[[random.Random, County], Draft]
Local = Callable[[random.Random, Draft], None]
HEADS: tuple[Head, ...] = (
    full, full, without_province, without_province, without_city, only_county, short, all_short, repeated, twice, blanks,
    formerly,
    shared_name,
)  # fmt: skip
TUNED: tuple[Local, ...] = (house_only, special_house, yard, yard, estate, estate, tower, village)
HELD_OUT: tuple[Local, ...] = (
    middle_section, remark_between, ordinal, hash_chain, door_side, shop_below, inner_yard, phase, crossing, long_dashes,
    own_part, lettered_room, branch_lane, sub_number, crossing_and_estate, ward, side_unit,
)  # fmt: skip


def generate(count: int, seed: int, forms: tuple[Local, ...] = TUNED) -> list[Invented]:
    """Return `count` addresses; the same seed gives the same ones."""
    rng = random.Random(seed)
    return [_one(rng, forms) for _ in range(count)]


def _one(rng: random.Random, forms: tuple[Local, ...]) -> Invented:
    county, write_head, write_local = rng.choice(counties()), rng.choice(HEADS), rng.choice(forms)
    draft = write_head(rng, county)
    if write_head is shared_name and rng.random() < 0.5:
        county = rng.choice(bearers()[draft.head])
        _add_township(rng, draft, county)
    elif write_head not in {formerly, shared_name} and rng.random() < 0.5:
        _add_township(rng, draft, county)
    write_local(rng, draft)
    text = draft.head + draft.local
    style = rng.random()
    text = wide(text) if style < 0.08 else text
    text = f"{text}{rng.choice(('（临时）', '(原纺织厂)', '【暂住】'))}" if style > 0.92 else text
    truth = {name: draft.truth.get(name) for name in JUDGED} | {
        "division": draft.division,
        "county": draft.county,
    }
    return Invented(text, truth, f"{write_head.__name__}/{write_local.__name__}")


def _add_township(rng: random.Random, draft: Draft, county: County) -> None:
    """Write a township; it may be what tells counties of one name apart."""
    name = rng.choice(county.townships)
    draft.head += name
    if draft.division is None:
        having = [other for other in bearers()[county.label] if name in other.townships]
        draft.division = county.code if len(having) == 1 else None
