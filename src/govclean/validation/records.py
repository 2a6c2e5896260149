"""One batch of records as checks see it: the standard's fields as columns, emptiness decided once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, on_distinct, present
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason, SemanticType, Verdicts


class Records:
    """The mapped columns of one record batch; what several checks ask for is computed once.

    Args:
        batch: string columns (null = empty cell) under the headers of the source.
        columns: field name → header, for the fields the source has.
        types: field name → semantic type.
    """

    def __init__(
        self, batch: pa.RecordBatch, columns: Mapping[str, str], types: Mapping[str, SemanticType]
    ) -> None:
        self.rows: int = batch.num_rows
        self.columns = columns
        self.types = types
        self._batch = batch
        self._filled: dict[str, pa.StringArray] = {}
        self._stand_ins: dict[str, Bools] = {}
        self._verdicts: dict[str, Verdicts] = {}
        self._supplied_verdicts: dict[str, Verdicts] = {}

    def supplied(self, field: str) -> pa.StringArray:
        """Return the column as supplied; null is an empty cell."""
        return self._batch.column(self.columns[field])

    def every_column(self, leave_out: frozenset[str] = frozenset()) -> list[pa.StringArray]:
        """Return the columns of the source, mapped or not, in source order, without those named by header."""
        return [self._batch.column(name) for name in self._batch.schema.names if name not in leave_out]

    def stand_ins(self, field: str) -> Bools:
        """Return where the cell holds only a stand-in for nothing: 无, NULL, --, blanks."""
        if field not in self._stand_ins:
            self._stand_ins[field] = self._find_stand_ins(field)
        return self._stand_ins[field]

    def _find_stand_ins(self, field: str) -> Bools:
        """Look where one can stand: in free text anywhere, else only where the type does not find the value good."""
        semantic, column = self.types[field], self.supplied(field)
        if semantic.free_text:
            return is_placeholder(column)
        found = np.zeros(self.rows, np.bool_)
        wrong = np.flatnonzero(self._judged(field)) if semantic.placeholders else found[:0]
        if len(wrong):
            found[wrong] = is_placeholder(column.take(pa.array(wrong)))
        return found

    def _judged(self, field: str) -> Verdicts:
        """Return the type's judgement of the column as supplied."""
        if field not in self._supplied_verdicts:
            semantic, column = self.types[field], self.supplied(field)
            self._supplied_verdicts[field] = (
                on_distinct(column, semantic.judge) if semantic.repeats else semantic.judge(column)
            )
        return self._supplied_verdicts[field]

    def filled(self, field: str) -> pa.StringArray:
        """Return the column with stand-ins emptied: what every check but completeness looks at."""
        if field not in self._filled:
            column, stand_in = self.supplied(field), self.stand_ins(field)
            self._filled[field] = pc.if_else(pa.array(~stand_in), column, None) if stand_in.any() else column
        return self._filled[field]

    def has_value(self, field: str) -> Bools:
        """Return where the field really holds something."""
        return present(self.filled(field))

    def legible(self, field: str) -> Bools:
        """Return where the field holds what was once written, right or wrong: two damaged values equal by accident."""
        whole: Bools = self.verdicts(field) != Reason.DAMAGED
        return self.has_value(field) & whole

    def verdicts(self, field: str) -> Verdicts:
        """Return the semantic type's judgement of each row (uint8 `Reason`)."""
        if field not in self._verdicts:
            stand_in, judged = self.stand_ins(field), self._judged(field)
            self._verdicts[field] = (
                np.where(stand_in, np.uint8(Reason.GOOD), judged) if stand_in.any() else judged
            )
        return self._verdicts[field]

    def usable(self, field: str) -> Bools:
        """Return where the field holds a value fit to be compared with others (a retired code is)."""
        verdicts = self.verdicts(field)
        fit: Bools = (verdicts == Reason.GOOD) | (verdicts == Reason.RETIRED)
        return self.has_value(field) & fit
