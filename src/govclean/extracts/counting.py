"""What a profile counts of a column, batch by batch, in bounded memory: empty cells, lengths, values, shapes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.characters import HAN
from govclean.values.columns import text_column
from govclean.values.fingerprints import fingerprints
from govclean.values.placeholders import is_placeholder

EXACT = 262_144
"""Up to so many distinct values their number is exact; beyond, it is estimated to within about half a per cent."""

_KEPT = 5_000  # values whose counts are carried from batch to batch: the commonest
_SHAPED = 40  # characters of a value that its shape shows
_LONG_RUN = 8  # runs of Han characters of this length and longer differ without meaning


@dataclass(slots=True)
class Counts:
    """What is known of one column so far. `smallest` holds the smallest of the values' hashes, ascending, at most EXACT.

    Counts of values are exact while no batch has more than 5,000 distinct ones; of rarer values than that some may be
    missing.
    """

    rows: int = 0
    empty: int = 0
    stand_ins: int = 0
    shortest: int | None = None
    longest: int | None = None
    smallest: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    values: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)

    @property
    def distinct_is_exact(self) -> bool:
        """Whether `distinct` is counted, not estimated."""
        return len(self.smallest) < EXACT

    @property
    def distinct(self) -> int:
        """The number of distinct values: counted, or estimated from how densely the smallest hashes lie."""
        if self.distinct_is_exact:
            return len(self.smallest)
        estimate = round((EXACT - 1) / (float(self.smallest[-1]) / 2.0**64))
        return min(estimate, self.rows - self.empty)

    def add(self, more: Counts) -> None:
        """Count what another run of records holds."""
        self.rows += more.rows
        self.empty += more.empty
        self.stand_ins += more.stand_ins
        self.shortest = _least(self.shortest, more.shortest)
        self.longest = more.longest if self.longest is None else max(self.longest, more.longest or 0)
        self.smallest = np.union1d(self.smallest, more.smallest)[:EXACT]
        self.values = _trimmed(self.values + more.values)
        self.shapes = _trimmed(self.shapes + more.shapes)


def count(column: pa.Array) -> Counts:
    """Return what one run of a column holds."""
    texts = text_column(column)
    counted = pc.value_counts(texts.drop_null())
    values, numbers = text_column(counted.field("values")), counted.field("counts").to_numpy()
    return Counts(
        rows=len(texts),
        empty=texts.null_count,
        stand_ins=int(numbers[is_placeholder(values)].sum()),
        **_lengths(values),
        smallest=np.unique(fingerprints([values])[:, 0])[:EXACT],
        values=_commonest(values, numbers),
        shapes=_shapes(values, numbers),
    )


def shape_of(values: pa.StringArray) -> pa.StringArray:
    """Return what values look like: every digit as 9, letter as A, Han character as 汉; the rest as it stands.

    >>> shape_of(pa.array(["豫A-12345"])).to_pylist()
    ['汉A-99999']
    """
    shaped = pc.utf8_slice_codeunits(values, 0, _SHAPED)
    for pattern, sign in ((f"[{HAN}]", "汉"), ("[0-9]", "9"), ("[A-Za-z]", "A")):
        shaped = pc.replace_substring_regex(shaped, pattern, sign)
    return shaped


def run_lengths(shape: str) -> str:
    """Return a shape with its runs counted; long runs of Han characters are all alike.

    >>> run_lengths("99999999"), run_lengths("汉汉汉A-99"), run_lengths("汉" * 12 + "9")
    ('9{8}', '汉{3}A-9{2}', '汉{8+}9')
    """
    pieces = []
    for sign, run in groupby(shape):
        length = len(list(run))
        if sign == "汉" and length >= _LONG_RUN:
            pieces.append(f"汉{{{_LONG_RUN}+}}")
        else:
            pieces.append(f"{sign}{{{length}}}" if length > 1 and sign in "汉9A" else sign * length)
    return "".join(pieces)


def _shapes(values: pa.StringArray, numbers: NDArray[np.int64]) -> Counter[str]:
    table = (
        pa.table({"shape": shape_of(values), "count": numbers})
        .group_by("shape")
        .aggregate([("count", "sum")])
    )
    shapes: Counter[str] = Counter()
    for shape, number in zip(table["shape"].to_pylist(), table["count_sum"].to_pylist(), strict=True):
        shapes[run_lengths(_plain(shape))] += number
    return _trimmed(shapes)


def _plain(shape: str) -> str:
    """Return a shape in which letters of other scripts, which may spell a name, are 字, and what cannot be seen is told."""
    return "".join(
        sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in _FOREIGN.sub("字", shape)
    )


def _lengths(values: pa.StringArray) -> dict[str, int | None]:
    ends = pc.min_max(pc.utf8_length(values)).as_py()
    return {"shortest": ends["min"], "longest": ends["max"]}


def _commonest(values: pa.StringArray, numbers: NDArray[np.int64]) -> Counter[str]:
    order = np.argsort(-numbers, kind="stable")[:_KEPT]
    return Counter(dict(zip(values.take(pa.array(order)).to_pylist(), numbers[order].tolist(), strict=True)))


def _trimmed(counter: Counter[str]) -> Counter[str]:
    return counter if len(counter) <= _KEPT else Counter(dict(counter.most_common(_KEPT)))


def _least(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


# Letters of other scripts may spell a name; signs and spaces may not.
_FOREIGN = re.compile(r"(?:(?![汉字A0-9_])\w)+")
