"""What is costly is made once a column."""

from __future__ import annotations

import gc

import pyarrow as pa

from govclean.linkage.features.once import Once


def counted():
    """Return a `Once`, and the columns that it was made of so far."""
    asked = []
    return Once(lambda values: asked.append(len(values)) or values.to_pylist()), asked


def test_it_is_made_once_for_a_column_and_anew_for_another():
    once, asked = counted()
    column, other = pa.array(["a", "b"]), pa.array(["c"])
    assert once(column) is once(column)
    assert once(other) == ["c"]
    assert asked == [2, 1]


def test_an_equal_column_is_another_column():
    once, asked = counted()
    columns = [pa.array(["a"]), pa.array(["a"])]
    assert [once(column) for column in columns] == [["a"], ["a"]]
    assert asked == [1, 1]


def test_nothing_is_kept_when_the_column_is_gone():
    once, _ = counted()
    column = pa.array(["a"])
    once(column)
    del column
    gc.collect()
    assert not once._kept
