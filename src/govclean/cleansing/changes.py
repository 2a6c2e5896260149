"""The changes table: one row for each rule that changed a cell, in the order in which they were applied.

Replaying the changes on the original gives the clean table; undoing them from last to first gives the original back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import text_column

_WORD = pa.dictionary(pa.int32(), pa.string())

CHANGES = pa.schema(
    [
        ("row", pa.int64()),  # record number in the source, from 1
        ("field", _WORD),
        ("before", pa.string()),  # null for an empty cell
        ("after", pa.string()),  # null where the cell was emptied
        ("rule", _WORD),
        ("reason", _WORD),
    ]
)


def changes_of(
    rows: NDArray[np.int64], before: pa.StringArray, after: pa.StringArray, words: Mapping[str, str]
) -> pa.Table:
    """Return the changes that one rule made to one field.

    Args:
        words: field, rule and reason, the same for all of them.
    """
    repeated = {name: _repeat(words[name], len(rows)) for name in ("field", "rule", "reason")}
    columns = {"row": pa.array(rows, pa.int64()), "before": before, "after": after, **repeated}
    return pa.table([columns[name] for name in CHANGES.names], schema=CHANGES)


def in_order(changes: pa.Table, fields: Sequence[str]) -> pa.Table:
    """Return changes by record and field; several of one cell stay in the order in which they were made."""
    if not changes.num_rows:
        return changes
    changes = changes.unify_dictionaries().combine_chunks()
    place = pc.index_in(changes["field"].cast(pa.string()), pa.array(list(fields)))
    made = pa.array(np.arange(changes.num_rows))
    keys = pa.table({"row": changes["row"], "place": place, "made": made})
    return changes.take(pc.sort_indices(keys, [(name, "ascending") for name in keys.column_names]))


def replay(table: pa.Table, changes: pa.Table) -> pa.Table:
    """Return the table (with `_row`, ascending) after the changes, applied in order.

    Raises:
        ValueError: a change does not find the value it starts from.
    """
    return _applied(table, changes, "before", "after")


def undo(table: pa.Table, changes: pa.Table) -> pa.Table:
    """Return the table (with `_row`, ascending) as it was before the changes.

    Raises:
        ValueError: a change does not find the value it led to.
    """
    backwards = changes.take(pa.array(np.arange(changes.num_rows)[::-1].copy()))
    return _applied(table, backwards, "after", "before")


def _applied(table: pa.Table, changes: pa.Table, start: str, end: str) -> pa.Table:
    numbers = table["_row"].to_numpy()
    of_table = np.isin(changes["row"].to_numpy(), numbers)
    changes = changes.filter(pa.array(of_table))
    fields = changes["field"].cast(pa.string())
    for name in pc.unique(fields).to_pylist():
        of_field = changes.filter(pc.equal(fields, name))
        column = text_column(table[name])
        for of_step in _steps(of_field):
            at = np.searchsorted(numbers, of_step["row"].to_numpy())
            column = _stepped(column, at, of_step, start, end)
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def _steps(changes: pa.Table) -> Iterator[pa.Table]:
    """Yield the first change of each cell of one field, then the second of those that have one, and so on."""
    rows = changes["row"].to_numpy()
    order = np.argsort(rows, kind="stable")
    new = np.append(True, rows[order][1:] != rows[order][:-1])[: len(rows)]
    starts = np.flatnonzero(new)
    step = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    for number in range(int(step.max(initial=-1)) + 1):
        yield changes.take(pa.array(order[step == number]))


def _stepped(
    column: pa.StringArray, at: NDArray[np.intp], changes: pa.Table, start: str, end: str
) -> pa.StringArray:
    found, expected = column.take(pa.array(at)), text_column(changes[start])
    same = pc.or_(
        pc.and_(pc.is_null(found), pc.is_null(expected)),
        pc.fill_null(pc.equal(found, expected), fill_value=False),
    )
    if not pc.all(same).as_py():
        msg = f"record {changes['row'][pc.index(same, value=False).as_py()]}: the changes do not belong to this table"
        raise ValueError(msg)
    mask = np.zeros(len(column), np.bool_)
    mask[at] = True
    return pc.replace_with_mask(column, pa.array(mask), text_column(changes[end]))


def _repeat(word: str, count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([word], pa.string()))
