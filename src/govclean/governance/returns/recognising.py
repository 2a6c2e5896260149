"""How a record is known again in a later round: by its key; where the key itself was at fault, by what was sound in it.

Cells become 64-bit prints under numbers that the ledger alone gives, so that equal cells can be found among millions
without keeping any of them. The print of a record is the sum of the prints of its cells: those of faulty cells can be
taken out again, whichever they were. Among a million records and 100,000 known ones two different ones share a print by
accident with a probability below 1e-8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.governance.ledger import Ledger
from govclean.standards.model import Standard
from govclean.values.columns import present
from govclean.values.fingerprints import fingerprints

Prints = NDArray[np.uint64]

NONE = np.uint64(0)
"""The print of what is not there."""

LEAST_SOUND = 2
"""A record is not recognised by fewer sound cells than this: an ethnicity alone is nobody."""

_SHIFTS = (np.uint64(31), np.uint64(29))
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_KEY = "*"  # no field is called so


@dataclass(frozen=True, slots=True)
class Recogniser:
    """How the records of one standard are recognised.

    Attributes:
        key: the field, or the column outside the standard, that holds the record's key; empty where there is none.
        fields: the fields whose cells count when the key does not help. The key is none of them, nor are moments of
            update: whoever repairs a record in its system touches them too.
        secrets: two odd numbers for the key and each field.
    """

    key: str
    key_is_field: bool
    fields: tuple[str, ...]
    secrets: dict[str, tuple[np.uint64, np.uint64]]

    @classmethod
    def of(cls, standard: Standard, ledger: Ledger) -> Recogniser:
        """Return how records are recognised under a standard, with the secrets of a ledger."""
        key = standard.record_id or ""
        names = {field.name for field in standard.fields}
        fields = tuple(one.name for one in standard.fields if one.name != key and one.type != "datetime")
        asked = [_KEY, *fields]
        digests = ledger.digests(pa.array(asked, pa.string()), f"returns:{standard.name}").to_pylist()
        secrets = {name: _halves(digest) for name, digest in zip(asked, digests, strict=True)}
        return cls(key, key in names, fields, secrets)

    def of_keys(self, keys: pa.StringArray) -> Prints:
        """Return the print of each record key in its normal form; `NONE` for an empty cell."""
        return self._of(_KEY, normal_keys(keys))

    def of_cells(self, field: str, cells: pa.StringArray) -> Prints:
        """Return the print of each cell of a field; `NONE` for an empty one."""
        return self._of(field, cells)

    def _of(self, name: str, column: pa.StringArray) -> Prints:
        first, second = self.secrets[name]
        halves = fingerprints([column])
        mixed = (halves[:, 0] ^ first) * (halves[:, 1] | np.uint64(1)) ^ halves[:, 1] * second
        return np.where(present(column), _never_none(_mixed(mixed)), NONE)


def normal_keys(keys: pa.StringArray) -> pa.StringArray:
    """Return record keys without what does not tell records apart: width, case, blanks.

    >>> normal_keys(pa.array([" 1101０519491231002x", None])).to_pylist()
    ['11010519491231002X', None]
    """
    upper = pc.utf8_upper(pc.utf8_normalize(keys, form="NFKC"))
    return pc.replace_substring_regex(upper, r"\s", "")


def sealed_sums(sums: Prints, filled: NDArray[np.int64]) -> Prints:
    """Return sums of prints as they are kept: mixed once more; `NONE` where too few cells are filled."""
    return np.where(filled >= LEAST_SOUND, _never_none(_mixed(sums.copy())), NONE)


def as_hex(prints: Prints) -> pa.StringArray:
    """Return prints as 16 hexadecimal digits; `NONE` as null.

    >>> as_hex(np.array([255, 0], np.uint64)).to_pylist()
    ['00000000000000ff', None]
    """
    return pa.array([f"{one:016x}" if one else None for one in prints.tolist()], pa.string())


def from_hex(digits: Sequence[str | None]) -> Prints:
    """Return prints from their hexadecimal digits; null as `NONE`."""
    return np.array([int(one, 16) if one else 0 for one in digits], np.uint64)


def _halves(digest: str | None) -> tuple[np.uint64, np.uint64]:
    number = int(str(digest), 16)
    return np.uint64(number >> 64 | 1), np.uint64(number & 0xFFFFFFFFFFFFFFFF | 1)


def _mixed(numbers: Prints) -> Prints:
    numbers ^= numbers >> _SHIFTS[0]
    numbers *= _MIXER
    numbers ^= numbers >> _SHIFTS[1]
    return numbers


def _never_none(prints: Prints) -> Prints:
    return np.where(prints == NONE, np.uint64(1), prints)
