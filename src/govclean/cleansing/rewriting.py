"""Rewriting the few values of a column that a pattern finds; what it does not find is left alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, map_distinct, spread


def rewritten(values: pa.StringArray, pattern: str, replacement: str) -> pa.StringArray:
    r"""Return the values in which an RE2 pattern is found with the replacement for each find; null for the others.

    >>> rewritten(pa.array(["a  b", "c"]), " +", " ").to_pylist()
    ['a b', None]
    """
    rows = found(values, pattern)
    return spread(pc.replace_substring_regex(values.filter(pa.array(rows)), pattern, replacement), rows)


def said_again(values: pa.StringArray, pattern: str, say: Callable[[str], str | None]) -> pa.StringArray:
    """Return `say(value)` where an RE2 pattern is found, asked once for each distinct value; null for the others."""
    rows = found(values, pattern)
    return spread(map_distinct(values.filter(pa.array(rows)), say), rows)


def found(values: pa.StringArray, pattern: str) -> Bools:
    """Return where an RE2 pattern is found anywhere in a value; null gives False."""
    hits = pc.fill_null(pc.match_substring_regex(values, pattern), fill_value=False)
    return np.asarray(hits.to_numpy(zero_copy_only=False), np.bool_)
