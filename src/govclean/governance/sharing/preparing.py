"""The granted rows and items of an extract, each item in its form; nothing else is kept in memory.

A column is taken for an item only where its header says so, or a person did: likeness and content are no ground to
hand something over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from govclean.engines.embedded import in_order
from govclean.errors import GovcleanError, UsageError
from govclean.extracts.batches import Batch, Extract
from govclean.extracts.mapping import HeaderMap
from govclean.extracts.reading import open_extracts
from govclean.governance.catalog import CatalogItem
from govclean.governance.catalog.titles import plain_title
from govclean.governance.opening import Progress, open_all
from govclean.governance.sharing.agreement import Granted
from govclean.governance.sharing.anonymity import alike
from govclean.governance.sharing.filtering import RowMask, Test, all_of, any_of, mask_of
from govclean.governance.sharing.forms import Make, maker
from govclean.governance.sharing.granting import Grant, header_of
from govclean.governance.sharing.narrowing import Call, prefixes, shaping_of, wanted
from govclean.governance.sharing.shuffling import order_of
from govclean.values.columns import text_column
from govclean.wording import Text

RECORD = "(record)"
"""The key of each record, for objections to it; taken away before anything is written."""

_SURE = ("declared", "name", "title", "alias")


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the records: read = set aside + outside + suppressed + handed out."""

    read: int
    set_aside: int  # could not be read as records
    outside: int  # not among the granted rows
    suppressed: int  # too few alike
    handed_out: int

    @property
    def balanced(self) -> bool:
        """Return whether every record is in one of the four."""
        return self.read == self.set_aside + self.outside + self.suppressed + self.handed_out


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a package: what is granted, where it is read, and what makes its form."""

    granted: Granted
    item: CatalogItem
    header: str  # in the extract
    name: str  # in the package
    make: Make


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of a package, all text, and where they come from."""

    table: pa.Table
    columns: tuple[Column, ...]
    counts: Counts
    source_sha256: str
    records: pa.StringArray | None  # keys of the records, where they were asked for


@dataclass(frozen=True, slots=True)
class _Plan:
    columns: tuple[Column, ...]
    keep: RowMask | None
    reads: Mapping[str, str]  # words of a condition → header
    record: str | None  # header of the record's key


def prepare(grant: Grant, call: Call, *, records: bool = False, progress: Progress | None = None) -> Prepared:
    """Return what the agreement grants of an extract.

    Args:
        records: whether the keys of the records are wanted too.

    Raises:
        ExtractError: the extract cannot be read, or holds several tables.
        MappingError: its header cannot be mapped without a person's word.
        UsageError: it lacks a column that is granted, or that rows are chosen by.
    """
    extract, header_map = _opened(grant, call)
    plan = _plan(grant, call, _Headers(extract, header_map), records=records)
    pieces, read, aside, seen = [], 0, 0, 0
    for piece, rows, readable in in_order(
        extract.tasks(), lambda batch: _piece(plan, batch), call.reading.threads
    ):
        pieces.append(piece)
        read, aside, seen = read + rows, aside + rows - readable, seen + readable
        if progress:
            progress(extract.path, read)
    table = pa.concat_tables(pieces) if pieces else _empty(plan)
    kept = table.num_rows
    if grant.least_alike > 1:
        compared = [column.name for column in plan.columns if column.granted.form != "keyed_hash"]
        table = table.filter(pa.array(alike(table, compared, grant.least_alike)))
    table = table.take(pa.array(order_of(table.num_rows, grant.file.sha256, extract.sha256)))
    keys = text_column(table[RECORD]) if plan.record else None
    table = table.drop_columns([RECORD]) if plan.record else table
    counts = Counts(read, aside, seen - kept, kept - table.num_rows, table.num_rows)
    return Prepared(table, plan.columns, counts, extract.sha256, keys)


def _opened(grant: Grant, call: Call) -> tuple[Extract, HeaderMap | None]:
    """Return the one table of the source, with its header mapped where a standard describes it."""
    if grant.standard is None:
        extracts, mapped = open_extracts(call.source, call.reading.reading), None
    else:
        errors: list[GovcleanError] = []
        opened = list(open_all([call.source], grant.standard, call.reading, errors))
        if errors:
            raise errors[0]
        extracts, mapped = [one.extract for one in opened], opened[0].header_map
    if len(extracts) != 1:
        raise UsageError(_SEVERAL, where=call.source)
    return extracts[0], mapped


class _Headers:
    """Which column of the extract an item of the directory is."""

    def __init__(self, extract: Extract, mapped: HeaderMap | None) -> None:
        self._path = extract.path
        self._sure: dict[str, str] = {}
        self._likely: dict[str, str] = {}
        for entry in mapped.entries if mapped else ():
            (self._sure if entry.how in _SURE else self._likely)[entry.field] = entry.column
        self._rest = [name for name in extract.header if name not in self._sure.values()]
        self.header = extract.header

    def of(self, item: CatalogItem) -> str:
        """Return the header of an item.

        Raises:
            UsageError: no column, or none for certain, is this item.
        """
        if item.name in self._sure:
            return self._sure[item.name]
        words = {plain_title(item.title), plain_title(item.name)} - {""}
        found = [name for name in self._rest if plain_title(name) in words]
        if len(found) == 1:
            return found[0]
        hint = None
        if item.name in self._likely:
            hint = _DECLARE.fill(field=item.name, column=self._likely[item.name])
        raise UsageError(_NO_COLUMN.fill(item=item.title), where=self._path, hint=hint)


def _plan(grant: Grant, call: Call, headers: _Headers, *, records: bool) -> _Plan:
    shaping = shaping_of(grant, call)
    columns = tuple(
        Column(
            granted,
            item,
            headers.of(item),
            header_of(granted, item),
            maker(granted, grant.shape(item), shaping),
        )
        for granted, item in wanted(grant, call)
    )
    area = grant.agreement.area
    words = [test.field for test, _ in grant.agreement.tests()] + ([area.field] if area else [])
    reads = {one: headers.of(item) for one in words if (item := grant.item(one)) is not None}
    record = _record_header(grant, headers) if records else None
    return _Plan(columns, _rows_granted(grant, call), reads, record)


def _record_header(grant: Grant, headers: _Headers) -> str | None:
    key = grant.standard.record_id if grant.standard else None
    item = grant.item(key) if key else None
    if item is not None:
        return headers.of(item)
    return key if key in headers.header else None


def _rows_granted(grant: Grant, call: Call) -> RowMask | None:
    """Return what says which rows are granted; None where all are."""
    agreement, masks = grant.agreement, []
    if agreement.rows is not None:
        clauses = [
            (any_of if clause.any else all_of)([mask_of(test) for test in clause.tests()])
            for clause in agreement.rows.clauses
        ]
        masks.append((all_of if agreement.rows.all else any_of)(clauses))
    if agreement.area is not None:
        field = agreement.area.field
        masks.append(mask_of(Test(field=field, op="starts_with", values=prefixes(grant, call))))
    return all_of(masks) if masks else None


def _piece(plan: _Plan, batch: Batch) -> tuple[pa.Table, int, int]:
    """Return the granted part of a batch, how many records it has, and how many of them could be read."""
    records = batch.records
    readable = records.num_rows
    if plan.keep is not None:
        columns = {words: text_column(records.column(header)) for words, header in plan.reads.items()}
        keep = plan.keep(columns)
        records = records.filter(pa.array(np.asarray(keep)))
    made = {column.name: column.make(text_column(records.column(column.header))) for column in plan.columns}
    if plan.record:
        made[RECORD] = text_column(records.column(plan.record))
    return pa.table(made), batch.rows, readable


def _empty(plan: _Plan) -> pa.Table:
    names = [column.name for column in plan.columns] + ([RECORD] if plan.record else [])
    return pa.table({name: pa.array([], pa.string()) for name in names})


_SEVERAL = Text("文件中不止一张表，请逐个指定", "the file holds several tables; name one of them")
_NO_COLUMN = Text("文件中没有可确认为“{item}”的列", 'no column of the file is "{item}" for certain')
_DECLARE = Text(
    "如“{column}”列就是它，请加 --column {field}={column}",
    'if "{column}" is it, add --column {field}={column}',
)
