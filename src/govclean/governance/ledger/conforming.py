"""Rows brought into the form of a table of the ledger, or refused: what is refused here is our own mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.ledger.columns import ARROW, Column, Kind, LedgerTable
from govclean.values.columns import matches, present, text_column
from govclean.values.masking import hide_numbers

_FORMS: Mapping[Kind, str] = {
    "day": "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    "digest": "[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64}",
}


def conformed(table: LedgerTable, rows: pa.Table) -> pa.Table:
    """Return rows with exactly the table's columns in their order; absent ones are null, free text is masked.

    Raises:
        ValueError: a column is unknown or of another kind, a needed cell is empty, or a cell holds what may not stand
            there. The message never holds the value.
    """
    unknown = sorted(set(rows.column_names) - set(table.schema.names))
    if unknown:
        raise _bug(table.name, f"has no columns {', '.join(unknown)}")
    columns = [_conformed(table.name, column, rows) for column in table.columns]
    return pa.table(columns, schema=table.schema)


def rows_from(table: LedgerTable, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return mappings as the rows of a table.

    Raises:
        ValueError: as for `conformed`, or a row has a key that is no column.
    """
    unknown = sorted({key for row in rows for key in row} - set(table.schema.names))
    if unknown:
        raise _bug(table.name, f"has no columns {', '.join(unknown)}")
    try:
        return conformed(table, pa.Table.from_pylist(list(rows), table.schema))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        raise _bug(table.name, "has a cell that is not of the kind of its column") from None


def _conformed(table: str, column: Column, rows: pa.Table) -> pa.Array:
    where = f"{table}.{column.name}"
    if column.name not in rows.column_names:
        cells = pa.nulls(rows.num_rows, ARROW[column.kind])
    else:
        cells = _of_kind(where, column, rows[column.name])
    if column.needed and cells.null_count:
        raise _bug(where, f"is empty in {cells.null_count} rows")
    wrong = len(cells) - cells.null_count - _good(column, cells)
    if wrong:
        raise _bug(where, f"holds what may not stand there in {wrong} rows")
    return cells


def _of_kind(where: str, column: Column, given: pa.ChunkedArray) -> pa.Array:
    wanted = ARROW[column.kind]
    textual = _is_text(given.type)
    if not pa.types.is_null(given.type) and (textual != (wanted == pa.string()) or not _fits(given, wanted)):
        raise _bug(where, f"is {given.type} and should be {wanted}")
    if wanted == pa.string():
        cells = text_column(given.cast(wanted))
        return hide_numbers(cells) if column.kind == "prose" and cells.null_count < len(cells) else cells
    return given.combine_chunks().cast(wanted)


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(
        pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner)
    )


def _fits(given: pa.ChunkedArray, wanted: pa.DataType) -> bool:
    """Return whether a kind can be widened to the one wanted; a flag is no number."""
    if wanted == pa.string():
        return True
    if pa.types.is_boolean(wanted) or pa.types.is_boolean(given.type):
        return bool(given.type == wanted)
    if wanted == pa.int64():
        return bool(pa.types.is_integer(given.type))
    return bool(pa.types.is_integer(given.type) or pa.types.is_floating(given.type))


def _good(column: Column, cells: pa.Array) -> int:
    """Return how many cells that are filled hold what may stand there."""
    judge = _JUDGES.get(column.kind)
    if column.words:
        return int(pc.sum(pc.is_in(cells, pa.array(column.words))).as_py() or 0)
    return judge(cells) if judge else len(cells) - int(cells.null_count)


def _in_form(kind: Kind) -> Callable[[pa.Array], int]:
    return lambda cells: int((matches(cells, _FORMS[kind]) & present(cells)).sum())


def _finite(cells: pa.Array) -> int:
    return int(pc.sum(pc.is_finite(cells)).as_py() or 0)


_JUDGES: Mapping[Kind, Callable[[pa.Array], int]] = {
    "day": _in_form("day"),
    "digest": _in_form("digest"),
    "number": _finite,
}


def _bug(where: str, why: str) -> ValueError:
    return ValueError(f"{where} {why}")
