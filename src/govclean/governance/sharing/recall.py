"""Take back what was handed out: mark packages as recalled, list what must be destroyed, note that it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from govclean.errors import UsageError
from govclean.governance.ledger import About, Ledger, rows_of
from govclean.wording import Text

Row = Mapping[str, object]

_KEPT = (
    "agreement", "agreement_sha256", "provider", "recipient", "resource", "purpose", "basis", "share_type", "mode",
    "items", "rows", "sha256", "sm3", "key_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was recalled: the packages, by when they must be destroyed, and whether the whole agreement ended."""

    packages: tuple[Row, ...]
    destroy_by: date
    whole_agreement: bool


def recall(name: str, ledger: Ledger, day: date, *, reason: str, days: int) -> Recalled:
    """Mark a package, or an agreement with all its packages, as recalled; nothing more is handed out under it then.

    Args:
        name: number of a package or of an agreement.
        days: within which the recipient destroys the data, from the day of recall.

    Raises:
        UsageError: nothing of that name was handed out, the reason is missing, or the ledger cannot be written.
    """
    if not reason.strip():
        raise UsageError(_WHY)
    by_agreement = ledger.latest("shares", agreement=name).to_pylist()
    rows = by_agreement or ledger.latest("shares", package=name).to_pylist()
    out = [row for row in rows if row["state"] == "handed_out"]
    if not out:
        raise _nothing(rows, name)
    by = day + timedelta(days=days)
    said = {"state": "recalled", "day": day.isoformat(), "destroy_by": by.isoformat(), "reason": reason}
    events = [{**_kept(row), "package": row["package"], **said} for row in out]
    if by_agreement:
        events.append({**_kept(out[0], whole=True), "package": name, **said})
    about = About(occasion=f"recall:{name}:{day.isoformat()}:{len(out)}")
    ledger.enter("share", {"shares": rows_of("shares", events)}, about)
    packages = tuple(row for row in events if row["package"] != name or not by_agreement)
    return Recalled(packages, by, bool(by_agreement))


def confirm_destroyed(package: str, ledger: Ledger, day: date, *, reason: str) -> Row:
    """Note that the recipient destroyed a package, and by which receipt.

    Raises:
        UsageError: it was not handed out, it is destroyed already, or the receipt is not named.
    """
    if not reason.strip():
        raise UsageError(_RECEIPT)
    rows = ledger.latest("shares", package=package).to_pylist()
    if not rows or rows[0]["state"] not in ("handed_out", "recalled"):
        raise _nothing(rows, package)
    event = {
        **_kept(rows[0]),
        "package": package,
        "state": "destroyed",
        "day": day.isoformat(),
        "destroy_by": rows[0]["destroy_by"],
        "reason": reason,
    }
    ledger.enter("share", {"shares": rows_of("shares", [event])}, About(occasion=f"destroyed:{package}"))
    return event


def to_destroy(ledger: Ledger, day: date) -> tuple[Row, ...]:
    """Return the packages whose day of destruction has passed without a receipt, oldest first."""
    rows = ledger.latest("shares", state=["handed_out", "recalled"]).to_pylist()
    late = [
        row for row in rows if row["sha256"] and row["destroy_by"] and row["destroy_by"] < day.isoformat()
    ]
    return tuple(sorted(late, key=lambda row: (row["destroy_by"], row["package"])))


def history_of(ledger: Ledger, resource: str | None = None) -> tuple[Row, ...]:
    """Return who received what, when, on what basis: every event, the latest last; of one resource or agreement."""
    rows = ledger.table("shares").to_pylist()
    return tuple(
        row
        for row in rows
        if resource is None or resource in (row["resource"], row["agreement"], row["package"])
    )


def _kept(row: Row, *, whole: bool = False) -> dict[str, object]:
    """Return what every event of a package repeats; a whole agreement has no data of its own."""
    data = ("rows", "sha256", "sm3", "key_id")
    return {name: row[name] for name in _KEPT if not (whole and name in data)}


def _nothing(rows: list[Row], name: str) -> UsageError:
    found = Text("{state}", "{state}").fill(state=rows[-1]["state"]) if rows else None
    return UsageError(_NOTHING.fill(name=name), found=found, hint=_LEDGER)


_WHY = Text("召回须写明理由（--reason）", "a recall needs a reason (--reason)")
_RECEIPT = Text("登记销毁须写明凭据（--reason）", "name the receipt of the destruction (--reason)")
_NOTHING = Text("没有在外的数据包“{name}”", 'no package "{name}" is out')
_LEDGER = Text("用 govclean share ledger 查看", "see govclean share ledger")
