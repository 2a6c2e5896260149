"""What cleaning a file did: the questions people ask of it, its balance, and `run.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from govclean import __version__
from govclean.governance.clean_tables import Counts
from govclean.governance.opening import JudgeOptions, Opened
from govclean.standards.model import Standard
from govclean.validation.planning import Plan
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One file, cleaned."""

    path: str
    sha256: str
    format: str
    encoding: str
    header: tuple[str, ...]
    mapped: Mapping[str, str]  # field → header
    rows: int
    counts: Counts
    remaining: Mapping[tuple[str, str, str], int]  # (severity, rule, field) → findings after cleaning
    untested: tuple[str, ...]
    notes: tuple[Text, ...]
    seconds: float

    @classmethod
    def of(
        cls, opened: Opened, checks: Plan, findings: pa.Table, counts: Counts, rows: int, seconds: float
    ) -> Cleaned:
        """Return the account of a run from its parts."""
        extract = opened.extract
        return cls(
            extract.path,
            extract.sha256,
            extract.format,
            extract.encoding,
            tuple(extract.header),
            dict(checks.columns),
            rows,
            counts,
            _remaining(findings),
            checks.untested,
            tuple(extract.notes),
            seconds,
        )

    @property
    def balanced(self) -> bool:
        """Return whether every record of the source is in exactly one of `cleaned` and `quarantine`."""
        return self.rows == self.counts.cleaned + self.counts.quarantined

    def worst(self) -> str:
        """Return the severity of the worst finding left after cleaning, or nothing."""
        left = {severity for severity, _, _ in self.remaining}
        return next((severity for severity in ("error", "warning", "info") if severity in left), "")


def write_run(folder: Path, cleaned: Cleaned, standard: Standard, options: JudgeOptions) -> None:
    """Write `run.json`: versions, parameters, the input's digest, counts, balance, seconds.

    Raises:
        AssertionError: the books do not balance, which is our bug; nothing is published then.
    """
    if not cleaned.balanced:
        msg = f"{cleaned.rows} records in, {cleaned.counts.cleaned} clean and {cleaned.counts.quarantined} quarantined"
        raise AssertionError(msg)
    counts = cleaned.counts
    run = {
        "tool": {"name": "govclean", "version": __version__},
        "command": "clean",
        "standard": {"name": standard.name, "version": standard.version},
        "parameters": {
            "as_of": options.day.isoformat(),
            "columns": dict(options.columns),
            "language": options.language,
        },
        "inputs": [
            {
                "path": cleaned.path,
                "sha256": cleaned.sha256,
                "format": cleaned.format,
                "encoding": cleaned.encoding,
                "rows": cleaned.rows,
                "header": list(cleaned.header),
                "mapped": dict(cleaned.mapped),
            }
        ],
        "rows": {name: value for name, value in asdict(counts).items() if name != "changes_by_rule"},
        "changes_by_rule": [
            {"rule": rule, "field": field, "changes": count}
            for (rule, field), count in sorted(counts.changes_by_rule.items())
        ],
        "remaining": [
            {"severity": severity, "rule": rule, "field": field, "findings": count}
            for (severity, rule, field), count in sorted(cleaned.remaining.items())
        ],
        "untested": list(cleaned.untested),
        "balance": {
            "in": cleaned.rows,
            "cleaned": counts.cleaned,
            "quarantined": counts.quarantined,
            "holds": True,
        },
        "seconds": round(cleaned.seconds, 3),
    }
    (folder / "run.json").write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _remaining(findings: pa.Table) -> dict[tuple[str, str, str], int]:
    names = ("severity", "rule", "field")
    plain = pa.table({name: findings[name].cast(pa.string()) for name in names})
    counted = plain.group_by(list(names)).aggregate([([], "count_all")])
    rows = zip(*(counted[name].to_pylist() for name in (*names, "count_all")), strict=True)
    return {(severity, rule, field): count for severity, rule, field, count in rows}
