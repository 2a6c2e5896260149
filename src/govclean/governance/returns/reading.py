"""A workbook that came back: what it says it is, and its rows whatever their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from govclean.errors import ExtractError, UsageError
from govclean.extracts.batches import LINE, Extract, Trouble
from govclean.extracts.reading import open_extract
from govclean.governance.ledger import Ledger
from govclean.governance.returns.form import COLUMNS, LIST, TICKET, VERSION, Ticket, columns_under
from govclean.values.columns import text_column
from govclean.wording import Text, same

_NOT_OURS = Text("这不是 govclean 出具的问题清单", "this is no list of problems made by govclean")
_RETURN_IT = Text(
    "请交回原工作簿：保留全部工作表和列，只填写黄色各列",
    "the very workbook is to come back: all its sheets and columns, only the yellow ones filled in",
)
_BROKEN_TICKET = Text(
    "清单的出具信息被改动，或不是由这个账本出具",
    "what the list says of itself was changed, or another ledger made it",
)
_WHICH_LEDGER = Text("用 --ledger 指定出具清单时的账本", "name the ledger it was made with, with --ledger")
_LATER = Text("清单由更新版本的 govclean 出具", "the list was made by a later govclean")
_UPGRADE = Text("请升级 govclean", "use a later govclean")


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """A workbook read back.

    Attributes:
        rows: string columns as in `form.COLUMNS`, and `sheet_row` (int64, as the spreadsheet numbers it).
        unread: the sheet's rows that could not be taken as rows of the list.
    """

    path: str
    sha256: str
    ticket: Ticket
    rows: pa.Table
    unread: tuple[int, ...]


def read_form(path: str, ledger: Ledger) -> ReturnedForm:
    """Return a workbook that came back.

    Raises:
        ExtractError: it cannot be read, or is not safe to open.
        UsageError: it is no list of problems, or not one that this ledger made.
    """
    ticket = _ticket(path, ledger)
    extract = _sheet(path, LIST.zh, LIST.en)
    under = columns_under(extract.header)
    if under is None:
        raise UsageError(_NOT_OURS, where=path, found=same(", ".join(extract.header)[:200]), hint=_RETURN_IT)
    tables, unread = [], []
    for table, troubles in _batches(extract):
        tables.append(table)
        unread += [trouble.line for trouble in troubles]
    whole = pa.concat_tables(tables) if tables else None
    columns = {
        column.name: text_column(whole[under[column.name]]) if whole else pa.nulls(0, pa.string())
        for column in COLUMNS
    }
    columns["sheet_row"] = whole[LINE] if whole else pa.nulls(0, pa.int64())
    return ReturnedForm(path, extract.sha256, ticket, pa.table(columns), tuple(sorted(unread)))


def _ticket(path: str, ledger: Ledger) -> Ticket:
    extract = _sheet(path, TICKET)
    told: dict[str, str] = {}
    if len(extract.header) == 2:
        for table, _ in _batches(extract):
            names, values = (text_column(table[name]).to_pylist() for name in extract.header)
            told |= {str(name): str(value or "") for name, value in zip(names, values, strict=True)}
    if told.keys() != set(Ticket.__slots__):
        raise UsageError(_NOT_OURS, where=path, hint=_RETURN_IT)
    ticket = Ticket(**told)
    if ticket.form != VERSION:
        raise UsageError(_LATER, where=path, hint=_UPGRADE)
    if not ticket.is_whole(ledger):
        raise UsageError(_BROKEN_TICKET, where=path, hint=_WHICH_LEDGER)
    return ticket


def _sheet(path: str, *names: str) -> Extract:
    """Return the first of several sheets that is there.

    Raises:
        UsageError: none is.
        ExtractError: it is no workbook, or cannot be read.
    """
    for name in names:
        try:
            return open_extract(path, sheet=name, header_rows=1)
        except ExtractError:
            continue
    open_extract(path)  # what is wrong with the file itself is told as for any file
    raise UsageError(_NOT_OURS, where=path, found=same(Path(path).suffix), hint=_RETURN_IT)


def _batches(extract: Extract) -> Iterator[tuple[pa.Table, tuple[Trouble, ...]]]:
    """Yield the records of each batch with line numbers of the sheet, and what could not be taken as a record."""
    lines = 0
    for task in extract.tasks():
        batch = task()
        table = pa.Table.from_batches([batch.records])
        place = table.schema.get_field_index(LINE)
        numbers = pa.array(np.asarray(table[LINE]) + lines, pa.int64())
        moved = [
            Trouble(one.row, one.line + lines, one.rule, one.column, one.message, "", one.set_aside)
            for one in batch.troubles
            if one.set_aside
        ]
        yield table.set_column(place, LINE, numbers), tuple(moved)
        lines += batch.lines
