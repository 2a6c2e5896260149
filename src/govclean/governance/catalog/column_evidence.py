"""What an extract says of the items of its resource: how full, how valid, and a sketch of the values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from govclean.engines.embedded import in_order
from govclean.errors import GovcleanError, UsageError
from govclean.extracts.batches import Batch, Extract
from govclean.extracts.header_keys import read_header
from govclean.extracts.mapping import map_header
from govclean.extracts.reading import open_extract
from govclean.governance.catalog.catalog import Catalog, CatalogEntry
from govclean.governance.catalog.same_items import SameItem
from govclean.governance.catalog.sketches import Sketch
from govclean.standards.model import Standard
from govclean.values.columns import text_column
from govclean.values.digests import Key
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import SemanticType
from govclean.wording import Text

_SAMPLE = 1000


@dataclass
class Evidence:
    """What one column of an extract says of one item."""

    path: str
    stem: str  # the source's name in matching
    sketch: Sketch = field(default_factory=Sketch)
    judged: int = 0
    valid: int = 0

    @property
    def quality(self) -> float | None:
        """Return the share of filled cells with a valid value; None where nothing can judge them."""
        return self.valid / self.judged if self.judged else None


Place = tuple[int, int]
"""An item: the id of its entry and of itself."""


def evidence_of(
    catalog: Catalog,
    extracts: Mapping[str, str],
    items: Sequence[SameItem],
    standards: Sequence[Standard],
    threads: int | None = None,
) -> dict[Place, Evidence]:
    """Return what extracts say of the items of their resources.

    Args:
        extracts: resource code or title → file.

    Raises:
        UsageError: no resource, or several, has such a code or title; or no column of a file is one of its items.
        ExtractError: a file cannot be read.
    """
    opened = {}
    for words, path in extracts.items():
        opened[path] = (_entry(catalog, words), open_extract(path))
    key = _key([extract for _, extract in opened.values()])
    kinds = {(id(use.entry), id(use.item)): one.kind for one in items for use in one.uses}
    known = {standard.name: standard for standard in standards}
    found: dict[Place, Evidence] = {}
    for entry, extract in opened.values():
        columns = _columns(entry, extract, _fields_of(entry, items), known)
        if not columns:
            raise UsageError(_NO_COLUMN.fill(title=entry.title), where=extract.path)
        found |= _read(entry, extract, columns, kinds, key, threads)
    return found


def _entry(catalog: Catalog, words: str) -> CatalogEntry:
    found = catalog.named(words)
    if len(found) != 1:
        what = _SEVERAL if found else _NO_RESOURCE
        raise UsageError(what.fill(words=words), where="--extract")
    return found[0]


def _key(extracts: Sequence[Extract]) -> Key:
    """Return a key made of the files themselves: the same files give the same sketches, and nobody else's do."""
    told = "".join(sorted(extract.sha256 for extract in extracts))
    return Key(hashlib.sha256(f"govclean overlap {told}".encode()).digest())


def _fields_of(entry: CatalogEntry, items: Sequence[SameItem]) -> dict[str, dict[str, int]]:
    """Return by standard and field the number of the item that is this field."""
    numbers = {id(item): number for number, item in enumerate(entry.items)}
    found: dict[str, dict[str, int]] = {}
    for one in items:
        for use in one.uses:
            if one.field is not None and id(use.item) in numbers:
                found.setdefault(one.standard, {}).setdefault(one.field.name, numbers[id(use.item)])
    return found


def _columns(
    entry: CatalogEntry,
    extract: Extract,
    fields: Mapping[str, Mapping[str, int]],
    known: Mapping[str, Standard],
) -> dict[str, int]:
    """Return column → number of the item it holds: by the item's own words, else by what a standard calls it."""
    by_title: dict[str, int] = {}
    for number, item in enumerate(entry.items):
        for words in (item.title, item.name):
            by_title.setdefault(read_header(words).plain, number)
    found: dict[str, int] = {}
    for column in extract.header:
        named = by_title.get(read_header(column).plain or " ")
        if named is not None and named not in found.values():
            found[column] = named
    for standard, numbers in fields.items():
        for name, column in _mapped(extract, known[standard]).items():
            if name in numbers and column not in found and numbers[name] not in found.values():
                found[column] = numbers[name]
    return found


def _mapped(extract: Extract, standard: Standard) -> Mapping[str, str]:
    try:
        return map_header(extract.header, extract.sample(_SAMPLE), standard).columns
    except GovcleanError:  # titles that say nothing by the standard may still be titles of items
        return {}


def _read(
    entry: CatalogEntry,
    extract: Extract,
    columns: Mapping[str, int],
    kinds: Mapping[Place, SemanticType | None],
    key: Key,
    threads: int | None,
) -> dict[Place, Evidence]:
    places = {column: (id(entry), id(entry.items[number])) for column, number in columns.items()}
    found = {(id(entry), id(item)): Evidence(extract.path, extract.name) for item in entry.items}

    def wanted(batch: Batch) -> dict[str, pa.StringArray]:
        return {name: text_column(batch.records.column(name)) for name in columns}

    for batch in in_order(extract.tasks(), wanted, threads):
        for column, values in batch.items():
            evidence = found[places[column]]
            evidence.sketch.add(values, key)
            kind = kinds.get(places[column])
            if kind is not None:
                filled = values.filter(
                    pa.array(values.is_valid().to_numpy(zero_copy_only=False) & ~is_placeholder(values))
                )
                evidence.judged += len(filled)
                evidence.valid += int((kind.judge(filled) == 0).sum())
    return found


_NO_RESOURCE = Text("目录中没有代码或名称为“{words}”的资源", "no resource has the code or title {words}")
_SEVERAL = Text("目录中有多项资源的代码或名称为“{words}”", "several resources have the code or title {words}")
_NO_COLUMN = Text("没有一列是“{title}”的信息项", "no column is an item of {title}")
