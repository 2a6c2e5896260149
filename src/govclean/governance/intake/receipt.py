"""The receipt of a drop (回执): what became of it and why, as a person and a program read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from govclean import __version__
from govclean.governance.intake.judging import CLEARS, Clear, ClearName
from govclean.governance.intake.remarks import Remark, worst
from govclean.governance.ledger import Head
from govclean.standards.mentions import Severity
from govclean.validation.judgement import Judgement
from govclean.wording import Language

Verdict = Literal["accepted", "accepted_with_warnings", "rejected", "repeated"]
ACCEPTED: tuple[Verdict, ...] = ("accepted", "accepted_with_warnings")


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file of the delivery, or one that was not declared."""

    path: str  # as declared
    found: str  # as it stood
    bytes: int
    sha256: str
    records: int | None = None
    declared: bool = True
    kept: str = ""  # where it is kept, within the output folder


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a drop."""

    batch: str
    number: str  # the department's own
    department: str
    resource: str
    title: str
    source: str
    place: str  # where its manifest stood
    manifest: str  # SHA-256; empty where there was none
    verdict: Verdict
    received_on: str
    clears: tuple[Clear, ...]
    remarks: tuple[Remark, ...]
    files: tuple[ReceivedFile, ...]
    mode: str = ""
    period: tuple[str, str] | None = None
    watermark: tuple[str, str] = ("", "")
    watermark_field: str = ""
    replaces: str = ""
    repeats: str = ""  # the batch it repeats
    content: str = ""
    required: tuple[ClearName, ...] = tuple(CLEARS)
    judgement: Judgement | None = field(default=None, repr=False)
    head: Head | None = None
    folder: str = ""  # where it is kept

    @property
    def records(self) -> int | None:
        """Return the records of all files of the delivery; None where some could not be counted."""
        told = [one.records for one in self.files if one.declared]
        return sum(one for one in told if one is not None) if None not in told else None

    @property
    def accepted(self) -> bool:
        """Return whether it was taken in."""
        return self.verdict in ACCEPTED

    @property
    def worst(self) -> Severity | None:
        """Return the worst that is said of it, findings within their tolerance left out."""
        told: list[Severity] = [one.severity for one in self.remarks]
        told += [
            "error" if one.missing and one.name in self.required else "warning"
            for one in self.clears
            if one.reasons
        ]
        if self.judgement is not None:
            told += [rule.severity for rule in self.judgement.rules if not rule.tolerated]
            told += ["error"] if self.judgement.verdict == "rejected" else []
        return "error" if not self.accepted else worst(told)


def receipt_data(receipt: Receipt, language: Language) -> Mapping[str, object]:
    """Return a receipt as a program reads it; its words in one language."""
    head = receipt.head
    return {
        "tool": {"name": "govclean", "version": __version__},
        "batch": receipt.batch,
        "verdict": receipt.verdict,
        "number": receipt.number or None,
        "department": receipt.department,
        "resource": {"code": receipt.resource or None, "title": receipt.title or None, "source": receipt.source or None},
        "mode": receipt.mode or None,
        "period": list(receipt.period) if receipt.period else None,
        "watermark": list(receipt.watermark) if any(receipt.watermark) else None,
        "replaces": receipt.replaces or None,
        "repeats": receipt.repeats or None,
        "received_on": receipt.received_on,
        "manifest": {"path": receipt.place, "sha256": receipt.manifest or None},
        "content": receipt.content or None,
        "records": receipt.records,
        "clears": {
            one.name: {"state": one.state, "reasons": [text.say(language) for text in one.reasons]}
            for one in receipt.clears
        },
        "remarks": [
            {"code": one.code, "severity": one.severity, "file": one.file or None, "message": one.text.say(language)}
            for one in receipt.remarks
        ],
        "validation": _validation(receipt.judgement, language),
        "files": [
            {
                "path": one.path,
                "found": one.found,
                "declared": one.declared,
                "bytes": one.bytes,
                "sha256": one.sha256,
                "records": one.records,
                "kept": one.kept or None,
            }
            for one in receipt.files
        ],
        "folder": receipt.folder or None,
        "ledger": {"entry": head.seq, "hash": head.hash, "entered_at": head.entered_at} if head else None,
    }  # fmt: skip


def _validation(judgement: Judgement | None, language: Language) -> Mapping[str, object] | None:
    if judgement is None:
        return None
    return {
        "standard": judgement.standard,
        "version": judgement.version,
        "as_of": judgement.as_of,
        "verdict": judgement.verdict,
        "records": judgement.rows,
        "records_with_errors": judgement.rows_with_errors,
        "records_with_warnings": judgement.rows_with_warnings,
        "records_set_aside": judgement.rows_set_aside,
        "findings": dict(sorted(Counter(judgement.findings["severity"].cast("string").to_pylist()).items())),
        "rules": [
            {
                "rule": one.rule,
                "title": one.title.say(language),
                "field": one.field,
                "severity": one.severity,
                "count": one.count,
                "tolerated": one.tolerated,
            }
            for one in judgement.rules
        ],
    }
