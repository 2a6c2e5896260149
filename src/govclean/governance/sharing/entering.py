"""What sharing leaves in the ledger: packages handed out, refusals with their reasons, recalls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from govclean.errors import UsageError
from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.sharing.agreement import Granted
from govclean.governance.sharing.faults import Fault
from govclean.governance.sharing.granting import Grant, header_of
from govclean.governance.sharing.manifest import Package
from govclean.governance.sharing.narrowing import Call, wanted
from govclean.values.digests import digests_of
from govclean.wording import Language, Text

_DIGITS = 8


def number_of(grant: Grant, day: date, *parts: str) -> str:
    """Return the number of a package: agreement, day, and a print of what is in it."""
    print_ = digests_of("\n".join((grant.file.sha256, day.isoformat(), *parts)).encode()).sm3
    return f"{grant.agreement.number}-{day:%Y%m%d}-{print_[:_DIGITS]}"


def enter_package(package: Package, ledger: Ledger) -> int:
    """Enter a package that is handed out; one that was entered before is not entered again.

    Raises:
        UsageError: the ledger cannot be written.
    """
    digests, key = package.written.digests, package.call.key
    hashed = any(column.granted.form == "keyed_hash" for column in package.prepared.columns)
    row = {
        **_about(package.grant, package.call),
        "package": package.number,
        "state": "handed_out",
        "items": _items([(column.granted, column.name) for column in package.prepared.columns]),
        "rows": package.prepared.counts.handed_out,
        "sha256": digests.sha256,
        "sm3": digests.sm3,
        "key_id": key.id if key and hashed else None,
        "destroy_by": package.destroy_by.isoformat() if package.destroy_by else None,
    }
    occasion = f"share:{package.number}:{package.prepared.source_sha256}"
    return ledger.enter("share", {"shares": rows_of("shares", [row])}, _entry(package.grant, occasion))


def enter_refusal(
    grant: Grant, call: Call, faults: Sequence[Fault], ledger: Ledger, language: Language
) -> int:
    """Enter that nothing was handed out, and why.

    Raises:
        UsageError: the ledger cannot be written.
    """
    rules = sorted({fault.rule for fault in faults})
    reason = "；".join(f"{fault.rule} {fault.mistake.text.say(language)}" for fault in faults)
    number = number_of(grant, call.day, "refused", *rules, *call.items, *call.areas)
    row = {
        **_about(grant, call),
        "package": number,
        "state": "refused",
        "items": _items([(one, header_of(one, item)) for one, item in wanted(grant, call)]) or None,
        "reason": reason,
    }
    occasion = f"share-refused:{number}"
    if ledger.find(occasion) is not None:
        return ledger.find(occasion) or 0
    return ledger.enter("share", {"shares": rows_of("shares", [row])}, _entry(grant, occasion))


def refused(faults: Sequence[Fault]) -> UsageError:
    """Return the error that tells every reason on a line of its own."""
    first, *others = faults
    told = Text(
        "\n".join([first.mistake.text.zh, *(one.mistake.say("zh") for one in others)]),
        "\n".join([first.mistake.text.en, *(one.mistake.say("en") for one in others)]),
    )
    return UsageError(_REFUSED.fill(why=told), where=first.mistake.where)


def _about(grant: Grant, call: Call) -> dict[str, object]:
    agreement = grant.agreement
    return {
        "agreement": agreement.number,
        "agreement_sha256": grant.file.sha256,
        "provider": agreement.provider,
        "recipient": agreement.recipient,
        "resource": grant.entry.code
        if grant.entry and grant.entry.code
        else agreement.resource or agreement.standard,
        "purpose": agreement.purpose,
        "basis": agreement.basis,
        "share_type": grant.share_type,
        "mode": agreement.mode,
        "day": call.day.isoformat(),
    }


def _items(pairs: Sequence[tuple[Granted, str]]) -> str:
    return "、".join(f"{name}:{granted.form}" for granted, name in pairs)


def _entry(grant: Grant, occasion: str) -> About:
    standard = grant.standard
    return About(standard.name if standard else "", standard.version if standard else "", occasion=occasion)


_REFUSED = Text("不能提供：{why}", "refused: {why}")
