"""Columns are made ready once: joined, cleaned, the most frequent values first."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st
from registries import Near, ready, registry

from govclean.linkage.comparing import JOINER
from govclean.linkage.prepared import joined, prepare
from govclean.linkage.records import Column

CELLS = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["x", "y", None])), min_size=1)


def _column(values):
    return Column.of(pa.array(values, pa.string()))


@given(CELLS)
def test_a_joined_column_holds_the_parts_of_each_record(cells):
    columns = [_column([cell[place] for cell in cells]) for place in (0, 1)]
    whole = joined(columns).texts().to_pylist()
    assert whole == [None if None in cell else JOINER.join(cell) for cell in cells]
    loose = joined(columns, needs_all=False).texts().to_pylist()
    assert loose == [
        None if cell == (None, None) else JOINER.join(part or "" for part in cell) for cell in cells
    ]


def test_the_most_frequent_value_has_the_first_code():
    prepared = ready(
        registry([{"name": name} for name in ["b", "a", "a", None, "c", "a", "c"]]), name=Near()
    )[0]
    assert prepared.column.texts().to_pylist() == ["b", "a", "a", None, "c", "a", "c"]
    assert prepared.column.values.to_pylist() == [None, "a", "c", "b"]
    assert prepared.column.counts.tolist() == [1, 3, 2, 1]


@dataclass(frozen=True)
class OnlyDigits(Near):
    def clean(self, values):
        return pc.if_else(pc.match_substring_regex(values, "^[0-9]+$"), values, None)


def test_a_value_that_cannot_be_compared_counts_as_empty():
    columns = [_column(["12", "??", "12"])]
    prepared = prepare("n", ["n"], columns, OnlyDigits(), term_frequency=True)
    assert prepared.column.texts().to_pylist() == ["12", None, "12"]


def test_a_column_mapped_keeps_its_records():
    column = _column(["Li", "LI", None, "Wang"]).mapped(pa.array([None, "li", "li", "wang"]))
    assert column.texts().to_pylist() == ["li", "li", None, "wang"]
    assert len(column.values) == 3
