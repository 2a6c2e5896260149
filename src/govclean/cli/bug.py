"""What is told of a bug of ours: where it happened, and nothing of anybody's data."""

from __future__ import annotations

import platform
import re
import traceback

import govclean
from govclean.wording import Language, Text

_WORDS = Text(
    "govclean: 程序内部错误，与您的数据无关。请报告以下内容（值已隐去）：",
    "govclean: this is a bug of ours, not of your data. Please report this (values are hidden):",
)
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|‘[^’\n]*’|“[^”\n]*”|`[^`\n]*`")
_DIGITS = re.compile(r"[0-9][0-9Xx.+*-]{5,}[0-9Xx]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def told(error: BaseException, language: Language) -> str:
    """Return the report of an unexpected exception: the calls that led to it, its message without values."""
    lines = [_WORDS.say(language), "", _versions()]
    for link in _chain(error):
        lines += [line.rstrip("\n") for line in traceback.format_tb(link.__traceback__)]
        lines.append(f"{type(link).__name__}: {hide_values(str(link))}")
    return "\n".join(lines)


def hide_values(message: str) -> str:
    """Return a message without what may be somebody's data: quoted texts, long numbers, anything but ASCII.

    >>> hide_values("invalid value '13800000001' in row 7 of 张三 11010519491231002X")
    'invalid value *** in row 7 of *** ***'
    """
    for pattern in (_QUOTED, _FOREIGN, _DIGITS):
        message = pattern.sub("***", message)
    return message


def _chain(error: BaseException) -> list[BaseException]:
    """Return the exception with those that caused it, the first cause first."""
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.insert(0, link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return links


def _versions() -> str:
    return f"govclean {govclean.__version__}, Python {platform.python_version()}, {platform.system()}"
