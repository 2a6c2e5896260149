"""Which code of a list a wrong value most probably means: never applied by itself, only suggested."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from govclean.values.tables import CodeTable

CUTOFF = 80  # one wrong character in a label of five
LEAD = 10  # by which the best label must lead the next
LONGEST_LABEL = 64  # longer values are no labels
MOST_LABELS = 5_000  # in longer lists, too many labels are alike
_AT_ONCE = 2_000
_CODE_THEN_LABEL = re.compile(r"([0-9A-Z]+)[\s\-_.、:：|/]*([^0-9A-Z\s].*)")
_LABEL_THEN_CODE = re.compile(r"(.*?[^0-9A-Z\s(（])\s*[(（]?([0-9A-Z]+)[)）]?")
_DENIALS = frozenset("非未无不没否")


class Likeness:
    """The ways from a wrong value to the code it means, for one code list."""

    def __init__(self, table: CodeTable) -> None:
        self._table = table

    def nearest(self, values: list[str]) -> list[str | None]:
        """Return one code or None for each value; the table's `nearest_of_all` says how."""
        found = [self.resolve(value) for value in values]
        rest = [
            row for row, code in enumerate(found) if code is None and 3 <= len(values[row]) <= LONGEST_LABEL
        ]
        for start in range(0, len(rest), _AT_ONCE):
            some = rest[start : start + _AT_ONCE]
            for row, code in zip(some, self._alike([_plain(values[row]) for row in some]), strict=True):
                found[row] = code
        return found

    def resolve(self, value: str) -> str | None:
        """Return the code a value stands for without a guess at spelling: width, zeros, code with label."""
        plain = _plain(value) if len(value) <= LONGEST_LABEL else ""
        return (self._table.code_of(plain) or self.with_zeros(plain) or self.both(plain)) if plain else None

    def with_zeros(self, value: str) -> str | None:
        """Return the one code that a number without, or with other, zeros in front stands for."""
        value = value.removesuffix(".0")
        if not value.isascii() or not value.isdigit():
            return None
        bare = value.lstrip("0")
        forms = {value, bare} | {bare.zfill(width) for width in self._table.widths}
        codes = forms & self._table.codes
        return codes.pop() if len(codes) == 1 else None

    def both(self, value: str) -> str | None:
        """Return the code of `1男`, `01-汉族`, `男(1)`, when both halves say the same."""
        halves = _CODE_THEN_LABEL.fullmatch(value)
        if halves is None:
            halves = _LABEL_THEN_CODE.fullmatch(value)
            pair = (halves[2], halves[1]) if halves else None
        else:
            pair = (halves[1], halves[2])
        if pair is None:
            return None
        code = self._table.code_of(pair[0]) or self.with_zeros(pair[0])
        return code if code is not None and code == self._table.code_of(pair[1].strip("()（） ")) else None

    @cached_property
    def _labels(self) -> list[str]:
        labels = sorted(text for text in self._table.texts - self._table.codes if len(text) >= 3)
        return labels if len(labels) <= MOST_LABELS else []

    def _alike(self, values: list[str]) -> list[str | None]:
        if not self._labels:
            return [None] * len(values)
        scores = process.cdist(
            values, self._labels, scorer=fuzz.ratio, score_cutoff=CUTOFF - LEAD, dtype=np.uint8
        )
        return [self._best(value, row) for value, row in zip(values, scores, strict=True)]

    def _best(self, value: str, scores: NDArray[np.uint8]) -> str | None:
        best: dict[str, int] = {}
        for position in np.flatnonzero(scores):
            label = self._labels[position]
            code = self._table.code_of(label) or label
            best[code] = max(best.get(code, 0), int(scores[position]) if _agree(value, label) else 0)
        ranked = sorted(best, key=lambda code: best[code], reverse=True)
        if not ranked or best[ranked[0]] < CUTOFF or ranked[0] not in self._table.codes:
            return None
        return None if len(ranked) > 1 and best[ranked[0]] - best[ranked[1]] < LEAD else ranked[0]


def _plain(value: str) -> str:
    """Return a value as codes are written: half-width, no blanks around, no apostrophe of a spreadsheet."""
    return unicodedata.normalize("NFKC", value).strip().lstrip("'`‘’").strip()


def _agree(value: str, label: str) -> bool:
    """Return whether both or neither deny: 非农业 is never taken for 农业."""
    return sum(letter in _DENIALS for letter in value) == sum(letter in _DENIALS for letter in label)
