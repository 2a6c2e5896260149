"""The records that have findings, read again from their files: what a workbook shows around each wrong cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.engines.embedded import in_order
from govclean.errors import ExtractError
from govclean.extracts.batches import LINE, ROW, Batch, Extract
from govclean.extracts.reading import each_extract
from govclean.governance.opening import JudgeOptions
from govclean.validation.judgement import Input, Judgement
from govclean.wording import Text

STANDARD_INPUT = "-"

_CHANGED = Text("文件在检查之后被改动", "the file was changed after it was judged")
_AGAIN = Text("请重新运行", "run again")

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Affected:
    """The records of one file that have findings, as they were supplied."""

    path: str
    header: tuple[str, ...]
    fields: Mapping[str, str]  # header → field
    records: pa.Table  # `_row`, `_line` (int64, as findings count them), then the header's columns (text)
    left_out: int  # records with findings beyond the limit


def affected_records(
    paths: Sequence[str], judgement: Judgement, options: JudgeOptions, most: int
) -> Iterator[Affected]:
    """Yield for each judged file the records with findings, in source order.

    Records that could not be read as such are not among them, nor is standard input, which can be read once only.

    Args:
        paths: as they were judged.
        most: how many cells are read in all; of the rest the records are counted.

    Raises:
        ExtractError: a file can no longer be read, or is not the one that was judged.
    """
    judged = {file.path: file for file in judgement.inputs}
    for path in paths:
        if path == STANDARD_INPUT:
            continue
        for extract in each_extract(path, options.reading):
            if isinstance(extract, Extract) and extract.path in judged:
                found = _affected(extract, judged[extract.path], judgement, options, most)
                most -= found.records.num_rows * len(found.header)
                yield found


def _affected(
    extract: Extract, file: Input, judgement: Judgement, options: JudgeOptions, most: int
) -> Affected:
    if extract.sha256 != file.sha256:
        raise ExtractError(_CHANGED, where=extract.path, hint=_AGAIN)
    rows = _faulty(judgement, file.path)
    shown = rows[: max(most, 0) // max(len(extract.header), 1)]
    return Affected(
        path=extract.path,
        header=tuple(extract.header),
        fields={column: name for name, column in (file.mapped or {}).items()},
        records=_read(extract, shown, options.threads),
        left_out=len(rows) - len(shown),
    )


def _faulty(judgement: Judgement, path: str) -> Rows:
    """Return the numbers of the records with findings, ascending; 0, the file as a whole, is none."""
    findings = judgement.findings
    here = findings["row"].filter(pc.equal(findings["source"].cast(pa.string()), path))
    rows: Rows = np.unique(here.to_numpy())
    return rows[rows > 0]


def _read(extract: Extract, rows: Rows, threads: int | None) -> pa.Table:
    schema = pa.schema(
        [(ROW, pa.int64()), (LINE, pa.int64()), *((name, pa.string()) for name in extract.header)]
    )
    taken = [schema.empty_table()]
    before, lines = 0, 0
    for batch in in_order(extract.tasks(), _itself, threads):
        if not len(rows) or before >= rows[-1]:
            break
        numbers = batch.records.column(ROW).to_numpy() + before
        kept = pa.array(np.isin(numbers, rows, assume_unique=True))
        places = [pa.array(numbers).filter(kept), pc.add(batch.records.column(LINE).filter(kept), lines)]
        texts = [batch.records.column(name).filter(kept) for name in extract.header]
        taken.append(pa.table([*places, *texts], schema=schema))
        before, lines = before + batch.rows, lines + batch.lines
    return pa.concat_tables(taken)


def _itself(batch: Batch) -> Batch:
    return batch
