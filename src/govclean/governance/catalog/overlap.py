"""The same item collected by several departments, resources that are alike, and who should lead each item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz
from scipy import sparse

from govclean.governance.catalog.catalog import Catalog, CatalogEntry
from govclean.governance.catalog.column_evidence import Evidence, evidence_of
from govclean.governance.catalog.leading import Candidate, Ranking, rank
from govclean.governance.catalog.same_items import SameItem, same_items
from govclean.governance.catalog.sketches import Common, common
from govclean.governance.catalog.titles import plain_title
from govclean.standards.listing import list_standards
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard

ALIKE = 0.6
"""Resources of two departments are alike where so much of the smaller one's items stands in the other too."""

_LEAST_COMMON = 3  # items
_COMMONPLACE = 200  # an item that so many resources list tells no two of them apart


@dataclass(frozen=True, slots=True)
class Pair:
    """How far the values of two departments are the same."""

    left: str
    right: str
    common: Common


@dataclass(frozen=True)
class Overlap:
    """One item that several departments collect."""

    item: SameItem
    ranking: Ranking
    pairs: tuple[Pair, ...]  # of departments whose extracts are at hand

    @property
    def providers(self) -> tuple[str, ...]:
        """Return the departments, the one that should lead first."""
        return tuple(candidate.provider for candidate in self.ranking.candidates)

    @property
    def lead(self) -> Candidate | None:
        """Return who should lead."""
        return self.ranking.lead


@dataclass(frozen=True, slots=True)
class Alike:
    """Two resources of two departments that list much the same."""

    left: CatalogEntry
    right: CatalogEntry
    items: tuple[str, ...]  # titles of what both list
    share: float  # of the items of the smaller one
    titles: float  # how alike the titles are, 0 to 1


@dataclass(frozen=True)
class Overlaps:
    """Everything that is collected more than once."""

    catalog: Catalog
    overlaps: tuple[Overlap, ...]  # most departments first; numbers by which records are joined last
    alike: tuple[Alike, ...]
    standards: Mapping[str, Standard]


def find_overlaps(
    catalog: Catalog, extracts: Mapping[str, str] | None = None, *, threads: int | None = None
) -> Overlaps:
    """Return what several departments collect.

    Args:
        extracts: resource code or title → file with its records.

    Raises:
        UsageError: an extract belongs to no resource, or holds none of its items.
        ExtractError: an extract cannot be read.
    """
    standards = _standards()
    items = same_items(catalog, standards)
    evidence = evidence_of(catalog, extracts, items, standards, threads) if extracts else {}
    known = {standard.name: standard for standard in standards}
    telling = (one for one in items if len(one.providers) > 1 and not _is_bookkeeping(one, known))
    overlaps = [_overlap(one, evidence, known) for one in telling]
    overlaps.sort(key=lambda one: (one.item.links, -len(one.providers), -len(one.item.uses), one.item.title))
    return Overlaps(catalog, tuple(overlaps), tuple(_alike(items)), known)


def _standards() -> list[Standard]:
    return [load_standard(one.path) for one in list_standards() if one.fault is None]


def _is_bookkeeping(one: SameItem, known: Mapping[str, Standard]) -> bool:
    """Return whether an item only says when a record was last changed: everybody's own business."""
    linkage = known[one.standard].linkage if one.standard else None
    return (
        linkage is not None
        and one.field is not None
        and one.field.name in (linkage.updated, linkage.golden.recency)
    )


def _overlap(
    one: SameItem, evidence: Mapping[tuple[int, int], Evidence], known: Mapping[str, Standard]
) -> Overlap:
    resource = known[one.standard].resource if one.standard else None
    ranking = rank(one, evidence, resource.provider if resource else "")
    seen = [one for one in ranking.candidates if one.evidence is not None and one.evidence.sketch.filled]
    pairs = (
        Pair(left.provider, right.provider, common(left.evidence.sketch, right.evidence.sketch))
        for left, right in combinations(seen, 2)
        if left.evidence is not None and right.evidence is not None
    )
    return Overlap(one, ranking, tuple(pairs))


def _alike(items: Sequence[SameItem]) -> Iterator[Alike]:
    """Yield resources of two departments that list much the same, most alike first."""
    telling = [one for one in items if not one.links and len(one.providers) > 1]
    telling = [one for one in telling if len({id(use.entry) for use in one.uses}) <= _COMMONPLACE]
    entries = list({id(use.entry): use.entry for one in items for use in one.uses}.values())
    found = list(_pairs(telling, items, entries))
    found.sort(key=lambda one: (-one.share, -one.titles, one.left.code, one.right.code))
    yield from found


def _pairs(
    telling: Sequence[SameItem], items: Sequence[SameItem], entries: Sequence[CatalogEntry]
) -> Iterator[Alike]:
    place = {id(entry): number for number, entry in enumerate(entries)}
    held = _matrix(telling, place, len(entries))
    sizes = np.asarray(
        _matrix([one for one in items if not one.links], place, len(entries)).sum(axis=1)
    ).ravel()
    shared = sparse.triu(held @ held.T, k=1).tocoo()
    for row, column, count in zip(shared.row, shared.col, shared.data, strict=True):
        left, right = entries[row], entries[column]
        share = count / max(1, min(sizes[row], sizes[column]))
        if count < _LEAST_COMMON or share < ALIKE or left.provider == right.provider:
            continue
        both = held[[row, column]].toarray().all(axis=0).nonzero()[0]
        titles = fuzz.ratio(plain_title(left.title), plain_title(right.title)) / 100
        yield Alike(left, right, tuple(telling[number].title for number in both), float(share), titles)


def _matrix(items: Sequence[SameItem], place: Mapping[int, int], entries: int) -> sparse.csr_matrix:
    """Return which entry (row) lists which item (column): 1 or nothing."""
    cells = sorted({(place[id(use.entry)], number) for number, one in enumerate(items) for use in one.uses})
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    return sparse.csr_matrix((np.ones(len(cells), np.int32), (rows, columns)), (entries, max(1, len(items))))
