"""The five clears (五清): is it clear who answers, what for, by which right, what is in it, and about whom or what.

No text defines them further; what each asks for is written here, in one place. `missing`: what it cannot do without is
not said. `unclear`: something is lacking, or contradicts the directory, the standard or the requests in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from govclean.governance.catalog import Catalog, CatalogEntry
from govclean.governance.catalog.catalog import STRICTNESS
from govclean.governance.intake.contents import named
from govclean.governance.intake.manifest import Contents, Manifest, filled
from govclean.governance.intake.spans import days
from govclean.governance.profiles import Sharing
from govclean.standards.model import Standard
from govclean.values.divisions import Division, code_of_name
from govclean.values.semantic import Reason
from govclean.wording import Text

ClearName = Literal["responsibility", "need", "permission", "resource", "object"]
State = Literal["clear", "unclear", "missing"]

CLEARS: Mapping[ClearName, Text] = {
    "responsibility": Text("责任清", "responsibility"),
    "need": Text("需求清", "need"),
    "permission": Text("权限清", "permission"),
    "resource": Text("资源清", "resource"),
    "object": Text("对象清", "object"),
}
REGISTRIES: Mapping[str, tuple[str, ...]] = {
    "population": ("人口", "人口库", "人口基础信息库", "人口基础库", "实有人口库", "自然人"),
    "legal_entity": ("法人", "法人库", "法人单位基础信息库", "法人基础信息库", "法人单位", "市场主体"),
    "geographic": (
        "地理",
        "地理信息",
        "地理信息库",
        "地理空间",
        "自然资源和空间地理基础信息库",
        "地名地址",
        "空间地理",
    ),
}
"""The base registries and the words departments use for them."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a drop declares, and what there is to judge it by; what is not at hand is not asked."""

    manifest: Manifest
    sharing: Sharing
    catalog: Catalog | None = None
    standard: Standard | None = None  # the one it names, where there is such
    requests: Mapping[str, str] | None = None  # number → state, as the ledger has them
    columns: tuple[str, ...] = ()  # of its files

    @property
    def entry(self) -> CatalogEntry | None:
        """Return the directory's entry of the resource; None where there is no directory, or no such entry."""
        return self.catalog.entry(self.manifest.resource.code) if self.catalog else None


@dataclass(frozen=True, slots=True)
class Clear:
    """One of the five, judged."""

    name: ClearName
    missing: tuple[Text, ...] = field(default=())
    unclear: tuple[Text, ...] = field(default=())

    @property
    def state(self) -> State:
        """Return clear, unclear or missing."""
        return "missing" if self.missing else "unclear" if self.unclear else "clear"

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Return why it is not clear; empty where it is."""
        return (*self.missing, *self.unclear)


Judged = Iterator[tuple[State, Text]]


def judge_clears(declared: Declared) -> tuple[Clear, ...]:
    """Return the five clears in their order, each with its reasons."""
    judges = {
        "responsibility": _responsibility,
        "need": _need,
        "permission": _permission,
        "resource": _resource,
        "object": _object,
    }
    clears = []
    for name in CLEARS:
        told = list(judges[name](declared))
        clears.append(
            Clear(
                name,
                tuple(text for state, text in told if state == "missing"),
                tuple(text for state, text in told if state == "unclear"),
            )
        )
    return tuple(clears)


def registry_of(words: str) -> str:
    """Return the base registry that is meant; the words themselves where it is none of the three.

    >>> registry_of("人口基础信息库"), registry_of("不动产")
    ('population', '不动产')
    """
    word = words.strip()
    return next((name for name, known in REGISTRIES.items() if word == name or word in known), word)


def _responsibility(declared: Declared) -> Judged:
    told = declared.manifest.responsibility
    if not filled(told.department):
        yield "missing", _NO_DEPARTMENT
    for words, lacking in (
        (told.unit, _NO_UNIT),
        (told.contact.name, _NO_CONTACT),
        (told.contact.phone or told.contact.email, _NO_PHONE),
        (told.system, _NO_SYSTEM),
    ):
        if not filled(words):
            yield "unclear", lacking
    entry = declared.entry
    if (
        entry
        and entry.provider
        and filled(told.department)
        and not _same_body(told.department, entry.provider)
    ):
        yield (
            "unclear",
            _OTHER_PROVIDER.fill(code=entry.code, provider=entry.provider, department=told.department),
        )


def _need(declared: Declared) -> Judged:
    told = declared.manifest.need
    requests = [one.strip() for one in told.requests if filled(one)]
    if not requests and not any(map(filled, told.matters)):
        yield "missing", _NO_NEED
    for number in requests if declared.requests is not None else []:
        state = (declared.requests or {}).get(number)
        if state is None:
            yield "unclear", _NO_REQUEST.fill(number=number)
        elif state in ("refused", "withdrawn"):
            yield "unclear", _DEAD_REQUEST.fill(number=number, state=_REQUEST_STATES[state])


def _permission(declared: Declared) -> Judged:
    told, entry = declared.manifest.permission, declared.entry
    if not filled(told.basis):
        yield "missing", _NO_BASIS
    if not filled(told.share_type):
        yield "missing", _NO_SHARE_TYPE
        return
    kind = declared.sharing.type_named(told.share_type.strip())
    if kind is None:
        yield "unclear", _UNKNOWN_SHARE_TYPE.fill(word=told.share_type[:40])
        return
    if kind == "conditional" and not filled(told.agreement) and not filled(told.condition):
        yield "unclear", _NO_CONDITION
    if entry and entry.share_type and entry.share_type != kind:
        titles = {name: declared.sharing.type_of(name).title for name in (kind, entry.share_type)}
        words = _LOOSER if STRICTNESS[kind] < STRICTNESS[entry.share_type] else _STRICTER
        yield "unclear", words.fill(code=entry.code, told=titles[kind], listed=titles[entry.share_type])


def _resource(declared: Declared) -> Judged:
    told, entry = declared.manifest.resource, declared.entry
    if not told.files:
        yield "missing", _NO_FILES
    if not filled(told.code):
        yield "missing" if not filled(told.standard) else "unclear", _NO_CODE
    elif declared.catalog is not None and entry is None:
        yield "unclear", _NOT_LISTED.fill(code=told.code)
    standard = told.standard or (entry.standard if entry else "")
    if not filled(standard):
        yield "unclear", _NO_STANDARD
    elif declared.standard is None:
        yield "unclear", _NO_SUCH_STANDARD.fill(name=standard[:60])
    elif entry and entry.standard and entry.standard != declared.standard.name:
        yield (
            "unclear",
            _OTHER_STANDARD.fill(code=entry.code, listed=entry.standard, told=declared.standard.name),
        )
    if told.period.days is None:
        yield "unclear", _NO_PERIOD
    yield from _mode(told)
    yield from _described(told)
    if entry and entry.items and declared.columns:
        yield from _items(entry, declared.columns)


def _mode(told: Contents) -> Judged:
    if told.mode is None:
        yield "unclear", _NO_MODE
    elif told.mode == "incremental" and not filled(told.watermark.field):
        yield "missing", _NO_WATERMARK
    elif told.mode == "full" and filled(told.watermark.field):
        yield "unclear", _NEEDLESS_WATERMARK


def _described(told: Contents) -> Judged:
    for lacking, words in (
        ([one.path for one in told.files if not one.sha256], _NO_HASH),
        ([one.path for one in told.files if one.rows is None], _NO_ROWS),
    ):
        if lacking:
            yield "unclear", words.fill(files=named(lacking))


def _items(entry: CatalogEntry, columns: tuple[str, ...]) -> Judged:
    """Yield the columns that the directory does not list, and its items that no column is."""
    found = {column: entry.item(column) for column in columns}
    strange = [column for column, item in found.items() if item is None]
    titles = {item.title for item in found.values() if item is not None}
    absent = [item.title for item in entry.items if item.title not in titles]
    if strange:
        yield "unclear", _NOT_ITEMS.fill(code=entry.code, columns=named(strange))
    if absent:
        yield "unclear", _ITEMS_ABSENT.fill(code=entry.code, items=named(absent))


def _object(declared: Declared) -> Judged:
    told, standard = declared.manifest.object, declared.standard
    if not filled(told.registry):
        yield "missing", _NO_REGISTRY
    elif standard and _is_another(told.registry, standard.name):
        words = _OTHER_REGISTRY.fill(told=told.registry, standard=standard.name, title=standard.title)
        yield "unclear", words
    if not filled(told.scope):
        yield "unclear", _NO_SCOPE
    areas = [one.strip() for one in told.area if filled(one)]
    if not areas:
        yield "unclear", _NO_AREA
    unknown = [one for one in areas if not _is_division(one)]
    if unknown:
        yield "unclear", _UNKNOWN_AREA.fill(areas=named(unknown))
    yield from _time(declared)


def _time(declared: Declared) -> Judged:
    told, period = declared.manifest.object.time, declared.manifest.resource.period.days
    if not filled(told):
        if period is None:
            yield "unclear", _NO_TIME
        return
    first, _, last = told.partition("/")
    meant = days(first, last or first)
    if meant and period and (meant[1].isoformat() < period[0] or meant[0].isoformat() > period[1]):
        yield "unclear", _OTHER_TIME.fill(time=told, first=period[0], last=period[1])


def _is_another(registry: str, standard: str) -> bool:
    """Return whether both are base registries, and not the same."""
    return len({registry_of(registry), standard} & REGISTRIES.keys()) == 2


def _is_division(words: str) -> bool:
    """Return whether words are a division's code that was ever in use, or its name."""
    if re.fullmatch(r"[0-9]+", words):
        return int(Division(digits="any").judge(pa.array([words]))[0]) == Reason.GOOD
    return code_of_name(words, ever=True) is not None or words in ("全国", "全省", "全市", "全区", "全县")


def _same_body(one: str, other: str) -> bool:
    """Return whether two names of departments are one: with or without the region before it, 市卫健委 and 卫健委."""
    first, second = ("".join(name.split()) for name in (one, other))
    return first.endswith(second) or second.endswith(first)


_NO_DEPARTMENT = Text("没有写明责任部门", "the department that answers for it is not said")
_NO_UNIT = Text("没有写明责任处室", "the unit is not said")
_NO_CONTACT = Text("没有写明联系人", "no contact is named")
_NO_PHONE = Text("没有联系人的电话或邮箱", "there is no phone or address of the contact")
_NO_SYSTEM = Text("没有写明来源信息系统", "the system of origin is not said")
_OTHER_PROVIDER = Text(
    "目录 {code} 的提供方是“{provider}”，清单写的是“{department}”",
    'the directory names "{provider}" as provider of {code}, the manifest "{department}"',
)
_NO_NEED = Text("没有写明服务于哪个需求或事项", "no request and no matter is named that it serves")
_NO_REQUEST = Text("账本中没有需求 {number}", "the ledger has no request {number}")
_DEAD_REQUEST = Text("需求 {number} {state}", "the request {number} was {state}")
_REQUEST_STATES = {
    "refused": Text("已不予同意", "refused"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
_NO_BASIS = Text("没有写明法律法规依据", "no legal basis is named")
_NO_SHARE_TYPE = Text("没有写明共享类型", "the share type is not said")
_UNKNOWN_SHARE_TYPE = Text("“{word}”不是共享类型", '"{word}" is no share type')
_NO_CONDITION = Text(
    "有条件共享须写明共享条件或共享协议编号",
    "shared on condition, and neither condition nor agreement is named",
)
_LOOSER = Text(
    "清单写“{told}”，比目录 {code} 的“{listed}”宽",
    'the manifest says "{told}", looser than "{listed}" in the directory ({code})',
)
_STRICTER = Text(
    "清单写“{told}”，目录 {code} 为“{listed}”",
    'the manifest says "{told}", the directory ({code}) "{listed}"',
)
_NO_FILES = Text("没有列出文件", "no file is declared")
_NO_CODE = Text("没有目录代码", "there is no code of the directory")
_NOT_LISTED = Text("目录中没有代码 {code}（或有多条）", "the directory has no resource {code}, or several")
_NO_STANDARD = Text("没有写明数据标准，未做质量检验", "no standard is named: the data were not validated")
_NO_SUCH_STANDARD = Text("没有“{name}”这个数据标准", 'there is no standard "{name}"')
_OTHER_STANDARD = Text(
    "目录 {code} 的数据标准是 {listed}，清单写的是 {told}",
    "the directory names {listed} for {code}, the manifest {told}",
)
_NO_PERIOD = Text("没有写明数据时段", "the period is not said")
_NO_MODE = Text("没有写明是全量还是增量", "it is not said whether it is full or incremental")
_NO_WATERMARK = Text(
    "增量报送没有写明增量字段（如更新时间）",
    "incremental, and no watermark field (such as the time of update) is named",
)
_NEEDLESS_WATERMARK = Text("全量报送却写了增量字段", "full, and yet a watermark field is named")
_NO_HASH = Text("没有 SHA-256：{files}", "no SHA-256: {files}")
_NO_ROWS = Text("没有写明记录数：{files}", "the number of records is not said: {files}")
_NOT_ITEMS = Text("目录 {code} 没有这些信息项：{columns}", "columns that are no items of {code}: {columns}")
_ITEMS_ABSENT = Text("目录 {code} 的信息项没有报送：{items}", "items of {code} that are not in it: {items}")
_NO_REGISTRY = Text("没有写明属于哪个库", "the registry it is for is not said")
_OTHER_REGISTRY = Text(
    "写的是“{told}”，标准 {standard} 是{title}",
    '"{told}" is said, while the standard {standard} is the {title}',
)
_NO_SCOPE = Text("没有写明对象范围", "the scope is not said")
_NO_AREA = Text("没有写明区域", "the area is not said")
_UNKNOWN_AREA = Text("不是行政区划代码或名称：{areas}", "neither code nor name of a division: {areas}")
_NO_TIME = Text("没有写明数据时间", "the time it is about is not said")
_OTHER_TIME = Text(
    "数据时间 {time} 与时段 {first} 至 {last} 不符",
    "the time {time} is not within the period {first} to {last}",
)
