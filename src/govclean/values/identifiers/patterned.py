"""What identifiers without a check character share: a form, and nothing more that could be computed."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyarrow as pa

from govclean.values.columns import matches, present
from govclean.values.identifiers.writing import judge_writing, read_plainly
from govclean.values.masking import mask_number
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import keep
from govclean.wording import Text

DAMAGED = Text(
    "号码被电子表格或编码转换破坏，须从源系统重新导出（该列设为文本格式）",
    "a spreadsheet or a wrong encoding destroyed the number; export it again as text",
)


class PatternedType(SemanticType):
    """A number that is good when it has the form (RE2, full match) in which it is issued."""

    form: ClassVar[str]
    characters: ClassVar[str]  # RE2 of such a number of any length
    ends: ClassVar[tuple[int, int]] = (2, 2)  # characters that a mask leaves at the head and at the tail

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return GOOD for the form; else DAMAGED, FORMAT or LENGTH."""
        verdicts = np.full(len(column), Reason.GOOD, np.uint8)
        wrong = present(column) & ~matches(column, self.form)
        if wrong.any():
            verdicts[wrong] = judge_writing(column.filter(pa.array(wrong)), self.characters)
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the value in plain writing where that has the form and the value itself has not."""
        plain = read_plainly(values)
        return keep(plain, ~matches(values, self.form) & matches(plain, self.form))

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values with all but their ends hidden."""
        return mask_number(values, *self.ends)
