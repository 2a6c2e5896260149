"""Resource codes: 类 (1 digit) 项 (2) 目 (3) 细目 (any length), then the sequence number.

政务信息资源目录编制指南（试行）, 2017. The front part and the sequence number are parted by a stroke, `307021/000009`; a
standard may also spell the parts out, `1/01/001/000001`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from govclean.governance.catalog.domains import folded_width

FORM = re.compile(r"[A-Za-z0-9\-_/]{1,64}", re.ASCII)
"""The characters a code may have, as directory platforms check them."""

_FRONT = re.compile(r"(?P<cls>\d)(?P<group>\d{2})(?P<order>\d{3})(?P<detail>[A-Za-z0-9\-_]*)", re.ASCII)
_SPELLED = re.compile(
    r"(?P<cls>\d)/(?P<group>\d{2})/(?P<order>\d{3})(?P<rest>(?:/[A-Za-z0-9\-_]+)*)", re.ASCII
)
_SEQUENCE = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class ResourceCode:
    """A code taken apart; parts it does not have are empty."""

    cls: str  # 类
    group: str  # 项
    order: str  # 目
    detail: str  # 细目
    sequence: str  # 顺序号
    spelled: bool = False  # the parts stand apart; then 目 may be the number itself, as in `1/01/001`

    @property
    def complete(self) -> bool:
        """Return whether the code names one resource and not only a class of them."""
        return bool(self.sequence) or self.spelled

    @property
    def class_and_group(self) -> str:
        """Return the code of the group: class and group together."""
        return self.cls + self.group

    @property
    def front(self) -> str:
        """Return the front part (前段码)."""
        return self.cls + self.group + self.order + self.detail

    @classmethod
    def read(cls, written: str) -> Self | None:
        """Return the parts of a code, or None where it has not even class, group and order.

        >>> ResourceCode.read("307021444444003176/000009").sequence
        '000009'
        >>> ResourceCode.read("1/01/001").front, ResourceCode.read("3070") is None
        ('101001', True)
        """
        text = folded_width(written)
        if spelled := _SPELLED.fullmatch(text):
            parts = [part for part in spelled["rest"].split("/") if part]
            sequence = parts.pop() if parts and _SEQUENCE.fullmatch(parts[-1]) else ""
            return cls(
                spelled["cls"], spelled["group"], spelled["order"], "".join(parts), sequence, spelled=True
            )
        front, _, sequence = text.partition("/")
        found = _FRONT.fullmatch(front)
        if found is None or (sequence and not _SEQUENCE.fullmatch(sequence)):
            return None
        return cls(found["cls"], found["group"], found["order"], found["detail"], sequence)


def same_code(written: str) -> str:
    """Return a code as it is compared: one width, no blanks, capitals.

    >>> same_code(" ３０７００１/000001")
    '307001/000001'
    """
    return "".join(folded_width(written).split()).upper()
