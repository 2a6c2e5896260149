"""What a record is known by from run to run: its source and id, and a hash of what it says.

This file owns the columns of the table `records`: `source, record_id, content_hash`, every record once.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.records import Positions, Records
from govclean.values.fingerprints import fingerprints

_HEX = np.frombuffer(b"".join(b"%02x" % byte for byte in range(256)), np.uint8).reshape(256, 2)


def content_hashes(records: Records) -> pa.StringArray:
    """Return 32 hexadecimal digits for each record, the same as long as its fields say the same.

    Fields count by name and empty cells not at all, so neither the order of the fields nor a new empty one matters.
    A hash written in an earlier run must fit in later ones: decisions and `--previous` stand on it.
    """
    state = np.zeros((len(records), 2), np.uint64)
    for name, column in sorted(records.columns.items()):
        words = fingerprints([column.values]) ^ fingerprints([pa.array([name])])
        words[0] = 0  # an empty cell
        state += np.take(words, column.codes, axis=0)
    digits = _HEX[state.astype(">u8").view(np.uint8)]
    return texts_of(digits.reshape(len(records), 32))


def contents_table(records: Records, hashes: pa.StringArray) -> pa.Table:
    """Return the travelling table `records`: `source, record_id, content_hash` (text), in the order of the records."""
    return pa.table({"source": records.source_names(), "record_id": records.ids, "content_hash": hashes})


def positions_of(records: Records, sources: pa.StringArray, ids: pa.StringArray) -> Positions:
    """Return the position of each record named by source and id (int32); -1 where there is none."""
    found = np.full(len(ids), -1, np.int32)
    starts = np.searchsorted(records.source, np.arange(len(records.sources) + 1))
    for place, source in enumerate(records.sources):
        rows = np.flatnonzero(_flags(pc.equal(sources, source)))
        start, end = int(starts[place]), int(starts[place + 1])
        if not len(rows) or start == end:
            continue
        at = pc.index_in(ids.take(pa.array(rows)), records.ids.slice(start, end - start), skip_nulls=True)
        known = np.flatnonzero(_flags(at.is_valid()))
        found[rows[known]] = pc.fill_null(at, 0).to_numpy()[known] + start
    return found


def texts_of(characters: NDArray[np.uint8]) -> pa.StringArray:
    """Return a matrix of ASCII codes (rows × width) as texts, one a row.

    >>> texts_of(np.frombuffer(b"abcd", np.uint8).reshape(2, 2)).to_pylist()
    ['ab', 'cd']
    """
    rows, width = characters.shape
    offsets = np.arange(rows + 1, dtype=np.int32) * np.int32(width)
    data = np.ascontiguousarray(characters)
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(data))


def _flags(mask: pa.BooleanArray) -> NDArray[np.bool_]:
    return np.asarray(pc.fill_null(mask, fill_value=False).to_numpy(zero_copy_only=False), np.bool_)
