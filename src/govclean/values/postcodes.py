"""Postcodes."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyarrow as pa

from govclean.values.columns import byte_lengths, first_reason, matches, on_distinct, present
from govclean.values.masking import hide_personal
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import half_width, suggest_readings
from govclean.wording import Text


class Postcode(SemanticType):
    """A mainland postcode: six digits, the first two of a province, from 01 to 86.

    Right: `450000` (郑州), `010000` (呼和浩特). Wrong: `10000` (a spreadsheet dropped its zero), `000000`,
    `９５００００`.
    """

    name: ClassVar[str] = "cn.postcode"
    title: ClassVar[Text] = Text("邮政编码", "postcode")
    basis: ClassVar[str] = "《邮政编码》 structure of six digits; list of the prefectures' codes"
    repeats: ClassVar[bool] = True
    reasons: ClassVar = {
        Reason.FORMAT: Text("应全部为数字", "must be digits only"),
        Reason.LENGTH: Text("应为 6 位", "must have six digits"),
        Reason.COMPONENT: Text("开头两位没有对应的省份", "no province starts with these two digits"),
    }

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row."""
        return on_distinct(column, _judge)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the code in half width, or with the zero it lost."""
        return suggest_readings(
            self, values, lambda value: half_width(value).removesuffix(".0").rjust(6, "0")
        )

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values; a person's name or number in the wrong column is starred."""
        return hide_personal(values)


def _judge(values: pa.StringArray) -> Verdicts:
    return first_reason(
        (present(values) & ~matches(values, "[0-9]*"), Reason.FORMAT),
        (present(values) & (byte_lengths(values) != 6), Reason.LENGTH),
        (
            np.asarray(present(values) & ~matches(values, "(?:0[1-9]|[1-7][0-9]|8[0-6])[0-9]{4}")),
            Reason.COMPONENT,
        ),
    )
