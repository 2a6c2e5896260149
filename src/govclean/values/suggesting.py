"""From a reading of wrong values to suggestions that are always good values."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import map_distinct
from govclean.values.semantic import Reason, SemanticType

LONGEST = 1_000  # characters; nobody reads a suggestion for a longer cell


def suggest_readings(
    semantic: SemanticType, values: pa.StringArray, read: Callable[[str], str | None]
) -> pa.StringArray:
    """Return what `read` makes of each wrong value, where the type finds that good; null everywhere else.

    A value that is good already gets no suggestion.
    """
    short = pc.if_else(pc.less_equal(pc.utf8_length(values), LONGEST), values, pa.scalar(None, pa.string()))
    wrong = keep(short, semantic.judge(short) != Reason.GOOD)
    readings = map_distinct(wrong, read)
    return keep(readings, semantic.judge(readings) == Reason.GOOD)


def keep(values: pa.StringArray, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pa.StringArray:
    """Return the values of the chosen rows, null in all others."""
    return pc.if_else(pa.array(rows), values, pa.scalar(None, pa.string()))


def half_width(value: str) -> str:
    """Return a value as codes are written: half-width, no blanks or apostrophe around, nothing invisible.

    >>> half_width("　４１０１０２ ")
    '410102'
    """
    folded = unicodedata.normalize("NFKC", value)
    visible = "".join(letter for letter in folded if unicodedata.category(letter) not in ("Cf", "Cc"))
    return visible.strip().lstrip("'`‘’").strip()
