"""Small tables that a call is given beside its files: a truth, a list of exceptions."""

from __future__ import annotations

import pyarrow as pa

from govclean.errors import ExtractError
from govclean.extracts.batches import LINE, ROW
from govclean.extracts.reading import open_extract
from govclean.wording import Text

_UNREAD = Text("有 {count} 行未能读取", "{count} rows cannot be read")
_REPAIR = Text(
    "请修正这些行后再用（govclean validate 会列出）", "repair them first (govclean validate lists them)"
)


def read_side_table(path: str) -> pa.Table:
    """Return a table of texts from a file of any kind that extracts may have; an empty cell is null.

    Raises:
        ExtractError: it is no table, or some of its rows cannot be read: what it leaves unsaid would mislead.
    """
    extract = open_extract(path)
    batches = [task() for task in extract.tasks()]
    unread = sum(batch.rows - batch.records.num_rows for batch in batches)
    if unread:
        raise ExtractError(_UNREAD.fill(count=unread), where=extract.path, hint=_REPAIR)
    schema = pa.schema([(name, pa.string()) for name in extract.header])
    tables = [pa.Table.from_batches([batch.records.drop_columns([ROW, LINE])]) for batch in batches]
    return pa.concat_tables([schema.empty_table(), *tables])
