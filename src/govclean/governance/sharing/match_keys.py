"""Keyed hashes of normalised key fields: two departments find their common records without showing a number.

Both use the same key, fields of the same types in the same order, and the lossless repairs of cleansing; so a number
with blanks or of 15 digits meets its proper form. Only the sorted, distinct hashes travel; which row each one is stays
at home.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.planning import Plan, plan
from govclean.documents import did_you_mean
from govclean.engines.embedded import in_order
from govclean.errors import GovcleanError, UsageError
from govclean.extracts.batches import ROW, Batch
from govclean.governance.opening import JudgeOptions, Opened, Progress, open_all
from govclean.governance.sharing.forms import ALGORITHM
from govclean.standards.model import Standard
from govclean.values.columns import present, text_column
from govclean.values.digests import Key, keyed_hashes
from govclean.values.placeholders import is_placeholder
from govclean.wording import Text

METHOD = b"govclean.match_keys"
KEY, RECORD = "key", "row"
_APART = "\x1f"
_NULL = pa.scalar(None, pa.string())


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """The keys of one extract."""

    rows: pa.Table  # key, row (int64): stays at home
    read: int
    without: int  # records in which a key field is empty, and lines that are no records
    method: str

    @property
    def keys(self) -> pa.Table:
        """Return the distinct keys, sorted: what travels."""
        distinct = pc.unique(self.rows[KEY])
        keys = distinct.take(pc.sort_indices(distinct))
        return pa.table({KEY: keys}).replace_schema_metadata({METHOD: self.method})


@dataclass(frozen=True, slots=True)
class Common:
    """What two files of keys have in common."""

    table: pa.Table  # key, and `left_row`, `right_row` where a file has rows
    left: int  # distinct keys
    right: int
    keys: int  # distinct keys in both


def match_keys(
    source: str,
    standard: Standard,
    fields: Sequence[str],
    key: Key,
    options: JudgeOptions,
    progress: Progress | None = None,
) -> MatchKeys:
    """Return the keyed hashes of some fields of an extract.

    Raises:
        UsageError: the standard has no such field, or the file no such column.
        ExtractError: the file cannot be read, or holds several tables.
        MappingError: its header cannot be mapped without a person's word.
    """
    opened = _opened(source, standard, options)
    columns = _columns(opened, standard, fields)
    context = "match:" + ",".join(standard.field(name).type for name in fields)
    repairs = plan(standard, columns, opened.sample, as_of=options.day, language=options.language)

    def work(batch: Batch) -> tuple[pa.StringArray, np.ndarray[tuple[int], np.dtype[np.int64]], int]:
        hashes = keyed_hashes(_joined(repairs, columns, batch), key, ALGORITHM, context)
        return hashes, batch.records.column(ROW).to_numpy(), batch.rows

    parts, read = [], 0
    for hashes, places, count in in_order(opened.extract.tasks(), work, options.threads):
        parts.append(pa.table({KEY: hashes, ROW: places + read}))
        read += count
        if progress:
            progress(opened.extract.path, read)
    found = (
        pa.concat_tables(parts)
        if parts
        else pa.table({KEY: pa.array([], pa.string()), ROW: pa.array([], pa.int64())})
    )
    found = found.filter(pc.is_valid(found[KEY])).rename_columns([KEY, RECORD])
    method = json.dumps({"algorithm": f"hmac-{ALGORITHM}", "key_id": key.id, "context": context})
    found = found.sort_by([(KEY, "ascending"), (RECORD, "ascending")]).replace_schema_metadata(
        {METHOD: method}
    )
    return MatchKeys(found, read, read - found.num_rows, method)


def join_keys(left: str, right: str) -> Common:
    """Return the keys that stand in both files, with the rows of a file that has them.

    Raises:
        UsageError: a file holds no keys of ours, or they were made with another key or of other fields.
    """
    tables = [_read(path) for path in (left, right)]
    methods = [(table.schema.metadata or {}).get(METHOD) for table in tables]
    if methods[0] != methods[1]:
        raise UsageError(_OTHER_METHOD, where=right, found=_told(methods[1]), hint=_told(methods[0]))
    sides = [
        table.rename_columns([KEY, f"{side}_row"][: table.num_columns]).replace_schema_metadata(None)
        for side, table in zip(("left", "right"), tables, strict=True)
    ]
    joined = sides[0].join(sides[1], KEY, join_type="inner", use_threads=False)
    joined = joined.sort_by([(name, "ascending") for name in joined.column_names])
    left_keys, right_keys, both = (int(pc.count_distinct(table[KEY]).as_py()) for table in (*tables, joined))
    return Common(joined, left_keys, right_keys, both)


def _opened(source: str, standard: Standard, options: JudgeOptions) -> Opened:
    errors: list[GovcleanError] = []
    opened = list(open_all([source], standard, options, errors))
    if errors:
        raise errors[0]
    if len(opened) != 1:
        raise UsageError(_SEVERAL, where=source)
    return opened[0]


def _columns(opened: Opened, standard: Standard, fields: Sequence[str]) -> dict[str, str]:
    known = [field.name for field in standard.fields]
    for name in fields:
        if name not in known:
            near = did_you_mean(name, known)
            raise UsageError(_NO_FIELD.fill(name=name, near=near))
        if name not in opened.columns:
            raise UsageError(_NO_COLUMN.fill(name=name), where=opened.extract.path)
    return {name: opened.columns[name] for name in fields}


def _joined(repairs: Plan, columns: dict[str, str], batch: Batch) -> pa.StringArray:
    """Return the repaired key fields of each record as one text; null where one of them says nothing."""
    records = cleanse_batch(repairs, batch.records).records
    values = [text_column(records.column(header)) for header in columns.values()]
    for place, column in enumerate(values):
        empty = ~present(column) | is_placeholder(column)
        values[place] = pc.if_else(pa.array(empty), _NULL, column) if empty.any() else column
    return pc.binary_join_element_wise(*values, _APART)


def _read(path: str) -> pa.Table:
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise UsageError(_NO_KEYS, where=path, hint=_HOW) from None
    if METHOD not in (table.schema.metadata or {}) or table.column_names not in ([KEY], [KEY, RECORD]):
        raise UsageError(_NO_KEYS, where=path, hint=_HOW)
    return table


def _told(method: bytes | None) -> Text:
    words = (method or b"").decode("utf-8", "replace")
    return Text(words, words)


_SEVERAL = Text("文件中不止一张表，请逐个指定", "the file holds several tables; name one of them")
_NO_FIELD = Text("标准没有字段“{name}”。{near}", 'the standard has no field "{name}".{near}')
_NO_COLUMN = Text("文件中没有字段“{name}”的列", 'no column of the file is the field "{name}"')
_NO_KEYS = Text("不是 share match-keys 生成的文件", "this is no file of share match-keys")
_HOW = Text("先由双方各自用同一密钥生成", "let both sides make one with the same key first")
_OTHER_METHOD = Text("两个文件的密钥、算法或字段不同", "the files differ in key, algorithm or fields")
