"""Which field a header may name: exactly, below upper headers, or nearly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from govclean.extracts.header_keys import HeaderKeys, compact, has_han
from govclean.standards.fields import Field
from govclean.standards.model import Standard

How = Literal["declared", "name", "title", "alias", "fuzzy", "content"]

SCORES: Mapping[How, float] = {"declared": 1.0, "name": 1.0, "title": 1.0, "alias": 0.95}
DECISIVE = 0.04
"""How much better a header must name a field than another header does to win by its words alone."""

_WITHOUT_NOTES, _BELOW_UPPER = 0.01, 0.05
_NEAR, _NEAR_WITH_EVIDENCE, _NEAR_LATIN, _AHEAD = 85.0, 70.0, 88.0, 8.0
_SHORTEST_HAN, _SHORTEST_LATIN = 3, 6

# Whose value it is, or which: a header with such a word is no field whose own titles do not know the word.
_QUALIFIERS = (
    "父", "母", "监护", "配偶", "户主", "子女", "亲属", "代理", "经办", "联系人", "紧急", "申请人", "推荐", "介绍", "股东",
    "投资", "财务", "办税", "法定代表", "负责人", "房东", "业主", "医生", "操作", "录入", "创建", "填报", "审核", "上级",
    "主管", "派出所", "旧", "原", "曾", "前", "英文", "拼音", "简称", "是否",
    "father", "mother", "guardian", "spouse", "parent", "agent", "operator", "creator", "emergency", "old", "former",
    "previous", "english", "short",
)  # fmt: skip

_AXIS = re.compile(
    r"(?:坐标)?[xy](?:轴)?(?:坐标|值)?|[xy](?:zb|coordinate|coord)|(?:point|coordinate|coord)[xy]"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may be a field, and which word of the standard says so."""

    field: Field
    position: int
    how: How
    score: float
    word: str


class Vocabulary:
    """The words by which a standard's fields are called in headers, compact."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._index: dict[str, list[tuple[Field, How, str]]] = {}
        self._words: dict[str, set[str]] = {}
        for field in standard.fields:
            for how, word in _words_of(field):
                self._add(field, how, word)

    @property
    def fields(self) -> set[str]:
        """The names of all fields."""
        return set(self._words)

    def meaning(self, key: str) -> list[tuple[Field, How, str]]:
        """Return the fields a compact header names, each once, with how and by which word."""
        return self._index.get(key, [])

    def exact(self, position: int, keys: HeaderKeys) -> list[Candidate]:
        """Return the fields that a header names, most exact reading first tried; one reading decides."""
        readings = [(keys.whole, 0.0), (keys.plain, _WITHOUT_NOTES)]
        if keys.grouped:
            readings.append((keys.last, _BELOW_UPPER))
        for key, loss in readings:
            if found := self.meaning(key):
                return [Candidate(f, position, how, SCORES[how] - loss, word) for f, how, word in found]
        return []

    def below(self, position: int, keys: HeaderKeys) -> list[Candidate]:
        """Return the fields that the last step below an upper header names."""
        found = self.meaning(keys.last) if keys.last else []
        return [Candidate(f, position, how, SCORES[how] - 2 * _BELOW_UPPER, word) for f, how, word in found]

    def near(
        self, position: int, keys: HeaderKeys, open_fields: Collection[str], proven: Collection[str]
    ) -> Candidate | None:
        """Return the one field, of those still open, that a header nearly names; a proven one may be less near."""
        key = keys.last if keys.grouped else keys.plain
        if len(key) < (_SHORTEST_HAN if has_han(key) else _SHORTEST_LATIN):
            return None
        best = sorted(self._nearest(key), key=lambda found: -found[1])
        if not best or best[0][0].name not in open_fields:
            return None
        (field, score, word), rest = best[0], best[1:]
        wanted = _NEAR_WITH_EVIDENCE if field.name in proven else _NEAR if has_han(key) else _NEAR_LATIN
        if score < wanted or (rest and rest[0][1] > score - _AHEAD) or self.is_anothers(key, field):
            return None
        return Candidate(field, position, "fuzzy", score / 100, word)

    def is_anothers(self, key: str, field: Field) -> bool:
        """Return whether a header has a word (监护人, 原 …) that makes it another thing than the field."""
        known = self._words[field.name]
        return any(word in key and not any(word in own for own in known) for word in _QUALIFIERS)

    def _nearest(self, key: str) -> Iterator[tuple[Field, float, str]]:
        """Yield each field with its most similar word, as far as it is similar at all."""
        words = list(self._index)
        scores = process.cdist([key], words, scorer=fuzz.ratio, score_cutoff=_NEAR_WITH_EVIDENCE - _AHEAD)[0]
        best: dict[str, tuple[Field, float, str]] = {}
        for number in scores.nonzero()[0]:
            for field, _, word in self._index[words[number]]:
                if field.name not in best or best[field.name][1] < scores[number]:
                    best[field.name] = (field, float(scores[number]), word)
        yield from best.values()

    def _add(self, field: Field, how: How, word: str) -> None:
        key = compact(word)
        self._words.setdefault(field.name, set()).add(key)
        listed = self._index.setdefault(key, [])
        if key and all(other.name != field.name for other, _, _ in listed):
            listed.append((field, how, word))


def is_axis(keys: HeaderKeys) -> bool:
    """Return whether a header is a bare X or Y: surveyors count X to the north, everybody else to the east."""
    return _AXIS.fullmatch(keys.plain) is not None


def axes_of(standard: Standard) -> Sequence[Field]:
    """Return the fields that hold a longitude or a latitude."""
    return [field for field in standard.fields if field.type in ("longitude", "latitude")]


def _words_of(field: Field) -> Iterator[tuple[How, str]]:
    yield "name", field.name
    yield from (("title", words) for words in (field.title.zh, field.title.en))
    yield from (("alias", alias) for alias in field.aliases)
