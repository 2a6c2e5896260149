"""Names of enterprises, institutions, associations, offices."""

from __future__ import annotations

import re
import unicodedata
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
from govclean.values.masking import hide_personal, mask_name
from govclean.values.parameters import require_count, require_order, say_instead
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import suggest_readings
from govclean.wording import Text


@dataclass(frozen=True)
class OrganisationName(SemanticType):
    """The full name of an organisation as registered.

    Good: `郑州嵩岳商贸有限公司`, with brackets of either width. Wrong: fewer than four characters, no Han
    character and no word of letters, control characters; damaged: `?`, `□`, private-use characters.

    Args:
        min_length: fewest characters.
        max_length: most characters.
    """

    min_length: int = 4
    max_length: int = 100

    name: ClassVar[str] = "cn.organisation_name"
    free_text: ClassVar[bool] = True
    title: ClassVar[Text] = Text("组织机构名称", "name of an organisation")
    basis: ClassVar[str] = "《企业名称登记管理规定》（国务院令第734号，2020）"
    reasons: ClassVar = {
        Reason.DAMAGED: Text(
            "含 ?、□ 或自造字，原字已丢失", "has ?, □ or a private-use character: a character was lost"
        ),
        Reason.FORMAT: Text("含不可见字符，或没有文字", "has invisible characters, or no words at all"),
        Reason.LENGTH: Text("名称过短或过长，可能不是全称", "too short or too long for a full name"),
    }

    def __post_init__(self) -> None:
        require_count("min_length", self.min_length)
        require_count("max_length", self.max_length)
        require_order("min_length", self.min_length, "max_length", self.max_length)
        say_instead(self, {Reason.LENGTH: _LENGTH.fill(low=self.min_length, high=self.max_length)})

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; the usual name is passed by its bytes alone."""
        lengths = byte_lengths(column)
        usual = (lengths >= 4 * self.min_length) & (lengths <= self.max_length) & starts_with_han(column)
        return judge_rows(column, ~usual | may_be_damaged(column), self._judge)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the name without invisible characters and blanks around."""
        return suggest_readings(self, values, _read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return names in clear, since they are public; what is as short as a person's name is starred."""
        return pc.if_else(pc.less_equal(pc.utf8_length(values), 4), mask_name(values), hide_personal(values))

    def parameters(self) -> dict[str, object]:
        """Return the bounds of the length."""
        return {"min_length": self.min_length, "max_length": self.max_length}

    def _judge(self, values: pa.StringArray) -> Verdicts:
        lengths = pc.fill_null(pc.utf8_length(values), self.min_length).to_numpy(zero_copy_only=False)
        wordless = matches(values, NO_HAN) & ~matches(values, _HAS_WORD)
        return first_reason(
            (matches(values, DAMAGED), Reason.DAMAGED),
            (wordless | matches(values, UNPRINTABLE), Reason.FORMAT),
            ((lengths < self.min_length) | (lengths > self.max_length), Reason.LENGTH),
        )


_LENGTH = Text("名称应为 {low} 至 {high} 个字符", "a name has {low} to {high} characters")
_HAS_WORD = r"(?s:.*\pL{2}.*)"
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_BREAKS = re.compile(f"[{CONTROL}]+")


def _read(value: str) -> str:
    name = _BREAKS.sub("", _HIDDEN.sub("", unicodedata.normalize("NFC", value)))
    return name.strip().lstrip("'`")
