"""Names of persons: by character, by sound, by shape, in any order and in Latin letters."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.comparing import Comparison, Kernel, Level
from govclean.linkage.comparisons.han_names import ShortNames
from govclean.linkage.comparisons.name_levels import LEVELS
from govclean.linkage.comparisons.other_names import OtherNames
from govclean.linkage.features.folding import folded
from govclean.linkage.features.han_names import han_names
from govclean.linkage.records import Codes
from govclean.wording import Text


@dataclass(frozen=True)
class PersonName(Comparison):
    """A person's whole name in one field, in Chinese characters or in letters."""

    kind: ClassVar[str] = "person_name"
    title: ClassVar[Text] = Text("姓名", "name of a person")

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, slips of pen and ear, what brothers and sisters share, difference."""
        return LEVELS

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return names in one writing (`features.folding.folded`); null where no name is left."""
        return folded(values)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: short Han names as numbers at once, others as words and sounds when they are met."""
        return _Names(values)


_OFTEN = 10  # times that a name of another kind is met, about


class _Names:
    """Judges short Han names by their characters, all others by words and sounds.

    Where nearly all names are short Han ones, only the others that are met are made ready, batch by batch; once it
    would have been less work to make all of them ready, they are.
    """

    def __init__(self, values: pa.StringArray) -> None:
        self._values = values
        self._short = ShortNames.of(han_names(values))
        self._others: OtherNames | None = None
        self._met = _OFTEN * int((~self._short.plain).sum())
        self._lock = threading.Lock()

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        short = self._short.plain[left] & self._short.plain[right]
        if short.all():
            return self._short.levels(left, right)
        levels = np.empty(len(left), np.uint8)
        levels[short] = self._short.levels(left[short], right[short])
        levels[~short] = self._levels_of_others(left[~short], right[~short])
        return levels

    def _levels_of_others(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        met, places = np.unique(np.concatenate([left, right]), return_inverse=True)
        every = self._ready(len(met))
        if every is not None:
            return every.levels(left, right)
        ours, theirs = np.split(places.astype(np.int32), 2)
        return OtherNames.of(self._values.take(pa.array(met))).levels(ours, theirs)

    def _ready(self, met: int) -> OtherNames | None:
        """Return all names made ready, once that is worth it."""
        with self._lock:
            self._met += met
            if self._others is None and self._met > len(self._values):
                self._others = OtherNames.of(self._values)
            return self._others
