"""A receipt as rows of the ledger, entered once however often the same is tried."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import cast

from govclean.governance.intake.receipt import Receipt, ReceivedFile
from govclean.governance.ledger import About, Head, Ledger, rows_of
from govclean.standards.model import Standard

Row = Mapping[str, object]


def enter(receipt: Receipt, ledger: Ledger, standard: Standard | None, manifest_path: str) -> Head:
    """Enter what became of a drop, with a row a file unless it was a repeat; return the head of the entry.

    Raises:
        UsageError: the ledger cannot be written.
    """
    rows = {"intakes": [_intake(receipt, manifest_path)]}
    if receipt.verdict != "repeated":
        rows["drops"] = [_drop(receipt, file, standard) for file in receipt.files if file.declared]
    told = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    occasion = f"intake:{receipt.batch}:{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    about = About(standard.name if standard else "", standard.version if standard else "", occasion=occasion)
    tables = {name: rows_of(name, listed) for name, listed in rows.items()}
    return ledger.entry(ledger.enter("intake", tables, about)).head


def requests_in(ledger: Ledger) -> dict[str, str] | None:
    """Return the requests the ledger knows with their state; None where it holds none at all."""
    held = ledger.latest("requests").select(["request", "state"]).to_pylist()
    return {str(one["request"]): str(one["state"]) for one in held} or None


def source_in(ledger: Ledger, department: str, standard: str) -> str:
    """Return what the department's one duty under a standard calls its table; empty where it has none or several."""
    held = ledger.latest("duties", department=department, standard=standard, active=True)
    names = held["source"].to_pylist()
    return cast("str", names[0]) if len(names) == 1 else ""


def _intake(receipt: Receipt, manifest_path: str) -> Row:
    state = {one.name: one.state for one in receipt.clears}
    reasons = [text.zh for one in receipt.clears for text in one.reasons]
    reasons += [f"{one.file}：{one.text.zh}" if one.file else one.text.zh for one in receipt.remarks]
    return {
        "batch": receipt.batch,
        "department": receipt.department,
        "resource": receipt.resource or None,
        "manifest": receipt.manifest or None,
        "manifest_path": manifest_path,
        "verdict": receipt.verdict,
        "responsibility": state["responsibility"],
        "need": state["need"],
        "permission": state["permission"],
        "resource_clear": state["resource"],
        "object": state["object"],
        "reasons": "；".join(reasons) or None,
        "files": sum(one.declared for one in receipt.files),
        "records": receipt.records,
        "number": receipt.number or None,
        "content": receipt.content or None,
        "watermark_from": receipt.watermark[0] or None,
        "watermark_to": receipt.watermark[1] or None,
        "replaces": receipt.replaces or None,
        "repeats": receipt.repeats or None,
    }


def _drop(receipt: Receipt, file: ReceivedFile, standard: Standard | None) -> Row:
    judged = receipt.judgement.inputs if receipt.judgement else ()
    of_file = [one for one in judged if one.path == file.path or one.path.startswith(f"{file.path}!/")]
    period = receipt.period or (None, None)
    return {
        "batch": receipt.batch,
        "department": receipt.department,
        "source": receipt.source or None,
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "standard": standard.name if standard else None,
        "version": standard.version if standard else None,
        "resource": receipt.resource or None,
        "mode": receipt.mode or None,
        "watermark": receipt.watermark_field or None,
        "period_from": period[0],
        "period_to": period[1],
        "received_on": receipt.received_on,
        "records": file.records or 0,
        "set_aside": sum(one.rows_set_aside for one in of_file) if of_file else None,
        "fields_asked": len(standard.fields) if standard else None,
        "fields_given": max((len(one.mapped or {}) for one in of_file), default=None),
    }
