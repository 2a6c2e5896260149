"""The files of a matching run become records: named, read, cleansed in memory, identified, put in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.cleansing.planning import Plan, plan
from govclean.engines.embedded import in_order
from govclean.errors import ExtractError, GovcleanError
from govclean.governance.clean_folders import CleanFolder
from govclean.governance.match_columns import Part, Reading, columns_of, hardly_repeat, part_of
from govclean.governance.match_names import Handed, handed_in, refuse_one_name_twice
from govclean.governance.opening import JudgeOptions, Opened, Progress, open_all
from govclean.governance.record_ids import Ids, id_column, ids_in_order, number_column
from govclean.linkage.records import Records
from govclean.standards.model import Standard
from govclean.wording import Text

_NO_RECORDS = Text("文件中没有记录", "the file holds no records")
_EXPORT = Text("请重新导出并确认有数据行", "export it again and check that it has rows below its header")


@dataclass(frozen=True, slots=True)
class MatchFile:
    """One file as it was read."""

    path: str
    source: str
    sha256: str
    format: str
    encoding: str
    header: tuple[str, ...]
    mapped: Mapping[str, str]  # field → header
    record_id: str | None  # the header of the column of record ids; None: the row number
    rows: int
    set_aside: int  # of the rows, those that could not be read as records
    was_clean: bool  # the output of `clean`, taken as it stands
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The records of a run and where they come from."""

    records: Records
    rows: NDArray[np.int64]  # of each record the row number in its source, from 1
    files: tuple[MatchFile, ...]


def read_inputs(
    named: Sequence[str],
    standard: Standard,
    options: JudgeOptions,
    *,
    record_id: str | None = None,
    record_ids: Mapping[str, str] = MappingProxyType({}),
    progress: Progress | None = None,
) -> tuple[Inputs | None, list[GovcleanError]]:
    """Return the records of all files, or why some of them cannot be used: then none is matched.

    Args:
        named: files, `NAME=FILE` to name the source, or folders that `clean` wrote.
        record_id: the column, or the field, that holds the record ids.
        record_ids: the same for single sources, by their names; comes first.

    Raises:
        UsageError: a file is named twice, two sources have one name, or record ids are empty or stand twice.
    """
    files = handed_in(named)
    errors: list[GovcleanError] = []
    opened = list(_opened(files, standard, options, errors))
    refuse_one_name_twice([(one.name, one.opened.extract.path) for one in opened])
    reader = _Reader(standard, options, record_id, progress)
    read = []
    for one in opened:
        try:
            read.append(replace(reader, record_id=record_ids.get(one.name, record_id)).read(one))
        except GovcleanError as error:
            errors.append(error)
    if errors:
        return None, errors
    inputs = _together(read, options.threads)
    read.clear()
    pa.default_memory_pool().release_unused()  # a third of what reading took (200 MB for a million records)
    return inputs, []


@dataclass(frozen=True, slots=True)
class _Table:
    """One table that is open."""

    name: str  # of its source
    opened: Opened
    folder: CleanFolder | None  # the cleaning run that wrote it


@dataclass(frozen=True, slots=True)
class _Read:
    """One table that was read."""

    file: MatchFile
    parts: tuple[Part, ...]
    ids: Ids


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tables of one run."""

    standard: Standard
    options: JudgeOptions
    record_id: str | None
    progress: Progress | None

    def read(self, table: _Table) -> _Read:
        extract, folder = table.opened.extract, table.folder
        reading = self._reading(table)
        parts: list[Part] = []
        rows = 0
        for part in in_order(extract.tasks(), lambda batch: part_of(batch, reading), self.options.threads):
            parts.append(part if reading.numbers else part.moved(rows))
            rows += part.count
            if self.progress:
                self.progress(extract.path, rows)
        if not sum(len(part.rows) for part in parts):
            raise ExtractError(_NO_RECORDS, where=extract.path, hint=_EXPORT)
        if folder is not None and reading.rules is None:
            parts = folder.restored(parts)
        ids = ids_in_order(parts, reading.ids, extract.path, asked=self.record_id is not None)
        return _Read(_file(table, reading, rows, ids), tuple(parts), ids)

    def _reading(self, table: _Table) -> Reading:
        opened, folder = table.opened, table.folder
        ready = folder is not None and folder.is_by(self.standard)
        rules = None if ready else self._rules(opened)
        ids = id_column(opened, self.standard, self.record_id, folder)
        unlike = hardly_repeat(opened.sample, opened.columns)
        return Reading(opened.columns, unlike, ids, number_column(opened, folder), rules)

    def _rules(self, opened: Opened) -> Plan:
        day, language = self.options.day, self.options.language
        return plan(self.standard, opened.columns, opened.sample, as_of=day, language=language)


def _opened(
    files: Sequence[Handed], standard: Standard, options: JudgeOptions, errors: list[GovcleanError]
) -> Iterator[_Table]:
    for file in files:
        for opened in open_all([file.path], standard, options, errors):
            yield _Table(file.name or opened.extract.name, opened, file.folder)


def _file(table: _Table, reading: Reading, rows: int, ids: Ids) -> MatchFile:
    extract = table.opened.extract
    guessed = (entry.note for entry in table.opened.header_map.entries if entry.how in {"fuzzy", "content"})
    return MatchFile(
        path=extract.path,
        source=table.name,
        sha256=extract.sha256,
        format=extract.format,
        encoding=extract.encoding,
        header=tuple(extract.header),
        mapped=dict(reading.columns),
        record_id=ids.column,
        rows=rows,
        set_aside=rows - len(ids.values),
        was_clean=reading.rules is None,
        notes=(*(extract.notes if table.folder is None else ()), *guessed, *ids.notes),
    )


def _together(read: list[_Read], threads: int | None) -> Inputs:
    """Return the records of all tables: positions follow source and id."""
    read = sorted(read, key=lambda one: one.file.source)
    sizes = [len(one.ids.values) for one in read]
    starts = np.cumsum([0, *sizes])
    order = np.concatenate([one.ids.order + start for one, start in zip(read, starts, strict=False)])
    parts = [part for one in read for part in one.parts]
    columns, supplied = columns_of(parts, order, threads)
    records = Records(
        sources=tuple(one.file.source for one in read),
        source=np.repeat(np.arange(len(read), dtype=np.int32), sizes),
        ids=pa.concat_arrays([one.ids.values for one in read]),
        columns=columns,
        supplied=supplied,
    )
    rows = np.concatenate([part.rows for part in parts])[order]
    return Inputs(records, rows, tuple(one.file for one in read))
