"""What comparisons by one measure share: a level for each cutoff between equality and difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.comparisons.options import read_cutoffs
from govclean.linkage.likeness import Steps, Texts
from govclean.linkage.records import Codes
from govclean.wording import Text

Measure = Callable[[Texts, Codes, Codes, tuple[float, ...]], Steps]


@dataclass(frozen=True)
class Graded(Comparison):
    """Equal, or alike by a measure.

    Args:
        cutoffs: from which likeness, best first, the levels are.
    """

    cutoffs: str

    measure: ClassVar[Measure]
    at_least: ClassVar[Text]  # the title of a level, its cutoff as {cutoff}

    def __post_init__(self) -> None:
        read_cutoffs("cutoffs", self.cutoffs)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one level for each cutoff, difference."""
        alike = (
            Level(f"alike_{cutoff:g}", self.at_least.fill(cutoff=f"{cutoff:g}"))
            for cutoff in read_cutoffs("cutoffs", self.cutoffs)
        )
        return (Level("equal", EQUAL), *alike, Level("differs", DIFFERS))

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel of the measure."""
        return _Alike(Texts(values), type(self).measure, read_cutoffs("cutoffs", self.cutoffs))


@dataclass(frozen=True)
class _Alike:
    texts: Texts
    measure: Measure
    cutoffs: tuple[float, ...]

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        return np.asarray(1 + self.measure(self.texts, left, right, self.cutoffs), np.uint8)
