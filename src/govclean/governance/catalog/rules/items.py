"""Items: what a resource is made of, and that none is shared more freely than the resource."""

from __future__ import annotations

from collections.abc import Iterator

from govclean.governance.catalog.catalog import STRICTNESS, CatalogEntry, CatalogItem
from govclean.governance.catalog.rules.filling import GUIDE
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.governance.catalog.titles import plain_title
from govclean.wording import Text

ITEM_TITLE = CatalogRule(
    "catalog.item_title",
    Text("信息项没有名称", "an item without title"),
    Text("第 {number} 个信息项没有名称", "item {number} has no title"),
    Text(
        "没有名称的信息项无法申请，也无法授权。",
        "An item without a title can neither be asked for nor granted.",
    ),
    Text("（空），C，18", "(empty), C, 18"),
    Text("公民身份号码，C，18", "公民身份号码, C, 18"),
    Text("补填中文名称，或删去空行。", "Give it its title, or take the row away."),
    GUIDE,
)
ITEM_REPEATED = CatalogRule(
    "catalog.item_repeated",
    Text("信息项重复", "an item that stands twice"),
    Text("信息项“{title}”与第 {first} 个信息项重复", "the item {title} stands already as item {first}"),
    Text(
        "同一资源的信息项重名，授权时分不清是哪一项。",
        "Where two items have one title, a grant does not say which is meant.",
    ),
    Text("联系电话、联系电话", "联系电话, 联系电话"),
    Text("联系电话、单位联系电话", "联系电话, 单位联系电话"),
    Text("删去重复项；确为两项的，用名称区分。", "Take one away; if they are two, tell them apart by title."),
    GUIDE,
)
ITEM_TYPE = CatalogRule(
    "catalog.item_type",
    Text("信息项数据类型缺失或不在值域内", "an item's data type missing or not on the list"),
    Text(
        "信息项“{title}”的数据类型“{words}”不在值域内",
        "the item {title} has the data type “{words}”, which is not on the list",
    ),
    Text(
        "类型不规范，交换平台无法自动建表。", "By another word the exchange platform cannot make the table."
    ),
    Text("数据类型：字", "data type: 字"),
    Text("数据类型：字符型C", "data type: 字符型C"),
    Text(
        "从字符型C、数值型N、货币型Y、日期型D、日期时间型T、逻辑型L、备注型M、通用型G、双精度型B、整型I、浮点型F中选择。",
        "Choose C, N, Y, D, T, L, M, G, B, I or F.",
    ),
    GUIDE,
)
ITEM_LENGTH = CatalogRule(
    "catalog.item_length",
    Text("信息项数据长度缺失或不是数字", "an item's length missing or no figure"),
    Text(
        "信息项“{title}”的数据长度“{words}”不是正整数",
        "the item {title} has the length “{words}”, which is no whole number",
    ),
    Text(
        "字符型、数值型须给出长度，否则交换时会被截断。",
        "Text and figures need a length, or they are cut off on their way.",
    ),
    Text("数据长度：18位", "length: 18位"),
    Text("数据长度：18", "length: 18"),
    Text(
        "只填数字；小数写作“总位数,小数位数”，如 18,2。",
        "Write the figure only; with decimals `total,decimals` such as 18,2.",
    ),
    GUIDE,
)
ITEM_LOOSER = CatalogRule(
    "catalog.item_looser",
    Text("信息项的共享类型宽于资源", "an item shared more freely than its resource"),
    Text("信息项“{title}”为“{own}”，资源为“{entry}”", "the item {title} is {own}, the resource {entry}"),
    Text(
        "资源整体不予共享或有条件共享时，其中的信息项不能更宽，否则等于绕过条件。",
        "Where a resource is not shared, or on a condition, its items cannot be freer: that would go round the condition.",
    ),
    Text("资源：有条件共享；信息项：无条件共享", "resource conditional, item unconditional"),
    Text(
        "资源：有条件共享；信息项：有条件共享或不予共享",
        "resource conditional, item conditional or not shared",
    ),
    Text(
        "收紧该信息项，或把可无条件共享的信息项另编一条目录。",
        "Make the item stricter, or list the freer items as a resource of their own.",
    ),
    GUIDE,
)
ITEM_SHARE_TYPE = CatalogRule(
    "catalog.item_share_type",
    Text("信息项的共享类型不在值域内", "an item's share type is none"),
    Text(
        "信息项“{title}”的共享类型“{words}”不在值域内",
        "the item {title} has “{words}”, which is no share type",
    ),
    Text(
        "共享类型只有无条件共享、有条件共享、不予共享三种。",
        "There are three: unconditional, conditional, not shared.",
    ),
    Text("内部共享", "内部共享"),
    Text("有条件共享", "有条件共享"),
    Text(
        "改为三种之一；与资源相同的可留空。",
        "Choose one of the three; leave it empty where it is as the resource's.",
    ),
    GUIDE,
)

RULES: tuple[CatalogRule, ...] = (
    ITEM_TITLE, ITEM_REPEATED, ITEM_TYPE, ITEM_LENGTH, ITEM_LOOSER, ITEM_SHARE_TYPE,
)  # fmt: skip

_MEASURED = ("C", "N")  # the types whose values have a length of their own


def titles(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield items without title, and items that stand twice."""
    first: dict[str, int] = {}
    for number, item in enumerate(entry.items):
        plain = plain_title(item.title)
        if not item.title:
            yield ITEM_TITLE.fault("items", number, "title", number=number + 1)
        elif plain and plain in first:
            yield ITEM_REPEATED.fault(
                "items", number, "title", value=item.title, title=item.title, first=first[plain] + 1
            )
        else:
            first[plain] = number


def types(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield items whose data type is none, and items of text or figures without a length."""
    for number, item in enumerate(entry.items):
        written = item.written
        if not item.data_type:
            facts = {"title": _called(item, number), "words": written.type.strip()}
            yield ITEM_TYPE.fault("items", number, "type", value=written.type, **facts)
        elif item.length is None and (written.length.strip() or _needs_length(entry, item)):
            facts = {"title": _called(item, number), "words": written.length.strip()}
            suggestion = "".join(sign for sign in written.length if sign.isdecimal())
            yield ITEM_LENGTH.fault(
                "items", number, "length", value=written.length, suggestion=suggestion, **facts
            )


def sharing(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield items whose share type is none, or freer than the entry's."""
    types_of = around.domains.sharing.types
    for number, item in enumerate(entry.items):
        own, words = item.own_share_type, item.written.share.type.strip()
        if words and own is None:
            facts = {"title": _called(item, number), "words": words}
            yield ITEM_SHARE_TYPE.fault("items", number, "share", "type", value=words, **facts)
        elif own and entry.share_type and STRICTNESS[own] < STRICTNESS[entry.share_type]:
            yield ITEM_LOOSER.fault(
                "items",
                number,
                "share",
                "type",
                value=words,
                title=_called(item, number),
                own=types_of[own].title,
                entry=types_of[entry.share_type].title,
            )


def _called(item: CatalogItem, number: int) -> str:
    return item.title or item.name or f"#{number + 1}"


def _needs_length(entry: CatalogEntry, item: CatalogItem) -> bool:
    """Return whether an item has to say its length; one that a standard's field describes need not."""
    return item.data_type in _MEASURED and not (entry.standard and item.semantic_type)


CHECKS: tuple[Check, ...] = (titles, types, sharing)
