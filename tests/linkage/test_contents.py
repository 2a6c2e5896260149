"""Records are known again by source and id, and by what they say."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from registries import registry

from govclean.linkage.contents import content_hashes, contents_table, positions_of
from govclean.linkage.records import Column

_CELLS = st.none() | st.text(st.sampled_from("ab李娜 1"), max_size=3)
_ROWS = st.lists(st.fixed_dictionaries({"name": _CELLS, "town": _CELLS}), max_size=8)


def hashes(rows):
    return content_hashes(registry(rows)).to_pylist()


@given(_ROWS)
def test_records_share_a_hash_only_if_they_say_the_same(rows):
    said = [tuple(sorted((name, cell) for name, cell in row.items() if cell is not None)) for row in rows]
    found = hashes(rows)
    assert len(set(zip(said, found, strict=True))) == len(set(said)) == len(set(found))


@given(_ROWS, st.randoms(use_true_random=False))
def test_a_hash_depends_on_the_record_alone(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    found = hashes(rows)
    assert hashes([rows[place] for place in order]) == [found[place] for place in order]
    assert hashes([{**row, "phone": None} for row in rows]) == found


def test_a_hash_written_in_an_earlier_run_still_fits():
    assert hashes([{"name": "李娜", "town": None}, {"name": "李娜", "town": "镇江"}, {}]) == [
        "87a5efe158b6310493a86188eeed9a95",
        "cb4fa1fb71f2324a0a85a99011006321",
        "0" * 32,
    ]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc"))))
def test_a_record_is_found_by_source_and_id(asked):
    rows = [{"source": "x", "id": "a"}, {"source": "x", "id": "b"}, {"source": "y", "id": "a"}]
    records = registry(rows, ("x", "y"))
    sources, ids = (pa.array([ask[place] for ask in asked], pa.string()) for place in (0, 1))
    known = {("x", "a"): 0, ("x", "b"): 1, ("y", "a"): 2}
    found = positions_of(records, sources, ids)
    assert found.dtype == np.int32
    assert found.tolist() == [known.get(ask, -1) for ask in asked]


def test_an_unnamed_record_is_found_nowhere():
    records = registry([{"id": "a"}])
    nothing = pa.array([None, "a"], pa.string())
    assert positions_of(records, nothing, pa.array(["a", None])).tolist() == [-1, -1]


def test_the_table_of_records_has_every_record_once():
    records = registry([{"source": "x", "id": "b"}, {"source": "y", "id": "b"}], ("x", "y"))
    table = contents_table(records, content_hashes(records))
    assert table.column_names == ["source", "record_id", "content_hash"]
    assert [row["source"] for row in table.to_pylist()] == ["x", "y"]
    assert Column.of(table["content_hash"].combine_chunks()).counts.tolist() == [0, 2]
