"""Sharing: the type, the condition each type asks for, and the way in which a resource is handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.domains import BASE_CLASS
from govclean.governance.catalog.entry import Share
from govclean.governance.catalog.placing import Key
from govclean.governance.catalog.rules.filling import GUIDE, WAYS
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.governance.catalog.titles import plain_title
from govclean.standards.resource import ShareType
from govclean.wording import Text

MEASURES = "政务信息资源共享管理暂行办法（国发〔2016〕51号）"

SHARE_TYPE = CatalogRule(
    "catalog.share_type",
    Text("共享类型不在值域内", "no such share type"),
    Text("“{words}”不是共享类型", "{words} is no share type"),
    Text(
        "共享类型只有无条件共享（普遍共享）、有条件共享（按需共享）、不予共享（不共享）。",
        "There are three: unconditional, conditional, not shared.",
    ),
    Text("部门内共享", "部门内共享"),
    Text("有条件共享", "有条件共享"),
    Text("改为三种之一。", "Choose one of the three."),
    GUIDE,
)
CONDITION_FIXED = CatalogRule(
    "catalog.condition_fixed",
    Text("无条件共享的共享条件应填“无条件”", "the condition of what is shared unconditionally"),
    Text("无条件共享，共享条件应填“{text}”", "shared unconditionally: the condition has to read {text}"),
    Text(
        "写了别的条件，就不再是无条件；条例禁止对共享设置障碍。",
        "With any other condition it is not unconditional; no barriers may be put before sharing.",
    ),
    Text("共享类型：无条件共享；共享条件：经我局同意", "unconditional; condition 经我局同意"),
    Text("共享类型：无条件共享；共享条件：无条件", "unconditional; condition 无条件"),
    Text(
        "改为“无条件”；确需条件的，改共享类型为有条件共享。",
        "Write 无条件; if there is a condition, make it conditional.",
    ),
    WAYS,
)
CONDITION_MISSING = CatalogRule(
    "catalog.condition_missing",
    Text("有条件共享没有写明条件", "shared on a condition that is not stated"),
    Text("有条件共享，没有写明共享条件", "shared on a condition, and none is stated"),
    Text(
        "条件不明，使用方不知能否申请，提供方也可随意拒绝。",
        "Where the condition is not stated nobody knows whether to ask, and any refusal is possible.",
    ),
    Text("共享类型：有条件共享；共享条件：有条件", "conditional; condition 有条件"),
    Text(
        "共享条件：行政机关因履行社会救助核对职责需要，限查询本人授权的对象",
        "condition: for checking social assistance, persons who gave consent only",
    ),
    Text("写明可共享的对象、用途和使用范围。", "State to whom, for which purpose, and in which scope."),
    GUIDE,
)
BASIS_MISSING = CatalogRule(
    "catalog.basis_missing",
    Text(
        "不予共享没有法律、行政法规或党中央、国务院政策依据",
        "not shared, and no law or State Council document is cited",
    ),
    Text(
        "不予共享须列明法律、行政法规或党中央、国务院政策依据",
        "what is not shared has to cite a law, a regulation or a State Council document",
    ),
    Text(
        "以共享为原则、不共享为例外；部门自己的规定不能作为不予共享的依据。",
        "Sharing is the rule; a department's own provisions are no ground for not sharing.",
    ),
    Text("不予共享依据：按照我局内部规定", "basis: 按照我局内部规定"),
    Text("不予共享依据：《中华人民共和国统计法》第九条", "basis: 《中华人民共和国统计法》第九条"),
    Text(
        "列明文件名称和条款；没有依据的，改为有条件共享。",
        "Cite document and article; without one, make it conditional.",
    ),
    f"{MEASURES}第十条",
)
MODE_MISSING = CatalogRule(
    "catalog.mode_missing",
    Text("可共享的资源没有填共享方式", "shared, and no way of sharing is named"),
    Text("可共享的资源须填共享方式", "what is shared needs a way of sharing"),
    Text(
        "没有方式，目录挂接不了资源，申请通过也拿不到数据。",
        "Without a way nothing is mounted, and what is granted cannot be had.",
    ),
    Text("共享类型：有条件共享；共享方式：（空）", "conditional; way of sharing empty"),
    Text("共享方式分类：共享平台；类型：接口", "channel 共享平台, type 接口"),
    Text("填写共享方式分类和类型，优先共享平台。", "Name channel and type, the sharing platform first."),
    GUIDE,
)
MODE = CatalogRule(
    "catalog.mode",
    Text("共享方式不在值域内", "no such way of sharing"),
    Text("“{words}”不是共享方式", "{words} is no way of sharing"),
    Text(
        "共享方式为系统对接、联机查询、在线浏览、调用在线服务、下载、拷贝、其他。",
        "There are 系统对接, 联机查询, 在线浏览, 调用在线服务, 下载, 拷贝, 其他.",
    ),
    Text("共享方式：线下", "way of sharing: 线下"),
    Text("共享方式：联机查询", "way of sharing: 联机查询"),
    Text("改为值域内的方式。", "Choose one on the list."),
    WAYS,
)
MODE_REASON = CatalogRule(
    "catalog.mode_reason",
    Text("采用下载、拷贝等方式没有说明理由", "download or copy without a reason"),
    Text(
        "采用“{mode}”须说明前几种在线方式为何不能满足",
        "{mode} is allowed only where the ways on line cannot serve; say why",
    ),
    Text(
        "数据离开平台就管不住，只有在线方式不能满足时才下载、拷贝。",
        "What has left the platform is out of control; download and copy only where the ways on line cannot serve.",
    ),
    Text("共享方式：拷贝；说明：（空）", "拷贝, reason empty"),
    Text(
        "共享方式：拷贝；说明：使用方无政务外网，遥感影像单幅超过 10G",
        "拷贝: the recipient has no line, images of more than 10 G",
    ),
    Text("改用在线方式，或写明理由。", "Choose a way on line, or state the reason."),
    WAYS,
)
MODE_EXPLAINED = CatalogRule(
    "catalog.mode_explained",
    Text("共享方式“其他”没有说明", "another way that is not explained"),
    Text("共享方式为“其他”，须说明是什么方式", "the way is 其他; say which"),
    Text("“其他”不说明等于没填。", "其他 by itself says nothing."),
    Text("共享方式：其他；说明：（空）", "其他, explanation empty"),
    Text("共享方式：其他；说明：窗口出具书面核查结果", "其他: a written result is handed out at the counter"),
    Text("写明具体方式，或改选值域内的方式。", "Say how, or choose a way on the list."),
    WAYS,
)
MODE_IDLE = CatalogRule(
    "catalog.mode_idle",
    Text("不予共享却填了共享方式", "not shared, and a way of sharing is named"),
    Text("不予共享的资源填了共享方式", "not shared, and yet a way of sharing is named"),
    Text("两项矛盾，其中一项填错。", "One of the two is wrong."),
    Text("共享类型：不予共享；共享方式：联机查询", "not shared; 联机查询"),
    Text("共享类型：不予共享；共享方式：（空）", "not shared; way of sharing empty"),
    Text("核对共享类型；确不共享的清空共享方式。", "Check the share type; if it is right, empty the way."),
    GUIDE,
    "warning",
)
CHANNEL = CatalogRule(
    "catalog.channel",
    Text("共享方式分类或类型不在值域内", "no such channel, or no such type of it"),
    Text("“{words}”不是{field}", "{words} is no {field}"),
    Text(
        "方式类型（数据库、接口、文件）只属于共享平台方式。",
        "The types 数据库, 接口, 文件 belong to the sharing platform only.",
    ),
    Text("共享方式分类：邮件；类型：接口", "channel 邮件, type 接口"),
    Text("共享方式分类：共享平台；类型：接口", "channel 共享平台, type 接口"),
    Text(
        "分类从共享平台、邮件、拷盘、介质交换中选；共享平台的再选数据库、接口或文件。",
        "Choose 共享平台, 邮件, 拷盘 or 介质交换; for 共享平台 also 数据库, 接口 or 文件.",
    ),
    GUIDE,
)
BASE_NOT_SHARED = CatalogRule(
    "catalog.base_not_shared",
    Text("基础信息资源不予共享", "a base resource that is not shared"),
    Text(
        "人口、法人、地理等基础信息资源应当共享", "base resources (people, bodies, places) have to be shared"
    ),
    Text("基础信息项是各部门履职的共同需要，应在部门间共享。", "Base items are what every department needs."),
    Text("代码 101001/000001，不予共享", "code 101001/000001, not shared"),
    Text("代码 101001/000001，有条件共享", "code 101001/000001, conditional"),
    Text(
        "改为可共享；个别敏感信息项单独设为不予共享。", "Share it; set single sensitive items to not shared."
    ),
    MEASURES,
    "warning",
)

RULES: tuple[CatalogRule, ...] = (
    SHARE_TYPE, CONDITION_FIXED, CONDITION_MISSING, BASIS_MISSING, MODE_MISSING, MODE, MODE_REASON, MODE_EXPLAINED,
    MODE_IDLE, CHANNEL, BASE_NOT_SHARED,
)  # fmt: skip

_LAW = re.compile(
    r"(?<![办做])(?:法|法典)(?:（[^（）]*）)?》|条例(?:（[^（）]*）)?》|(?<![办做])(?:法|条例|法典)第?[一二三四五六七八九十百零〇\d]+条"
    r"|国务院|国发|国办|党中央|中共中央|中央办公厅|中发|中办|主席令"
)
_MEANINGLESS = frozenset(
    plain_title(words)
    for words in (
        "有条件", "条件共享", "需要", "是", "有", "同意", "审批", "需审批", "按条件", "满足条件", "符合条件", "条件",
    )
)  # fmt: skip


def share_type(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield words that are no share type."""
    words = entry.written.share.type
    if words.strip() and entry.share_type is None:
        yield SHARE_TYPE.fault("share", "type", value=words, words=words)


def condition(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield what the share type asks for and the entry, or an item with terms of its own, does not say."""
    if entry.share_type is not None:
        yield from _condition(entry.written.share, entry.share_type, ("share",), around)
    for number, item in enumerate(entry.items):
        own = item.own_share_type
        if own is None or (own == entry.share_type and not item.written.share.condition.strip()):
            continue
        if own == "unconditional" and not item.written.share.condition.strip():
            continue
        yield from _condition(item.written.share, own, ("items", number, "share"), around)


def _condition(share: Share, kind: ShareType, keys: tuple[Key, ...], around: Around) -> Iterator[Fault]:
    terms, stated = around.domains.sharing.type_of(kind), share.condition.strip()
    if terms.condition == "fixed" and plain_title(stated) != plain_title(terms.condition_text):
        text = terms.condition_text
        yield CONDITION_FIXED.fault(*keys, "condition", value=stated, suggestion=text, text=text)
    elif terms.condition == "stated" and not _is_stated(stated, around):
        yield CONDITION_MISSING.fault(*keys, "condition", value=stated)
    elif terms.condition == "legal_basis" and not _LAW.search(f"{share.basis}\n{stated}"):
        yield BASIS_MISSING.fault(*keys, "basis" if share.basis else "condition", value=share.basis or stated)


def _is_stated(words: str, around: Around) -> bool:
    if not words or around.is_placeholder(words) or plain_title(words) in _MEANINGLESS:
        return False
    return around.domains.share_type(words) is None


def mode(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a way of sharing that is missing, unknown, idle, or needs a reason and gives none."""
    share = entry.written.share
    if share.mode.strip() and entry.mode is None:
        yield MODE.fault("share", "mode", value=share.mode, words=share.mode)
    named = bool(share.mode.strip() or share.channel.strip() or share.channel_type.strip())
    shared = entry.share_type is not None and around.domains.sharing.type_of(entry.share_type).shared
    if shared and not named:
        yield MODE_MISSING.fault("share", "mode")
    elif named and entry.share_type is not None and not shared:
        yield MODE_IDLE.fault("share", "mode" if share.mode else "channel", value=share.mode or share.channel)
    elif shared:
        yield from _reason(entry, around)


def _reason(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    share, sharing = entry.written.share, around.domains.sharing
    if share.reason.strip() and not around.is_placeholder(share.reason):
        return
    terms = sharing.mode_of(entry.mode) if entry.mode is not None else None
    if terms is not None and terms.mode == "other":
        yield MODE_EXPLAINED.fault("share", "reason", value=share.mode)
    elif terms is not None and terms.needs_reason:
        yield MODE_REASON.fault("share", "reason", value=share.mode, mode=terms.title)
    elif entry.channel not in ("", "platform"):
        words = around.domains.channel.label(entry.channel)
        yield MODE_REASON.fault("share", "reason", value=share.channel, mode=words)


def channel(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield a channel that is none, and a type that is none or not the channel's."""
    share = entry.written.share
    if share.channel.strip() and not entry.channel:
        yield CHANNEL.fault("share", "channel", value=share.channel, words=share.channel, field=_CHANNEL)
    elif share.channel_type.strip() and (not entry.channel_type or entry.channel not in ("", "platform")):
        words = share.channel_type
        yield CHANNEL.fault("share", "channel_type", value=words, words=words, field=_CHANNEL_TYPE)


def base_not_shared(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield a base resource that is not shared."""
    if entry.parts is not None and entry.parts.cls == BASE_CLASS and entry.share_type == "not_shared":
        yield BASE_NOT_SHARED.fault("share", "type", value=entry.written.share.type)


_CHANNEL = Text("共享方式分类", "channel of sharing")
_CHANNEL_TYPE = Text("该共享方式的类型", "type of this channel")

CHECKS: tuple[Check, ...] = (share_type, condition, mode, channel, base_not_shared)
