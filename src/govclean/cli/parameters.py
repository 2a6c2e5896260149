"""The kinds of values options take: text → value, with a reason in both languages for what is refused.

A value that was converted before (a default, a setting of `govclean.yaml`) comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from govclean.cli.mistakes import Refused
from govclean.wording import Text

_NO_SHARE = Text("应为 0 至 1 之间的数或百分数，如 0.01 或 1%", "a share such as 0.01 or 1% is expected")
_NO_DAY = Text("应为 YYYY-MM-DD 形式的日期", "a date such as 2026-01-31 is expected")
_NO_PAIR = Text("应写作 {form}", "{form} is expected")
_NO_CHARACTER = Text("应为一个字符，制表符写作 tab", "one character is expected, tab for a tabulator")
_NO_COUNT = Text("应为不小于 {least} 的整数", "a whole number from {least} on is expected")


def share(value: object) -> float:
    """Return a share between 0 and 1, also written in per cent.

    >>> share("1%"), share("0.5")
    (0.01, 0.5)

    Raises:
        Refused: no such number.
    """
    words = str(value).strip()
    try:
        number = float(words[:-1]) / 100 if words.endswith(("%", "％")) else float(words)
    except ValueError:
        raise Refused(_NO_SHARE) from None
    if not 0 <= number <= 1:
        raise Refused(_NO_SHARE)
    return number


def day(value: object) -> date:
    """Return a calendar day written YYYY-MM-DD.

    Raises:
        Refused: another form, or no such day.
    """
    if isinstance(value, date):
        return value
    words = str(value).strip()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise Refused(_NO_DAY)


def pair(form: str) -> Callable[[object], tuple[str, str]]:
    """Return what reads two texts with `=` between them; the first is a name without `=`.

    >>> pair("FIELD=HEADER")("name = 姓名")
    ('name', '姓名')
    """

    def read(value: object) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, _, other = (part.strip() for part in str(value).partition("="))
        if not (name and other):
            raise Refused(_NO_PAIR.fill(form=form))
        return name, other

    return read


def separator(value: object) -> str:
    r"""Return the one character between columns; `tab` and `\t` for a tabulator.

    Raises:
        Refused: none or several characters.
    """
    words = "\t" if str(value).casefold() in ("tab", "\\t") else str(value)
    if len(words) != 1:
        raise Refused(_NO_CHARACTER)
    return words


def count_from(least: int) -> Callable[[object], int]:
    """Return what reads a whole number from `least` on.

    >>> count_from(1)("20")
    20
    """

    def read(value: object) -> int:
        words = str(value).strip()
        if not re.fullmatch(r"[0-9]{1,12}", words) or int(words) < least:
            raise Refused(_NO_COUNT.fill(least=least))
        return int(words)

    return read
