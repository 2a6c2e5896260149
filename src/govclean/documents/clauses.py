"""What a model could not accept, as a clause in the words of this project instead of pydantic's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic_core import ErrorDetails

from govclean.documents.nearest import did_you_mean
from govclean.wording import Text, same

_TEXT = Text("文字", "text")
_WHOLE_NUMBER = Text("整数", "a whole number")
_NUMBER = Text("数字", "a number")
_LIST = Text("列表", "a list")
_MAPPING = Text("“键: 值”的形式", "keys with values (`key: value`)")
_DATE = Text("形如 2026-01-31 的日期", "a date such as 2026-01-31")
_TRUTH = Text("true 或 false", "true or false")

_EXPECTED = {
    "string_type": _TEXT,
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
}

_LIMITS = {
    "greater_than": ("gt", Text("应大于 {limit}", "must be greater than {limit}")),
    "greater_than_equal": ("ge", Text("不能小于 {limit}", "must be at least {limit}")),
    "less_than": ("lt", Text("应小于 {limit}", "must be less than {limit}")),
    "less_than_equal": ("le", Text("不能大于 {limit}", "must be at most {limit}")),
    "too_short": ("min_length", Text("至少要有 {limit} 项", "needs at least {limit} item(s)")),
    "too_long": ("max_length", Text("最多 {limit} 项", "takes at most {limit} item(s)")),
    "string_too_short": ("min_length", Text("至少 {limit} 个字符", "needs at least {limit} character(s)")),
    "string_too_long": ("max_length", Text("最多 {limit} 个字符", "takes at most {limit} character(s)")),
    "string_pattern_mismatch": ("pattern", Text("应符合 {limit}", "must look like {limit}")),
}


def clause(error: ErrorDetails) -> Text:
    """Return what is wrong with a value, as a clause that follows its name."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "wrong":
        return Text(str(context["zh"]), str(context["en"]))
    if kind in ("literal_error", "enum"):
        return _not_one_of(error["input"], context)
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return words.fill(limit=context[name])
    if kind in _EXPECTED:
        return _other_kind(error["input"], _EXPECTED[kind])
    return Text("无法使用：{why}", "cannot be used: {why}").fill(why=error["msg"])


def shown(value: object) -> Text:
    """Return what stands in the file, short enough for a message."""
    if isinstance(value, str):
        short = value if len(value) <= 40 else f"{value[:40]}…"
        return Text(f"“{short}”", f'"{short}"')
    if isinstance(value, Mapping):
        return _MAPPING
    return _LIST if isinstance(value, list) else same(str(value))


def _other_kind(value: object, expected: Text) -> Text:
    if value is None:
        return Text("为空，应为{expected}", "is empty; expected is {expected}").fill(expected=expected)
    return Text("应为{expected}，此处是{found}", "must be {expected}, not {found}").fill(
        expected=expected, found=shown(value)
    )


def _not_one_of(value: object, context: Mapping[str, object]) -> Text:
    choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    listed = Text("、".join(choices), ", ".join(choices))
    if not isinstance(value, str):
        return _other_kind(value, Text("以下之一：{listed}", "one of {listed}").fill(listed=listed))
    return Text(
        "不能是{found}，可选：{listed}。{near}", "cannot be {found}; it is one of {listed}.{near}"
    ).fill(found=shown(value), listed=listed, near=did_you_mean(value, choices))
