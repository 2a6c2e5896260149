"""Given name and surname from two fields, together: alike, or exchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import DIFFERS, EQUAL, JOINER, Comparison, Kernel, Level
from govclean.linkage.comparisons.options import read_cutoffs
from govclean.linkage.features.folding import folded
from govclean.linkage.likeness import Texts, jaro_winkler
from govclean.linkage.records import Codes
from govclean.values.columns import Bools
from govclean.wording import Text

CROSSED, ALIKE, CROSSED_ALIKE, SURNAME, GIVEN, ONE_ALIKE, OTHER = map(np.uint8, range(1, 8))


@dataclass(frozen=True)
class NameParts(Comparison):
    """Given name and surname from two fields, in that order. An empty part neither agrees nor differs.

    Args:
        cutoff: from which Jaro-Winkler similarity a part is alike; an initial is alike to a name that begins with it.
    """

    cutoff: str = "0.9"

    kind: ClassVar[str] = "name_parts"
    title: ClassVar[Text] = Text("名与姓", "given name and surname")
    needs_all: ClassVar[bool] = False

    def __post_init__(self) -> None:
        read_cutoffs("cutoff", self.cutoff)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Equality, exchanged, alike, exchanged and alike, one part equal, one part alike, difference."""
        return (
            Level("equal", EQUAL),
            Level("crossed", Text("名与姓互换", "given name and surname exchanged")),
            Level("alike", Text("名、姓均相似", "both alike")),
            Level("crossed_alike", Text("名与姓互换且相似", "exchanged and alike")),
            Level("surname", Text("姓相同", "surname equal")),
            Level("given_name", Text("名相同", "given name equal")),
            Level("one_alike", Text("名或姓相似", "one of them alike")),
            Level("differs", DIFFERS),
        )

    def clean(self, values: pa.StringArray) -> pa.StringArray:
        """Return both parts without case, accents, apostrophes; null where nothing is left of either."""
        parts = [_no_null(folded(part)) for part in _parts(values)]
        whole = pc.binary_join_element_wise(*parts, JOINER)
        return pc.if_else(pc.equal(whole, JOINER), pa.scalar(None, pa.string()), whole)

    def prepare(self, values: pa.StringArray) -> Kernel:
        """Return the kernel: given names and surnames as codes of one list, since they may have been exchanged."""
        given, surname = _parts(values)
        both = pa.concat_arrays([given, surname]).dictionary_encode()
        codes = np.asarray(pc.fill_null(both.indices, -1), np.int32) + np.int32(1)
        words = pa.concat_arrays([pa.nulls(1, pa.string()), both.dictionary])
        cutoff = read_cutoffs("cutoff", self.cutoff)[:1]
        return _Parts(codes[: len(values)], codes[len(values) :], Texts(words), _initials(words), cutoff)


def _parts(values: pa.StringArray) -> tuple[pa.StringArray, pa.StringArray]:
    """Return given names and surnames; null for empty ones. A value without the joiner is a given name."""
    split = pc.extract_regex(values, f"^(?P<given>[^{JOINER}]*){JOINER}?(?P<surname>.*)$")
    given, surname = (pc.struct_field(split, part) for part in ("given", "surname"))
    return _filled(given), _filled(surname)


def _filled(part: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.equal(part, ""), pa.scalar(None, pa.string()), part)


def _no_null(part: pa.StringArray) -> pa.StringArray:
    return pc.fill_null(part, "")


def _initials(words: pa.StringArray) -> NDArray[np.int32]:
    """Return the first letter of each word as a number, negative where the word is nothing but it; 0 for no word."""
    first = pc.utf8_slice_codeunits(words, 0, 1)
    codes = np.asarray(pc.fill_null(first.dictionary_encode().indices, -1), np.int32) + np.int32(1)
    alone = np.asarray(pc.fill_null(pc.equal(pc.utf8_length(words), 1), fill_value=False))
    return np.where(alone, -codes, codes)


@dataclass(frozen=True)
class _Parts:
    given: Codes  # of `texts`; 0 for none
    surname: Codes
    texts: Texts
    initials: NDArray[np.int32]
    cutoff: tuple[float, ...]

    def levels(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        given, surname = (self.given[left], self.given[right]), (self.surname[left], self.surname[right])
        given_alike, surname_alike = self._alike(*given), self._alike(*surname)
        levels = np.full(len(left), OTHER, np.uint8)
        levels[given_alike | surname_alike] = ONE_ALIKE
        levels[_equal(*given)] = GIVEN
        levels[_equal(*surname)] = SURNAME
        levels[given_alike & surname_alike] = ALIKE
        open_ = np.flatnonzero(levels > ALIKE)
        levels[open_] = np.minimum(levels[open_], self._crossed(left[open_], right[open_]))
        return levels

    def _crossed(self, left: Codes, right: Codes) -> NDArray[np.uint8]:
        """Return the level that pairs reach with the parts of one side exchanged."""
        first, second = (self.given[left], self.surname[right]), (self.surname[left], self.given[right])
        levels = np.full(len(left), OTHER, np.uint8)
        levels[_equal(*first) | _equal(*second)] = ONE_ALIKE
        levels[self._alike(*first) & self._alike(*second)] = CROSSED_ALIKE
        levels[_equal(*first) & _equal(*second)] = CROSSED
        return levels

    def _alike(self, ours: Codes, theirs: Codes) -> Bools:
        """Return where parts stand on both sides and are equal or alike."""
        alike = _equal(ours, theirs)
        rows = np.flatnonzero((ours != theirs) & (ours > 0) & (theirs > 0))
        ours, theirs = ours[rows], theirs[rows]
        initials, others = self.initials[ours], self.initials[theirs]
        alike[rows] = (np.abs(initials) == np.abs(others)) & (np.minimum(initials, others) < 0)
        alike[rows] |= jaro_winkler(self.texts, ours, theirs, self.cutoff) == 0
        return alike


def _equal(ours: Codes, theirs: Codes) -> Bools:
    return np.asarray((ours == theirs) & (ours > 0))
