"""The case files of the comparisons as data, and pairs of values compared: what their tests share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml

from govclean.linkage.comparisons.catalogue import comparison
from govclean.linkage.prepared import prepare
from govclean.linkage.records import Column

BOOKS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
}

OF_TWO_FIELDS = ("name_parts", "point")


def levels_of(one, pairs):
    """Return the names of the levels of pairs of values, `missing` for none; `|` stands between two fields."""
    values = [side for pair in pairs for side in pair]
    parts = (
        [value.partition("|")[::2] for value in values]
        if one.kind in OF_TWO_FIELDS
        else [[value] for value in values]
    )
    columns = [
        Column.of(pa.array([text or None for text in texts], pa.string()))
        for texts in zip(*parts, strict=True)
    ]
    fields = [f"field_{place}" for place in range(len(columns))]
    ready = prepare("case", fields, columns, one, term_frequency=False)
    left = np.arange(0, len(values), 2, dtype=np.int32)
    found = ready.levels_of(left, left + 1)
    return [one.levels[level].name if level < len(one.levels) else "missing" for level in found]


def of_book(book):
    """Return the comparison that a case file is about."""
    return comparison(book["comparison"], book.get("options", {}))
