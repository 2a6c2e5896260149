"""The terms of an agreement: how long, how much, by which way, and who agreed in time."""

from __future__ import annotations

from govclean.governance.sharing.faults import Case, Faults
from govclean.wording import Text, same

_CYCLES = ("realtime", "daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly")


def in_force(case: Case) -> Faults:
    """Yield that the agreement has ended, is to begin, or is longer than allowed."""
    valid, most = case.grant.agreement.valid, case.grant.sharing.limits.days
    if valid.until < case.day:
        yield case.error("share.expired", _EXPIRED.fill(day=valid.until), "valid", "to")
    elif valid.since > case.day:
        yield case.warning("share.not_yet", _NOT_YET.fill(day=valid.since), "valid", "from")
    days = (valid.until - valid.since).days + 1
    if most is not None and days > most:
        text = _TOO_LONG.fill(days=days, most=most, basis=_basis(case))
        yield case.error("share.too_long", text, "valid", "to")


def approved(case: Case) -> Faults:
    """Yield approvals that the share type asks for and that are missing, out of order or late."""
    terms, agreement = case.grant.terms, case.grant.agreement
    if terms is None:
        return
    for by in terms.approvals:
        if not any(one.by == by for one in agreement.approvals):
            text = _NOT_APPROVED.fill(by=_WHO[by], title=terms.title, basis=terms.basis)
            yield case.error("share.approval_missing", text, "approvals")
    asked = agreement.requested_on
    if terms.answer is not None and asked is None:
        yield case.warning("share.requested_on_missing", _NO_REQUEST, "agreement")
    due = case.deadlines.due(terms.answer, asked) if terms.answer and asked else None
    for number, one in enumerate(agreement.approvals):
        keys, who = ("approvals", number, "day"), _WHO[one.by]
        if one.day > case.day:
            yield case.error("share.approval_to_come", _TO_COME.fill(by=who, day=one.day), *keys)
        if asked is not None and one.day < asked:
            yield case.error("share.approval_too_early", _TOO_EARLY.fill(by=who, day=asked), *keys)
        if one.day > agreement.valid.since:
            yield case.error("share.approval_after_start", _AFTER_START.fill(by=who), *keys)
        if due is not None and one.day > due.day:
            yield case.warning("share.approval_late", _LATE.fill(by=who, due=due.words), *keys)


def way(case: Case) -> Faults:
    """Yield that the way of handing over is not allowed, lacks its reason, or is not the directory's."""
    agreement, sharing, entry = case.grant.agreement, case.grant.sharing, case.grant.entry
    terms = sharing.mode_of(agreement.mode)
    if terms is None:
        yield case.error("share.mode_unknown", _NO_MODE.fill(mode=agreement.mode), "mode")
        return
    if terms.needs_reason and not agreement.mode_reason.strip():
        text = _MODE_REASON.fill(title=terms.title, basis=terms.basis or "—")
        yield case.error("share.mode_reason_missing", text, "mode")
    if entry is not None and entry.mode is not None and entry.mode != agreement.mode:
        listed = sharing.mode_of(entry.mode)
        words = listed.title if listed else same(entry.mode)
        yield case.warning("share.mode_differs", _OTHER_MODE.fill(title=words), "mode")


def within_limits(case: Case) -> Faults:
    """Yield a ceiling or floor beyond the profile's limits."""
    limits, asked = case.grant.sharing.limits, case.grant.agreement.limits
    if limits.rows is not None and asked.rows is not None and asked.rows > limits.rows:
        text = _ROWS.fill(rows=f"{asked.rows:,}", most=f"{limits.rows:,}", basis=_basis(case))
        yield case.error("share.ceiling_too_high", text, "limits", "rows")
    floor = limits.k_anonymity
    if floor is not None and asked.k_anonymity is not None and asked.k_anonymity < floor:
        text = _FLOOR.fill(k=asked.k_anonymity, floor=floor, basis=_basis(case))
        yield case.error("share.floor_too_low", text, "limits", "k_anonymity")


def often_enough(case: Case) -> Faults:
    """Yield that data is handed over more often than it changes."""
    entry, asked = case.grant.entry, case.grant.agreement.frequency
    cycle = entry.update_cycle if entry else None
    if cycle in _CYCLES and asked in _CYCLES and _CYCLES.index(asked) < _CYCLES.index(cycle):
        yield case.warning("share.too_often", _TOO_OFTEN.fill(cycle=cycle), "frequency")


def _basis(case: Case) -> Text:
    limits = case.grant.sharing.limits
    unread = (
        Text("（未核对原文）", " (not checked against the original)") if not limits.verified else same("")
    )
    return Text(f"{limits.basis}{unread.zh}", f"{limits.basis}{unread.en}")


RULES = (in_force, approved, way, within_limits, often_enough)

_WHO = {
    "provider": Text("提供方", "the provider"),
    "bureau": Text("数据主管部门", "the bureau"),
    "recipient": Text("接收方", "the recipient"),
}
_EXPIRED = Text("协议已于 {day} 到期", "the agreement ended on {day}")
_NOT_YET = Text("协议自 {day} 起生效", "the agreement begins on {day}")
_TOO_LONG = Text(
    "有效期 {days} 天，超过 {most} 天；依据：{basis}",
    "valid for {days} days, more than {most}; basis: {basis}",
)
_NOT_APPROVED = Text(
    "共享类型“{title}”须经{by}审批；依据：{basis}", '"{title}" needs the approval of {by}; basis: {basis}'
)
_NO_REQUEST = Text(
    "未写 requested_on，无法判断审批是否按期",
    "without requested_on nobody can tell whether approvals were in time",
)
_TO_COME = Text("{by}的审批日期 {day} 尚未到来", "the approval of {by} is dated {day}, which is to come")
_TOO_EARLY = Text("{by}的审批早于申请日 {day}", "{by} approved before the request of {day}")
_AFTER_START = Text("{by}的审批晚于生效日", "{by} approved after the agreement began")
_LATE = Text("{by}的审批超过期限，应{due}", "{by} approved late: {due}")
_NO_MODE = Text("共享条件方案没有方式“{mode}”", 'the profile has no mode "{mode}"')
_MODE_REASON = Text(
    "采用“{title}”须写 mode_reason；依据：{basis}", '"{title}" needs a mode_reason; basis: {basis}'
)
_OTHER_MODE = Text("目录的共享方式为“{title}”", 'the directory says "{title}"')
_ROWS = Text(
    "行数上限 {rows} 超过 {most}；依据：{basis}", "the ceiling of {rows} rows is above {most}; basis: {basis}"
)
_FLOOR = Text(
    "k 值 {k} 低于下限 {floor}；依据：{basis}", "k {k} is below the floor of {floor}; basis: {basis}"
)
_TOO_OFTEN = Text("交换频率快于更新周期（{cycle}）", "handed over more often than it is updated ({cycle})")
