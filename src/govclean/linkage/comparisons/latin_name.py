"""A name in letters from one field, by Jaro-Winkler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pyarrow as pa

from govclean.linkage.comparisons.graded import Graded, Measure
from govclean.linkage.features.folding import folded
from govclean.linkage.likeness import jaro_winkler
from govclean.wording import Text


@dataclass(frozen=True)
class LatinName(Graded):
    """A given name or a surname in letters, alike by Jaro-Winkler (Winkler 1990). Case, accents, signs do not count."""

    cutoffs: str = "0.92,0.88,0.7"

    kind: ClassVar[str] = "latin_name"
    title: ClassVar[Text] = Text("拼音文字姓名", "name in letters")
    measure: ClassVar[Measure] = staticmethod(jaro_winkler)
    at_least: ClassVar[Text] = Text("Jaro-Winkler 相似度不低于 {cutoff}", "Jaro-Winkler at least {cutoff}")

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return names without case, accents, apostrophes; other signs as one blank."""
        return folded(values)
