"""Batches of text become the columns of records: encoded batch by batch in threads, then brought together by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.planning import Plan
from govclean.engines.embedded import in_order
from govclean.extracts.batches import ROW, Batch
from govclean.linkage.records import Column
from govclean.values.columns import text_column

Places = NDArray[np.int64]

_RARELY = 0.5  # a column with a larger share of distinct values is encoded once, in the end


@dataclass(frozen=True, slots=True)
class Reading:
    """How the batches of one file are read."""

    columns: Mapping[str, str]  # field → header
    unlike: frozenset[str]  # fields whose values hardly repeat
    ids: str | None  # the header of the column that holds the record ids
    numbers: str | None  # the header of the column that holds the row numbers, in the output of `clean`
    rules: Plan | None  # None where nothing is left to cleanse


@dataclass(frozen=True, slots=True)
class Supplied:
    """What stood in some cells of one field before cleansing."""

    places: Places  # of the records in their part, ascending
    values: pa.StringArray

    @classmethod
    def of(cls, field: str, changes: pa.Table, rows: Places) -> Self:
        """Return it from the changes (in the order made) to records with these row numbers (ascending)."""
        changes = changes.filter(pc.equal(changes["field"].cast(pa.string()), field))
        changed, first = np.unique(changes["row"].to_numpy(), return_index=True)
        values = text_column(changes["before"].take(pa.array(first)))
        return cls(np.searchsorted(rows, changed), values)


@dataclass(frozen=True, slots=True)
class Part:
    """One batch; row numbers as in the batch, or in the source once it was `moved`."""

    rows: Places  # of the records, ascending
    count: int  # rows of the source it stands for, those that could not be read too
    ids: pa.StringArray | None  # None: the row number is the id
    after: Mapping[str, pa.Array]  # by field; a DictionaryArray, or a StringArray where values hardly repeat
    before: Mapping[str, Supplied]  # by field; only those that cleansing changed in this batch

    def moved(self, rows: int) -> Part:
        """Return the part with its row numbers counted in the source, given how many rows stood before it."""
        return replace(self, rows=self.rows + rows)


def hardly_repeat(sample: pa.RecordBatch, columns: Mapping[str, str]) -> frozenset[str]:
    """Return the fields of which most values in a sample stand once only."""
    most = _RARELY * max(sample.num_rows, 1)
    return frozenset(name for name, header in columns.items() if len(sample.column(header).unique()) > most)


def part_of(batch: Batch, reading: Reading) -> Part:
    """Return a batch encoded, after cleansing where there are rules for it."""
    records, before = batch.records, {}
    if reading.rules is not None:
        cleansed = cleanse_batch(reading.rules, records)
        before = supplied_of(cleansed.changes, records.column(ROW).to_numpy(), reading.columns)
        records = cleansed.records
    return Part(
        rows=batch.records.column(reading.numbers or ROW).cast(pa.int64()).to_numpy(),
        count=batch.rows,
        ids=None if reading.ids is None else batch.records.column(reading.ids),
        after={
            name: records.column(header)
            if name in reading.unlike
            else records.column(header).dictionary_encode()
            for name, header in reading.columns.items()
        },
        before=before,
    )


def supplied_of(changes: pa.Table, rows: Places, fields: Iterable[str]) -> dict[str, Supplied]:
    """Return what stood in the changed cells of some fields, for records with these row numbers (ascending)."""
    changed = set(pc.unique(changes["field"].cast(pa.string())).to_pylist())
    return {name: Supplied.of(name, changes, rows) for name in fields if name in changed}


def columns_of(
    parts: Sequence[Part], order: Places, threads: int | None = None
) -> tuple[dict[str, Column], dict[str, Column]]:
    """Return the columns of all parts after cleansing, and as supplied where the two differ, by field.

    Args:
        order: the place in the parts, one after the other, of the record at each position.
    """
    fields = list(dict.fromkeys(name for part in parts for name in part.after))
    whole = [partial(_pieces, parts, name) for name in fields]
    columns = dict(
        zip(fields, in_order(whole, lambda pieces: column_of(pieces, order), threads), strict=True)
    )
    changed = [name for name in fields if any(name in part.before for part in parts)]
    positions = np.empty(len(order), np.int64)
    positions[order] = np.arange(len(order))
    cells = [partial(_cells, parts, name) for name in changed]
    given = in_order(
        cells, lambda cells: _as_supplied(columns[cells[0]], positions[cells[1]], cells[2]), threads
    )
    return columns, dict(zip(changed, given, strict=True))


def _pieces(parts: Sequence[Part], name: str) -> list[pa.Array]:
    return [part.after.get(name, pa.nulls(len(part.rows), pa.string())) for part in parts]


def column_of(pieces: Sequence[pa.Array], order: Places) -> Column:
    """Return one column in the order of positions.

    Codes are given in the order in which the values first stand, so they do not depend on the order of the files.
    """
    if all(isinstance(piece, pa.DictionaryArray) for piece in pieces):
        whole = pa.chunked_array(pieces).unify_dictionaries()
    else:
        whole = pa.chunked_array([piece.cast(pa.string()) for piece in pieces]).dictionary_encode()
    indices = [pc.fill_null(piece.indices, -1).to_numpy(zero_copy_only=False) for piece in whole.chunks]
    codes = np.concatenate(indices)[order] + np.int32(1)
    values = whole.chunk(0).dictionary
    return in_order_of_standing(codes, pa.concat_arrays([pa.nulls(1, pa.string()), values]))


def _cells(parts: Sequence[Part], name: str) -> tuple[str, Places, pa.StringArray]:
    """Return the cells of a field that were changed: places in all parts, and what stood there."""
    starts = np.cumsum([0, *(len(part.rows) for part in parts)])
    given = [
        (part.before[name], start) for part, start in zip(parts, starts, strict=False) if name in part.before
    ]
    places = np.concatenate([one.places + start for one, start in given])
    return name, places, pa.concat_arrays([one.values for one, _ in given])


def _as_supplied(column: Column, positions: Places, values: pa.StringArray) -> Column:
    """Return a column with some of its cells as they stood before."""
    encoded = values.dictionary_encode()
    known = pc.index_in(encoded.dictionary, column.values)
    unknown = encoded.dictionary.filter(known.is_null())
    new = np.cumsum(known.is_null().to_numpy(zero_copy_only=False)) - 1 + len(column.values)
    code = np.where(known.is_null(), new, pc.fill_null(known, 0))
    codes = column.codes.copy()
    codes[positions] = np.append(code, 0)[pc.fill_null(encoded.indices, -1)]
    return in_order_of_standing(codes, pa.concat_arrays([column.values, unknown]))


def in_order_of_standing(codes: NDArray[np.int32], values: pa.StringArray) -> Column:
    """Return a column whose codes follow the order in which its values first stand; values that stand nowhere go.

    >>> in_order_of_standing(np.array([2, 0, 1]), pa.array([None, "a", "b", "c"])).codes.tolist()
    [1, 0, 2]
    """
    first = np.full(len(values), len(codes), np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    first[0] = -1
    kept = np.flatnonzero(first < len(codes))
    kept = kept[np.argsort(first[kept], kind="stable")]
    renamed = np.zeros(len(values), np.int32)
    renamed[kept] = np.arange(len(kept), dtype=np.int32)
    return Column(renamed[codes], values.take(pa.array(kept)))
