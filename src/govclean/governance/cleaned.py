"""What cleaning a file did: the questions people ask of it, its balance, and `run.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from govclean import __version__
from govclean.cleansing.datum_evidence import LEAST_AGREEING, LEAST_POINTS, MOST_METRES, Comparison
from govclean.governance.clean_datums import Datums
from govclean.governance.clean_features import Features
from govclean.governance.clean_options import Call
from govclean.governance.clean_tables import Counts
from govclean.governance.opening import Opened
from govclean.validation.planning import Plan
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did to a file: its records, what the tables hold, and how long it took."""

    rows: int
    counts: Counts
    features: Features | None  # where they were asked for
    datums: Datums | None  # where reference points were given
    seconds: float


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
    features: Features | None
    datums: Datums | None
    seconds: float

    @classmethod
    def of(cls, opened: Opened, checks: Plan, findings: pa.Table, done: Done) -> Cleaned:
        """Return the account of a run from its parts."""
        extract = opened.extract
        return cls(
            extract.path,
            extract.sha256,
            extract.format,
            extract.encoding,
            tuple(extract.header),
            dict(checks.columns),
            done.rows,
            done.counts,
            _remaining(findings),
            checks.untested,
            tuple(extract.notes),
            done.features,
            done.datums,
            done.seconds,
        )

    @property
    def balanced(self) -> bool:
        """Return whether every record of the source is in exactly one of `cleaned` and `quarantine`."""
        return self.rows == self.counts.cleaned + self.counts.quarantined

    def worst(self) -> str:
        """Return the severity of the worst finding left after cleaning, or nothing."""
        left = {severity for severity, _, _ in self.remaining}
        return next((severity for severity in ("error", "warning", "info") if severity in left), "")


def write_run(folder: Path, cleaned: Cleaned, call: Call) -> None:
    """Write `run.json`: versions, parameters, the input's digest, counts, balance, seconds.

    Raises:
        AssertionError: the books do not balance, which is our bug; nothing is published then.
    """
    if not cleaned.balanced:
        msg = f"{cleaned.rows} records in, {cleaned.counts.cleaned} clean and {cleaned.counts.quarantined} quarantined"
        raise AssertionError(msg)
    counts, standard, options = cleaned.counts, call.standard, call.options
    run = {
        "tool": {"name": "govclean", "version": __version__},
        "command": "clean",
        "standard": {"name": standard.name, "version": standard.version},
        "parameters": {
            "as_of": options.day.isoformat(),
            "columns": dict(options.columns),
            "language": options.language,
            "features": options.features,
            "reference_points": options.reference_points,
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
        "rows": _rows(cleaned),
        "changes_by_rule": [
            {"rule": rule, "field": field, "changes": count}
            for (rule, field), count in sorted(counts.changes_by_rule.items())
        ],
        "remaining": [
            {"severity": severity, "rule": rule, "field": field, "findings": count}
            for (severity, rule, field), count in sorted(cleaned.remaining.items())
        ],
        "untested": list(cleaned.untested),
        **_beside(cleaned),
        "balance": {
            "in": cleaned.rows,
            "cleaned": counts.cleaned,
            "quarantined": counts.quarantined,
            "holds": True,
        },
        "seconds": round(cleaned.seconds, 3),
    }
    (folder / "run.json").write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _rows(cleaned: Cleaned) -> dict[str, int]:
    """Return how many rows each table holds."""
    rows = {name: value for name, value in asdict(cleaned.counts).items() if name != "changes_by_rule"}
    return rows | ({"features": cleaned.features.rows} if cleaned.features else {})


def _beside(cleaned: Cleaned) -> dict[str, object]:
    """Return what was asked for beside the cleaning: the columns of the features, the evidence of the datum."""
    told: dict[str, object] = {}
    if cleaned.features:
        told["features"] = {
            "columns": list(cleaned.features.columns),
            "seconds": round(cleaned.features.seconds, 3),
        }
    if cleaned.datums:
        told["datums"] = {
            "reference": cleaned.datums.reference,
            "sha256": cleaned.datums.sha256,
            "reference_points": cleaned.datums.reference_points,
            "needed": {"points": LEAST_POINTS, "agreeing": LEAST_AGREEING, "median_metres": MOST_METRES},
            "comparisons": [_comparison(one) for one in cleaned.datums.comparisons],
        }
    return told


def _comparison(one: Comparison) -> dict[str, object]:
    return {
        "declared": one.declared or None,
        "points": one.points,
        "median_metres": {name: round(metres, 2) for name, metres in one.medians.items()},
        "agreeing": round(one.agreeing, 4),
        "datum": one.datum,
        "outcome": one.outcome,
    }


def _remaining(findings: pa.Table) -> dict[tuple[str, str, str], int]:
    names = ("severity", "rule", "field")
    plain = pa.table({name: findings[name].cast(pa.string()) for name in names})
    counted = plain.group_by(list(names)).aggregate([([], "count_all")])
    rows = zip(*(counted[name].to_pylist() for name in (*names, "count_all")), strict=True)
    return {(severity, rule, field): count for severity, rule, field, count in rows}
