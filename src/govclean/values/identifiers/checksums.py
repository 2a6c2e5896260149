"""Check characters of many numbers at once.

Input is always positions × rows (uint8): the digits or values of each position, one row a number.
Formulas: GB 11643-1999 (ISO 7064 MOD 11-2), GB 11714-1997, GB 32100-2015, ISO 7064:2003 MOD 11,10.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from govclean.values.columns import Bytes

MOD_11_2_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MOD_11_2_CHARACTERS = "10X98765432"
GB_11714_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
GB_11714_CHARACTERS = "0X987654321"  # at the remainder of the sum
MOD_31_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
MOD_31_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FOREIGN = 255  # the value of a character outside an alphabet


def values_of(alphabet: str) -> Bytes:
    """Return the table from a byte to its value in an alphabet; `FOREIGN` for every other byte."""
    table = np.full(256, FOREIGN, np.uint8)
    table[np.frombuffer(alphabet.encode(), np.uint8)] = np.arange(len(alphabet), dtype=np.uint8)
    return table


def mod_11_2(digits: Bytes) -> Bytes:
    """Return the check characters, as bytes, of first seventeen digits (17 × rows).

    >>> mod_11_2(np.array([[int(digit)] for digit in "11010519491231002"], np.uint8)).tobytes()
    b'X'
    """
    return _RESIDENT[_weighted_sum(digits, MOD_11_2_WEIGHTS)]


def gb_11714(values: Bytes) -> Bytes:
    """Return the check characters, as bytes, of organisation codes' first eight values 0 to 35 (8 × rows).

    >>> gb_11714(np.array([[13], [2], [1], [4], [3], [5], [6], [9]], np.uint8)).tobytes()
    b'X'
    """
    return _ORGANISATION[_weighted_sum(values, GB_11714_WEIGHTS)]


def mod_31(values: Bytes) -> Bytes:
    """Return the check values 0 to 30 of first seventeen values 0 to 30 (17 × rows).

    >>> mod_31(np.array([[int(digit)] for digit in "10000000000000000"], np.uint8)).tolist()
    [30]
    """
    return _SOCIAL_CREDIT[_weighted_sum(values, MOD_31_WEIGHTS)]


def mod_11_10(digits: Bytes) -> Bytes:
    """Return the check digits 0 to 9 of numbers' first digits (positions × rows), ISO 7064 MOD 11,10.

    >>> mod_11_10(np.array([[int(digit)] for digit in "44030110309741"], np.uint8)).tolist()
    [3]
    """
    product = np.full(digits.shape[1], 10, np.uint8)
    for digit in digits:
        product = _DOUBLED[product + digit]
    return (np.uint8(11) - product) % np.uint8(10)


def _weighted_sum(values: Bytes, weights: Sequence[int]) -> NDArray[np.uint16]:
    total = np.zeros(values.shape[1], np.uint16)
    for value, weight in zip(values, weights, strict=True):
        total += value * np.uint16(weight)
    return total


def _by_sum(characters: str, weights: Sequence[int], highest: int) -> Bytes:
    """Return the character at `sum mod length` for every sum that can occur: a look-up is faster than mod."""
    sums = np.arange(highest * sum(weights) + 1) % len(characters)
    return np.frombuffer(characters.encode(), np.uint8)[sums]


_RESIDENT = _by_sum(MOD_11_2_CHARACTERS, MOD_11_2_WEIGHTS, 9)
_ORGANISATION = _by_sum(GB_11714_CHARACTERS, GB_11714_WEIGHTS, 35)
_SOCIAL_CREDIT = ((31 - np.arange(30 * sum(MOD_31_WEIGHTS) + 1) % 31) % 31).astype(np.uint8)
_DOUBLED = np.array([2 * (total % 10 or 10) % 11 for total in range(20)], np.uint8)
