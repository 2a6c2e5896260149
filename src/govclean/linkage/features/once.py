"""What is costly is made once a column, however many features and comparisons ask for it."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

import pyarrow as pa

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Makes something of a column, and keeps it as long as the column lives.

    A column is known as the object it is, not by its content: looking at a million texts takes as long as some of what
    is made of them.

    >>> lengths = Once(lambda values: len(values))
    >>> lengths(pa.array(["花园路", "书院街"]))
    2
    """

    def __init__(self, make: Callable[[pa.StringArray], Made]) -> None:
        self._make = make
        self._kept: dict[int, Made] = {}
        self._lock = threading.RLock()

    def __call__(self, values: pa.StringArray) -> Made:
        """Return what is made of a column."""
        with self._lock:
            if id(values) not in self._kept:
                self._kept[id(values)] = self._make(values)
                weakref.finalize(values, self._kept.pop, id(values), None)
            return self._kept[id(values)]
