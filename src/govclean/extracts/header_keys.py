"""What a column header says, apart from how it is written: width, case, marks, notes, table prefixes, upper headers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from govclean.extracts.headers import clean

_BRACKETS = re.compile(
    r"[(\[{<〈《「『【〔〖](?P<note>[^()\[\]{}<>〈〉《》「」『』【】〔〕〖〗]*)[)\]}>〉》」』】〕〗]"
)
_NUMBERING = re.compile(r"^\s*(?:第?\d{1,3}[.、)]|\*+)\s*(?=\D)")
_TABLE = re.compile(r"^(?:[a-z_][a-z0-9_$]*\.)+(?=\w)")
_STEP = re.compile(r"[_>|/\\]")
_NO_WORD = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff]")

# An upper header of this kind only groups columns: 基本信息_姓名 is 姓名; 监护人_姓名 is somebody else's.
_GROUPING = re.compile(
    r".*(?:信息|情况|资料|数据|内容|项目|概况|要素|部分|栏|表)$|^(?:基本|基础|登记|人员|个人|本人|公民|居民|企业|单位|机构|法人|地址)$"
)


@dataclass(frozen=True, slots=True)
class HeaderKeys:
    """The ways one header can be read, most exact first.

    Attributes:
        whole: every step and every note in brackets, compact.
        plain: without the notes in brackets.
        last: the last step below upper headers; empty where there is none.
        uppers: the upper headers, compact.
        notes: what stands in brackets, such as a unit.
    """

    whole: str
    plain: str
    last: str
    uppers: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def grouped(self) -> bool:
        """Whether the upper headers only group columns, so that the last step says it all."""
        return bool(self.last) and all(_GROUPING.match(upper) for upper in self.uppers)


def read_header(header: str) -> HeaderKeys:
    """Return the ways a header can be read.

    >>> read_header("*身份证号码（必填）").plain, read_header("t_person.XM").whole
    ('身份证号码', 'xm')
    >>> read_header("法定代表人_姓名").whole, read_header("基本信息_姓名").grouped
    ('法定代表人姓名', True)
    """
    text = _TABLE.sub(
        "", _NUMBERING.sub("", unicodedata.normalize("NFKC", clean(header)).casefold().strip(" `'\""))
    )
    notes = tuple(found["note"].strip() for found in _BRACKETS.finditer(text))
    bare = _BRACKETS.sub(" ", text)
    steps = [step for step in map(compact, _STEP.split(bare)) if step] if _HAN.search(bare) else []
    return HeaderKeys(
        whole=compact(text),
        plain=compact(bare),
        last=steps[-1] if len(steps) > 1 else "",
        uppers=tuple(steps[:-1]),
        notes=notes,
    )


def compact(text: str) -> str:
    """Return a text of one width and case without blanks and signs.

    >>> compact("Birth_Date"), compact("县（市、区）")
    ('birthdate', '县市区')
    """
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def has_han(text: str) -> bool:
    """Return whether a text has a Chinese character."""
    return _HAN.search(text) is not None


def letter_of(position: int) -> str:
    """Return the letters a spreadsheet gives a column, from 0.

    >>> letter_of(0), letter_of(25), letter_of(26), letter_of(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    return "".join(_digits(position + 1))[::-1]


def position_of(place: str) -> int | None:
    """Return the position, from 0, that a spreadsheet letter (`C`, `AB`) or a number (`#3`) means; None for other texts.

    >>> position_of("C"), position_of("#3"), position_of("姓名")
    (2, 2, None)
    """
    text = place.strip()
    if re.fullmatch(r"#[1-9]\d{0,4}", text):
        return int(text[1:]) - 1
    if not re.fullmatch("[A-Z]{1,3}", text):
        return None
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _digits(number: int) -> Iterator[str]:
    while number:
        number, rest = divmod(number - 1, 26)
        yield chr(ord("A") + rest)
