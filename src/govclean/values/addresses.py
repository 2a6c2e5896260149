"""Addresses as one text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.characters import (
    CONTROL,
    DAMAGED,
    INVISIBLE,
    NO_HAN,
    UNPRINTABLE,
    may_be_damaged,
    starts_with_han,
)
from govclean.values.columns import byte_lengths, first_reason, judge_rows, matches
from govclean.values.masking import mask_address
from govclean.values.parameters import require_count, require_order, say_instead
from govclean.values.semantic import Reason, SemanticType, Sensitivity, Verdicts
from govclean.values.suggesting import suggest_readings
from govclean.wording import Text


@dataclass(frozen=True)
class Address(SemanticType):
    """An address written out, in Chinese.

    Good: `河南省郑州市金水区花园路1号院3号楼2单元501室`. Wrong: no Han character at all, line breaks and
    control characters, too short to find a door; damaged: `?`, `□` and private-use characters.

    Args:
        min_length: fewest characters.
        max_length: most characters.
    """

    min_length: int = 4
    max_length: int = 200

    name: ClassVar[str] = "cn.address"
    free_text: ClassVar[bool] = True
    title: ClassVar[Text] = Text("地址", "address")
    sensitivity: ClassVar[Sensitivity] = "high"
    reasons: ClassVar = {
        Reason.DAMAGED: Text(
            "含 ?、□ 或自造字，原字已丢失", "has ?, □ or a private-use character: a character was lost"
        ),
        Reason.FORMAT: Text(
            "含换行或不可见字符，或没有汉字", "has line breaks or invisible characters, or no Han character"
        ),
        Reason.LENGTH: Text("地址过短或过长", "too short or too long for an address"),
    }

    def __post_init__(self) -> None:
        require_count("min_length", self.min_length)
        require_count("max_length", self.max_length)
        require_order("min_length", self.min_length, "max_length", self.max_length)
        say_instead(self, {Reason.LENGTH: _LENGTH.fill(low=self.min_length, high=self.max_length)})

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; the usual address is passed by its bytes alone."""
        lengths = byte_lengths(column)
        usual = (lengths >= 4 * self.min_length) & (lengths <= self.max_length) & starts_with_han(column)
        return judge_rows(column, ~usual | may_be_damaged(column), self._judge)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the address on one line, without invisible characters."""
        return suggest_readings(self, values, _read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the address down to its county, then stars."""
        return mask_address(values)

    def parameters(self) -> dict[str, object]:
        """Return the bounds of the length."""
        return {"min_length": self.min_length, "max_length": self.max_length}

    def _judge(self, values: pa.StringArray) -> Verdicts:
        lengths = pc.fill_null(pc.utf8_length(values), self.min_length).to_numpy(zero_copy_only=False)
        return first_reason(
            (matches(values, DAMAGED), Reason.DAMAGED),
            (matches(values, NO_HAN) | matches(values, UNPRINTABLE), Reason.FORMAT),
            ((lengths < self.min_length) | (lengths > self.max_length), Reason.LENGTH),
        )


_LENGTH = Text("地址应为 {low} 至 {high} 个字符", "an address has {low} to {high} characters")
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_BREAKS = re.compile(f"[{CONTROL}]+")


def _read(value: str) -> str:
    return _BREAKS.sub(" ", _HIDDEN.sub("", value)).strip()
