"""Resident numbers as they may be shown: the division, the sequence, and nothing of the birth date."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import matches
from govclean.values.identifiers.writing import read_plainly

_LEGIBLE = r"[^\t\n\r -/:-@\[-`{-~]"  # all but ASCII spaces and signs: they tell what is miswritten
_DATED = r"[0-9]{6}(?:18|19|20)[0-9]{9}[0-9X]"  # a birth date where one belongs
_OLD = "[0-9]{15}"


def hide(values: pa.StringArray) -> pa.StringArray:
    """Return values with a star for each character but ASCII spaces and signs.

    >>> hide(pa.array(["4.10102E+17", "张三"])).to_pylist()
    ['*.******+**', '**']
    """
    return pc.replace_substring_regex(values, _LEGIBLE, "*")


def hide_resident(values: pa.StringArray) -> pa.StringArray:
    """Return resident numbers without birth date: four characters at each end, of 15 digits 4 and 3.

    >>> hide_resident(pa.array(["11010519491231002X", "110105491231002", "1949-12-31"])).to_pylist()
    ['1101**********002X', '1101********002', '****-**-**']
    """
    masked = pc.utf8_replace_slice(values, 4, 14, "*" * 10)
    regular = matches(values, _DATED)
    if regular.all():
        return masked
    odd = ~regular & values.is_valid().to_numpy(zero_copy_only=False)
    return pc.replace_with_mask(masked, pa.array(odd), _hide_odd(values.filter(pa.array(odd))))


def _hide_odd(values: pa.StringArray) -> pa.StringArray:
    """Return miswritten numbers masked like good ones where character stands for character."""
    plain = read_plainly(values)
    places = pc.utf8_length(values).to_numpy()
    result = hide(values)
    for form, width, tail in ((_DATED, 18, 4), (_OLD, 15, 3)):
        rows = pa.array(matches(plain, form) & np.equal(places, width))
        ends = pc.utf8_replace_slice(values.filter(rows), 4, width - tail, "*" * (width - 4 - tail))
        result = pc.replace_with_mask(result, rows, ends)
    return result
