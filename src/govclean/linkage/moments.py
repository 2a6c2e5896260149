"""Texts of dates and times as days since 1970, for asking which record is newer and by how much."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.layouts import layout_of, read_layout

Moments = NDArray[np.float64]

UNKNOWN = -np.inf
"""Where no date stands: older than every date."""

_LAYOUTS = ("YYYYMMDDhhmmss", "YYYYMMDDhhmm", "YYYYMMDD", "YYYYMM", "YYYY")
_FRACTION = r"[.,][0-9]+(?:Z|[+-][0-9:]+)?\s*\z"  # parts of a second, and a zone behind them
_ONE_DAY = 86_400.0  # seconds


def moments(values: pa.StringArray) -> Moments:
    """Return days since 1970-01-01 with the time of day as a fraction (float64); `UNKNOWN` where none is read.

    Read is what begins with a year and goes down to at most the second, with any signs or none between the parts,
    as dates stand after cleansing: `20261123`, `2026-11-23 08:30:00`, `2026-11`. A time zone is not looked at.

    >>> moments(pa.array(["1970-01-02", "19700102120000", "3/5/1985", None])).tolist()
    [1.0, 1.5, -inf, -inf]
    """
    began = pc.match_substring_regex(values, r"\A[12][0-9]{3}")
    whole = pc.replace_substring_regex(values, _FRACTION, "")
    digits = pc.if_else(began, pc.replace_substring_regex(whole, "[^0-9]", ""), None)
    found = np.full(len(values), UNKNOWN)
    for layout in _LAYOUTS:
        reading = read_layout(digits, layout_of(layout))
        if reading.real.any():
            seconds = _seconds(digits, len(layout), reading.real)
            found[reading.real] = reading.days[reading.real] + seconds / _ONE_DAY
    return found


def _seconds(digits: pa.StringArray, width: int, rows: NDArray[np.bool_]) -> Moments:
    """Return the second of the day of each of some rows."""
    texts = digits.filter(pa.array(rows))
    total = np.zeros(len(texts))
    for start, weight in ((8, 3600), (10, 60), (12, 1)):
        if width > start:
            part = pc.utf8_slice_codeunits(texts, start, start + 2).cast(pa.int32())
            total += part.to_numpy(zero_copy_only=False) * weight
    return total
