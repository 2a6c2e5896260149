"""A standard as an entry of the directory: its `resource:` block, and an item for each of its fields."""

from __future__ import annotations

from collections.abc import Mapping

from govclean.documents import Entries, Items, Place, Words, place_at
from govclean.documents.tree import Node
from govclean.errors import StandardError
from govclean.standards.extending import lineage, merged
from govclean.standards.fields import Field
from govclean.standards.finding import find
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.wording import Text

_PARTS = ("share", "format", "open", "census")  # of an entry: completed key by key, all else is replaced

_DATA_TYPES = {
    "date": "D", "datetime": "T", "integer": "I", "number": "N", "longitude": "N", "latitude": "N", "amount": "Y",
}  # fmt: skip
"""The data type of each semantic type that is no text; every other is C (字符型)."""

_LENGTHS = {
    "cn.resident_id": 18, "cn.uscc": 18, "cn.org_code": 9, "cn.registration_no": 15, "cn.mobile": 11, "cn.postcode": 6,
    "cn.birth_certificate": 10, "cn.division": 12,
}  # fmt: skip


def is_standard(node: Node) -> bool:
    """Return whether a document is a standard and no entry: an entry has neither fields nor a version."""
    return (
        isinstance(node, Entries)
        and "standard" in node
        and bool({"fields", "extends", "version"} & node.keys())
    )


def standard_node(name_or_path: str, where: str = "") -> Entries:
    """Return a standard as an entry whose parts know where they stand; without a `resource:` block, items and title only.

    Raises:
        StandardError: there is no such standard, or it has mistakes.
    """
    path = find(name_or_path, where=where)
    standard, tree = load_standard(path), merged(lineage(path)).data
    if not isinstance(tree, Entries):
        raise StandardError(_NO_STANDARD, where=str(path))
    resource = tree.get("resource")
    begin = tree.places["resource"] if isinstance(resource, Entries) else tree.place
    nodes: dict[str, Node] = {
        "title": Words(standard.title.zh, begin),
        "standard": Words(standard.name, begin),
        **(resource if isinstance(resource, Entries) else {}),
        "items": _items(standard, tree, begin),
    }
    places = dict.fromkeys(nodes, begin) | (resource.places if isinstance(resource, Entries) else {})
    return Entries(nodes, begin, places)


def completed(own: Entries, inherited: Entries) -> Entries:
    """Return an entry in which everything it does not say itself is as the standard says."""
    nodes: dict[str, Node] = {}
    for key in _PARTS:
        mine, theirs = own.get(key), inherited.get(key)
        if isinstance(mine, Entries) and isinstance(theirs, Entries):
            nodes[key] = theirs.changed(mine, mine.places)
    both = {**inherited, **{key: node for key, node in own.items() if node is not None}, **nodes}
    return Entries(both, own.place, {**inherited.places, **own.places})


def _items(standard: Standard, tree: Entries, begin: Place) -> Items:
    places = [place_at(tree, ["fields", number]) or begin for number, _ in enumerate(standard.fields)]
    return Items(
        [_item(field, place) for field, place in zip(standard.fields, places, strict=True)], begin, places
    )


def _item(field: Field, place: Place) -> Entries:
    said: Mapping[str, str] = {
        "title": field.title.zh,
        "name": field.name,
        "type": _DATA_TYPES.get(field.type, "C"),
        "length": length_of_field(field),
        "codelist": field.codelist,
        "nullable": "否" if field.obligation == "M" else "是",
        "note": field.note,
        "semantic_type": field.type,
    }
    nodes = {key: Words(words, place) for key, words in said.items() if words}
    return Entries(nodes, place, dict.fromkeys(nodes, place))


def length_of_field(field: Field) -> str:
    """Return the longest value a field may hold, in characters; nothing where the standard leaves it open.

    Raises:
        StandardError: the code list of the field cannot be read.
    """
    for name in ("max_length", "digits"):
        if str(field.parameters.get(name, "")).isdecimal():
            return str(field.parameters[name])
    longest = _LENGTHS.get(field.type)
    if longest is None and field.codes is not None:
        longest = max(field.codes.widths, default=None)
    return "" if longest is None else str(longest)


_NO_STANDARD = Text("这不是标准文件", "this is no standard")
