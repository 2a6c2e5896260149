"""The tables a cleaning run writes, batch by batch: `cleaned`, `changes`, `quarantine`, `suggestions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from govclean.cleansing.changes import CHANGES, undo
from govclean.cleansing.suggestions import SUGGESTIONS
from govclean.extracts.batches import LINE, ROW, Batch
from govclean.extracts.parquet import each_text_once, write_parquet
from govclean.governance.suggestions import suggestions_of, unpacked, write_suggestions
from govclean.values.columns import Bools

REASONS, RAW = "_reasons", "_raw"
"""Columns of `quarantine` beside the source's own: why a record stands there, and its text where it is no record."""

_SAMPLE = 10_000
_DRAFT, _ADVISED = ".cleaned.arrow", ".advised.arrow"


@dataclass(frozen=True, slots=True)
class Piece:
    """One batch, as supplied and as cleansed; record numbers count within the batch."""

    batch: Batch
    records: pa.RecordBatch
    changes: pa.Table
    advised: pa.Buffer  # of suggestions, packed


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows each table holds."""

    cleaned: int
    quarantined: int
    set_aside: int  # of the quarantined, those that could not be read as records
    changes: int
    changed_rows: int
    changes_by_rule: Mapping[tuple[str, str], int]  # (rule, field)
    suggestions: int


class CleanTables:
    """Writers of one run. What is in memory at a time is one batch, and the records in quarantine."""

    def __init__(self, folder: Path, header: Sequence[str], columns: Mapping[str, str]) -> None:
        self._folder = folder
        self._names = _names_after(header, columns)
        self._back = {name: header for header, name in self._names.items()}
        self._held: list[pa.Table] = []  # quarantine
        self._repairs: list[pa.Table] = []  # changes of records that went to quarantine all the same
        text = [(name, pa.string()) for name in _ordered(self._names, columns)]
        self._clean = pa.schema([(ROW, pa.int64()), (LINE, pa.int64()), *text])
        self._source = pa.schema(
            [(ROW, pa.int64()), (LINE, pa.int64()), *((name, pa.string()) for name in header)]
        )
        self._draft = folder / _DRAFT
        self._drafted = pa.ipc.new_file(self._draft, self._clean)
        self._advice = folder / _ADVISED
        self._advised = pa.ipc.new_file(
            self._advice, SUGGESTIONS, options=pa.ipc.IpcWriteOptions(compression="lz4")
        )
        self._changes = pq.ParquetWriter(folder / "changes.parquet", CHANGES, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        for draft in (self._draft, self._advice):
            draft.unlink(missing_ok=True)

    def add(self, piece: Piece, findings: pa.Table, before: tuple[int, int]) -> None:
        """Take one batch with its findings (numbered within the source), after that many records and lines."""
        supplied = pa.Table.from_batches([_moved(piece.batch.records, before)]).select(self._source.names)
        clean = pa.Table.from_batches([_moved(piece.records, before)])
        changes = _renumbered(piece.changes, before[0])
        for advised in unpacked(piece.advised):
            self._advised.write_table(_renumbered(advised, before[0]))
        faulty = np.unique(
            findings.filter(pc.equal(findings["severity"].cast(pa.string()), "error"))["row"].to_numpy()
        )
        bad = np.isin(supplied[ROW].to_numpy(), faulty)
        touched = np.isin(changes["row"].to_numpy(), faulty)
        self._held.append(supplied.filter(pa.array(bad)))
        self._held.append(self._unread(piece.batch, before))
        self._repairs.append(changes.filter(pa.array(touched)))
        self._changes.write_table(each_text_once(changes.filter(pa.array(~touched))))
        self._drafted.write_table(self._renamed(clean).filter(pa.array(~bad)))

    def finish(self, findings: pa.Table, of_table: pa.Table) -> Counts:
        """Move over what the whole table shows to be wrong, write quarantine and suggestions, and count.

        Args:
            findings: all of the run, with suggestions.
            of_table: those of them that came from the checks on the whole table.
        """
        self._close()
        late = of_table.filter(pc.equal(of_table["severity"].cast(pa.string()), "error"))["row"].to_numpy()
        self._write_cleaned(np.unique(late))
        quarantine = self._quarantine(findings)
        write_parquet(quarantine, self._folder / "quarantine.parquet")
        repairs = pa.concat_tables([CHANGES.empty_table(), *self._repairs])
        told = suggestions_of(findings, repairs, quarantine[ROW].to_numpy())
        suggestions = write_suggestions(self._folder / "suggestions.parquet", told, _drafted(self._advice))
        return self._counts(quarantine, suggestions)

    def _unread(self, batch: Batch, before: tuple[int, int]) -> pa.Table:
        """Return what could not be read as records: the text as far as it could be read."""
        aside = [trouble for trouble in batch.troubles if trouble.set_aside]
        unread = {
            ROW: pa.array([trouble.row + before[0] for trouble in aside], pa.int64()),
            LINE: pa.array([trouble.line + before[1] for trouble in aside], pa.int64()),
            RAW: pa.array([trouble.text for trouble in aside], pa.string()),
        }
        return pa.table(unread)

    def _renamed(self, table: pa.Table) -> pa.Table:
        """Return a table of the source's headers under the standard's names, in its order."""
        return table.rename_columns([self._names.get(name, name) for name in table.column_names]).select(
            self._clean.names
        )

    def _close(self) -> None:
        self._drafted.close()
        self._advised.close()
        self._changes.close()

    def _write_cleaned(self, late: NDArray[np.int64]) -> None:
        """Write `cleaned` from its draft without the records found wrong late; these go, as supplied, to quarantine.

        A draft, since Parquet takes ten times as long to write and nothing can be taken out of it again.
        """
        theirs = self._taken_from_changes(late)
        drafted = _drafted(self._draft)
        first = next(drafted, self._clean.empty_table())
        with pq.ParquetWriter(
            self._folder / "cleaned.parquet",
            self._clean,
            compression="zstd",
            use_dictionary=_repeating(first),
        ) as writer:
            for table in chain([first], drafted):
                writer.write_table(self._without(table, late, theirs))

    def _without(self, table: pa.Table, late: NDArray[np.int64], theirs: pa.Table) -> pa.Table:
        """Return a run of the draft without some records, which are set apart as they were supplied."""
        wrong: Bools = np.isin(table[ROW].to_numpy(), late)
        if not wrong.any():
            return table
        original = undo(table.filter(pa.array(wrong)), theirs)
        headers = [self._back.get(name, name) for name in original.column_names]
        self._held.append(original.rename_columns(headers).select(self._source.names))
        return table.filter(pa.array(~wrong))

    def _taken_from_changes(self, rows: NDArray[np.int64]) -> pa.Table:
        """Take the changes of some records out of `changes` and return them."""
        if not len(rows):
            return CHANGES.empty_table()
        changes = pq.read_table(self._folder / "changes.parquet")
        touched = np.isin(changes["row"].to_numpy(), rows)
        path = self._folder / "changes.parquet"
        write_parquet(changes.filter(pa.array(~touched)), path)
        theirs = changes.filter(pa.array(touched))
        self._repairs.append(theirs)
        return theirs

    def _quarantine(self, findings: pa.Table) -> pa.Table:
        """Return the records in quarantine by number, each with `rule@field` of its errors."""
        held = pa.concat_tables([self._source.empty_table(), *self._held], promote_options="default")
        if RAW not in held.column_names:
            held = held.append_column(RAW, pa.nulls(held.num_rows, pa.string()))
        held = held.sort_by(ROW)
        why = pa.Table.from_pydict({"row": findings["row"], "why": _rule_at_field(findings)})
        why = (
            why.filter(pc.is_in(why["row"], pc.unique(held[ROW])))
            .group_by("row", use_threads=False)
            .aggregate([("why", "list")])
        )
        at = pc.index_in(held[ROW], why["row"].combine_chunks())
        reasons = pc.binary_join(why["why_list"].combine_chunks(), "; ").take(at)
        return held.append_column(REASONS, reasons)

    def _counts(self, quarantine: pa.Table, suggestions: int) -> Counts:
        changes = pq.read_table(self._folder / "changes.parquet", columns=["row", "rule", "field"])
        plain = pa.table({name: changes[name].cast(pa.string()) for name in ("rule", "field")})
        counted = plain.group_by(["rule", "field"]).aggregate([([], "count_all")]).to_pylist()
        return Counts(
            cleaned=pq.read_metadata(self._folder / "cleaned.parquet").num_rows,
            quarantined=quarantine.num_rows,
            set_aside=quarantine.num_rows - quarantine[RAW].null_count,
            changes=changes.num_rows,
            changed_rows=int(pc.count_distinct(changes["row"]).as_py()),
            changes_by_rule={(one["rule"], one["field"]): one["count_all"] for one in counted},
            suggestions=suggestions,
        )


def _drafted(path: Path) -> Iterator[pa.Table]:
    """Yield the runs of records in a draft."""
    with pa.OSFile(str(path)) as file:
        draft = pa.ipc.open_file(file)
        for number in range(draft.num_record_batches):
            yield pa.Table.from_batches([draft.get_batch(number)])


def _repeating(table: pa.Table) -> list[str]:
    """Return the columns whose values repeat: in others a dictionary costs time and room, and Parquet drops it late."""
    sample = table.slice(0, _SAMPLE)
    return [
        name for name in sample.column_names if 2 * pc.count_distinct(sample[name]).as_py() <= sample.num_rows
    ]


def _renumbered(table: pa.Table, before: int) -> pa.Table:
    """Return a table with record numbers of the source, `before` of them before this batch."""
    return table.set_column(0, table.field("row"), pa.array(table["row"].to_numpy() + before))


def _names_after(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return header → name in `cleaned`: the field it is mapped to, else the header as it stood."""
    return {name: name for name in header} | {column: field for field, column in columns.items()}


def _ordered(names: Mapping[str, str], columns: Mapping[str, str]) -> list[str]:
    """Return the fields in the standard's order, then the columns no field claims."""
    mapped = set(columns.values())
    return [*columns, *(name for header, name in names.items() if header not in mapped)]


def _rule_at_field(findings: pa.Table) -> pa.Array:
    rule, field = (findings[name].cast(pa.string()) for name in ("rule", "field"))
    joined = pc.binary_join_element_wise(rule, field, "@")
    return pc.if_else(pc.equal(field, ""), rule, joined)


def _moved(records: pa.RecordBatch, before: tuple[int, int]) -> pa.RecordBatch:
    for name, by in zip((ROW, LINE), before, strict=True):
        place = records.schema.get_field_index(name)
        records = records.set_column(place, name, pa.array(records.column(name).to_numpy() + by))
    return records
