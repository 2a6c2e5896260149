"""What every feature offers: a name behind the dot (`name.pinyin`), and a column derived from a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Feature:
    """Something derived from a value, for blocking rules: records meet that agree in it."""

    name: str
    title: Text
    of: tuple[str, ...]  # semantic types; () for any
    derive: Callable[[pa.StringArray], pa.StringArray]  # null where a value has nothing of it
