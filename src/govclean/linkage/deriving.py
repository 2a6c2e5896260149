"""Columns made of others before records meet: features of one field, and fields joined, sorted or put on a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.features.catalogue import feature
from govclean.linkage.planning import Key, PlannedRule
from govclean.linkage.prepared import joined
from govclean.linkage.records import Column, Records
from govclean.standards.linkage import Derived
from govclean.standards.model import Standard

_WRITTEN_VARIOUSLY = ("cn.person_name", "cn.organisation_name", "cn.address")
_METRES_A_DEGREE = 111_320  # of latitude


class Deriving:
    """Makes each derived column once."""

    def __init__(self, records: Records, derived: Mapping[str, Derived]) -> None:
        self._records = records
        self._derived = derived
        self._made: dict[str, Column] = {}

    def rule(self, rule: PlannedRule) -> tuple[Column, ...]:
        """Return the columns of a blocking rule."""
        return tuple(self.key(key) for key in rule.keys)

    def column(self, name: str) -> Column:
        """Return a field's column, or a derived field's."""
        if name not in self._derived:
            return self._records.column(name)
        if name not in self._made:
            self._made[name] = _made(self._derived[name], self._records)
        return self._made[name]

    def normal(self, standard: Standard) -> dict[str, Column]:
        """Return the fields whose values can be written in several ways, each in the one writing of its type."""
        told = [
            one
            for one in standard.fields
            if one.type in _WRITTEN_VARIOUSLY and one.name in self._records.columns
        ]
        return {one.name: self.key(Key(one.name, feature("key", one.type))) for one in told}

    def key(self, key: Key) -> Column:
        """Return the column of a field, or of a feature of it."""
        if key.feature is None:
            return self.column(key.field)
        if key.name not in self._made:
            column = self.column(key.field)
            self._made[key.name] = column.mapped(key.feature.derive(column.values))
        return self._made[key.name]


def _made(derived: Derived, records: Records) -> Column:
    if derived.cell:
        longitude, latitude = (records.column(field) for field in derived.cell)
        return _cells(longitude, latitude, derived.metres, shifted=derived.shifted)
    columns = [records.column(field) for field in derived.join or derived.sorted]
    return joined(columns) if derived.join else _as_sets(columns)


def _as_sets(columns: Sequence[Column]) -> Column:
    """Return the values of several fields as one, whichever stands in which; empty where one is."""
    every = Column.of(pa.concat_arrays([column.values for column in columns]))
    starts = np.cumsum([0, *(len(column.values) for column in columns)])
    codes = np.stack(
        [every.codes[start + column.codes] for start, column in zip(starts, columns, strict=False)]
    )
    codes.sort(axis=0)
    return joined([Column(row, every.values) for row in codes])


def _cells(longitude: Column, latitude: Column, metres: int, *, shifted: bool) -> Column:
    """Return the square of a grid in which each point lies; a shifted grid is moved by half a square."""
    north = _degrees(latitude)[latitude.codes] * _METRES_A_DEGREE / metres + shifted / 2
    row = np.floor(north)
    middle = np.deg2rad((row + 0.5) * metres / _METRES_A_DEGREE)
    east = _degrees(longitude)[longitude.codes] * _METRES_A_DEGREE * np.cos(middle) / metres + shifted / 2
    there = np.isfinite(north) & np.isfinite(east)
    cell = np.where(there, row * 1e8 + np.floor(east), 0).astype(np.int64)
    return Column.of(pc.if_else(pa.array(there), pc.cast(pa.array(cell), pa.string()), None))


def _degrees(column: Column) -> NDArray[np.float64]:
    """Return the number each distinct value stands for; not a number where it is none."""
    number = r"^-?[0-9]{1,3}(\.[0-9]{1,12})?$"
    good = pc.match_substring_regex(column.values, number)
    numbers = pc.cast(pc.if_else(good, column.values, None), pa.float64())
    return np.asarray(pc.fill_null(numbers, np.nan).to_numpy(zero_copy_only=False))
