"""What the YAML parser could not read, in words that say what to do about it."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from govclean.errors import StandardError
from govclean.wording import Text


class _Fault(NamedTuple):
    sign: str  # what libyaml or PyYAML says
    what: Text
    hint: Text
    at_beginning: bool = False  # told where the unfinished part begins, not where the parser gave up


_FAULTS = (
    _Fault(
        "values are not allowed",
        Text("此处不能有冒号", "a colon cannot stand here"),
        Text(
            "检查缩进；文字中含有“: ”时请加引号",
            "check the indentation; put a text that contains `: ` in quotes",
        ),
    ),
    _Fault(
        "entries are not allowed",
        Text("此处不能有列表项“-”", "a list item `-` cannot stand here"),
        Text("列表项请另起一行并缩进", "begin the list on a line of its own, indented"),
    ),
    _Fault(
        "cannot start any token",
        Text("此字符不能出现在开头", "a value cannot begin with this character"),
        Text(
            "缩进请用空格而非制表符；以 @ ` % 等符号开头的文字请加引号",
            "indent with spaces, not tabs; put a text that begins with @ ` % in quotes",
        ),
    ),
    _Fault(
        "unexpected end of stream",
        Text("引号没有闭合", "a quote is never closed"),
        Text("在文字末尾补上引号", "close the quote at the end of the text"),
        at_beginning=True,
    ),
    _Fault(
        "',' or ']'",
        Text("方括号没有闭合", "a bracket [ is never closed"),
        Text("补上“]”，各项之间用逗号", "add the `]`, and commas between the items"),
        at_beginning=True,
    ),
    _Fault(
        "',' or '}'",
        Text("花括号没有闭合", "a brace { is never closed"),
        Text("补上“}”，各项之间用逗号", "add the `}`, and commas between the entries"),
        at_beginning=True,
    ),
    _Fault(
        "could not find expected ':'",
        Text("这一行缺少冒号", "a line has no colon"),
        Text(
            "键后写“: ”（冒号和空格），或检查上一段的缩进",
            "write `key: value`, or check the indentation above",
        ),
        at_beginning=True,
    ),
    _Fault(
        "unknown escape character",
        Text("双引号中有无效的转义", "an unknown escape \\ in double quotes"),
        Text("含反斜杠的文字（如正则）请用单引号", "put texts with backslashes (patterns) in single quotes"),
    ),
)
_OTHER = _Fault(
    "",
    Text("不是有效的 YAML", "this is not valid YAML"),
    Text(
        "检查此处及上一行的缩进、引号与括号",
        "check indentation, quotes and brackets here and on the line above",
    ),
)


def explain(error: yaml.YAMLError, path: str) -> StandardError:
    """Return the error to raise for what the parser says, with its line."""
    said = str(getattr(error, "problem", None) or error)
    fault = next((fault for fault in _FAULTS if fault.sign in said), _OTHER)
    mark = getattr(error, "problem_mark", None)
    if fault.at_beginning:
        mark = getattr(error, "context_mark", None) or mark
    return StandardError(fault.what, where=f"{path}:{mark.line + 1}" if mark else path, hint=fault.hint)
