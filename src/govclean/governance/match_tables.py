"""The tables a matching run writes, with its model and what a truth has shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from govclean.engines.embedded import in_order
from govclean.extracts.parquet import each_text_once
from govclean.governance.match_inputs import Inputs
from govclean.governance.matched import Matched
from govclean.linkage.contents import contents_table
from govclean.linkage.evaluating import Evaluation, Score
from govclean.linkage.linked import Linked
from govclean.linkage.model import model_text
from govclean.linkage.numbering import clusters_table
from govclean.linkage.pairs import pairs_table
from govclean.linkage.records import Column

ROW = "_row"
KNOWN_BY = ("source", "record_id", "content_hash", ROW)
"""Columns of the table `records` that are no fields."""

TABLES = (
    "pairs",
    "clusters",
    "golden",
    "lineage",
    "reconciliation",
    "conflicts",
    "cross_checks",
    "records",
    "decision_troubles",
)
MEASURED = ("evaluation.json", "evaluation.svg")

_GROUP = 100_000  # records that Parquet keeps together: an explanation reads one group


def field_column(field: str) -> str:
    """Return what a field is called in the table `records`.

    >>> field_column("name"), field_column("source")
    ('name', 'source (field)')
    """
    return f"{field} (field)" if field in KNOWN_BY else field


def write_tables(folder: Path, matched: Matched, threads: int | None = None) -> None:
    """Write the tables of a run as Parquet, the model, and what a truth has shown."""
    linked = matched.linked
    made: dict[str, Callable[[], pa.Table]] = {  # the longest first; each is made when its turn comes
        "lineage": lambda: linked.lineage,
        "records": lambda: records_table(linked, matched.inputs),
        "golden": lambda: linked.golden,
        "pairs": lambda: pairs_table(linked.pairs, linked.records, linked.blocking.names),
        "reconciliation": lambda: linked.reconciliation.table,
        "clusters": lambda: clusters_table(linked.cluster_ids, linked.records),
        "conflicts": lambda: linked.conflicts,
        "cross_checks": lambda: linked.cross_checks.table,
    }
    if linked.stale.num_rows:
        made["decision_troubles"] = lambda: linked.stale
    pa.default_memory_pool().release_unused()
    tasks = [partial(_write, make, folder / f"{name}.parquet") for name, make in made.items()]
    list(in_order(tasks, lambda _: None, threads))
    model = model_text(linked.model, linked.prepared, matched.standard.name)
    (folder / "model.yaml").write_text(model, encoding="utf-8")
    if matched.evaluation is not None:
        write_json(folder / "evaluation.json", evaluation_figures(matched.evaluation))


def _write(make: Callable[[], pa.Table], path: Path) -> None:
    write_parquet(make(), path)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table in groups of 100,000 rows.

    Parquet keeps the whole dictionary of a column with every group. Only short ones are worth that: in the others the
    texts themselves are written.
    """
    kept = max(table.num_rows // _GROUP, 1)
    fields = [
        pa.field(one.name, pa.string()) if _is_long(table[one.name], kept) else one for one in table.schema
    ]
    schema = pa.schema(fields)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, max(table.num_rows, 1), _GROUP):
            writer.write_table(each_text_once(table.slice(start, _GROUP).cast(schema)))


def _is_long(column: pa.ChunkedArray, groups: int) -> bool:
    """Return whether a dictionary, kept with every group, is longer than the column's texts would be."""
    if not pa.types.is_dictionary(column.type):
        return False
    entries = max((len(chunk.dictionary) for chunk in column.chunks), default=0)
    return entries * groups > len(column) / 4


def records_table(linked: Linked, inputs: Inputs) -> pa.Table:
    """Return the table `records`: `source, record_id, content_hash`, `_row` (int64), then each field as it was compared.

    Fields are dictionary-encoded; their names are those of the standard, see `field_column`.
    """
    table = contents_table(linked.records, linked.hashes).append_column(ROW, pa.array(inputs.rows))
    for name, column in linked.records.columns.items():
        table = table.append_column(field_column(name), _encoded(column))
    return table


def evaluation_figures(evaluation: Evaluation) -> dict[str, object]:
    """Return what a truth has shown as JSON takes it; shares with six decimals."""
    curve, kept = evaluation.curve, evaluation.blocking
    columns = {name: getattr(curve, name) for name in ("weight", "threshold", "precision", "recall", "f1")}
    best = round(float(curve.threshold[curve.best]), 6) if len(curve) else None
    return {
        "pairs": _score(evaluation.pairs),
        "clusters": _score(evaluation.clusters),
        "entities": {"whole": evaluation.whole, "all": evaluation.entities},
        "blocking": {"known": kept.known, "kept": sum(kept.first), "share": round(kept.share, 6)},
        "best_threshold": best,
        "curve": {name: np.round(column.astype(np.float64), 6).tolist() for name, column in columns.items()},
        "unknown_rows": evaluation.unknown_rows,
    }


def clear_of_earlier(folder: Path, written: Collection[str]) -> None:
    """Take away from an output folder what only an earlier run wrote: it would be taken for this run's."""
    ours = {f"{table}{suffix}" for table in TABLES for suffix in (".parquet", ".csv", ".xlsx")}
    for name in sorted((ours | set(MEASURED)) - set(written)):
        (folder / name).unlink(missing_ok=True)


def write_json(path: Path, figures: Mapping[str, object]) -> None:
    """Write figures as JSON that people can read."""
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _encoded(column: Column) -> pa.DictionaryArray:
    indices = pa.array(column.codes - 1, mask=column.codes == 0)
    return pa.DictionaryArray.from_arrays(indices, column.values[1:])


def _score(score: Score) -> dict[str, float]:
    shares = {name: round(getattr(score, name), 6) for name in ("precision", "recall", "f1")}
    return {"true": score.true, "found": score.found, "right": score.right, **shares}
