"""One file of a delivery, batch by batch: the keys of its records, the prints of their cells, what the rules evaluate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.engines.embedded import in_order
from govclean.extracts.batches import ROW, Batch
from govclean.governance.opening import JudgeOptions, Opened
from govclean.governance.returns.recognising import NONE, Prints, Recogniser, sealed_sums
from govclean.governance.returns.tallying import RuleOfField, counters, without_keys
from govclean.standards.model import Standard
from govclean.validation.planning import plan
from govclean.validation.records import Records
from govclean.values.columns import Bools, present, spread, text_column
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason, SemanticType

LeftOut = tuple[str, ...]
Places = NDArray[np.int64]

_SEPARATORS = r"[,;|\t\"'\s]+"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one batch shows; a unit is a record or a line that is none, counted from 0."""

    units: int
    places: Places  # the unit of each record
    keys: pa.StringArray  # of each unit, as supplied, where it is legible
    prints: Prints  # of these keys
    good: Bools  # of each unit: its key is as the type wants it
    cells: Mapping[str, Prints]  # field → print of each record's cell
    sums: Prints  # of each record's cells
    filled: Places  # how many of them there are
    counts: Mapping[RuleOfField, int]

    def sound(self, left_out: LeftOut, records: Places | None = None) -> Prints:
        """Return the print of records without some fields: of all of the batch, or of those at some positions."""
        at = slice(None) if records is None else records
        sums, filled = self.sums[at].copy(), self.filled[at].copy()
        for name in left_out:
            if name in self.cells:
                cells = self.cells[name][at]
                sums -= cells
                filled -= cells != NONE
        return sealed_sums(sums, filled)


class Looker:
    """What looks at the batches of one file."""

    def __init__(
        self, opened: Opened, standard: Standard, options: JudgeOptions, recogniser: Recogniser
    ) -> None:
        day = options.day
        self._opened = opened
        self._threads = options.threads
        self._recogniser = recogniser
        self._plan = plan(standard, opened.columns, as_of=day, references=without_keys(options.references))
        self._counters = counters(standard, self._plan, day)
        self._type = self._plan.types.get(recogniser.key)
        at_hand = (opened.columns.get(recogniser.key), recogniser.key)
        self._key = next((name for name in at_hand if name in opened.extract.header), None)

    def batches(self) -> Iterator[Seen]:
        """Yield what each batch shows, in the order of the file.

        Raises:
            ExtractError: the file can no longer be read.
        """
        return in_order(self._opened.extract.tasks(), self._look, self._threads)

    def _look(self, batch: Batch) -> Seen:
        records = Records(batch.records, self._plan.columns, self._plan.types)
        places = batch.records.column(ROW).to_numpy() - 1
        keys, good = self._keys(batch, records, places)
        counts: Counter[RuleOfField] = Counter()
        for place, count in self._counters:
            counts[place] += count(records)
        cells = {
            name: self._recogniser.of_cells(name, records.supplied(name))
            for name in self._recogniser.fields
            if name in records.columns
        }
        sums, filled = np.zeros(len(places), np.uint64), np.zeros(len(places), np.int64)
        for one in cells.values():
            sums += one
            filled += one != NONE
        prints = self._recogniser.of_keys(keys)
        return Seen(batch.rows, places, keys, prints, good, cells, sums, filled, counts)

    def _keys(self, batch: Batch, records: Records, places: Places) -> tuple[pa.StringArray, Bools]:
        """Return the legible key of each unit, and whether it is good; of a line that is no record, the one in it."""
        is_record = np.zeros(batch.rows, np.bool_)
        is_record[places] = True
        good = np.zeros(batch.rows, np.bool_)
        keys = pa.nulls(batch.rows, pa.string())
        if self._key is not None:
            column, verdict = self._column_of_keys(batch, records)
            keys, good[places] = spread(column, is_record), verdict
        aside = {one.row - 1: self._key_in(one.text) for one in batch.troubles if one.set_aside}
        if any(aside.values()):
            lines = np.zeros(batch.rows, np.bool_)
            lines[sorted(aside)] = True
            legible = pa.array([aside[place] for place in sorted(aside)], pa.string())
            keys = pc.replace_with_mask(keys, pa.array(lines), legible)
        return keys, good

    def _column_of_keys(self, batch: Batch, records: Records) -> tuple[pa.StringArray, Bools]:
        name = self._recogniser.key
        if name in records.columns:
            verdicts = records.verdicts(name)
            legible = records.legible(name)
            good: Bools = records.has_value(name) & ((verdicts == Reason.GOOD) | (verdicts == Reason.RETIRED))
            return _only(records.supplied(name), legible), good
        column = text_column(batch.records.column(self._key))
        filled = present(column) & ~is_placeholder(column)
        return _only(column, filled), filled

    def _key_in(self, line: str) -> str | None:
        """Return the one good key that can still be read in a line that is no record."""
        if self._type is None:
            return None
        pieces = pc.split_pattern_regex(pa.array([line]), _SEPARATORS).values
        return _only_good(self._type, pieces.filter(pc.not_equal(pieces, "")).unique())


def _only(column: pa.StringArray, rows: Bools) -> pa.StringArray:
    return column if rows.all() else pc.if_else(pa.array(rows), column, pa.scalar(None, pa.string()))


def _only_good(kind: SemanticType, values: pa.StringArray) -> str | None:
    good = values.filter(pa.array(kind.judge(values) == Reason.GOOD)) if len(values) else values
    return str(good[0].as_py()) if len(good) == 1 else None
