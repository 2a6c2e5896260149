"""The number of a batch: the same drop has the same number wherever and whenever it is taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from govclean.governance.intake.agreement import Matched
from govclean.governance.intake.drops import Drop

_DIGITS = 12  # 48 bits beside department's period: among a million batches two share one with a probability of 0.2 %


def batch_number(drop: Drop, hashes: Mapping[str, str]) -> str:
    """Return `IN-<month of the period>-<digits>`, digits from department, manifest, and the files' names and hashes."""
    period = drop.manifest.resource.period.days
    told = [drop.department, drop.sha256, *(f"{sha256} {path}" for path, sha256 in sorted(hashes.items()))]
    digits = hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]
    return "-".join(["IN", *([period[1][:7].replace("-", "")] if period else []), digits])


def content_of(matched: Matched) -> str:
    """Return a digest of the delivered content, whatever the files are called; empty where nothing was delivered."""
    hashes = sorted({one.sha256 for one in matched.members})
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest() if hashes else ""
