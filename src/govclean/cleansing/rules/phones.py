"""Telephone numbers: one writing each. Several numbers in one cell are left for a person."""

from __future__ import annotations

import pyarrow as pa

from govclean.cleansing.ruling import Rule, Setting
from govclean.values.phones import read_phones
from govclean.wording import Text


def _normal(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return read_phones(values)


RULES: tuple[Rule, ...] = (
    Rule(
        "phones.normalise",
        "repair_if_unambiguous",
        Text("电话号码写法归一", "telephone numbers are written in one way"),
        Text(
            "手机号去除 +86、空格、横线；固定电话写成“区号-号码-分机”。一格多号的不改，须拆分。",
            "Mobile numbers lose +86, blanks and hyphens; others are written area-number-extension. Several numbers in one"
            " cell are left: they have to be taken apart.",
        ),
        "(0371)65000001转801",
        "0371-65000001-801",
        _normal,
    ),
)
