"""Free text by the share of common characters; anything by equality alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Kernel, Level
from govclean.linkage.comparisons.graded import Graded, Measure
from govclean.linkage.features.texts import folded
from govclean.linkage.likeness import ratio
from govclean.linkage.records import Codes
from govclean.wording import Text


@dataclass(frozen=True)
class FreeText(Graded):
    """Words as they come: equal, or alike by the share of characters that stand in both in the same order."""

    cutoffs: str = "0.9,0.75,0.5"

    kind: ClassVar[str] = "text"
    title: ClassVar[Text] = Text("文本", "text")
    measure: ClassVar[Measure] = staticmethod(ratio)
    at_least: ClassVar[Text] = Text("相似度不低于 {cutoff}", "at least {cutoff} alike")

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return texts without differences of width, case, accents, traditional characters and blanks."""
        return folded(values)


@dataclass(frozen=True)
class Exact(Comparison):
    """Equal or not."""

    kind: ClassVar[str] = "exact"
    title: ClassVar[Text] = Text("完全一致", "equality")

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality and difference."""
        return (Level("equal", EQUAL), Level("differs", DIFFERS))

    def prepare(self, values: pa.StringArray) -> Kernel:  # noqa: ARG002 - as every comparison
        """Return a kernel that finds all values different."""
        return _Differs()


@dataclass(frozen=True)
class _Differs:
    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:  # noqa: ARG002 - as every kernel
        return np.ones(len(left), np.uint8)
