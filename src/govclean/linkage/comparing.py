"""What every comparison offers: its levels, best first, and a kernel that judges pairs of distinct values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.records import Codes
from govclean.wording import Text

JOINER = "\x1f"
"""Stands between the parts of a value where a comparison looks at several fields."""

EQUAL = Text("相同", "equal")
DIFFERS = Text("不同", "differs")


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness."""

    name: str
    title: Text
    kin: bool = False  # whether brothers, sisters or branches are just as alike


class Kernel(Protocol):
    """Judges pairs of the distinct values it was prepared for. Safe to call from several threads."""

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the level of each pair (uint8, from 1; 0 is kept for equal values).

        Args:
            left: codes of distinct values, none 0; each differs from its partner.
            right: as many.
        """
        ...


class Comparison(ABC):
    """How two values of one kind are compared. Subclasses are frozen dataclasses; parameters are their fields."""

    kind: ClassVar[str]  # what stands after `as:` in a standard
    title: ClassVar[Text]
    needs_all: ClassVar[bool] = True  # of several fields: whether one empty field leaves nothing to compare

    @property
    @abstractmethod
    def levels(self) -> tuple[Level, ...]:
        """The levels, best first: the first is equality, the last difference."""

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values as they are compared, null where nothing can be compared; as they are by default."""
        return values

    @abstractmethod
    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel for a column's distinct values after `clean` (`values[0]` is null).

        Where the comparison looks at several fields, a value is their texts with `JOINER` between them, an empty
        one standing as an empty text.
        """
