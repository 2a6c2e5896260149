"""`run.json` of a matching run: versions, parameters, inputs, counts, balance, seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from govclean import __version__
from govclean.extracts.publishing import LAST
from govclean.governance.match_inputs import MatchFile
from govclean.governance.match_options import MatchOptions, settings_digest
from govclean.governance.match_tables import write_json
from govclean.governance.matched import Matched
from govclean.linkage.linked import Linked


def write_run(folder: Path, matched: Matched, options: MatchOptions) -> None:
    """Write `run.json`: versions, parameters, inputs with their digests, counts, balance, seconds.

    Raises:
        AssertionError: the books do not balance, which is our bug; nothing is published then.
    """
    if matched.troubles:
        raise AssertionError("; ".join(trouble.en for trouble in matched.troubles))
    linked, standard = matched.linked, matched.standard
    run = {
        "tool": {"name": "govclean", "version": __version__},
        "command": "match",
        "standard": {"name": standard.name, "version": standard.version, "path": standard.path},
        "settings": settings_digest(standard, options),
        "parameters": _parameters(options, linked),
        "inputs": [_input(file) for file in matched.inputs.files],
        "fields": [name for name, column in linked.records.columns.items() if len(column.values) > 1],
        "rows": _rows(matched),
        "blocking": [asdict(rule) for rule in linked.rules],
        "blocking_by_truth": None if matched.evaluation is None else asdict(matched.evaluation.blocking),
        "known_pairs": None if matched.known is None else asdict(matched.known),
        "clusters_by_sources": [
            {"sources": list(sources), "clusters": count} for sources, count in matched.by_sources.items()
        ],
        "conflicts": matched.conflict_cases,
        "balance": _balance(matched),
        "expected": None if matched.expected is None else _rounded(asdict(matched.expected)),
        "notes": [note.say(options.language) for note in matched.notes],
        "seconds": _rounded({**linked.seconds, "total": matched.seconds}, 3),
        "peak_memory": matched.peak_memory,
    }
    write_json(folder / LAST, run)


def _parameters(options: MatchOptions, linked: Linked) -> dict[str, object]:
    given = ("record_id", "truth", "decisions", "exceptions", "previous", "model")
    return {
        "as_of": options.day.isoformat(),
        "columns": dict(options.columns),
        "references": dict(options.references),
        "language": options.language,
        "thresholds": linked.settings.thresholds.model_dump(),
        **{name: getattr(options, name) for name in given},
    }


def _input(file: MatchFile) -> dict[str, object]:
    return {
        "path": file.path,
        "source": file.source,
        "sha256": file.sha256,
        "format": file.format,
        "encoding": file.encoding,
        "rows": file.rows,
        "set_aside": file.set_aside,
        "record_id": file.record_id,
        "was_clean": file.was_clean,
        "header": list(file.header),
        "mapped": dict(file.mapped),
    }


def _rows(matched: Matched) -> dict[str, int]:
    linked = matched.linked
    return {
        "records": len(linked.records),
        "clusters": matched.clusters,
        "compared": linked.compared,
        "pairs": len(linked.pairs),
        "match": linked.matched,
        "review": linked.to_review,
        "golden": linked.golden.num_rows,
        "lineage": linked.lineage.num_rows,
        "conflicts": linked.conflicts.num_rows,
        "cross_checks": linked.cross_checks.table.num_rows,
    }


def _balance(matched: Matched) -> dict[str, object]:
    sides = matched.linked.reconciliation.balance.sides
    return {
        "records": len(matched.linked.records),
        "in_clusters": len(matched.linked.cluster_ids),
        "sides": [
            {"side": side.side, "records": side.records, "outcomes": dict(side.outcomes)} for side in sides
        ],
        "holds": True,
    }


def _rounded(figures: Mapping[str, float], digits: int = 6) -> dict[str, float]:
    return {name: round(value, digits) for name, value in figures.items()}
