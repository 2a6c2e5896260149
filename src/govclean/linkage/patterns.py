"""Which fields of a record agree, as one short text: `name=1 phone=0 address=-1`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.cases import Agreement
from govclean.linkage.records import Codes


def patterns(count: int, fields: Iterable[tuple[str, Agreement]]) -> tuple[Codes, tuple[str, ...]]:
    """Return for each row a code (int32) and the texts the codes stand for: few, however many rows there are.

    Args:
        count: how many rows there are.
        fields: each field's name and, for each row, whether it agrees: 1, 0, or -1 where it cannot be compared.

    >>> patterns(2, [("name", np.array([1, 0], np.int8)), ("phone", np.array([-1, 1], np.int8))])
    (array([0, 1], dtype=int32), ('name=1 phone=-1', 'name=0 phone=1'))
    """
    codes, texts = np.zeros(count, np.int32), [""]
    for name, agreement in fields:
        keys: NDArray[np.int32] = codes * np.int32(3) + agreement + np.int32(1)
        encoded = pa.array(keys).dictionary_encode()
        codes = encoded.indices.to_numpy()
        found = [divmod(key, 3) for key in encoded.dictionary.to_pylist()]
        texts = [f"{texts[before]} {name}={sign - 1}".lstrip() for before, sign in found]
    return codes, tuple(texts)
