"""Round figures for the scale of a drawing."""

from __future__ import annotations

import math

_NOTHING = 1e-9  # a span smaller than this, beside its figures, is none


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return at most `most` + 1 round figures, ascending and evenly apart, that span low to high.

    >>> ticks(0, 87, 5)
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    >>> ticks(0.93, 1, 5)
    (0.92, 0.94, 0.96, 0.98, 1.0)
    >>> ticks(0, 0, 5)
    (0.0, 1.0)
    """
    if high - low <= _NOTHING * max(1.0, abs(low)):
        return (float(low), float(low) + 1)
    magnitude = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (magnitude * factor for factor in (1, 2, 5, 10, 20)):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= most:
            return tuple(round(place * step, 10) for place in range(first, last + 1))
    return (float(low), float(high))


def decades(most: int) -> tuple[int, ...]:
    """Return the powers of ten from 1 up to the first that is not below `most`: a logarithmic scale of counts.

    >>> decades(870), decades(1)
    ((1, 10, 100, 1000), (1, 10))
    """
    found = [1, 10]
    while found[-1] < most:
        found.append(found[-1] * 10)
    return tuple(found)
