"""The terms of a reconciliation: which fields are compared, which of them name the entity, what says how recent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from govclean.linkage.conflicts import Identity
from govclean.linkage.grouping import Flags
from govclean.linkage.records import Column
from govclean.standards.linkage import Linkage
from govclean.standards.model import Standard

NAMES_BY_TYPE = ("cn.organisation_name", "cn.person_name")
"""Semantic types whose first field names the entity; an organisation's comes before its people's."""

NAMES_BY_KIND = ("organisation_name", "person_name", "latin_name", "name_parts", "place_name", "address")
"""Comparisons whose fields name the entity, where no type does."""

CYCLES: Mapping[str, int] = MappingProxyType(
    {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "half_yearly": 184, "yearly": 366}
)
"""The longest a cycle lasts, in days, by `update_cycle` of the directory entry; every other cycle allows no delay."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is reconciled, and how."""

    fields: tuple[str, ...]  # that are compared
    names: tuple[str, ...] = ()  # those of them that name the entity
    identities: tuple[Identity, ...] = ()  # its numbers; without any, a cluster alone says what is one
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)  # party → patterns of stems
    prefer: tuple[str, ...] = ()  # `source:<party>`, most authority first
    status: str = ""  # the field in which alive and dead differ
    updated: str = ""  # the field that says when a record was last changed
    cycle: int = 0  # days until a change has reached every party
    match_codes: Mapping[str, str] = field(default_factory=dict)  # outcome → the code to print
    valid: Mapping[str, Flags] = field(
        default_factory=dict
    )  # by field, one flag a code; not named: all valid
    normal: Mapping[str, Column] = field(
        default_factory=dict
    )  # field → its normal form, where that is compared


def terms_of(
    standard: Standard,
    settings: Linkage,
    identities: Sequence[Identity],
    valid: Mapping[str, Flags] | None = None,
    normal: Mapping[str, Column] | None = None,
) -> Terms:
    """Return the terms that a standard sets: all its fields are compared but those that say when a record was changed."""
    times = {settings.updated, settings.golden.recency}
    cycle = standard.resource.update_cycle if standard.resource else None
    return Terms(
        fields=tuple(one.name for one in standard.fields if one.name not in times),
        names=names_of(standard, settings),
        identities=tuple(identities),
        sources=settings.sources,
        prefer=settings.golden.prefer,
        status=settings.status,
        updated=settings.updated,
        cycle=CYCLES.get(cycle or "", 0),
        match_codes=settings.match_codes,
        valid=valid or {},
        normal=normal or {},
    )


def names_of(standard: Standard, settings: Linkage) -> tuple[str, ...]:
    """Return the fields that name the entity: by their types, else by how they are compared; none where neither says."""
    by_type = {one.type: one.name for one in reversed(standard.fields)}
    for kind in NAMES_BY_TYPE:
        if kind in by_type:
            return (by_type[kind],)
    return next(_by_kind(standard, settings), ())


def _by_kind(standard: Standard, settings: Linkage) -> Iterator[tuple[str, ...]]:
    known = {one.name for one in standard.fields}
    for kind in NAMES_BY_KIND:
        named = [name for one in settings.comparisons if one.kind == kind for name in one.on if name in known]
        if named:
            yield tuple(dict.fromkeys(named))
