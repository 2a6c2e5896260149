"""Texts whose meaning is not known: remarks, scopes of business, numbers of a department's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, byte_lengths, first_reason, matches, present
from govclean.values.masking import hide_personal
from govclean.values.parameters import require_count, require_order, require_pattern, say_instead
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import half_width, suggest_readings
from govclean.wording import Text


@dataclass(frozen=True)
class FreeText(SemanticType):
    r"""A text, bounded in length and form only by what the standard says.

    Right with `max_length: 4`: `郑州商贸`. Wrong: `郑州商贸公司`. Without parameters everything is right.

    Args:
        min_length: fewest characters.
        max_length: most characters.
        pattern: RE2 pattern that the whole value must match; `\d` means 0 to 9 only.
    """

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None

    name: ClassVar[str] = "text"
    free_text: ClassVar[bool] = True
    title: ClassVar[Text] = Text("文本", "text")
    reasons: ClassVar = {
        Reason.FORMAT: Text("不符合规定的格式", "does not match the pattern"),
        Reason.LENGTH: Text("字符数不符", "has the wrong number of characters"),
    }

    def __post_init__(self) -> None:
        require_count("min_length", self.min_length)
        require_count("max_length", self.max_length)
        require_order("min_length", self.min_length, "max_length", self.max_length)
        require_pattern(self.pattern)
        low, high = self.min_length or 0, "…" if self.max_length is None else self.max_length
        say_instead(self, {Reason.LENGTH: _LENGTH.fill(low=low, high=high)})

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        unlike = np.zeros(len(column), np.bool_)
        if self.pattern is not None:
            unlike = present(column) & ~matches(column, self.pattern)
        return first_reason((unlike, Reason.FORMAT), (self._is_misfit(column), Reason.LENGTH))

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the value without blanks around it, where that alone makes it good."""
        return suggest_readings(self, values, str.strip)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values; what looks like a person's name or number is starred."""
        return hide_personal(values)

    def parameters(self) -> dict[str, object]:
        """Return the parameters that were given."""
        given = {"min_length": self.min_length, "max_length": self.max_length, "pattern": self.pattern}
        return {name: value for name, value in given.items() if value is not None}

    def _is_misfit(self, column: pa.StringArray) -> Bools:
        """Return values too short or too long; characters are counted only where bytes leave it open."""
        low, high = self.min_length or 0, self.max_length
        size = byte_lengths(column)
        open_question = present(column) & ((size < 4 * low) | (size > (size if high is None else high)))
        misfit = np.zeros(len(column), np.bool_)
        if open_question.any():
            counted = pc.utf8_length(column.filter(pa.array(open_question))).to_numpy(zero_copy_only=False)
            misfit[open_question] = (counted < low) | (counted > (counted if high is None else high))
        return misfit


@dataclass(frozen=True)
class Key(FreeText):
    """A number that a department gives its own records: letters, digits and the signs `-_/.:` without blanks.

    Right: `R00000000001`, `410105-2026-0001`. Wrong: `R 0001`, `Ｒ０００１`, a name.

    Args:
        min_length: fewest characters.
        max_length: most characters; 64 unless said otherwise.
        pattern: RE2 pattern that the whole value must match.
    """

    max_length: int | None = 64
    pattern: str | None = r"[0-9A-Za-z\-_/.:]+"

    name: ClassVar[str] = "key"
    title: ClassVar[Text] = Text("内部编号", "key of a department's own")
    placeholders: ClassVar[bool] = True

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the key in half width and without blanks."""
        return suggest_readings(self, values, lambda value: half_width(value).replace(" ", ""))


_LENGTH = Text("应为 {low} 至 {high} 个字符", "must have {low} to {high} characters")
