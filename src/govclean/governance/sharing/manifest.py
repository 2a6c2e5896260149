"""What goes with the data: the manifest for programs, the terms of use for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from govclean import __version__
from govclean.governance.sharing.agreement import form_of
from govclean.governance.sharing.forms import ALGORITHM, context_of
from govclean.governance.sharing.granting import Grant, name_of
from govclean.governance.sharing.narrowing import Call
from govclean.governance.sharing.packing import Written
from govclean.governance.sharing.preparing import Column, Counts, Prepared

MARK = "_objection"
"""The column that says which items of a record are contested (异议标注)."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package: its number, what was prepared, what was written."""

    number: str
    grant: Grant
    call: Call
    prepared: Prepared
    written: Written

    @property
    def destroy_by(self) -> date | None:
        """Return the day by which the recipient destroys the data."""
        days = self.grant.destroy_after_days
        return self.grant.agreement.valid.until + timedelta(days=days) if days is not None else None


def manifest_of(package: Package) -> Mapping[str, object]:
    """Return the manifest; values by which rows were chosen are not in it, they may be somebody's number."""
    agreement, grant, counts = package.grant.agreement, package.grant, package.prepared.counts
    key = package.call.key
    hashed = any(column.granted.form == "keyed_hash" for column in package.prepared.columns)
    return {
        "package": package.number,
        "tool": {"name": "govclean", "version": __version__},
        "handed_out_on": package.call.day.isoformat(),
        "agreement": {
            "number": agreement.number,
            "title": agreement.title.zh,
            "sha256": grant.file.sha256,
            "valid": {"from": agreement.valid.since.isoformat(), "to": agreement.valid.until.isoformat()},
            "destroy_by": package.destroy_by.isoformat() if package.destroy_by else None,
        },
        "provider": agreement.provider,
        "recipient": agreement.recipient,
        "resource": {"code": grant.entry.code, "title": grant.entry.title} if grant.entry else None,
        "purpose": agreement.purpose,
        "basis": agreement.basis,
        "share_type": grant.share_type,
        "condition": agreement.condition,
        "mode": agreement.mode,
        "items": [_item(column, agreement.number) for column in package.prepared.columns],
        "objections_marked_in": MARK if MARK in package.prepared.table.column_names else None,
        "rows_chosen_by": [{"item": test.field, "op": test.op} for test, _ in agreement.tests()],
        "area": list(package.call.areas or (agreement.area.codes if agreement.area else ())),
        "rows": _rows(counts),
        "k_anonymity": grant.least_alike if grant.least_alike > 1 else None,
        "key": {"id": key.id, "algorithm": f"hmac-{ALGORITHM}"} if key and hashed else None,
        "data": {
            "file": package.written.name,
            "bytes": package.written.bytes,
            "sha256": package.written.digests.sha256,
            "sm3": package.written.digests.sm3,
            "empty_cells_are": "empty",
            "apostrophe_added": dict(package.written.escaped),
        },
    }


def run_of(package: Package) -> Mapping[str, object]:
    """Return what `run.json` says: the balance, and the digests that lead to the data."""
    counts = package.prepared.counts
    return {
        "tool": {"name": "govclean", "version": __version__},
        "command": "share",
        "package": package.number,
        "data": {"file": package.written.name, "sha256": package.written.digests.sha256},
        "balance": {"in": counts.read, **_rows(counts), "holds": counts.balanced},
    }


def terms_of(package: Package) -> str:
    """Return the terms of use, in Chinese: they go to a department."""
    agreement = package.grant.agreement
    items = "、".join(
        f"{column.item.title}（{form_of(column.granted).zh}）" for column in package.prepared.columns
    )
    destroy = package.destroy_by.isoformat() if package.destroy_by else "协议约定之日"
    told = [
        f"数据使用须知（数据包 {package.number}）",
        "",
        f"一、提供方：{agreement.provider}；接收方：{agreement.recipient}；协议：{agreement.number}《{agreement.title.zh}》。",
        f"二、用途：{agreement.purpose}。依据：{agreement.basis}。不得用于其他用途，不得转给第三方。",
        f"三、内容：{items}，共 {package.prepared.counts.handed_out:,} 行。",
        (
            f"四、有效期：{agreement.valid.since} 至 {agreement.valid.until}。"
            f"期满停止使用，并于 {destroy} 前销毁，书面告知提供方。"
        ),
        "五、不得以任何方式还原已脱敏、散列、泛化的内容，不得与其他数据比对以识别个人或组织。",
        "六、使用中发现疑义、错误数据的，通过异议渠道向提供方提出；带异议标注的数据在标注撤销前慎用。",
        "七、提供方召回时，应立即停止使用，按期销毁全部副本并回执。",
    ]
    if agreement.condition:
        told.append(f"八、共享条件：{agreement.condition}。")
    if package.written.escaped:
        told.append("注：csv 中可能被表格软件当作公式的单元格前加了一个半角单引号，行数见 manifest.json。")
    return "\n".join(told) + "\n"


def _item(column: Column, agreement: str) -> dict[str, object]:
    granted = column.granted
    told: dict[str, object] = {
        "header": column.name,
        "item": name_of(column.item),
        "title": column.item.title,
        "as": granted.form,
        "share_type": column.item.share_type,
    }
    if granted.target:
        told["to"] = granted.target
    if granted.target == "age_band":
        told["band"] = granted.band
    if granted.form == "keyed_hash":
        told["context"] = context_of(agreement, name_of(column.item))
    return told


def _rows(counts: Counts) -> dict[str, int]:
    return {
        "handed_out": counts.handed_out,
        "not_granted": counts.outside,
        "suppressed": counts.suppressed,
        "unreadable": counts.set_aside,
    }
