"""The files of a call, opened: read as tables, their headers mapped to the standard's fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa

from govclean.engines.embedded import in_order
from govclean.engines.keys import Fingerprints
from govclean.errors import ExtractError, GovcleanError, MappingError
from govclean.extracts.batches import Batch, Extract
from govclean.extracts.mapping import HeaderMap, map_header
from govclean.extracts.options import Options
from govclean.extracts.reading import each_extract, open_extracts
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.validation.checking import Reference
from govclean.values.columns import text_column
from govclean.values.fingerprints import fingerprints
from govclean.wording import Language, Text

Progress = Callable[[str, int], None]  # path as given, records done so far

SAMPLE = 1000  # records that are looked at before the rest is read


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """How to read and judge, where the standard leaves it open."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field → header, letter or #number
    references: Mapping[str, str] = field(default_factory=dict)  # extract name → file, or standard:file
    as_of: date | None = None  # the day of judgement; today where it is not given
    max_error_rate: float | None = None  # the standard's where it is not given
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    threads: int | None = None
    show_values: bool = False
    language: Language = "en"

    @property
    def day(self) -> date:
        """Return the day of judgement."""
        return self.as_of or date.today()  # noqa: DTZ011 - the day at the desk, not in Greenwich

    @property
    def reading(self) -> Options:
        """Return what was said of how to read the files."""
        return Options(self.sheet, self.encoding, self.separator)


@dataclass(frozen=True, slots=True)
class Opened:
    """One file, ready to be worked on."""

    extract: Extract
    header_map: HeaderMap
    columns: Mapping[str, str]  # field → header as it stood
    sample: pa.RecordBatch


def open_all(
    paths: Sequence[str], standard: Standard, options: JudgeOptions, errors: list[GovcleanError]
) -> Iterator[Opened]:
    """Yield the files of a call one by one; those that cannot be used are told in `errors` instead."""
    for path in paths:
        try:
            for extract in each_extract(path, options.reading):
                if isinstance(extract, GovcleanError):
                    errors.append(extract)
                    continue
                try:
                    opened = _opened(extract, standard, options)
                except GovcleanError as error:
                    errors.append(error)
                else:
                    yield opened
        except GovcleanError as error:
            errors.append(error)


def _opened(extract: Extract, standard: Standard, options: JudgeOptions) -> Opened:
    sample = extract.sample(SAMPLE)
    try:
        found = map_header(extract.header, sample, standard, options.columns)
    except MappingError as error:
        error.where = ": ".join(part for part in (extract.path, error.where) if part)
        raise
    return Opened(extract, found, {entry.field: entry.column for entry in found.entries}, sample)


def references_of(options: JudgeOptions) -> dict[str, Reference]:
    """Return how to get the keys of each extract that checks across files refer to."""
    return {name: _reference(path, options) for name, path in options.references.items()}


def _reference(path: str, options: JudgeOptions) -> Reference:
    """Return how to get the keys of a referenced extract; its columns are mapped by its own standard."""
    named = re.match(r"([A-Za-z]\w+):(.+)", path)
    name, file = named.groups() if named else ("", path)

    def keys_of(key: str) -> Fingerprints:
        (extract,) = open_extracts(file, Options(encoding=options.encoding))[:1]
        column = key
        if name:
            mapped = map_header(extract.header, extract.sample(1000), load_standard(name), {})
            column = next((entry.column for entry in mapped.entries if entry.field == key), key)
        if column not in extract.header:
            raise ExtractError(
                Text("对照文件没有列“{key}”", "the reference has no column {key}").fill(key=key),
                where=file,
                hint=Text(
                    "用 标准名:文件 的写法按该标准对应表头",
                    "write STANDARD:FILE to map its header by a standard",
                ),
            )
        return _keys(extract, column, options)

    return keys_of


def _keys(extract: Extract, column: str, options: JudgeOptions) -> Fingerprints:
    def of_batch(batch: Batch) -> Fingerprints:
        values = text_column(batch.records.column(column))
        return fingerprints([values.drop_null()])

    found = list(in_order(extract.tasks(), of_batch, options.threads))
    return np.concatenate([np.zeros((0, 2), np.uint64), *found])
