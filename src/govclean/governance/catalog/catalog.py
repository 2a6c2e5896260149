"""The directory in memory: every entry with what its words mean, and the questions people ask of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from govclean.governance.catalog.codes import ResourceCode, same_code
from govclean.governance.catalog.domains import Domains, folded_width
from govclean.governance.catalog.entry import Entry, Item, Share
from govclean.governance.catalog.placing import Key, Origin, Spot
from govclean.governance.catalog.titles import plain_title
from govclean.standards.resource import ShareMode, ShareType, UpdateCycle
from govclean.wording import Text

STRICTNESS: Mapping[ShareType, int] = {"unconditional": 0, "conditional": 1, "not_shared": 2}
"""How strict each share type is: an item may be as strict as its entry, or stricter."""

_LENGTH = re.compile(r"([1-9]\d{0,8})(?:[,，.]\d{1,3})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YES = ("是", "y", "yes", "true", "1")


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One item, understood."""

    written: Item
    title: str
    name: str
    data_type: str  # C N Y D T L M G B I F; empty where nothing, or nothing known, is said
    length: int | None
    semantic_type: str
    own_share_type: ShareType | None  # what the item itself says
    share_type: ShareType | None  # never looser than the entry's
    condition: str
    update_cycle: UpdateCycle | None

    @property
    def key(self) -> bool:
        """Return whether it is (part of) the primary key."""
        return folded_width(self.written.key).casefold() in _YES

    @property
    def codelist(self) -> str:
        """Return the code list it names."""
        return folded_width(self.written.codelist)


@dataclass(frozen=True)
class CatalogEntry:
    """One entry, understood; text without blanks around it, None where a word means nothing."""

    written: Entry
    origin: Origin = field(repr=False)
    parts: ResourceCode | None
    share_type: ShareType | None
    mode: ShareMode | None
    channel: str  # platform, mail, disk, medium
    channel_type: str  # database, interface, file
    format_class: str  # code of the list format_class
    format_type: str
    open: bool | None
    update_cycle: UpdateCycle | None
    published_on: date | None
    secret: bool
    items: tuple[CatalogItem, ...]
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other values its rows gave

    @property
    def code(self) -> str:
        """Return the resource code as it is compared."""
        return same_code(self.written.code)

    @property
    def title(self) -> str:
        """Return the title."""
        return self.written.title.strip()

    @property
    def provider(self) -> str:
        """Return the department that provides it."""
        return self.written.provider.strip()

    @property
    def unit(self) -> str:
        """Return the unit of that department."""
        return self.written.unit.strip()

    @property
    def provider_uscc(self) -> str:
        """Return the credit code of the department."""
        return folded_width(self.written.provider_uscc)

    @property
    def abstract(self) -> str:
        """Return the abstract."""
        return self.written.abstract.strip()

    @property
    def standard(self) -> str:
        """Return the name of the standard that describes its records."""
        return self.written.standard.strip()

    @property
    def condition(self) -> str:
        """Return the condition under which it is shared."""
        return self.written.share.condition.strip()

    @property
    def basis(self) -> str:
        """Return the law or document by which it is not shared; it may stand where the condition stands."""
        share = self.written.share
        fallback = share.condition if self.share_type == "not_shared" else ""
        return (share.basis or fallback).strip()

    @property
    def where(self) -> str:
        """Return where it is written."""
        return str(self.at())

    def at(self, *keys: Key) -> Spot:
        """Return where one of its values is written."""
        return self.origin.at(keys)

    def item(self, words: str) -> CatalogItem | None:
        """Return the item of a name or title; None where none or several have it."""
        wanted = plain_title(words)
        found = [one for one in self.items if words.strip() == one.name] or [
            one for one in self.items if wanted and wanted in (plain_title(one.title), plain_title(one.name))
        ]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Catalog:
    """All entries, in the order of their sources."""

    entries: tuple[CatalogEntry, ...]
    domains: Domains = field(repr=False)
    sources: tuple[str, ...] = ()  # paths and names as they were given
    notes: tuple[Text, ...] = ()  # what was noticed while reading

    def entry(self, code: str) -> CatalogEntry | None:
        """Return the entry of a code; None where there is none, or where several have it."""
        found = self.by_code.get(same_code(code), ())
        return found[0] if len(found) == 1 else None

    def named(self, words: str) -> tuple[CatalogEntry, ...]:
        """Return the entries of a code, else of a title; punctuation, blanks and width of a title do not count."""
        return self.by_code.get(same_code(words)) or tuple(
            one for one in self.entries if plain_title(one.title) == plain_title(words)
        )

    def of_standard(self, name: str) -> tuple[CatalogEntry, ...]:
        """Return the entries whose records a standard describes."""
        return tuple(one for one in self.entries if one.standard == name)

    @cached_property
    def providers(self) -> tuple[str, ...]:
        """The departments that provide something, sorted."""
        return tuple(sorted({one.provider for one in self.entries} - {""}))

    @cached_property
    def by_code(self) -> dict[str, tuple[CatalogEntry, ...]]:
        """The entries of each code."""
        found: dict[str, list[CatalogEntry]] = {}
        for one in self.entries:
            if one.code:
                found.setdefault(one.code, []).append(one)
        return {code: tuple(listed) for code, listed in found.items()}


def understand(
    written: Entry,
    origin: Origin,
    domains: Domains,
    variants: Mapping[str, Sequence[str]] | None = None,
) -> CatalogEntry:
    """Return an entry with what its words mean."""
    share_type = domains.share_type(written.share.type)
    return CatalogEntry(
        written=written,
        origin=origin,
        parts=ResourceCode.read(written.code),
        share_type=share_type,
        mode=domains.mode(written.share.mode),
        channel=domains.channel.meant(written.share.channel),
        channel_type=domains.channel_type.meant(written.share.channel_type),
        format_class=domains.format_class.meant(written.format.kind),
        format_type=domains.format_type.meant(written.format.type),
        open={"0": False, "1": True}.get(domains.open_flag.meant(written.open.flag)),
        update_cycle=domains.update_cycle(written.update_cycle),
        published_on=day_of(written.published_on),
        secret=domains.secrecy.meant(written.secrecy) == "1",
        items=tuple(_item(item, written.share, share_type, domains) for item in written.items),
        variants={key: tuple(values) for key, values in (variants or {}).items()},
    )


def day_of(words: str) -> date | None:
    """Return a day written YYYY-MM-DD; None for any other writing, and for a day that does not exist.

    >>> day_of("2026-02-28"), day_of("2026/2/28")
    (datetime.date(2026, 2, 28), None)
    """
    text = words.strip()
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def length_of(words: str) -> int | None:
    """Return the length an item declares, digits behind the point left out; None where it is no number.

    >>> length_of("18"), length_of("18,2"), length_of("18位")
    (18, 18, None)
    """
    found = _LENGTH.fullmatch(folded_width(words))
    return int(found[1]) if found else None


def _item(written: Item, entry: Share, entry_type: ShareType | None, domains: Domains) -> CatalogItem:
    own = domains.share_type(written.share.type) if written.share.type else None
    return CatalogItem(
        written=written,
        title=written.title.strip(),
        name=written.name.strip(),
        data_type=domains.data_type.meant(written.type),
        length=length_of(written.length),
        semantic_type=written.semantic_type.strip(),
        own_share_type=own,
        share_type=_stricter(own, entry_type),
        condition=written.share.condition.strip()
        or (entry.condition.strip() if own in (None, entry_type) else ""),
        update_cycle=domains.update_cycle(written.update_cycle),
    )


def _stricter(one: ShareType | None, other: ShareType | None) -> ShareType | None:
    if one is None or other is None:
        return one or other
    return one if STRICTNESS[one] >= STRICTNESS[other] else other
