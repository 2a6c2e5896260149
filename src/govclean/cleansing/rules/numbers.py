"""Numbers: plain digits, where separators or the unit in the cell leave no doubt."""

from __future__ import annotations

import pyarrow as pa

from govclean.cleansing.rewriting import said_again
from govclean.cleansing.ruling import Rule, Setting
from govclean.values.numbers import Decimals
from govclean.wording import Text

_WRITTEN = r"^[^$＄]{0,60}$"  # a dollar sign is another currency, not another writing


def _plain(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if not isinstance(semantic, Decimals):
        return pa.nulls(len(values), pa.string())
    return said_again(values, _WRITTEN, semantic.read)


RULES: tuple[Rule, ...] = (
    Rule(
        "numbers.plain_form",
        "repair_if_unambiguous",
        Text("数值改为纯数字", "numbers are written in plain digits"),
        Text(
            "去除千分位、全角和货币符号；单元格内写明单位的按规定单位换算（万元与元）。没写单位的数从不换算，百分数、大写金额不改。",
            "Thousands separators, full width and the sign of the yuan go; a unit written in the cell is converted to the"
            " declared one (万元, 元). A bare number is never converted; percentages and capital numerals are left.",
        ),
        "1,200.50万元",
        "1200.50",
        _plain,
    ),
)
