"""What travels out of this room: batches of records, the troubles met on the way, and the extract they come from.

Every record of the source is either in the `records` of one batch or a Trouble with `set_aside`, never both and
never neither. A line without any character is not a record; it counts as a line only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.extracts.hashing import digest
from govclean.extracts.sources import Source
from govclean.wording import Text

CELL_LIMIT = 64 * 1024
"""The longest cell in bytes of UTF-8 (or of the file's own encoding); longer ones are set aside."""

KEPT = CELL_LIMIT
"""How many characters of a troubled record are kept: all of it but for the very longest."""

SHOWN = 200
"""How many of them a finding shows."""

ROW, LINE = "_row", "_line"

MESSAGES = {
    "validity.record_shape": Text(
        "该行有 {found} 列，表头为 {expected} 列", "{found} cells where the header has {expected}"
    ),
    "validity.quoting": Text(
        "引号未配对或位置不正确", "a quotation mark that is not paired or stands inside a cell"
    ),
    "validity.encoding": Text(
        "该行编码与文件（{expected}）不同，已按 {found} 读取",
        "a line in {found} in a file in {expected}; read as such",
    ),
    "validity.undecodable": Text("该行无法按任何已知编码解读", "no known encoding reads this line"),
    "validity.control_character": Text("该行含空字符（NUL）", "the line holds a NUL character"),
    "validity.cell_size": Text(
        f"单元格超过 {CELL_LIMIT // 1024} KiB", f"a cell of more than {CELL_LIMIT // 1024} KiB"
    ),
    "validity.footer": Text(
        "表尾说明行（合计、制表人等），不作为数据", "a footer (totals, signatures), not a record"
    ),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong with one record as it stood in the source; rows and lines count from 1 within the batch."""

    row: int
    line: int
    rule: str
    column: str
    message: Text
    text: str
    set_aside: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """A run of records in source order.

    Attributes:
        records: one string column for each name of the header (an empty cell is null), then `_row` and `_line`
            (int64, from 1 within the batch; `_row` counts what was set aside, `_line` every physical line).
        rows: records of the run, set aside or not.
        lines: physical lines of the run.
    """

    records: pa.RecordBatch
    rows: int
    lines: int
    troubles: tuple[Trouble, ...] = ()


Task = Callable[[], Batch]


@dataclass
class Extract(ABC):
    """One table of text that a department handed in, with where it came from.

    Attributes:
        source: where its bytes are.
        name: the file's name without its suffix, or the sheet's workbook.
        format: csv, tsv, xlsx, xls, ods, parquet, json or jsonl.
        encoding: the encoding of its text; empty where the format leaves no choice.
        header: one name a column, unique.
        notes: what was noticed while opening, for the user.
    """

    source: Source
    format: str
    encoding: str = ""
    header: tuple[str, ...] = ()
    notes: list[Text] = field(default_factory=list)
    _digest: str = field(default="", repr=False)

    @property
    def path(self) -> str:
        """The path as it was given; a member of a zip as `drop.zip!/inner.csv`."""
        return self.source.label

    @property
    def name(self) -> str:
        """The file's name without folder and suffix."""
        return self.source.stem

    @property
    def sha256(self) -> str:
        """The SHA-256 of the source's bytes: known after the last task, else computed now."""
        if not self._digest:
            self._digest = digest(self.source)
        return self._digest

    @abstractmethod
    def tasks(self) -> Iterator[Task]:
        """Yield one task for each run of records; a task may run in any thread, in any order.

        Raises:
            ExtractError: the source can no longer be read.
        """

    def sample(self, n: int = 1000) -> pa.RecordBatch:
        """Return the first `n` records that can be read, `_row` and `_line` counted from the start of the source."""
        taken: list[pa.RecordBatch] = []
        rows = lines = count = 0
        for task in self.tasks():
            batch = task()
            taken.append(_moved(batch.records.slice(0, n - count), rows, lines))
            rows, lines, count = rows + batch.rows, lines + batch.lines, count + taken[-1].num_rows
            if count >= n:
                break
        if not taken:
            return table_of(self.header, [[] for _ in self.header], [], [])
        return pa.Table.from_batches(taken).combine_chunks().to_batches()[0] if count else taken[0]


def trouble(rule: str, row: int, line: int, text: str, **facts: object) -> Trouble:
    """Return a trouble in the words of its rule; all but another encoding set the record aside."""
    kept = rule == "validity.encoding"
    return Trouble(row, line, rule, "", MESSAGES[rule].fill(**facts), text[:KEPT], set_aside=not kept)


def table_of(
    header: Sequence[str],
    columns: Sequence[pa.Array | Sequence[str | None]],
    rows: Sequence[int] | NDArray[np.int64],
    lines: Sequence[int] | NDArray[np.int64],
) -> pa.RecordBatch:
    """Return the records of a batch: text columns, then `_row` and `_line`."""
    texts = [c if isinstance(c, pa.Array) else pa.array(c, pa.string()) for c in columns]
    places = [pa.array(np.asarray(p, np.int64)) for p in (rows, lines)]
    return pa.RecordBatch.from_arrays([*texts, *places], names=[*header, ROW, LINE])


def _moved(records: pa.RecordBatch, rows: int, lines: int) -> pa.RecordBatch:
    width = records.num_columns - 2
    places = (records[width].to_numpy() + rows, records[width + 1].to_numpy() + lines)
    return table_of(records.schema.names[:width], records.columns[:width], *places)
