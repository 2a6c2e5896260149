"""The suggestions table: what values probably should be or may mean, and how far that can be trusted; never applied."""

from __future__ import annotations

import pyarrow as pa

SUGGESTIONS = pa.schema(
    [
        ("row", pa.int64()),  # record number in the source, from 1
        ("field", pa.string()),
        ("value", pa.string()),  # after cleansing; before it where a repair was not applied
        ("suggestion", pa.string()),
        ("rule", pa.string()),
        ("confidence", pa.float64()),  # 0 to 1; several candidates of one cell share it
    ]
)
