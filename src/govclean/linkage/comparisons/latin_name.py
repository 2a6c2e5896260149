"""A name in letters from one field, by Jaro-Winkler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.comparisons.options import read_cutoffs
from govclean.linkage.features.folding import folded
from govclean.linkage.likeness import Texts, jaro_winkler
from govclean.linkage.records import Codes
from govclean.wording import Text


@dataclass(frozen=True)
class LatinName(Comparison):
    """A given name or a surname in letters, alike by Jaro-Winkler (Winkler 1990). Case, accents, signs do not count.

    Args:
        cutoffs: from which similarities, best first, the levels are.
    """

    cutoffs: str = "0.92,0.88,0.7"

    kind: ClassVar[str] = "latin_name"
    title: ClassVar[Text] = Text("拼音文字姓名", "name in letters")

    def __post_init__(self) -> None:
        read_cutoffs("cutoffs", self.cutoffs)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, one level for each cutoff, difference."""
        alike = (
            Level(
                f"alike_{cut:g}", Text(f"Jaro-Winkler 相似度不低于 {cut:g}", f"Jaro-Winkler at least {cut:g}")
            )
            for cut in read_cutoffs("cutoffs", self.cutoffs)
        )
        return (Level("equal", EQUAL), *alike, Level("differs", DIFFERS))

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return names without case, accents, apostrophes; other signs as one blank."""
        return folded(values)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel of the measure."""
        return _Alike(Texts(values), read_cutoffs("cutoffs", self.cutoffs))


@dataclass(frozen=True)
class _Alike:
    texts: Texts
    cutoffs: tuple[float, ...]

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        return np.asarray(1 + jaro_winkler(self.texts, left, right, self.cutoffs), np.uint8)
