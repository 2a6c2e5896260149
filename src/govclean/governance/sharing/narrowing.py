"""What is asked for of an agreement: all of it, or some of its items and areas; never anything beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from govclean.governance.catalog import CatalogItem
from govclean.governance.opening import JudgeOptions
from govclean.governance.sharing.agreement import DataFormat, Granted
from govclean.governance.sharing.faults import Case, Fault, Faults
from govclean.governance.sharing.filtering import area_prefix
from govclean.governance.sharing.forms import Shaping
from govclean.governance.sharing.granting import Grant, header_of
from govclean.values.digests import Key
from govclean.wording import Text, same


@dataclass(frozen=True, slots=True)
class Call:
    """One handing out, as it is asked for."""

    source: str  # the extract
    day: date
    items: tuple[str, ...] = ()  # of the agreement; all where none is named
    areas: tuple[str, ...] = ()  # within those of the agreement; all where none is named
    form: DataFormat | None = None  # the agreement's where not given
    key: Key | None = field(default=None, repr=False)
    reading: JudgeOptions = field(default_factory=JudgeOptions)


def wanted(grant: Grant, call: Call) -> tuple[tuple[Granted, CatalogItem], ...]:
    """Return the granted items that are asked for, in the order of the agreement."""
    if not call.items:
        return grant.granted
    return tuple(pair for pair in grant.granted if any(_means(grant, words, pair) for words in call.items))


def shaping_of(grant: Grant, call: Call) -> Shaping:
    """Return what the forms need beside the values."""
    return Shaping(grant.agreement.number, call.day, call.key)


def prefixes(grant: Grant, call: Call) -> tuple[str, ...]:
    """Return what the division of a row must begin with; nothing where the agreement names no area."""
    area = grant.agreement.area
    return tuple(area_prefix(code) for code in call.areas or (area.codes if area else ()))


def not_granted(case: Case, call: Call) -> Faults:
    """Yield what forbids this handing out beside what is wrong with the agreement itself."""
    agreement, grant = case.grant.agreement, case.grant
    if agreement.valid.since > call.day:
        yield case.error("share.not_yet", _NOT_YET.fill(day=agreement.valid.since), "valid", "from")
    terms = grant.sharing.mode_of(agreement.mode)
    if terms is not None and not terms.files:
        yield case.error("share.mode_without_files", _NO_FILES.fill(title=terms.title), "mode")
    for words in call.items:
        if not any(_means(grant, words, pair) for pair in grant.granted):
            yield case.error("share.item_not_granted", _NO_ITEM.fill(item=words[:60]), "items")
    yield from _areas(case, call)
    if any(granted.form == "keyed_hash" for granted, _ in wanted(grant, call)):
        yield from _keys(case, call.key)


def _areas(case: Case, call: Call) -> Faults:
    area = case.grant.agreement.area
    held = tuple(area_prefix(code) for code in area.codes) if area else ()
    for code in call.areas:
        if area is None:
            yield case.error("share.area_not_granted", _NO_AREAS, "agreement")
        elif not area_prefix(code).startswith(held) or not code.isdigit():
            yield case.error("share.area_not_granted", _NO_AREA.fill(code=code[:12]), "area", "codes")


def _keys(case: Case, key: Key | None) -> Faults:
    agreed = case.grant.agreement.key_id
    if key is None:
        yield case.error("share.key_missing", _NO_KEY, "items")
    elif agreed and agreed != key.id:
        yield case.error("share.key_differs", _OTHER_KEY.fill(agreed=agreed, id=key.id), "key_id")


def _means(grant: Grant, words: str, pair: tuple[Granted, CatalogItem]) -> bool:
    granted, item = pair
    return words in (granted.item, header_of(granted, item)) or grant.item(words) is item


def over_ceiling(case: Case, rows: int) -> tuple[Fault, ...]:
    """Return the fault of too many rows, if there is one."""
    most = case.grant.most_rows
    if most is None or rows <= most:
        return ()
    limits = case.grant.sharing.limits
    basis = same(limits.basis) if case.grant.agreement.limits.rows is None else _AGREED
    text = _TOO_MANY.fill(rows=f"{rows:,}", most=f"{most:,}", basis=basis)
    return (case.error("share.over_ceiling", text, "limits", "rows"),)


_NOT_YET = Text("协议自 {day} 起生效", "the agreement begins on {day}")
_NO_FILES = Text(
    "协议的共享方式为“{title}”，不得留下文件",
    'the agreed mode is "{title}", which leaves no files with the recipient',
)
_NO_ITEM = Text("协议未授予信息项“{item}”", 'the agreement does not grant the item "{item}"')
_NO_AREA = Text("协议未授予区域“{code}”", 'the agreement does not grant the area "{code}"')
_NO_AREAS = Text("协议未划分区域，不能按区域提供", "the agreement names no areas to choose from")
_NO_KEY = Text(
    "有密钥散列的信息项，须用 --key 指定密钥文件", "items are hashed with a key: name its file with --key"
)
_OTHER_KEY = Text(
    "约定的密钥编号为 {agreed}，所给密钥为 {id}", "the agreed key is {agreed}, the one given is {id}"
)
_TOO_MANY = Text(
    "{rows} 行，超过上限 {most} 行；依据：{basis}", "{rows} rows, above the ceiling of {most}; basis: {basis}"
)
_AGREED = Text("本协议", "this agreement")
