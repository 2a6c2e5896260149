"""The records that are linked: every column as codes of its distinct values, since codes join and compare fast.

A record is known by its position from 0. Positions follow source and record id, so no result depends on the order
of files or rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Positions = NDArray[np.int32]


@dataclass(frozen=True)
class Column:
    """One column: a code for each record, and the distinct values the codes stand for.

    Code 0 is an empty cell and `values[0]` is null; `values[1:]` are distinct.
    """

    codes: Codes
    values: pa.StringArray

    @classmethod
    def of(cls, texts: pa.StringArray) -> Column:
        """Return a column of texts, its distinct values in the order in which they first stand.

        >>> Column.of(pa.array(["李娜", None, "李娜"])).codes.tolist()
        [1, 0, 1]
        """
        encoded = texts.dictionary_encode()
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32) + np.int32(
            1
        )
        return cls(codes, pa.concat_arrays([pa.nulls(1, pa.string()), encoded.dictionary]))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many records hold each value (int64, one a code); the empty cells come first."""
        return np.bincount(self.codes, minlength=len(self.values)).astype(np.int64)

    def mapped(self, values: pa.StringArray) -> Column:
        """Return the column with each distinct value replaced; what becomes equal shares a code, null is empty."""
        derived = Column.of(values)
        return Column(derived.codes[self.codes], derived.values)

    def texts(self, positions: Positions | None = None) -> pa.StringArray:
        """Return the value of each record, or of some."""
        codes = self.codes if positions is None else self.codes[positions]
        return self.values.take(pa.array(codes))


@dataclass(frozen=True, slots=True)
class Records:
    """All records of all sources, in the order of source and record id."""

    sources: tuple[str, ...]  # names, sorted
    source: NDArray[np.int32]  # for each record the place of its source in `sources`
    ids: pa.StringArray  # record ids; unique within a source
    columns: Mapping[str, Column]  # by field, after cleansing
    supplied: Mapping[
        str, Column
    ]  # by field, as the department wrote it; only fields in which the two differ

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.source)

    def column(self, field: str) -> Column:
        """Return a field's column; all cells are empty where no source supplies the field."""
        found = self.columns.get(field)
        return found if found is not None else Column(np.zeros(len(self), np.int32), pa.nulls(1, pa.string()))

    def source_names(self) -> pa.StringArray:
        """Return the name of each record's source."""
        return pa.array(self.sources, pa.string()).take(pa.array(self.source))
