"""A sheet as an Arrow IPC stream, row for row, so that neither side holds it whole as Python objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute

from govclean.extracts.batches import CELL_LIMIT, LINE, SHOWN
from govclean.extracts.cells import as_text
from govclean.extracts.headers import SEARCHED, Heading, find_heading, is_footer, unique
from govclean.extracts.sheets import Sheet, Values

ROWS = 10_000
FOOTERS = 40
"""How many rows with anything in them are looked at for footers at the end."""

ASIDES = b"asides"
"""Key of a batch's metadata: JSON list of row number, rule and text of what was set aside."""

NOTES = b"notes"
"""Key of the schema's metadata: JSON list of notes, each Chinese and English."""

Aside = tuple[int, str, str]
Numbered = tuple[int, Values]


def write(sheet: Sheet, header_rows: int | None, sink: BinaryIO) -> None:
    """Write a sheet's records to a stream; rows in which no cell holds anything are none."""
    first = sheet.first_rows(SEARCHED + 10)
    heading = find_heading(first, header_rows, [r for r in sheet.merged if r[0] < len(first)])
    kept = _columns(sheet, heading)
    names, renamed = unique([heading.titles[place] for place in kept])
    notes = [[note.zh, note.en] for note in (*sheet.notes, *heading.notes, *renamed)]
    fields = [*(pa.field(name, pa.string()) for name in names), pa.field(LINE, pa.int64())]
    schema = pa.schema(fields, {NOTES: json.dumps(notes).encode()})
    with pa.ipc.new_stream(sink, schema) as stream:
        for run, final in _runs(_data(sheet, heading)):
            rows, asides = _without_footers(run, kept) if final else (run, [])
            batch, large = _batch(rows, kept, schema)
            stream.write_batch(batch, custom_metadata={ASIDES: json.dumps([*large, *asides]).encode()})


def _columns(sheet: Sheet, heading: Heading) -> list[int]:
    """Return the columns that have a title or hold anything."""
    blank = {place for place, title in enumerate(heading.titles) if not title}
    if blank:
        for _, row in _data(sheet, heading):
            blank -= {place for place in blank if row[place] != ""}
            if not blank:
                break
    return [place for place in range(len(heading.titles)) if place not in blank]


def _data(sheet: Sheet, heading: Heading) -> Iterator[Numbered]:
    """Yield the rows below the header that hold anything, with the spreadsheet's row number (from 1)."""
    rows = islice(sheet.rows(), heading.start + heading.depth, None)
    for number, row in enumerate(rows, heading.start + heading.depth + 1):
        if any(row) or any(value != "" for value in row):
            yield number, row


def _runs(rows: Iterator[Numbered]) -> Iterator[tuple[list[Numbered], bool]]:
    """Yield the rows in runs; the last is marked and holds at least as many as are looked at for footers."""
    held = list(islice(rows, ROWS))
    while more := list(islice(rows, ROWS)):
        if len(more) < FOOTERS:
            held += more
        else:
            yield held, False
            held = more
    yield held, True


def _without_footers(rows: list[Numbered], kept: list[int]) -> tuple[list[Numbered], list[Aside]]:
    asides: list[Aside] = []
    while rows and len(asides) < FOOTERS:
        number, row = rows[-1]
        cells = [as_text(row[place]) or "" for place in kept]
        if not is_footer(cells):
            break
        asides.insert(0, (number, "validity.footer", " ".join(filter(None, cells))[:SHOWN]))
        rows = rows[:-1]
    return rows, asides


def _batch(rows: list[Numbered], kept: list[int], schema: pa.Schema) -> tuple[pa.RecordBatch, list[Aside]]:
    """Return rows as text columns, and those set aside for an overlong cell."""
    values = list(zip(*(row for _, row in rows), strict=True)) if rows else [()] * (max(kept, default=-1) + 1)
    columns = [_text(values[place]) for place in kept]
    numbers = np.fromiter((number for number, _ in rows), np.int64, len(rows))
    batch = pa.RecordBatch.from_arrays([*columns, pa.array(numbers)], schema=schema)
    large = np.zeros(len(rows), np.bool_)
    for column in columns:
        large |= (
            pa.compute.fill_null(pa.compute.binary_length(column), 0).to_numpy(zero_copy_only=False)
            > CELL_LIMIT
        )
    if not large.any():
        return batch, []
    asides = [(int(number), "validity.cell_size", "") for number in numbers[large]]
    return batch.filter(pa.array(~large)), asides


def _text(values: tuple[object, ...]) -> pa.StringArray:
    try:
        column = pa.array(values, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([as_text(value) for value in values], pa.string())
    return pa.compute.if_else(pa.compute.equal(column, ""), pa.scalar(None, pa.string()), column)
