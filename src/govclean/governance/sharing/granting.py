"""An agreement held against the directory: which entry it is about, which items it names, whose terms then hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from govclean.governance.catalog import Catalog, CatalogEntry, CatalogItem
from govclean.governance.profiles import ShareTerms, Sharing
from govclean.governance.sharing.agreement import Agreement, AgreementFile, Granted
from govclean.governance.sharing.forms import Shape
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.standards.resource import ShareType
from govclean.values.catalogue import BY_NAME, semantic_type

_STRICTEST_FIRST: tuple[ShareType, ...] = ("not_shared", "conditional", "unconditional")


@dataclass(frozen=True)
class Grant:
    """One agreement with the entry of the directory it is about; None where the directory has no such entry."""

    file: AgreementFile
    catalog: Catalog
    sharing: Sharing
    entry: CatalogEntry | None
    standard: Standard | None

    @property
    def agreement(self) -> Agreement:
        """Return the agreement."""
        return self.file.agreement

    def item(self, words: str) -> CatalogItem | None:
        """Return the item of the directory that some words of the agreement mean."""
        return self.entry.item(words) if self.entry else None

    @cached_property
    def granted(self) -> tuple[tuple[Granted, CatalogItem], ...]:
        """What is granted with its item of the directory; what the directory does not have is left out."""
        pairs = ((one, self.item(one.item)) for one in self.agreement.items)
        return tuple((one, item) for one, item in pairs if item is not None)

    @cached_property
    def share_type(self) -> ShareType | None:
        """The strictest share type among the items, whose terms hold for the whole; None where none is known."""
        held = {item.share_type for _, item in self.granted} | {self.entry.share_type if self.entry else None}
        return next((kind for kind in _STRICTEST_FIRST if kind in held), None)

    @property
    def terms(self) -> ShareTerms | None:
        """Return the terms of that share type."""
        return self.sharing.type_of(self.share_type) if self.share_type else None

    @property
    def most_rows(self) -> int | None:
        """Return how many rows a package may have: what was agreed, else the profile's limit."""
        return self.agreement.limits.rows or self.sharing.limits.rows

    @property
    def least_alike(self) -> int:
        """Return how many records must be alike: what was agreed, else the profile's floor where data is generalised."""
        floor = self.sharing.limits.k_anonymity or 0
        generalised = any(one.form == "generalised" for one in self.agreement.items)
        return max(self.agreement.limits.k_anonymity or 0, floor if generalised else 0)

    @property
    def destroy_after_days(self) -> int | None:
        """Return how many days after the end of validity the data must be destroyed."""
        return self.agreement.limits.destroy_after_days or self.sharing.limits.destroy_after_days

    def shape(self, item: CatalogItem) -> Shape:
        """Return what is known of the values of an item: by its field in the standard, else by its semantic type."""
        name = name_of(item)
        if self.standard is not None:
            for field in self.standard.fields:
                if field.name == item.name:
                    return Shape(name, field.semantic_type, field.sensitivity)
        kind = BY_NAME.get(item.semantic_type)
        if kind is None:
            return Shape(name, None)
        try:
            return Shape(name, semantic_type(item.semantic_type), kind.sensitivity)
        except TypeError:  # a type that only the standard's field completes: a code without its list
            return Shape(name, None, kind.sensitivity)


def name_of(item: CatalogItem) -> str:
    """Return what an item is called in the header of a package."""
    return item.name or item.title


def header_of(granted: Granted, item: CatalogItem) -> str:
    """Return the header of a granted item: its name, and behind it what was made of the values."""
    return name_of(item) + granted.suffix


def grant_of(file: AgreementFile, catalog: Catalog, sharing: Sharing) -> Grant:
    """Return an agreement with its entry of the directory and the standard of its records, as far as there are any.

    Raises:
        StandardError: the standard that describes the records does not exist or has mistakes.
    """
    agreement = file.agreement
    found = (
        catalog.entry(agreement.resource)
        if agreement.resource
        else _one(catalog.of_standard(agreement.standard))
    )
    name = agreement.standard or (found.standard if found else "")
    return Grant(file, catalog, sharing, found, load_standard(name) if name else None)


def _one(entries: Sequence[CatalogEntry]) -> CatalogEntry | None:
    return entries[0] if len(entries) == 1 else None
