"""What several departments collect, as tables and as the folder `catalog overlap` writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import govclean
from govclean.extracts.parquet import write_parquet
from govclean.extracts.publishing import LAST, publish
from govclean.governance.catalog.authority import authority_maps
from govclean.governance.catalog.overlap import Overlap, Overlaps

OVERLAP = pa.schema(
    [
        ("item", pa.string()),
        ("standard", pa.string()),  # whose field it is; empty where no standard knows it
        ("field", pa.string()),
        ("semantic_type", pa.string()),
        ("links", pa.bool_()),  # a number by which records are joined
        ("departments", pa.int64()),
        ("rank", pa.int64()),  # 1 should lead
        ("proposed", pa.bool_()),
        ("provider", pa.string()),
        ("code", pa.string()),
        ("title", pa.string()),
        ("item_title", pa.string()),  # as the resource lists it
        ("how", pa.string()),  # field, title, near
        ("coverage", pa.float64()),
        ("quality", pa.float64()),
        ("recency", pa.float64()),
        ("score", pa.float64()),
        ("compared", pa.string()),
        ("extract", pa.string()),
    ]
)
"""The departments of each item that several collect, in the order in which they should lead it."""

VALUES = pa.schema(
    [
        ("item", pa.string()),
        ("standard", pa.string()),
        ("left", pa.string()),
        ("right", pa.string()),
        ("both", pa.int64()),  # distinct values, estimated beyond some thousands
        ("left_values", pa.int64()),
        ("right_values", pa.int64()),
        ("left_in_right", pa.float64()),
        ("right_in_left", pa.float64()),
    ]
)
"""How far the values of two departments are the same."""

ALIKE = pa.schema(
    [
        ("left_provider", pa.string()),
        ("left_code", pa.string()),
        ("left_title", pa.string()),
        ("right_provider", pa.string()),
        ("right_code", pa.string()),
        ("right_title", pa.string()),
        ("common_items", pa.int64()),
        ("share", pa.float64()),
        ("titles", pa.float64()),
        ("items", pa.string()),
    ]
)
"""Resources of two departments that list much the same."""

Export = Callable[[Path], None]


def tables_of(found: Overlaps) -> dict[str, pa.Table]:
    """Return the tables by their names."""
    return {
        "overlap": pa.Table.from_pylist([row for one in found.overlaps for row in _candidates(one)], OVERLAP),
        "values": pa.Table.from_pylist([row for one in found.overlaps for row in _values(one)], VALUES),
        "alike": pa.Table.from_pylist(_alike(found), ALIKE),
    }


def write_overlaps(found: Overlaps, folder: Path, export: Export | None = None) -> tuple[str, ...]:
    """Write tables and authority maps into a folder that is whole or not there; return the names of the maps.

    Args:
        export: writes the tables in another form beside their Parquet form.

    Raises:
        UsageError: the folder cannot be written, is being written, or holds somebody else's files.
    """
    maps = {f"authority_{name}.yaml": text for name, text in authority_maps(found).items()}
    tables = tables_of(found)
    with publish(folder) as hidden:
        for name, table in tables.items():
            write_parquet(table, hidden / f"{name}.parquet")
        for name, text in maps.items():
            (hidden / name).write_text(text, "utf-8")
        if export is not None:
            export(hidden)
        run = {
            "tool": {"name": "govclean", "version": govclean.__version__},
            "command": "catalog overlap",
            "sources": list(found.catalog.sources),
            "resources": len(found.catalog.entries),
            "rows": {name: table.num_rows for name, table in tables.items()},
            "authority": sorted(maps),
        }
        (hidden / LAST).write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return tuple(sorted(maps))


def _candidates(one: Overlap) -> list[dict[str, object]]:
    lead = one.lead
    return [
        {
            "item": one.item.title,
            "standard": one.item.standard,
            "field": one.item.field.name if one.item.field else "",
            "semantic_type": one.item.semantic_type,
            "links": one.item.links,
            "departments": len(one.providers),
            "rank": number,
            "proposed": lead is not None and number == 1,
            "provider": candidate.provider,
            "code": candidate.use.entry.code,
            "title": candidate.use.entry.title,
            "item_title": candidate.use.item.title,
            "how": candidate.use.how,
            "coverage": candidate.coverage,
            "quality": candidate.quality,
            "recency": candidate.recency,
            "score": candidate.score,
            "compared": ",".join(one.ranking.compared),
            "extract": candidate.evidence.path if candidate.evidence else "",
        }
        for number, candidate in enumerate(one.ranking.candidates, 1)
    ]


def _values(one: Overlap) -> list[dict[str, object]]:
    return [
        {
            "item": one.item.title,
            "standard": one.item.standard,
            "left": pair.left,
            "right": pair.right,
            "both": round(pair.common.both),
            "left_values": round(pair.common.left),
            "right_values": round(pair.common.right),
            "left_in_right": pair.common.left_in_right,
            "right_in_left": pair.common.right_in_left,
        }
        for pair in one.pairs
    ]


def _alike(found: Overlaps) -> list[dict[str, object]]:
    return [
        {
            "left_provider": one.left.provider,
            "left_code": one.left.code,
            "left_title": one.left.title,
            "right_provider": one.right.provider,
            "right_code": one.right.code,
            "right_title": one.right.title,
            "common_items": len(one.items),
            "share": one.share,
            "titles": one.titles,
            "items": "、".join(one.items),
        }
        for one in found.alike
    ]
