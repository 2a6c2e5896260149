"""The books of a reconciliation: what proves that each record of each party got exactly one outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.outcomes import OUTCOMES
from govclean.linkage.records import Codes
from govclean.wording import Text, same

MUTUAL = ("11", "12", "21", "22")
"""Outcomes of one record with one record: between two parties, each side has equally many of each."""


@dataclass(frozen=True, slots=True)
class SideBalance:
    """One party's records and what became of them."""

    side: str
    records: int
    outcomes: Mapping[str, int]  # by the code of `OUTCOMES`, those that occur, by code


@dataclass(frozen=True, slots=True)
class Balance:
    """The books of all parties."""

    sides: tuple[SideBalance, ...]
    troubles: tuple[Text, ...]  # what does not add up; a bug wherever there is one

    @property
    def holds(self) -> bool:
        """Return whether everything adds up."""
        return not self.troubles


def balance(names: tuple[str, ...], party: Codes, sides: Codes, outcomes: NDArray[np.uint8]) -> Balance:
    """Return the books.

    Args:
        names: the parties.
        party: the party of each record that was given.
        sides: the side of each row of the reconciliation table.
        outcomes: the outcome of each row, as a place in `OUTCOMES`.
    """
    width = len(OUTCOMES) + 1  # the last for what is no outcome
    places = np.minimum(outcomes, width - 1).astype(np.int64)
    counts = np.bincount(sides * np.int64(width) + places, minlength=len(names) * width).reshape(-1, width)
    given = np.bincount(party, minlength=len(names))
    books = [_book(name, int(given[at]), counts[at]) for at, name in enumerate(names)]
    troubles = [_SUM.fill(side=same(one.side), records=one.records) for one in books if not _adds_up(one)]
    if len(books) == 2:
        ours, theirs = (book.outcomes for book in books)
        unequal = [code for code in MUTUAL if ours.get(code, 0) != theirs.get(code, 0)]
        troubles += [_MUTUAL.fill(code=code) for code in unequal]
    return Balance(tuple(books), tuple(troubles))


def _book(name: str, records: int, counts: NDArray[np.int64]) -> SideBalance:
    found = {one.code: int(count) for one, count in zip(OUTCOMES, counts[:-1], strict=True) if count}
    return SideBalance(name, records, dict(sorted(found.items())))


def _adds_up(book: SideBalance) -> bool:
    return sum(book.outcomes.values()) == book.records


_SUM = Text(
    "{side}：各核对结果之和不等于其 {records} 条记录",
    "{side}: the outcomes do not sum to its {records} records",
)
_MUTUAL = Text(
    "核对结果 {code}：两方条数不等", "outcome {code}: the two sides do not have equally many records"
)
