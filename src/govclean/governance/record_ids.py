"""How a record is known within its source: by a column of ids, each standing once, or by its row number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.documents import did_you_mean
from govclean.errors import UsageError
from govclean.extracts.batches import ROW
from govclean.governance.clean_folders import CleanFolder
from govclean.governance.match_columns import Part
from govclean.governance.opening import Opened
from govclean.standards.model import Standard
from govclean.values.columns import text_column
from govclean.wording import Text

OPTION = "--record-id"
_SHOWN = 5
_NO_COLUMN = Text("没有列“{name}”", 'there is no column "{name}"')
_COLUMNS = Text("文件中的列：{names}", "the file's columns are {names}")
_EMPTY = Text("“{name}”有 {count} 条记录为空", '"{name}" is empty in {count} records')
_TWICE = Text(
    "“{name}”有重复：{count} 条记录与另一条相同",
    '"{name}" does not tell records apart: {count} records share it with another',
)
_ROWS = Text("第 {rows} 条", "records {rows}")
_BY_ROW = Text("{what}，改以记录序号为记录编号", "{what}; records are known by row number instead")
_OTHER = Text(
    "请指定每条记录唯一且非空的列，或去掉 --record-id 改用记录序号",
    "name a column that is filled and unique, or leave out --record-id to use the record number",
)


def id_column(
    opened: Opened, standard: Standard, asked: str | None, folder: CleanFolder | None
) -> str | None:
    """Return the header of the column that holds the record ids; None where records are known by row number.

    Where nothing is asked for, the standard's `record_id` counts if it is a column outside the standard or a
    department's own key. A number that identifies the person is no such thing: it may be missing or stand twice.

    Raises:
        UsageError: the column asked for does not exist.
    """
    if asked is not None:
        return _asked(opened, asked, folder)
    implied = standard.record_id
    if implied is None:
        return None
    field = next((field for field in standard.fields if field.name == implied), None)
    if field is not None:
        return opened.columns.get(implied) if field.type == "key" else None
    return implied if implied in opened.extract.header else None


def number_column(opened: Opened, folder: CleanFolder | None) -> str | None:
    """Return the column in which a table written by `clean` keeps the row numbers of its source."""
    renamed = f"{ROW} (2)"  # as the reader calls a column that is called like its own
    return renamed if folder is not None and renamed in opened.extract.header else None


@dataclass(frozen=True, slots=True)
class Ids:
    """The record ids of one source, ascending by code point."""

    values: pa.StringArray
    order: NDArray[np.int64]  # the place of each in the parts, one after the other
    column: str | None  # the header of their column; None where they are row numbers
    notes: tuple[Text, ...] = ()


def ids_in_order(parts: Sequence[Part], column: str | None, path: str, *, asked: bool) -> Ids:
    """Return the record ids of one source.

    Args:
        asked: whether the user named the column. Where the standard did, a column that does not tell records apart is
            noted, and row numbers take its place.

    Raises:
        UsageError: an id of a column that was asked for is empty or stands twice.
    """
    rows = np.concatenate([part.rows for part in parts])
    if column is not None:
        values = text_column(pa.chunked_array([part.ids for part in parts], pa.string()))
        order = pc.sort_indices(values).to_numpy().astype(np.int64)
        fault = _fault(values, order, rows)
        if fault is None:
            return Ids(values.take(pa.array(order)), order, column)
        what, at = fault
        if asked:
            raise _refused(what, column, at, path)
        noted = _BY_ROW.fill(what=what.fill(name=column, count=f"{len(at):,}"))
        return replace(ids_in_order(parts, None, path, asked=False), notes=(noted,))
    values = pa.array(rows).cast(pa.string())
    order = pc.sort_indices(values).to_numpy().astype(np.int64)
    return Ids(values.take(pa.array(order)), order, None)


def _fault(
    values: pa.StringArray, order: NDArray[np.int64], rows: NDArray[np.int64]
) -> tuple[Text, NDArray[np.int64]] | None:
    """Return what is wrong with ids, and in which rows: some are empty, or some stand twice."""
    if values.null_count:
        return _EMPTY, rows[values.is_null().to_numpy(zero_copy_only=False)]
    ordered = values.take(pa.array(order))
    again = pc.equal(ordered[1:], ordered[:-1]).to_numpy(zero_copy_only=False)
    twice = np.append(again, False) | np.insert(again, 0, False)
    return (_TWICE, np.sort(rows[order[twice]])) if twice.any() else None


def _asked(opened: Opened, asked: str, folder: CleanFolder | None) -> str:
    header = opened.extract.header
    if asked in header:
        return asked
    named = {title: name for name, title in folder.mapped.items()} if folder is not None else {}
    column = opened.columns.get(named.get(asked, asked))
    if column is not None:
        return column
    near = did_you_mean(asked, header)
    names = ", ".join(header)
    columns = _COLUMNS.fill(names=names)
    raise UsageError(
        _NO_COLUMN.fill(name=asked),
        where=f"{OPTION}: {opened.extract.path}",
        hint=Text(f"{near.zh}{columns.zh}", f"{near.en.strip()} {columns.en}".strip()),
    )


def _refused(what: Text, name: str, rows: NDArray[np.int64], path: str) -> UsageError:
    shown = ", ".join(str(row) for row in rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")
    return UsageError(
        what.fill(name=name, count=f"{len(rows):,}"),
        where=f"{OPTION}: {path}",
        found=_ROWS.fill(rows=shown),
        hint=_OTHER,
    )
