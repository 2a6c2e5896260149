"""What every entry has to say: the mandatory core metadata, and no words in their place that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.placing import Key
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.governance.catalog.template import title_of
from govclean.wording import Text, same

GUIDE = "政务信息资源目录编制指南（试行）（发改高技〔2017〕1272号）"
WAYS = f"{GUIDE}；行业目录编制系统的填报规则"

REQUIRED = CatalogRule(
    "catalog.required",
    Text("必填元数据缺失", "core metadata missing"),
    Text("缺少“{field}”", "{field} is missing"),
    Text(
        "核心元数据必选项缺一项，目录就不能注册，使用方也无法判断能否申请。",
        "Without a mandatory item an entry cannot be registered, and nobody can tell whether to ask for it.",
    ),
    Text("信息资源提供方代码：（空）", "code of the provider: (empty)"),
    Text("信息资源提供方代码：11410100005184200N", "code of the provider: 11410100005184200N"),
    Text("由提供部门补填。", "The providing department fills it in."),
    GUIDE,
)
PLACEHOLDER = CatalogRule(
    "catalog.placeholder",
    Text("以“无”“待补充”等代替填写", "words in place of an answer"),
    Text("“{field}”填的是占位词", "{field} holds words that say nothing"),
    Text(
        "“无”“暂无”“待补充”“/”看似已填，实际仍为缺失。",
        "无, 暂无, 待补充 or / look like an answer and are none.",
    ),
    Text("信息资源摘要：待补充", "abstract: 待补充"),
    Text("信息资源摘要：参保人员基本信息及缴费状态", "abstract: 参保人员基本信息及缴费状态"),
    Text("由提供部门据实填写。", "The providing department states the facts."),
    GUIDE,
)

RULES: tuple[CatalogRule, ...] = (REQUIRED, PLACEHOLDER)

_MANDATORY: tuple[tuple[Key, ...], ...] = (
    ("title",), ("code",), ("provider",), ("provider_uscc",), ("abstract",), ("format", "class"), ("items",),
    ("share", "type"), ("open", "flag"), ("update_cycle",), ("published_on",),
)  # fmt: skip
_NO_TYPE = ("7", "8", "9")  # a folder, an interface, a link has no type of file


def required(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield each mandatory item that is empty; the type of format only where its class has types."""
    for keys in _MANDATORY:
        if not said(entry, keys):
            yield REQUIRED.fault(*keys, field=field_title(keys))
    written = entry.written.format
    if written.kind.strip() and not written.type.strip() and entry.format_class not in _NO_TYPE:
        yield REQUIRED.fault("format", "type", field=field_title(("format", "type")))


def placeholder(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield each item that holds 无, 待补充 and the like."""
    written = entry.written
    for key in ("title", "code", "provider", "provider_uscc", "abstract", "update_cycle", "published_on"):
        words = str(getattr(written, key))
        if around.is_placeholder(words):
            yield PLACEHOLDER.fault(key, value=words, field=field_title((key,)))
    for number, item in enumerate(entry.items):
        if around.is_placeholder(item.title):
            keys = ("items", number, "title")
            yield PLACEHOLDER.fault(*keys, value=item.written.title, field=field_title(keys))


def said(entry: CatalogEntry, keys: tuple[Key, ...]) -> object:
    """Return what stands under some keys of an entry; falsy where nothing does."""
    held: object = entry.written
    for key in keys:
        held = getattr(held, "kind" if key == "class" else str(key))
    return held.strip() if isinstance(held, str) else held


def field_title(keys: tuple[Key, ...]) -> Text:
    """Return what the value under some keys is called in the directory."""
    if keys == ("items",):
        return Text("信息项", "the items (信息项)")
    return same(title_of(".".join(key for key in keys if isinstance(key, str))))


CHECKS: tuple[Check, ...] = (required, placeholder)
