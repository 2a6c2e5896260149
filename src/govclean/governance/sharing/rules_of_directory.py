"""An agreement against its entry of the directory: is there one, whose is it, may it be shared, on which condition."""

from __future__ import annotations

from govclean.governance.catalog.titles import plain_title
from govclean.governance.sharing.faults import Case, Faults
from govclean.wording import Text


def resource_listed(case: Case) -> Faults:
    """Yield that the resource is not in the directory, or more than once."""
    grant, agreement = case.grant, case.grant.agreement
    if grant.entry is not None:
        return
    key = "resource" if agreement.resource else "standard"
    named = agreement.resource or agreement.standard
    if agreement.resource:
        several = len(grant.catalog.named(agreement.resource)) > 1
    else:
        several = len(grant.catalog.of_standard(agreement.standard)) > 1
    text = _TWICE if several else _UNLISTED
    yield case.error("share.resource_unlisted", text.fill(name=named), key)


def provider_agrees(case: Case) -> Faults:
    """Yield that another provider is named than in the directory, or that it gives to itself."""
    agreement, entry = case.grant.agreement, case.grant.entry
    if entry is not None and plain_title(entry.provider) != plain_title(agreement.provider):
        text = _OTHER_PROVIDER.fill(provider=entry.provider or "—")
        yield case.error("share.provider_differs", text, "provider")
    if plain_title(agreement.provider) == plain_title(agreement.recipient):
        yield case.error("share.recipient_is_provider", _SAME, "recipient")


def may_be_shared(case: Case) -> Faults:
    """Yield that the directory does not say that it is shared, or calls it a state secret."""
    grant, entry = case.grant, case.grant.entry
    if entry is None:
        return
    key = "resource" if grant.agreement.resource else "standard"
    if entry.secret:
        yield case.error("share.secret", _SECRET, key)
    if entry.share_type is None:
        yield case.error("share.type_unknown", _NO_TYPE.fill(where=entry.where), key)
    elif not grant.sharing.type_of(entry.share_type).shared:
        basis = entry.basis or "—"
        title = grant.sharing.type_of(entry.share_type).title
        yield case.error("share.not_shared", _NOT_SHARED.fill(title=title, basis=basis), key)


def condition_stated(case: Case) -> Faults:
    """Yield that a condition is asked for, and directory or agreement does not state it."""
    grant, entry = case.grant, case.grant.entry
    if entry is None or grant.terms is None or grant.terms.condition != "stated":
        return
    if not grant.agreement.condition.strip():
        yield case.error("share.condition_missing", _NO_CONDITION.fill(title=grant.terms.title), "condition")
    silent = [
        item.title for _, item in grant.granted if item.share_type == grant.share_type and not item.condition
    ]
    if silent and not entry.condition:
        text = _DIRECTORY_SILENT.fill(where=entry.where, items="、".join(silent[:5]))
        yield case.error("share.condition_missing", text, "resource")


RULES = (resource_listed, provider_agrees, may_be_shared, condition_stated)

_UNLISTED = Text("目录中没有“{name}”", 'the directory has no resource "{name}"')
_TWICE = Text("目录中“{name}”不止一条，无法确定是哪一条", 'the directory has "{name}" more than once')
_OTHER_PROVIDER = Text(
    "与目录的提供方不一致，目录为“{provider}”", 'the directory names another provider: "{provider}"'
)
_SAME = Text("接收方与提供方相同", "the recipient is the provider")
_SECRET = Text("目录标为涉密，不得共享", "the directory marks it as a state secret")
_NO_TYPE = Text("目录未写明共享类型（{where}）", "the directory does not state its share type ({where})")
_NOT_SHARED = Text("目录列为“{title}”，依据：{basis}", 'the directory lists it as "{title}"; basis: {basis}')
_NO_CONDITION = Text(
    "共享类型为“{title}”，协议须写明 condition（目录所列条件及如何满足）",
    'the share type is "{title}": state the condition of the directory and how it is met',
)
_DIRECTORY_SILENT = Text(
    "目录未写明共享条件（{where}）：{items}", "the directory states no condition ({where}): {items}"
)
