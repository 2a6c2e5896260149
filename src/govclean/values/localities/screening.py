"""Which addresses may name a division that several bear, told from their first characters: the others need no parsing.

A column has few beginnings: their distinct forms are read, longer and longer, until what is written decides.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import Bools
from govclean.values.localities.folding import fold
from govclean.values.localities.gazetteer import gazetteer
from govclean.values.localities.heads import Block, read_heads
from govclean.values.localities.resolving import AMBIGUOUS, RESOLVED, Resolution


def may_be_ambiguous(column: pa.StringArray) -> Bools:
    """Return where the division names that an address starts with may stand for several divisions.

    Further evidence (a township, a code column) is not asked: parsing such a row decides it. Rows of null are False.

    >>> may_be_ambiguous(pa.array(["朝阳区建国路1号", "河南省郑州市金水区花园路1号", "花园路1号", None])).tolist()
    [True, False, False, False]
    """
    rows = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
    ambiguous = np.zeros(len(column), np.bool_)
    for length in _LENGTHS:
        beginnings = pc.utf8_slice_codeunits(column.take(pa.array(rows)), 0, length).dictionary_encode()
        verdicts = _verdicts(beginnings.dictionary, length)[beginnings.indices.to_numpy()]
        ambiguous[rows[verdicts == _OPEN]] = True
        rows = rows[verdicts == _UNREAD]
        if not len(rows):
            return ambiguous
    ambiguous[rows] = True
    return ambiguous


def _verdicts(beginnings: pa.StringArray, length: int) -> NDArray[np.int8]:
    """Return for each beginning whether it is open, settled, or may go on with another division name.

    What is shorter than `length` is a whole address and goes on with nothing.
    """
    block = Block.of(fold(beginnings))
    heads = read_heads(block)
    kinds = np.array([_kind(known) for known in heads.resolutions], np.int8)[heads.of]
    following = block.folded.cut(heads.ends, block.folded.starts[1:])
    goes_on = _true(pc.or_(pc.is_null(following), pc.is_in(following, value_set=_beginnings_of_names())))
    goes_on &= _true(pc.equal(pc.utf8_length(beginnings), length))
    last = block.folded.cut(np.maximum(heads.ends - 1, 0), heads.ends)
    goes_on &= ~((kinds == _COUNTY) & _true(pc.is_in(last, value_set=_ENDINGS)))
    return np.where(kinds == _OPEN, _OPEN, np.where(goes_on, _UNREAD, _SETTLED)).astype(np.int8)


def _kind(known: Resolution) -> int:
    if known.status == AMBIGUOUS:
        return _OPEN
    return _COUNTY if known.status == RESOLVED and not known.candidates[0].endswith("00") else _SETTLED


@cache
def _beginnings_of_names() -> pa.StringArray:
    """Return every beginning of a division name that is not the whole of it."""
    names = (name.text for name in gazetteer().names)
    return pa.array(sorted({name[:end] for name in names for end in range(1, len(name))}), pa.string())


def _true(answers: pa.BooleanArray) -> Bools:
    return np.asarray(answers.to_numpy(zero_copy_only=False), np.bool_)


_LENGTHS = (6, 9, 12, 16, 24)  # characters; most addresses name their county within nine
_SETTLED, _UNREAD, _OPEN, _COUNTY = range(4)
_ENDINGS = pa.array(list("区县市旗"))  # what the name of a county in full ends in
