"""How far the directory goes: departments × registries × share types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from govclean.governance.catalog.catalog import Catalog, CatalogEntry
from govclean.governance.catalog.domains import BASE_CLASS
from govclean.standards.resource import ShareType
from govclean.wording import Text

SHARE_TYPES: tuple[ShareType, ...] = ("unconditional", "conditional", "not_shared")
UNCLASSED = ""
"""The registry of an entry whose code says none."""

Key = TypeVar("Key")


@dataclass(frozen=True)
class Tally:
    """How many resources there are, by share type; those without one stand under None."""

    counts: Counter[ShareType | None]
    open: int
    items: int

    @classmethod
    def of(cls, entries: Iterable[CatalogEntry]) -> Tally:
        """Return the tally of some entries."""
        listed = list(entries)
        return cls(
            Counter(one.share_type for one in listed),
            sum(one.open is True for one in listed),
            sum(len(one.items) for one in listed),
        )

    @property
    def resources(self) -> int:
        """Return the number of resources."""
        return self.counts.total()

    @property
    def shared(self) -> int:
        """Return how many may be shared, with or without a condition."""
        return self.counts["unconditional"] + self.counts["conditional"]

    @property
    def share(self) -> float:
        """Return which part of them may be shared; 0 where there is none."""
        return self.shared / self.resources if self.resources else 0.0


@dataclass(frozen=True)
class Coverage:
    """The directory counted; a cell without resources is absent."""

    providers: tuple[str, ...]
    registries: tuple[str, ...]  # codes of the list resource_class; empty for unclassed
    titles: tuple[str, ...]  # of the registries
    cells: dict[tuple[str, str], Tally]
    by_provider: dict[str, Tally]
    by_registry: dict[str, Tally]
    total: Tally

    @cached_property
    def empty_base(self) -> tuple[str, ...]:
        """The base registries of which no department lists anything, by title."""
        held = dict(zip(self.registries, self.titles, strict=True))
        return tuple(
            held[code] for code in self.registries if code[:1] == BASE_CLASS and code not in self.by_registry
        )


def coverage_of(catalog: Catalog) -> Coverage:
    """Return how far a directory goes; base registries stand in it whether anything is listed of them or not."""
    registry = {id(entry): registry_of(entry, catalog) for entry in catalog.entries}
    groups = catalog.domains.resource_class
    base = [code for code in groups.codes if len(code) == 3 and code[0] == BASE_CLASS]
    held = {*registry.values()}
    registries = [*base, *(code for code in ("2", "3", UNCLASSED) if code in held)]
    entries = catalog.entries
    return Coverage(
        providers=tuple(sorted({entry.provider for entry in entries}, key=lambda name: (not name, name))),
        registries=tuple(registries),
        titles=tuple(groups.label(code) or UNCLASSED_TITLE.zh for code in registries),
        cells=_tallies(entries, [(entry.provider, registry[id(entry)]) for entry in entries]),
        by_provider=_tallies(entries, [entry.provider for entry in entries]),
        by_registry=_tallies(entries, [registry[id(entry)] for entry in entries]),
        total=Tally.of(entries),
    )


def registry_of(entry: CatalogEntry, catalog: Catalog) -> str:
    """Return the base registry an entry belongs to, by its code or by the standard of its records; else its class."""
    parts = entry.parts
    if parts is not None and parts.cls == BASE_CLASS:
        return parts.class_and_group
    for other in catalog.of_standard(entry.standard) if entry.standard else ():
        if other.parts is not None and other.parts.cls == BASE_CLASS:
            return other.parts.class_and_group
    known = parts is not None and catalog.domains.resource_class.label(parts.cls)
    return parts.cls if parts is not None and known else UNCLASSED


def _tallies(entries: Sequence[CatalogEntry], keys: Sequence[Key]) -> dict[Key, Tally]:
    held: dict[Key, list[CatalogEntry]] = {}
    for entry, key in zip(entries, keys, strict=True):
        held.setdefault(key, []).append(entry)
    return {key: Tally.of(listed) for key, listed in held.items()}


UNCLASSED_TITLE = Text("未分类", "unclassed")
