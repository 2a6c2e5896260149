"""Cells of a CSV that a spreadsheet would take for a formula, and what keeps it from doing so."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, matches

APOSTROPHE = "'"
_STARTS = r"\A[=+@\t\r\n＝＋－＠-]"
_HARMLESS = r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?|[-－]+"


def dangerous(values: pa.StringArray) -> Bools:
    r"""Return which values a spreadsheet might run: they begin with = + - @ (of any width), a tab or a line end.

    A plain number and a line of hyphens are no formula.

    >>> dangerous(pa.array(["=1+1", "-1", "-1+cmd", "+8613800000001", "--", "@SUM(A1)", "\tx", "a=b", None])).tolist()
    [True, False, True, False, False, True, True, False, False]
    """
    starts = pc.fill_null(pc.match_substring_regex(values, _STARTS), fill_value=False)
    found = np.asarray(starts.to_numpy(zero_copy_only=False), np.bool_)
    if found.any():
        found = found & ~matches(values, _HARMLESS)
    return np.asarray(found)


def defused(values: pa.StringArray) -> tuple[pa.StringArray, int]:
    """Return values with an apostrophe before each that a spreadsheet might run, and how many have one."""
    rows = dangerous(values)
    if not rows.any():
        return values, 0
    quoted = pc.binary_join_element_wise(APOSTROPHE, values, "")
    return pc.if_else(pa.array(rows), quoted, values), int(rows.sum())
