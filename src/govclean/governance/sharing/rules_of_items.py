"""The items of an agreement: in the directory, not looser than their share type, in a form that holds what it promises."""

from __future__ import annotations

from collections import Counter

from govclean.documents import did_you_mean
from govclean.governance.catalog.catalog import STRICTNESS
from govclean.governance.sharing.faults import Case, Fault, Faults
from govclean.governance.sharing.filtering import area_prefix
from govclean.governance.sharing.forms import SOURCES
from govclean.governance.sharing.granting import header_of
from govclean.values.divisions import names_of
from govclean.wording import Text


def items_listed(case: Case) -> Faults:
    """Yield items, and fields that rows are chosen by, which the directory's entry does not have."""
    if case.grant.entry is None:
        return
    for number, granted in enumerate(case.grant.agreement.items):
        if case.grant.item(granted.item) is None:
            yield _unlisted(case, granted.item, "items", number)
    for test, keys in case.grant.agreement.tests():
        if case.grant.item(test.field) is None:
            yield _unlisted(case, test.field, *keys, "field")
    area = case.grant.agreement.area
    if area is not None and case.grant.item(area.field) is None:
        yield _unlisted(case, area.field, "area", "field")


def items_shared(case: Case) -> Faults:
    """Yield items looser than their share type: what is not shared goes out in no form, and chooses no rows."""
    entry, sharing = case.grant.entry, case.grant.sharing
    if entry is None:
        return
    agreement = case.grant.agreement
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (one.item, ("items", number)) for number, one in enumerate(agreement.items)
    ]
    named += [(test.field, (*keys, "field")) for test, keys in agreement.tests()]
    if agreement.area is not None:
        named.append((agreement.area.field, ("area", "field")))
    for words, keys in named:
        item = case.grant.item(words)
        if item is None or item.share_type is None or sharing.type_of(item.share_type).shared:
            continue
        if entry.share_type is not None and not sharing.type_of(entry.share_type).shared:
            continue  # told once, of the whole resource
        yield case.error("share.item_not_shared", _NOT_SHARED.fill(item=item.title), *keys)


def items_stricter(case: Case) -> Faults:
    """Yield items stricter than their resource: their terms hold for the whole agreement."""
    entry = case.grant.entry
    if entry is None or entry.share_type is None:
        return
    for number, granted in enumerate(case.grant.agreement.items):
        item = case.grant.item(granted.item)
        if item is None or item.share_type is None or item.share_type == "not_shared":
            continue
        if STRICTNESS[item.share_type] > STRICTNESS[entry.share_type] and not case.grant.agreement.condition:
            title = case.grant.sharing.type_of(item.share_type).title
            yield case.error("share.item_looser", _LOOSER.fill(item=item.title, title=title), "items", number)


def items_once(case: Case) -> Faults:
    """Yield items granted twice in one form, or as they are beside what hides them."""
    counted = Counter(header_of(granted, item) for granted, item in case.grant.granted)
    plain = {item.title for granted, item in case.grant.granted if granted.form == "plain"}
    for number, granted in enumerate(case.grant.agreement.items):
        item = case.grant.item(granted.item)
        if item is None:
            continue
        if counted[header_of(granted, item)] > 1:
            yield case.error("share.item_twice", _TWICE.fill(item=item.title), "items", number)
        elif granted.form != "plain" and item.title in plain:
            yield case.error("share.plain_beside_hidden", _BESIDE.fill(item=item.title), "items", number)


def forms_possible(case: Case) -> Faults:
    """Yield generalisations that the type of the item does not allow."""
    for number, granted in enumerate(case.grant.agreement.items):
        item = case.grant.item(granted.item)
        if item is None or granted.target is None:
            continue
        possible = SOURCES[granted.target]
        if case.grant.shape(item).type_name not in possible:
            text = _NO_SOURCE.fill(item=item.title, target=granted.target, types=", ".join(possible))
            yield case.error("share.cannot_generalise", text, "items", number, "to")


def plain_with_reason(case: Case) -> Faults:
    """Yield sensitive items that go out as they are without a reason: no more than the purpose needs."""
    for number, granted in enumerate(case.grant.agreement.items):
        item = case.grant.item(granted.item)
        if item is None or granted.form != "plain":
            continue
        if case.grant.shape(item).sensitivity == "high" and not granted.reason.strip():
            yield case.warning("share.plain_sensitive", _WHY_PLAIN.fill(item=item.title), "items", number)
        if case.grant.least_alike > 1 and (case.grant.shape(item).sensitivity == "high" or item.key):
            text = _NEVER_ALIKE.fill(item=item.title, k=case.grant.least_alike)
            yield case.warning("share.identifier_beside_generalised", text, "items", number)


def masks_hold(case: Case) -> Faults:
    """Yield masked numbers whose hidden part stands plain beside them: a birth date gives back the starred digits."""
    standard = case.grant.standard
    if standard is None:
        return
    forms = {(item.name, granted.form) for granted, item in case.grant.granted}
    told = {
        (str(check.arguments.get("id")), str(check.arguments.get("field")))
        for check in standard.checks
        if check.name == _HOLDS_BIRTH_DATE and check.arguments.get("part") == "birth_date"
    }
    for number, granted in enumerate(case.grant.agreement.items):
        item = case.grant.item(granted.item)
        if item is None or granted.form != "masked":
            continue
        for field in sorted(field for key, field in told if key == item.name and (field, "plain") in forms):
            text = _GIVEN_BACK.fill(item=item.title, field=standard.field(field).title)
            yield case.warning("share.mask_given_back", text, "items", number)


def area_known(case: Case) -> Faults:
    """Yield areas that do not exist, and an area whose field holds no divisions."""
    area = case.grant.agreement.area
    item = case.grant.item(area.field) if area else None
    if area is None or item is None:
        return
    if case.grant.shape(item).type_name != "cn.division":
        yield case.error("share.area_no_division", _NO_DIVISION.fill(item=item.title), "area", "field")
    for number, code in enumerate(area.codes):
        names = names_of(area_prefix(code).ljust(6, "0"))
        if not code.isdigit() or not (names.province or names.prefecture or names.county):
            yield case.error("share.area_unknown", _NO_AREA.fill(code=code[:12]), "area", "codes", number)


def _unlisted(case: Case, words: str, *keys: str | int) -> Fault:
    entry = case.grant.entry
    known = [name for item in entry.items for name in (item.name, item.title) if name] if entry else []
    near = did_you_mean(words, known)
    return case.error("share.item_unlisted", _UNLISTED.fill(item=words[:60], near=near), *keys)


RULES = (
    items_listed,
    items_shared,
    items_stricter,
    items_once,
    forms_possible,
    plain_with_reason,
    masks_hold,
    area_known,
)

_HOLDS_BIRTH_DATE = "consistency.matches_resident_id"
_GIVEN_BACK = Text(
    "“{item}”脱敏隐去的出生日期，由“{field}”的原值可以还原，请将其泛化",
    'what is starred in "{item}" can be read in "{field}": generalise that',
)
_UNLISTED = Text(
    "目录条目没有信息项“{item}”。{near}", 'the entry of the directory has no item "{item}".{near}'
)
_NOT_SHARED = Text(
    "信息项“{item}”不予共享，也不得用于筛选", 'item "{item}" is not shared, nor may rows be chosen by it'
)
_LOOSER = Text(
    "信息项“{item}”为“{title}”，严于所属资源，协议须写明 condition",
    'item "{item}" is "{title}", stricter than its resource: state the condition',
)
_TWICE = Text("信息项“{item}”以同一形式授予了两次", 'item "{item}" is granted twice in one form')
_BESIDE = Text(
    "信息项“{item}”同时给原值，脱敏、散列、泛化就失去意义",
    'item "{item}" is also granted plain, which undoes masking, hashing and generalising',
)
_NO_SOURCE = Text(
    "信息项“{item}”不能泛化为 {target}，只有这些类型可以：{types}",
    'item "{item}" cannot become {target}; only these types can: {types}',
)
_WHY_PLAIN = Text(
    "敏感项“{item}”以原值提供，请在 reason 写明必要性",
    'sensitive item "{item}" goes out plain: give the reason',
)
_NEVER_ALIKE = Text(
    "“{item}”以原值提供时记录各不相同，k={k} 的下限会把它们全部隐去",
    'with "{item}" plain no records are alike: the floor k={k} suppresses them all',
)
_NO_DIVISION = Text(
    "“{item}”不是行政区划代码，不能用作区域", '"{item}" holds no divisions and cannot be an area'
)
_NO_AREA = Text("没有区划“{code}”", 'there is no division "{code}"')
