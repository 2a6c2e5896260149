"""Opening, update cycle, day of publication, secrecy and level."""

from __future__ import annotations

from collections.abc import Iterator

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.rules.filling import GUIDE, WAYS
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.standards.resource import UpdateCycle
from govclean.values.date_reading import read_date
from govclean.wording import Text

OPEN_FLAG = CatalogRule(
    "catalog.open_flag",
    Text("是否向社会开放不在值域内", "open to the public: neither yes nor no"),
    Text("“{words}”不是“是”或“否”", "{words} is neither 是 nor 否"),
    Text(
        "开放属性决定资源能否进入公共数据开放平台。",
        "By it a resource goes to the open data platform, or does not.",
    ),
    Text("是否向社会开放：部分", "open: 部分"),
    Text("是否向社会开放：是；开放条件：仅开放统计汇总结果", "open: 是, on condition: aggregates only"),
    Text("填“是”或“否”。", "Write 是 or 否."),
    GUIDE,
)
OPEN_CONDITION = CatalogRule(
    "catalog.open_condition",
    Text("向社会开放没有写开放条件", "open, and no condition is stated"),
    Text("向社会开放的，须填写开放条件", "what is open needs its condition"),
    Text(
        "开放条件说明公众怎样获取、可以怎样使用。",
        "It tells the public how to get the data and what to do with them.",
    ),
    Text("是否向社会开放：是；开放条件：（空）", "open: 是, condition empty"),
    Text("是否向社会开放：是；开放条件：无条件开放，在开放平台下载", "open: 是, condition: 无条件开放"),
    Text("写明开放条件；没有限制的写“无条件开放”。", "State the condition; 无条件开放 where there is none."),
    GUIDE,
)
OPEN_NOT_SHARED = CatalogRule(
    "catalog.open_not_shared",
    Text("不予共享却向社会开放", "not shared, and yet open"),
    Text("不予部门共享的资源不能向社会开放", "what departments may not have cannot be open to the public"),
    Text(
        "开放的范围比共享更大，两项必有一错。", "Opening goes further than sharing; one of the two is wrong."
    ),
    Text("共享类型：不予共享；是否向社会开放：是", "not shared; open 是"),
    Text("共享类型：不予共享；是否向社会开放：否", "not shared; open 否"),
    Text("核对后改正其中一项。", "Find out which is right and correct the other."),
    GUIDE,
)
CYCLE = CatalogRule(
    "catalog.cycle",
    Text("更新周期不在值域内", "no such update cycle"),
    Text("“{words}”不是更新周期", "{words} is no update cycle"),
    Text("更新周期是考核时效和催报的依据。", "By the cycle a late delivery is known."),
    Text("更新周期：及时", "cycle: 及时"),
    Text("更新周期：每日", "cycle: 每日"),
    Text(
        "从实时、每日、每周、每月、每季度、每半年、每年、不定期、不更新中选择。",
        "Choose 实时, 每日, 每周, 每月, 每季度, 每半年, 每年, 不定期 or 不更新.",
    ),
    GUIDE,
)
CYCLE_FASTEST = CatalogRule(
    "catalog.cycle_fastest",
    Text("更新周期不是最快信息项的周期", "the cycle is not that of the fastest item"),
    Text(
        "更新周期为“{own}”，更新最快的信息项“{item}”为“{fastest}”",
        "the cycle is {own}, that of the fastest item {item} is {fastest}",
    ),
    Text(
        "结构化资源按更新最快的信息项确定更新周期。", "A structured resource is as fast as its fastest item."
    ),
    Text("资源：每年；信息项“缴费状态”：每月", "resource 每年, item 缴费状态 每月"),
    Text("资源：每月；信息项“缴费状态”：每月", "resource 每月, item 缴费状态 每月"),
    Text("改为最快信息项的更新周期。", "Take the cycle of the fastest item."),
    WAYS,
)
DATE = CatalogRule(
    "catalog.date",
    Text("发布日期不是 YYYY-MM-DD", "the day of publication is not YYYY-MM-DD"),
    Text("发布日期应为 YYYY-MM-DD 形式的真实日期", "the day has to be a real day written YYYY-MM-DD"),
    Text(
        "写法不一，无法排序，也无法计算是否超期。",
        "Days written otherwise cannot be put in order or counted.",
    ),
    Text("2026/3/1", "2026/3/1"),
    Text("2026-03-01", "2026-03-01"),
    Text("按建议的日期修改。", "Take the day that is suggested."),
    WAYS,
)
DATE_FUTURE = CatalogRule(
    "catalog.date_future",
    Text("发布日期晚于今天", "published in the future"),
    Text("发布日期晚于检查日 {day}", "the day of publication is after {day}"),
    Text("尚未发布的资源不应在目录中。", "What is not published yet does not belong in the directory."),
    Text("2062-03-01", "2062-03-01"),
    Text("2026-03-01", "2026-03-01"),
    Text("改为实际发布日期。", "Write the day of publication."),
    GUIDE,
    "warning",
)
SECRET = CatalogRule(
    "catalog.secret",
    Text("涉密资源进入了非涉密目录", "a secret resource in a directory that is not"),
    Text(
        "涉密资源不得编入非涉密平台的目录",
        "a secret resource must not stand in a directory that is not secret",
    ),
    Text(
        "涉密资源的目录须在涉密网络单独编制，条目本身也可能泄密。",
        "Its directory is kept on a secret network; the entry itself may tell too much.",
    ),
    Text("涉密属性：涉密", "secrecy: 涉密"),
    Text("（删去该条目）", "(the entry is taken away)"),
    Text("立即从本目录删去，按保密规定处理。", "Take it away at once and follow the rules of secrecy."),
    f"{GUIDE}；中华人民共和国保守国家秘密法",
)
ATTRIBUTE = CatalogRule(
    "catalog.attribute",
    Text("涉密属性或层级属性不在值域内", "no such secrecy or level"),
    Text("“{words}”不在“{field}”的值域内", "{words} is no word of {field}"),
    Text("四种分类之二：涉密属性、层级属性。", "Two of the four classifications of the guide."),
    Text("层级属性：局级", "level: 局级"),
    Text("层级属性：市级", "level: 市级"),
    Text("从值域中选择。", "Choose a word of the list."),
    GUIDE,
)

RULES: tuple[CatalogRule, ...] = (
    OPEN_FLAG, OPEN_CONDITION, OPEN_NOT_SHARED, CYCLE, CYCLE_FASTEST, DATE, DATE_FUTURE, SECRET, ATTRIBUTE,
)  # fmt: skip

SPEED: tuple[UpdateCycle, ...] = (
    "realtime", "daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly",
)  # fmt: skip
"""The cycles that follow a clock, fastest first."""


def opening(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield an open flag that is none, a missing condition, an open resource that is not shared."""
    written = entry.written.open
    if written.flag.strip() and entry.open is None:
        yield OPEN_FLAG.fault("open", "flag", value=written.flag, words=written.flag)
    if entry.open:
        if not written.condition.strip() or around.is_placeholder(written.condition):
            yield OPEN_CONDITION.fault("open", "condition", value=written.condition)
        if entry.share_type == "not_shared":
            yield OPEN_NOT_SHARED.fault("open", "flag", value=written.flag)


def cycle(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a cycle that is none, or another than that of the fastest item."""
    words = entry.written.update_cycle
    if words.strip() and entry.update_cycle is None and not around.is_placeholder(words):
        yield CYCLE.fault("update_cycle", value=words, words=words)
    for number, item in enumerate(entry.items):
        own = item.written.update_cycle
        if own.strip() and item.update_cycle is None:
            yield CYCLE.fault("items", number, "update_cycle", value=own, words=own)
    clocked = [(SPEED.index(item.update_cycle), item) for item in entry.items if item.update_cycle in SPEED]
    if entry.update_cycle is None or not clocked:
        return
    speed, fastest = min(clocked, key=lambda one: one[0])
    own_speed = SPEED.index(entry.update_cycle) if entry.update_cycle in SPEED else len(SPEED)
    all_said = all(item.update_cycle for item in entry.items)
    if speed < own_speed or (speed > own_speed and all_said):
        label = around.domains.cycle.label
        facts = {"own": label(entry.update_cycle), "item": fastest.title, "fastest": label(SPEED[speed])}
        yield CYCLE_FASTEST.fault("update_cycle", value=words, suggestion=label(SPEED[speed]), **facts)


def published(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a day of publication that is none, or in the future."""
    words = entry.written.published_on
    if not words.strip() or around.is_placeholder(words):
        return
    if entry.published_on is None:
        yield DATE.fault("published_on", value=words, suggestion=_day_meant(words))
    elif entry.published_on > around.day:
        yield DATE_FUTURE.fault("published_on", value=words, day=around.day.isoformat())


def attributes(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a secret resource, and words for secrecy and level that are none."""
    if entry.secret:
        yield SECRET.fault("secrecy", value=entry.written.secrecy)
    for key, domain in (("secrecy", around.domains.secrecy), ("level", around.domains.level)):
        words = str(getattr(entry.written, key))
        if words.strip() and not domain.meant(words):
            yield ATTRIBUTE.fault(key, value=words, words=words, field=_ATTRIBUTES[key])


def _day_meant(words: str) -> str:
    found = read_date(words)
    return f"{found[0]:%Y-%m-%d}" if found is not None and found[1] >= 3 else ""


_ATTRIBUTES = {"secrecy": Text("涉密属性", "secrecy"), "level": Text("层级属性", "level")}

CHECKS: tuple[Check, ...] = (opening, cycle, published, attributes)
