"""Names of organisations: brackets. Forms and regions stay as registered; only the matching key folds them."""

from __future__ import annotations

import re

import pyarrow as pa

from govclean.cleansing.rewriting import said_again
from govclean.cleansing.ruling import Rule, Setting
from govclean.values.characters import HAN
from govclean.wording import Text

_OTHER_BRACKETS = r"[()\[\]【】〔〕〖〗［］]"
_TO_FULL_WIDTH = str.maketrans(dict.fromkeys("([【〔〖［", "（") | dict.fromkeys(")]】〕〗］", "）"))
_HAS_HAN = re.compile(f"[{HAN}]")
_BLANKS_BESIDE = re.compile(r"[ \u3000\xa0]*([（）])[ \u3000\xa0]*")


def _with_full_width(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return said_again(values, _OTHER_BRACKETS, _bracketed)


def _bracketed(name: str) -> str | None:
    """Return a Chinese name with full-width brackets; names in other scripts keep theirs."""
    return _BLANKS_BESIDE.sub(r"\1", name.translate(_TO_FULL_WIDTH)) if _HAS_HAN.search(name) else None


RULES: tuple[Rule, ...] = (
    Rule(
        "organisations.full_width_brackets",
        "repair",
        Text("名称中的括号统一为全角", "brackets in names become full-width"),
        Text(
            "企业名称登记用全角括号“（）”；半角括号、方括号只是录入不同，却使同一名称不相等。",
            "Names are registered with full-width brackets （）; half-width and square ones are another way to type them,"
            " and equal names differ by it.",
        ),
        "嵩岳商贸(郑州)有限公司",
        "嵩岳商贸（郑州）有限公司",
        _with_full_width,
        looks_for=_OTHER_BRACKETS,
    ),
)
