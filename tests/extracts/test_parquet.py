"""A Parquet file holds what stands in the table, and nothing of the memory beside it."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govclean.extracts.parquet import write_parquet
from govclean.governance import match_tables


@pytest.mark.parametrize("write", [write_parquet, match_tables.write_parquet], ids=["plain", "in groups"])
def test_a_dictionary_that_holds_a_text_twice_leaves_no_gap_in_the_file(tmp_path, write):
    """Arrow's writer fills such a gap with whatever was in memory."""
    words = [str(number % 360) for number in range(630)]
    codes = pa.array(np.arange(8_000, dtype=np.int32) % 630)
    twice = pa.table({"record_id": pa.DictionaryArray.from_arrays(codes, pa.array(words))})
    texts = twice["record_id"].cast(pa.string())
    once = pa.table({"record_id": texts.dictionary_encode()})
    for name, table in (("twice", twice), ("once", once)):
        write(table, tmp_path / f"{name}.parquet")
    assert (tmp_path / "twice.parquet").read_bytes() == (tmp_path / "once.parquet").read_bytes()
    assert pq.read_table(tmp_path / "twice.parquet")["record_id"].cast(pa.string()).equals(texts)
