"""Small registries of several parties, clustered by hand: what the tests of golden records and reconciliation share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml

from govclean.linkage.conflicts import Identity
from govclean.linkage.pairs import MATCH, REVIEW, Pairs
from govclean.linkage.records import Column, Records


def book(name):
    """Return a case file, every scalar a text."""
    path = Path(__file__).with_name("cases") / f"{name}.yaml"
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def records_of(files, supplied=None):
    """Return records of files (stem → record id → field → value), sorted as records are.

    Args:
        supplied: record id → field → what the department wrote, where that is something else.
    """
    sources = tuple(sorted(files))
    rows = [
        (place, key, files[stem][key] or {})
        for place, stem in enumerate(sources)
        for key in sorted(files[stem])
    ]
    names = list(dict.fromkeys(name for _, _, row in rows for name in row))
    columns = {name: _column([row.get(name) or None for *_, row in rows]) for name in names}
    changed = {name for row in (supplied or {}).values() for name in row}
    written = {
        name: _column([(supplied.get(key) or {}).get(name, row.get(name)) or None for _, key, row in rows])
        for name in sorted(changed)
    }
    source = np.array([place for place, *_ in rows], np.int32)
    return Records(sources, source, pa.array([key for _, key, _ in rows], pa.string()), columns, written)


def labels_of(records, together):
    """Return the cluster of each record, numbered by first records, where some are one and all others alone."""
    ids = records.ids.to_pylist()
    group = {key: place for place, members in enumerate(together) for key in members}
    names = [group.get(key, key) for key in ids]
    numbers = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int32)


def cluster_names(labels):
    """Return a name for each record's cluster."""
    return pa.array([f"c{label}" for label in labels], pa.string())


def valid_of(records, field):
    """Return which values of a field are valid: those without a ! before them."""
    return np.array(
        [value is None or not value.startswith("!") for value in records.column(field).values.to_pylist()]
    )


def identity(records, field):
    """Return the identity that a field makes; a number with a ! before it is not valid."""
    return Identity(field, records.column(field).codes, valid_of(records, field))


def pairs_between(records, alike, decision=REVIEW):
    """Return pairs of records, by their ids, that are to be looked at."""
    place = {key: at for at, key in enumerate(records.ids.to_pylist())}
    rows = sorted(tuple(sorted((place[one], place[other]))) for one, other in alike)
    count = len(rows)
    left, right = (np.array([row[side] for row in rows], np.int32) for side in (0, 1))
    return Pairs(
        left=left,
        right=right,
        weight=np.zeros(count, np.float32),
        probability=np.full(count, 0.7),
        rule=np.zeros(count, np.int16),
        levels={},
        weights={},
        decision=np.full(count, decision, np.uint8),
        conflict=np.zeros(count, np.uint8),
    )


def matches_between(records, alike):
    """Return pairs of records that match."""
    return pairs_between(records, alike, MATCH)


def by_id(table, column):
    """Return a column of a table of records by record id."""
    return dict(zip(table["record_id"].to_pylist(), table[column].to_pylist(), strict=True))


def _column(values):
    return Column.of(pa.array(values, pa.string()))
