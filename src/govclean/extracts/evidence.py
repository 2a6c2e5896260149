"""What the values of a column say of the field it may be: the share that the field's semantic type accepts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.standards.fields import Field
from govclean.values.columns import Bools, present, text_column
from govclean.values.masking import hide_personal
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason

LOOKED_AT = 200
"""How many values of a column are looked at; they stand for the rest."""

ENOUGH = 3
"""The fewest values that can show by themselves what a column is."""

CONVINCING, CONTRADICTING = 0.8, 0.2
"""From this share of good values on a column *is* of that type; up to the other it is not."""

# Types with a check digit, a fixed form or a narrow range: other columns do not pass by chance.
TELLING = frozenset(
    {
        "cn.resident_id", "cn.uscc", "cn.org_code", "cn.registration_no", "cn.mobile", "cn.landline", "cn.phone",
        "longitude", "latitude",
    }
)  # fmt: skip

# Types whose values can be told from others when a header gives a hint; several fields of a standard share them.
DISTINCT = TELLING | {
    "date",
    "datetime",
    "cn.division",
    "cn.certificate",
    "cn.passport",
    "cn.postcode",
    "code",
}


class Evidence:
    """The first values of each column of an extract, judged by any field when asked for."""

    def __init__(self, header: Sequence[str], sample: pa.RecordBatch) -> None:
        self._values = [_filled(sample.column(position)) for position in range(len(header))]
        self._judged: dict[tuple[int, str], tuple[float, float]] = {}

    def count(self, position: int) -> int:
        """Return how many values of a column are looked at: not empty, no stand-in for an empty cell."""
        return len(self._values[position])

    def values(self, position: int) -> pa.StringArray:
        """Return the values of a column that are looked at."""
        return self._values[position]

    def strict(self, position: int, field: Field) -> float:
        """Return the share of values that are good as they stand; 0 for an empty column."""
        return self._shares(position, field)[0]

    def share(self, position: int, field: Field) -> float:
        """Return the share of values that are good or only written otherwise: 男 for a code, 1985/3/5 for a date."""
        return self._shares(position, field)[1]

    def plausible(self, position: int, field: Field) -> float:
        """Return the share of values of the right kind, however coarse or mistyped; 0 for an empty column."""
        if not self.count(position):
            return 0.0
        verdicts = field.semantic_type.judge(self._values[position])
        return float(np.isin(verdicts, _RIGHT_KIND).mean())

    def shows(self, position: int, field: Field) -> bool:
        """Return whether the values alone show that the column is this field."""
        enough = field.type in TELLING and self.count(position) >= ENOUGH
        return enough and self.strict(position, field) >= CONVINCING

    def denies(self, position: int, field: Field) -> bool:
        """Return whether the values show that the column is not this field."""
        return (
            field.type in DISTINCT
            and self.count(position) > 0
            and self.share(position, field) <= CONTRADICTING
        )

    def same(self, one: int, other: int) -> bool:
        """Return whether two columns hold the same values."""
        return bool(self._values[one].equals(self._values[other])) and self.count(one) > 0

    def example(self, position: int, field: Field) -> str:
        """Return one value as it may be shown, masked by what it is taken for and by what it looks like."""
        if not self.count(position):
            return ""
        value = self._values[position].slice(0, 1)
        shown = value if field.sensitivity == "none" else field.semantic_type.mask(value)
        return str(hide_personal(text_column(shown))[0].as_py())[:40]

    def _shares(self, position: int, field: Field) -> tuple[float, float]:
        key = (position, field.name)
        if key not in self._judged:
            self._judged[key] = _judge(self._values[position], field)
        return self._judged[key]


_RIGHT_KIND = [Reason.GOOD, Reason.RETIRED, Reason.LENGTH, Reason.COMPONENT, Reason.CHECK_DIGIT]


def _judge(values: pa.StringArray, field: Field) -> tuple[float, float]:
    if not len(values):
        return 0.0, 0.0
    kind = field.semantic_type
    good = _accepted(kind.judge(values))
    strict = float(good.mean())
    if (
        field.type in TELLING or good.all()
    ):  # a check digit can always be "repaired": suggestions prove nothing
        return strict, strict
    readable = present(text_column(kind.suggest(values.filter(pa.array(~good)))))
    return strict, strict + float(readable.sum()) / len(values)


def _accepted(verdicts: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> Bools:
    return np.asarray((verdicts == Reason.GOOD) | (verdicts == Reason.RETIRED))


def _filled(column: pa.Array) -> pa.StringArray:
    texts = text_column(column).drop_null()
    head = texts.slice(0, 5 * LOOKED_AT)
    head = head.filter(pa.array(~is_placeholder(head)))
    return pc.utf8_trim_whitespace(head.slice(0, LOOKED_AT))
