"""Entries as YAML that a person can go on writing: one file for each department, nothing lost, read again the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from govclean.documents import Written
from govclean.extracts.yaml_text import scalar
from govclean.governance.catalog.catalog import CatalogEntry

MOST_NODES = 60_000
"""How many values one file may hold; a reader takes 100,000."""

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_NO_PROVIDER = "未填提供方"


def files_of(entries: Sequence[CatalogEntry]) -> dict[str, str]:
    """Return the text of each file by its name: the entries of a department in their order, long ones in parts."""
    held: dict[str, list[CatalogEntry]] = {}
    for entry in entries:
        held.setdefault(_stem(entry.provider), []).append(entry)
    return {
        f"{stem}_{number}.yaml" if number > 1 else f"{stem}.yaml": text_of(part)
        for stem, listed in held.items()
        for number, part in enumerate(_parts(listed), 1)
    }


def text_of(entries: Iterable[CatalogEntry]) -> str:
    """Return entries as one YAML file."""
    return "".join(["entries:\n", *(f"{line}\n" for entry in entries for line in _entry(entry.written))])


def size_of(entries: Iterable[CatalogEntry]) -> int:
    """Return about how many values entries have."""
    return sum(30 + 12 * len(entry.written.items) for entry in entries)


def _stem(provider: str) -> str:
    return _UNSAFE.sub("_", provider).strip("._") or _NO_PROVIDER


def _parts(entries: Sequence[CatalogEntry]) -> Iterator[list[CatalogEntry]]:
    """Yield the entries in runs that fit a file each."""
    before = 0
    numbered = []
    for entry in entries:
        before += size_of([entry])
        numbered.append((before // MOST_NODES, entry))
    for _, part in groupby(numbered, key=lambda one: one[0]):
        yield [entry for _, entry in part]


def _entry(written: Written) -> Iterator[str]:
    sign = "-"
    for key, value in _said(written):
        yield from _lines(f"  {sign} {key}:", value)
        sign = " "
    if sign == "-":
        yield "  - {}"


def _lines(begin: str, value: object) -> Iterator[str]:
    if isinstance(value, tuple) and value and isinstance(value[0], Written):
        yield begin
        for one in value:
            yield f"      - {_flow(dict(_said(one)))}"
    else:
        yield f"{begin} {_flow(value)}"


def _said(part: Written) -> Iterator[tuple[str, object]]:
    """Yield the keys of a part that say something, with their values; parts within it as mappings."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, Written):
            value = dict(_said(value))
        if value:
            yield field.alias or name, value


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    """Return a text as it may stand in braces too; one with line breaks or other signs keeps them."""
    text = str(value)
    plain = text.isprintable() and not re.search(r"[\[\]{},#&*!|>'\"%@`]", text)
    return scalar(text) if plain else json.dumps(text, ensure_ascii=False)
