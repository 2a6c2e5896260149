"""What `linkage:` says of fields, comparisons and features: names that must exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from govclean.documents import Entries, Items, Mistake, Words, did_you_mean
from govclean.documents.tree import Node
from govclean.standards.extending import entries_of
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class KnownLinkage:
    """What exists on the floors above: kinds of comparison, and features of fields."""

    kinds: Sequence[str]
    features: Sequence[str]  # names to suggest
    is_feature: Callable[[str], bool]


def broken_linkage(data: Node, known: KnownLinkage | None = None) -> Iterator[Mistake]:
    """Yield every name under `linkage:` that stands for nothing; kinds and features only where they are known."""
    linkage = data.get("linkage") if isinstance(data, Entries) else None
    if not isinstance(linkage, Entries):
        return
    fields = {str(one["name"]) for one in entries_of(data, "fields") if isinstance(one.get("name"), Words)}
    derived = linkage.get("derived")
    both = fields | set(derived if isinstance(derived, Entries) else ())
    for word in _of_fields(linkage):
        yield from _unless(word, fields)
    for word in _words(
        *(one.get(key) for one in _entries(linkage, "comparisons") for key in ("field", "fields"))
    ):
        yield from _unless(word, both)
    for word in (word for rule in _items(linkage.get("blocking")) for word in _words(rule)):
        yield from _key(word, both, known)
    checks = tuple(_entries(linkage, "cross_checks"))
    for word in _words(*(one.get(key) for one in checks for key in ("field", "per"))):
        yield from _key(word, fields, known)
    yield from _kinds(linkage, known)


def _of_fields(linkage: Entries) -> Iterator[Words]:
    """Yield what must name a field of the standard."""
    yield from _words(linkage.get("identifiers"), linkage.get("status"), linkage.get("updated"))
    derived = linkage.get("derived")
    for one in derived.values() if isinstance(derived, Entries) else ():
        if isinstance(one, Entries):
            yield from _words(one.get("join"), one.get("sorted"), one.get("cell"))
    golden = linkage.get("golden")
    if isinstance(golden, Entries):
        yield from _words(golden.get("recency"))
        chosen = golden.get("fields")
        if isinstance(chosen, Entries):
            yield from (Words(name, chosen.places[name]) for name in chosen)


def _key(word: Words, fields: set[str], known: KnownLinkage | None) -> Iterator[Mistake]:
    field, dot, feature = word.partition(".")
    yield from _unless(Words(field, word.place), fields)
    if dot and known and not known.is_feature(feature):
        near = did_you_mean(feature, known.features)
        yield Mistake.at(word.place, _NO_FEATURE.fill(name=feature[:60], near=near))


def _kinds(linkage: Entries, known: KnownLinkage | None) -> Iterator[Mistake]:
    for word in _words(*(one.get("as") for one in _entries(linkage, "comparisons"))):
        if known and word not in known.kinds:
            yield Mistake.at(word.place, _NO_KIND.fill(name=word[:60], near=did_you_mean(word, known.kinds)))


def _unless(word: Words, fields: set[str]) -> Iterator[Mistake]:
    if word not in fields:
        yield Mistake.at(word.place, _NO_FIELD.fill(name=word[:60], near=did_you_mean(word, fields)))


def _entries(linkage: Entries, key: str) -> Iterator[Entries]:
    yield from (one for one in _items(linkage.get(key)) if isinstance(one, Entries))


def _items(node: Node | None) -> Sequence[Node]:
    return node if isinstance(node, Items) else ()


def _words(*nodes: Node | None) -> Iterator[Words]:
    for node in nodes:
        for word in node if isinstance(node, Items) else (node,):
            if isinstance(word, Words) and word:
                yield word


_NO_FIELD = Text(
    "linkage 提到的字段“{name}”不存在。{near}", 'linkage names no field of the standard: "{name}".{near}'
)
_NO_FEATURE = Text("没有名为“{name}”的特征。{near}", 'there is no feature "{name}".{near}')
_NO_KIND = Text("没有名为“{name}”的比较方式。{near}", 'there is no comparison "{name}".{near}')
