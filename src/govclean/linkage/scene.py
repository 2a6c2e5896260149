"""All that is looked at when records are reconciled, as columns with one entry a record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.grouping import Flags
from govclean.linkage.parties import Parties
from govclean.linkage.records import Codes, Column, Positions, Records
from govclean.linkage.sharing import joined_by_number, several_numbers, shared_within
from govclean.linkage.terms import Terms

Outcomes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Judged:
    """Outcomes of some records: one entry a record."""

    outcomes: Outcomes  # places in `OUTCOMES`
    acting: NDArray[np.bool_]  # records × parties: who has to act


@dataclass(frozen=True)
class Scene:
    """The records, whose they are, what is one, and which take part."""

    records: Records
    labels: Codes  # clusters
    parties: Parties
    terms: Terms
    kept: Flags  # whether a record takes part, or is excused

    @cached_property
    def party(self) -> Codes:
        """The party of each record."""
        return self.parties.of_source[self.records.source]

    @cached_property
    def numbers(self) -> tuple[Codes, ...]:
        """For each kind of number the code of each record's valid one; 0 where there is none, or it is excused."""
        return tuple(np.where(self.kept, one.numbers, np.int32(0)) for one in self.terms.identities)

    @cached_property
    def keyed(self) -> Flags:
        """Whether a record has a valid number of some kind; all have where the standard knows no numbers."""
        keyed = np.full(len(self.records), not self.numbers)
        for of_kind in self.numbers:
            keyed |= of_kind > 0
        return keyed

    @cached_property
    def case(self) -> Codes:
        """The case of each record: its cluster, with all clusters that hold an equal number."""
        return joined_by_number(self.labels, self.numbers)

    @cached_property
    def shared(self) -> Flags:
        """Whether a record's number stands for several clusters within its party."""
        return shared_within(self.labels, self.party, self.numbers)

    @cached_property
    def several(self) -> Flags:
        """Whether a record's cluster holds several valid numbers of one kind."""
        return several_numbers(self.labels, self.numbers)[self.labels]

    def column(self, field: str) -> Column:
        """Return the column in which a field is compared: its normal form where there is one."""
        found = self.terms.normal.get(field)
        return found if found is not None else self.records.column(field)

    def as_supplied(self, field: str) -> Column | None:
        """Return a field's column as the departments wrote it, or as it stood before normal forms; None if no other."""
        supplied = self.records.supplied.get(field)
        if supplied is None and field in self.terms.normal:
            return self.records.column(field)
        return supplied

    def same_names(self, left: Positions, right: Positions) -> Flags:
        """Return where two records give the same name: no naming field differs, and one agrees."""
        agrees, differs = np.zeros((2, len(left)), np.bool_)
        for name in self.terms.names:
            codes = self.column(name).codes
            ours, theirs = codes[left], codes[right]
            both = (ours > 0) & (theirs > 0)
            agrees |= both & (ours == theirs)
            differs |= both & (ours != theirs)
        return agrees & ~differs
