"""A standard and the ones it extends, as one tree in which everything still knows the file it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from govclean.documents import Document, Entries, Items, Mistake, Place, Words, load_document
from govclean.documents.tree import Node
from govclean.errors import StandardError
from govclean.standards.codelists import is_path
from govclean.standards.finding import find, refuse_other_version
from govclean.wording import Text

MAX_DEPTH = 5

_OWN = ("standard", "version", "extends")  # what a standard does not inherit
_ADDED = ("checks", "cleansing")  # lists that grow; every other list is replaced
_OBLIGATION = ("required", "obligation")  # two ways to say one thing: who says one replaces both


def lineage(path: Path) -> list[Document]:
    """Return the documents of a standard and of all it extends, the root first.

    Raises:
        StandardError: a file cannot be read; what it extends is not found, leads back to it, goes too deep.
    """
    documents = [_anchored(load_document(path))]
    seen = [path.resolve()]
    while (extended := _extended(documents[-1])) is not None:
        asked, where = str(extended), str(extended.place)
        if len(documents) > MAX_DEPTH:
            raise StandardError(_TOO_DEEP.fill(limit=MAX_DEPTH), where=where)
        path = find(asked, beside=path.parent, besides=seen, where=where)
        seen.append(path.resolve())
        documents.append(_anchored(load_document(path)))
        refuse_other_version(asked, str(_value(documents[-1], "version")), where)
    return documents[::-1]


def merged(documents: list[Document]) -> Document:
    """Return one document: fields by name and key by key, checks and rules added, the later file wins."""
    last = documents[-1]
    data = documents[0].data
    for document in documents[1:]:
        if not isinstance(data, Entries) or not isinstance(document.data, Entries):
            return last
        data = _merge(data.without(*_OWN), document.data)
    return Document(last.path, data)


def stated_twice(document: Document) -> Iterator[Mistake]:
    """Yield the fields that one file names more than once."""
    first: dict[str, Place] = {}
    for field in entries_of(document.data, "fields"):
        name = field.get("name")
        if isinstance(name, Words) and name in first:
            yield Mistake.at(name.place, _TWICE.fill(name=name, line=first[name].line))
        elif isinstance(name, Words):
            first[name] = name.place


def entries_of(data: object, key: str) -> list[Entries]:
    """Return the mappings in the list under `key`; whatever else stands there is another check's business."""
    listed = data.get(key) if isinstance(data, Mapping) else None
    return [node for node in listed if isinstance(node, Entries)] if isinstance(listed, Items) else []


def _extended(document: Document) -> Words | None:
    extended = _value(document, "extends")
    return extended if isinstance(extended, Words) else None


def _value(document: Document, key: str) -> Node:
    return document.data.get(key) if isinstance(document.data, Entries) else None


def _merge(parent: Entries, child: Entries) -> Entries:
    nodes: dict[str, Node] = {}
    for key, node in child.items():
        inherited = parent.get(key)
        if key == "fields" and isinstance(inherited, Items) and isinstance(node, Items):
            nodes[key] = _fields(inherited, node)
        elif key in _ADDED and isinstance(inherited, Items) and isinstance(node, Items):
            nodes[key] = Items([*inherited, *node], node.place, [*inherited.places, *node.places])
        elif isinstance(inherited, Entries) and isinstance(node, Entries) and key != "title":
            nodes[key] = inherited.changed(node, node.places)
        else:
            nodes[key] = node
    return Entries({**parent, **nodes}, child.place, {**parent.places, **child.places})


def _fields(parents: Items, children: Items) -> Items:
    """Return the fields of both: a field of the same name keeps its place and takes the child's keys."""
    nodes, places = list(parents), list(parents.places)
    at = {
        str(node["name"]): index
        for index, node in enumerate(nodes)
        if isinstance(node, Entries) and node.get("name")
    }
    for node, place in zip(children, children.places, strict=True):
        index = at.get(str(node.get("name"))) if isinstance(node, Entries) else None
        inherited = nodes[index] if index is not None else None
        if index is None or not isinstance(inherited, Entries) or not isinstance(node, Entries):
            nodes.append(node)
            places.append(place)
        else:
            nodes[index], places[index] = _field(inherited, node), place
    return Items(nodes, children.place, places)


def _field(parent: Entries, child: Entries) -> Entries:
    if any(key in child for key in _OBLIGATION):
        parent = parent.without(*_OBLIGATION)
    changed = parent.changed(child, child.places)
    return Entries(changed, child.place, changed.places)


def _anchored(document: Document) -> Document:
    """Return the document with the paths of its code lists seen from its own folder."""
    if not isinstance(document.data, Entries):
        return document
    folder = Path(document.path).parent
    nodes: dict[str, Node] = {}
    fields, defined = document.data.get("fields"), document.data.get("codelists")
    if isinstance(fields, Items):
        nodes["fields"] = Items(
            [_from(folder, one, "codelist") for one in fields], fields.place, fields.places
        )
    if isinstance(defined, Entries):
        nodes["codelists"] = _from(folder, defined, *defined)
    return Document(document.path, document.data.changed(nodes, {}))


def _from(folder: Path, node: Node, *keys: str) -> Node:
    if not isinstance(node, Entries):
        return node
    paths = {key: words for key in keys if isinstance(words := node.get(key), Words) and is_path(words)}
    return node.changed({key: Words(str(folder / words), words.place) for key, words in paths.items()}, {})


_TOO_DEEP = Text("extends 超过 {limit} 层", "`extends` goes deeper than {limit} standards")
_TWICE = Text(
    "字段“{name}”重复（首次见第 {line} 行）。", 'field "{name}" stands twice (first on line {line}).'
)
