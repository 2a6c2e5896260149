"""What every semantic type offers: a title, its reasons, and four functions on columns."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.wording import Text

Sensitivity = Literal["none", "low", "high"]
Verdicts = NDArray[np.uint8]


class Reason(IntEnum):
    """Why a value is not good. A value gets the first reason that holds, in this order of judging."""

    GOOD = 0
    DAMAGED = 1  # what a spreadsheet or a wrong encoding destroyed; the value cannot be recovered
    FORMAT = 2  # characters or pattern
    LENGTH = 3
    COMPONENT = 4  # a part is impossible: no such day, no such division
    CHECK_DIGIT = 5
    CODELIST = 6  # not on the code list
    RETIRED = 7  # on the list, but no longer valid at the date asked for
    RANGE = 8

    @property
    def rule(self) -> str:
        """Return the check that reports this reason, e.g. `validity.check_digit`."""
        return "validity.retired_code" if self is Reason.RETIRED else f"validity.{self.name.lower()}"


class SemanticType(ABC):
    """What a domain expert knows about one kind of value.

    Columns are `pyarrow.StringArray` (one chunk, possibly sliced); null is an empty cell and is always good, since
    emptiness is judged elsewhere. Types that take parameters are frozen dataclasses with those parameters as fields.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    basis: ClassVar[str] = ""
    sensitivity: ClassVar[Sensitivity] = "none"
    reasons: ClassVar[Mapping[Reason, Text]]
    repeats: ClassVar[bool] = False  # few distinct values: callers judge those only
    placeholders: ClassVar[bool] = True  # 无, -, NULL stand for an empty cell
    free_text: ClassVar[bool] = False  # finds nearly every text good, stand-ins and dirt too

    @abstractmethod
    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one `Reason` (uint8) a row; null is `Reason.GOOD`."""

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return for each wrong value the value it probably should be, or null; never applied by itself."""
        return pa.nulls(len(values), pa.string())

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values as they may be shown; without personal data, as they are."""
        return values

    def parameters(self) -> dict[str, object]:
        """Return the parameters that differ between fields of this type, for display."""
        return {}
