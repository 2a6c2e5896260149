"""Which items of different resources are the same item: by the field of a standard, by title, by nearly the same title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from govclean.extracts.candidates import Vocabulary
from govclean.extracts.header_keys import read_header
from govclean.governance.catalog.catalog import Catalog, CatalogEntry, CatalogItem
from govclean.governance.catalog.titles import plain_title
from govclean.standards.fields import Field
from govclean.standards.model import Standard
from govclean.values.identifiers import IDENTIFIERS
from govclean.values.semantic import SemanticType

How = Literal["field", "title", "near"]

NEAR = 90.0
"""How alike two titles must be in per cent of their characters to be one; a letter more in a title of five is alike."""

_LEAST = 4  # characters; shorter titles are one only where they are equal
_BLOCK = 2000
_LINKING = frozenset(kind.name for kind in IDENTIFIERS)

# Words by which an item is another one however alike the titles are.
_APART = (
    "父", "母", "监护", "配偶", "户主", "子女", "代理", "代表", "经办", "申请", "负责", "联系", "原", "旧",
    "新", "曾", "前", "后", "起", "止", "始", "终", "开", "结", "上", "下", "收", "发", "入", "出", "买",
    "卖", "借", "贷", "是否", "英文", "拼音", "实际", "计划", "本", "他", "省", "市", "县", "乡", "村",
    "户籍", "居住", "注册", "经营", "应", "实", "最大", "最小", "一", "二", "三", "单位", "个人", "固定",
    "移动",
)  # fmt: skip
_SAME = (
    ("号码", "号"),
    ("时间", "日期"),
    ("名称", "名"),
    ("类别", "类型"),
    ("种类", "类型"),
    ("编号", "编码"),
)


@dataclass(frozen=True, slots=True)
class Use:
    """One item where it is listed."""

    entry: CatalogEntry
    item: CatalogItem
    how: How
    subject: bool = False  # whether the resource is about what the item's standard is about


@dataclass(frozen=True)
class SameItem:
    """One item and everywhere it is listed."""

    title: str
    standard: str  # whose field it is; empty where no standard knows it
    field: Field | None
    uses: tuple[Use, ...]

    @property
    def providers(self) -> tuple[str, ...]:
        """Return the departments that list it, sorted."""
        return tuple(sorted({use.entry.provider for use in self.uses} - {""}))

    @property
    def semantic_type(self) -> str:
        """Return its semantic type; empty where nothing tells it."""
        if self.field is not None:
            return self.field.type
        return next((use.item.semantic_type for use in self.uses if use.item.semantic_type), "")

    @property
    def kind(self) -> SemanticType | None:
        """Return its semantic type with the standard's parameters; None where nothing tells it."""
        return None if self.field is None else self.field.semantic_type

    @property
    def links(self) -> bool:
        """Return whether it is a number by which records are joined: everybody has to hold it, nobody collects it twice."""
        return self.semantic_type in _LINKING


def same_items(catalog: Catalog, standards: Sequence[Standard]) -> tuple[SameItem, ...]:
    """Return every item of a directory once, with all resources that list it, in the order they first appear."""
    dictionary = _Dictionary.of(standards)
    held: dict[tuple[str, str], list[Use]] = {}
    for entry in catalog.entries:
        subject = dictionary.subject(entry)
        for item in entry.items:
            named = dictionary.field(item, subject)
            key = (named[0], named[1].name) if named else ("", _canonical(item.title))
            if key[1]:
                use = Use(entry, item, "field" if named else "title", bool(named) and key[0] == subject)
                held.setdefault(key, []).append(use)
    for one, other in _near([title for name, title in held if not name]):
        moved = (Use(use.entry, use.item, "near") for use in held.pop(("", other)))
        held["", one].extend(moved)
    return tuple(_same(key, uses, dictionary.standards) for key, uses in held.items())


@dataclass(frozen=True)
class _Dictionary:
    """What the standards call their fields."""

    standards: dict[str, Standard]
    vocabularies: dict[str, Vocabulary]
    keys: dict[str, frozenset[str]]  # of each standard the fields that tell its records apart

    @classmethod
    def of(cls, standards: Sequence[Standard]) -> _Dictionary:
        return cls(
            {one.name: one for one in standards},
            {one.name: Vocabulary(one) for one in standards},
            {
                one.name: frozenset(f.name for f in one.fields if f.unique or f.name == one.record_id)
                for one in standards
            },
        )

    def subject(self, entry: CatalogEntry) -> str:
        """Return the standard whose kind of record a resource holds: its own, else the one whose key it lists first."""
        if entry.standard in self.standards:
            return entry.standard
        for item in entry.items:
            for name, field in self._meant(item).items():
                if field.name in self.keys[name] and field.type in _LINKING:
                    return name
        return ""

    def field(self, item: CatalogItem, subject: str) -> tuple[str, Field] | None:
        """Return the standard and field an item is: of the resource's own subject, or a number that links to another."""
        own = self.standards.get(subject)
        if own is not None:
            for field in own.fields:
                if item.semantic_type and item.name == field.name:
                    return subject, field
        meant = self._meant(item)
        if subject in meant:
            return subject, meant[subject]
        linking = [
            (name, field)
            for name, field in meant.items()
            if field.type in _LINKING and field.name in self.keys[name]
        ]
        return linking[0] if len(linking) == 1 else None

    def _meant(self, item: CatalogItem) -> dict[str, Field]:
        plain = read_header(item.title).plain
        found = {}
        for name, vocabulary in self.vocabularies.items():
            meant = vocabulary.meaning(plain) if plain else []
            if len(meant) == 1:
                found[name] = meant[0][0]
        return found


def _same(key: tuple[str, str], uses: list[Use], known: dict[str, Standard]) -> SameItem:
    name, word = key
    if name:
        field = known[name].field(word)
        return SameItem(field.title.zh, name, field, tuple(uses))
    return SameItem(uses[0].item.title, "", None, tuple(uses))


def _canonical(title: str) -> str:
    """Return a title as it is compared: 号码 and 号, 时间 and 日期 are one."""
    plain = plain_title(title)
    for longer, shorter in _SAME:
        plain = plain.replace(longer, shorter)
    return plain


def _near(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (kept, joined to it) for titles that are nearly one; each is joined once, to the first it is like."""
    long = [title for title in dict.fromkeys(titles) if len(title) >= _LEAST]
    joined: set[str] = set()
    for begin in range(0, len(long), _BLOCK):
        rows = long[begin : begin + _BLOCK]
        scores = process.cdist(rows, long, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.float32)
        for row, column in zip(*np.nonzero(scores), strict=True):
            one, other = rows[row], long[column]
            first = begin + row < column and one not in joined and other not in joined
            if first and not _are_apart(one, other):
                joined.add(other)
                yield one, other


def _are_apart(one: str, other: str) -> bool:
    return any((word in one) != (word in other) for word in _APART)
