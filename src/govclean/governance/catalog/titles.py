"""Titles compared as a person would compare them, and numbers at their end as a spreadsheet makes them."""

from __future__ import annotations

import re
import unicodedata

_NO_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?P<stem>.*?\D)(?P<number>\d{1,6})", re.DOTALL)
_YEARS = range(1900, 2100)


def plain_title(title: str) -> str:
    """Return a title in one width and case without blanks and punctuation.

    >>> plain_title("社会保险（参保）信息 "), plain_title("社会保险参保信息。")
    ('社会保险参保信息', '社会保险参保信息')
    """
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", title).casefold())


def numbered(title: str) -> tuple[str, int] | None:
    """Return stem and number of a title that ends in one; None where there is none, or where it is a year.

    >>> numbered("参保信息12"), numbered("统计年鉴2025"), numbered("参保信息")
    (('参保信息', 12), None, None)
    """
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", title).strip())
    if found is None or (len(found["number"]) == 4 and int(found["number"]) in _YEARS):
        return None
    return found["stem"].strip(), int(found["number"])
