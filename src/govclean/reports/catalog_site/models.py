"""What the pages show: rows and facts as text, ready to be escaped and laid out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govclean.governance.catalog.catalog import CatalogEntry, CatalogItem
from govclean.governance.catalog.coverage import SHARE_TYPES, Tally, registry_of
from govclean.governance.catalog.publishing import Edition
from govclean.governance.catalog.template import title_of
from govclean.reports.catalog_site.words import FACTS, SHARE, TONES, Speaker
from govclean.standards.resource import ShareType
from govclean.wording import Language

_NO_ANCHOR = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One resource in a list."""

    title: str
    code: str
    href: str
    provider: str
    page: str  # of its department
    registry: str
    registry_title: str
    share_type: str
    share_title: str
    tone: str
    cycle: str
    open: str
    items: int
    words: str  # all that a search looks at, small letters


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a resource."""

    title: str
    name: str
    type: str
    length: str
    share: str
    tone: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One resource in full."""

    anchor: str
    title: str
    share_title: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of resources and how they are shared."""

    count: int
    parts: tuple[tuple[str, float, str], ...]  # tone, per cent, words
    href: str


class Book:
    """The pages of an edition as models, in one language."""

    def __init__(self, edition: Edition, language: Language) -> None:
        self.edition = edition
        self.language = language
        self.say = Speaker(language)
        self.pages = {name: page_of(name) for name in edition.coverage.providers}
        self._held: dict[str, list[CatalogEntry]] = {}
        for entry in edition.catalog.entries:
            self._held.setdefault(entry.provider, []).append(entry)
        keys = edition.snapshot.lines
        self.anchors = {
            id(entry): anchor_of(key) for key, entry in zip(keys, edition.catalog.entries, strict=True)
        }

    def provider(self, name: str) -> str:
        """Return a department as it is shown."""
        return name or self.say("no_provider")

    def registry(self, code: str) -> str:
        """Return a registry as it is shown."""
        return self.edition.catalog.domains.resource_class.label(code) or self.say("unclassed")

    def lines(self) -> Iterator[Line]:
        """Yield a line for each resource, in the order of the directory."""
        for entry in self.edition.catalog.entries:
            page = self.pages[entry.provider]
            registry = registry_of(entry, self.edition.catalog)
            yield Line(
                title=entry.title or entry.code,
                code=entry.code,
                href=f"{page}#{self.anchors[id(entry)]}",
                provider=self.provider(entry.provider),
                page=page,
                registry=registry,
                registry_title=self.registry(registry),
                share_type=entry.share_type or "",
                share_title=SHARE[entry.share_type].say(self.language),
                tone=TONES[entry.share_type],
                cycle=self._cycle(entry),
                open=self._yes_or_no(entry.open),
                items=len(entry.items),
                words=_searched(entry),
            )

    def sheets(self, provider: str) -> Iterator[Sheet]:
        """Yield the resources of a department in full."""
        for entry in self._held.get(provider, ()):
            items = tuple(self._item(item, entry) for item in entry.items)
            yield Sheet(
                anchor=self.anchors[id(entry)],
                title=entry.title or entry.code,
                share_title=SHARE[entry.share_type].say(self.language),
                tone=TONES[entry.share_type],
                facts=tuple(self._facts(entry)),
                items=items,
            )

    def bar(
        self, tally: Tally | None, provider: str | None = None, registry: str | None = None
    ) -> Bar | None:
        """Return a cell of the coverage table; None for one without resources."""
        if tally is None or not tally.resources:
            return None
        kinds: Sequence[ShareType | None] = (*SHARE_TYPES, None)
        parts = tuple(
            (
                TONES[kind],
                100 * tally.counts[kind] / tally.resources,
                f"{SHARE[kind].say(self.language)} {tally.counts[kind]}",
            )
            for kind in kinds
            if tally.counts[kind]
        )
        asked = [("p", provider and self.provider(provider)), ("r", registry)]
        href = "index.html#" + "&".join(f"{key}={value}" for key, value in asked if value)
        return Bar(tally.resources, parts, href)

    def _facts(self, entry: CatalogEntry) -> Iterator[tuple[str, str]]:
        told = self._told(entry)
        for key, title in FACTS:
            if told.get(key):
                yield title.say(self.language), told[key]

    def _told(self, entry: CatalogEntry) -> dict[str, str]:
        written, sharing = entry.written, self.edition.catalog.domains.sharing
        mode = sharing.mode_of(entry.mode) if entry.mode else None
        way = [mode.title.say(self.language) if mode else written.share.mode, written.share.channel]
        way += [written.share.channel_type, written.share.reason]
        census = (
            (title_of(f"census.{key}"), value) for key, value in written.census.model_dump().items() if value
        )
        return {
            "code": entry.code,
            "classification": " / ".join(written.classification),
            "provider": " ".join(part for part in (entry.provider, entry.unit) if part),
            "provider_uscc": entry.provider_uscc,
            "abstract": entry.abstract,
            "format": " / ".join(
                p for p in (written.format.kind, written.format.type, written.format.other) if p
            ),
            "share": self._sharing(entry),
            "way": " · ".join(part.strip() for part in way if part.strip()),
            "open": " · ".join(p for p in (self._yes_or_no(entry.open), written.open.condition) if p),
            "update_cycle": self._cycle(entry),
            "published_on": written.published_on,
            "census": "；".join(f"{title} {value}" for title, value in census),
            "related": "、".join(written.related),
            **{key: str(getattr(written, key)) for key in ("system", "secrecy", "level", "standard")},
        }

    def _sharing(self, entry: CatalogEntry) -> str:
        words = entry.basis if entry.share_type == "not_shared" else entry.condition
        title = SHARE[entry.share_type].say(self.language) if entry.share_type else entry.written.share.type
        return "：".join(part for part in (title, words) if part)

    def _item(self, item: CatalogItem, entry: CatalogEntry) -> ItemLine:
        own = item.share_type if item.share_type != entry.share_type else None
        condition = item.written.share.basis or item.written.share.condition
        return ItemLine(
            title=item.title,
            name=item.name,
            type=self.edition.catalog.domains.data_type.label(item.data_type) or item.written.type,
            length=item.written.length,
            share="：".join(p for p in (SHARE[own].say(self.language) if own else "", condition) if p),
            tone=TONES[own] if own else "",
            note=item.written.note,
        )

    def _cycle(self, entry: CatalogEntry) -> str:
        label = self.edition.catalog.domains.cycle.label(entry.update_cycle or "")
        if self.language == "en" and entry.update_cycle:
            return entry.update_cycle.replace("_", " ")
        return label or entry.written.update_cycle.strip()

    def _yes_or_no(self, flag: bool | None) -> str:  # noqa: FBT001 - a value that is shown, no switch
        return "" if flag is None else self.say("yes" if flag else "no")


def page_of(provider: str) -> str:
    """Return the name of a department's page: the same in every build."""
    return f"dept_{hashlib.sha256(provider.encode()).hexdigest()[:10]}.html"


def anchor_of(key: str) -> str:
    """Return where a resource stands on its page.

    >>> anchor_of("307001/000001")
    'r-307001-000001'
    """
    plain = _NO_ANCHOR.sub("-", key).strip("-")
    told = key.isascii() and plain
    return f"r-{plain}" if told else f"r-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _searched(entry: CatalogEntry) -> str:
    items = (words for item in entry.items for words in (item.title, item.name))
    words = (entry.title, entry.code, entry.provider, entry.unit, entry.abstract, entry.provider_uscc, *items)
    return " ".join(" ".join(words).casefold().split())
