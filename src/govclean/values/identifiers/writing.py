"""How numbers are miswritten: what a spreadsheet destroys, what can still be read, what a slip does.

Nothing here changes a value by itself: a way of reading becomes a suggestion only when it passes every check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, Bytes, byte_lengths, byte_matrix, matches, present, spread
from govclean.values.identifiers.fixed_width import text_of
from govclean.values.semantic import Reason, Verdicts
from govclean.values.suggesting import LONGEST, keep

# 4.10102E+17, 410102198503051230.0, ######, and the two signs of an encoding that was read wrongly and saved.
DAMAGED = r"[+-]?[0-9](?:\.[0-9]*)?[Ee]\+?[0-9]{2,3}|[0-9]{16,}\.0+|#{2,}|(?s:.*(?:\x{FFFD}|锟斤拷).*)"
_STRAY = r"""[\s\p{Z}\p{Cc}\p{Cf}'"`´‘’“”=_\-‐‑‒–—―−·•]+"""
_LIKE_X = "[ХΧ×✕✖╳]+"  # Cyrillic, Greek, and the signs for times

Good = Callable[[pa.StringArray], Bools]


def judge_writing(values: pa.StringArray, characters: str) -> Verdicts:
    """Return DAMAGED, FORMAT or LENGTH for values that have not the form of a number.

    `characters` is the RE2 of such a number of any length: what is written so has the wrong length.
    """
    verdicts = np.full(len(values), Reason.FORMAT, np.uint8)
    verdicts[matches(values, characters)] = Reason.LENGTH
    verdicts[matches(values, DAMAGED)] = Reason.DAMAGED
    return verdicts


def read_plainly(values: pa.StringArray) -> pa.StringArray:
    """Return values in half-width capitals without separators, quotes or invisible characters.

    >>> read_plainly(pa.array(["'１１０１０５ 1949-1231 002ｘ", None])).to_pylist()
    ['11010519491231002X', None]
    """
    short = keep(values, present(values) & (byte_lengths(values) <= LONGEST))
    capitals = pc.utf8_upper(pc.utf8_normalize(short, "NFKC"))
    return pc.replace_substring_regex(pc.replace_substring_regex(capitals, _STRAY, ""), _LIKE_X, "X")


def unswap(values: pa.StringArray, width: int, is_good: Good) -> pa.StringArray:
    """Return for each value of `width` capitals and digits the one good number that a swap gives.

    Null where none or several of the swaps give a good number, and for every other value.
    """
    rows = matches(values, rf"[0-9A-Z]{{{width}}}")
    return spread(_unswapped(values.filter(pa.array(rows)), width, is_good), rows)


def only_good_reading(readings: Sequence[Sequence[str]], is_good: Good) -> pa.StringArray:
    """Return for each row the only good one among its readings; null where none or several are good."""
    flat = pa.array([reading for of_row in readings for reading in of_row], pa.string())
    good = iter(is_good(flat).tolist())
    kept = [[reading for reading in of_row if next(good)] for of_row in readings]
    return pa.array([of_row[0] if len(of_row) == 1 else None for of_row in kept], pa.string())


def _unswapped(values: pa.StringArray, width: int, is_good: Good) -> pa.StringArray:
    """Return for each value of `width` bytes the one good number that a swap of neighbours gives."""
    matrix = byte_matrix(values, width)
    good = np.zeros((len(matrix), width - 1), np.bool_)
    for place in range(width - 1):
        swapped = text_of(_swap(matrix, np.full(len(matrix), place)), np.ones(len(matrix), np.bool_))
        good[:, place] = is_good(swapped)
    return text_of(*_chosen(matrix, good))


def _chosen(matrix: Bytes, good: Bools) -> tuple[Bytes, Bools]:
    unique = good.sum(axis=1) == 1
    return _swap(matrix[unique], good[unique].argmax(axis=1)), unique


def _swap(matrix: Bytes, places: np.typing.NDArray[np.intp]) -> Bytes:
    """Return a copy in which each row has its characters at `place` and `place + 1` exchanged."""
    swapped = matrix.copy()
    rows = np.arange(len(matrix))
    swapped[rows, places] = matrix[rows, places + 1]
    swapped[rows, places + 1] = matrix[rows, places]
    return swapped
