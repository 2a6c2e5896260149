"""A YAML file as plain text, lists and mappings, each of which still knows where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeAlias


class Place(NamedTuple):
    """Where something stands in a file; line and column count from 1.

    >>> str(Place("population.yaml", 5, 7))
    'population.yaml:5'
    """

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Words(str):
    """A scalar as it was written: `01`, `no`, `1:30` are text until a model asks for something else."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Self:
        """Return the text with its place."""
        words = super().__new__(cls, text)
        words.place = place
        return words


class Items(list["Node"]):
    """A list, where it begins, and where each of its items stands."""

    __slots__ = ("place", "places")

    def __init__(self, nodes: Iterable[Node], place: Place, places: Sequence[Place]) -> None:
        super().__init__(nodes)
        self.place = place
        self.places = tuple(places)


class Entries(dict[str, "Node"]):
    """A mapping, where it begins, and where each of its keys stands."""

    __slots__ = ("place", "places")

    def __init__(self, nodes: Mapping[str, Node], place: Place, places: Mapping[str, Place]) -> None:
        super().__init__(nodes)
        self.place = place
        self.places = dict(places)

    def changed(self, nodes: Mapping[str, Node], places: Mapping[str, Place]) -> Entries:
        """Return a copy in which `nodes` (with the places of their keys) are put in or replaced."""
        return Entries({**self, **nodes}, self.place, {**self.places, **places})

    def without(self, *keys: str) -> Entries:
        """Return a copy without these keys."""
        return Entries({key: node for key, node in self.items() if key not in keys}, self.place, self.places)


Node: TypeAlias = Words | Items | Entries | None


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its path as given, and what stands in it (None for an empty file)."""

    path: str
    data: Node


def place_at(data: object, keys: Sequence[str | int], *, of_key: bool = False) -> Place | None:
    """Return where the node at `keys` stands, as far as the keys can be followed; None outside a document.

    With `of_key` it is the place of the last key itself and not of its value.
    """
    place: Place | None = getattr(data, "place", None)
    for key in keys:
        below = step(data, key)
        if below is None:
            continue
        place, data = below
        if data is not None and not of_key:
            place = data.place
    return place


def step(data: object, key: str | int) -> tuple[Place, Node] | None:
    """Return where `key` stands in a node and what stands under it; None where there is no such key."""
    if isinstance(data, Entries) and isinstance(key, str) and key in data:
        return data.places[key], data[key]
    if isinstance(data, Items) and isinstance(key, int) and key < len(data):
        return data.places[key], data[key]
    return None


def plain(node: object) -> object:
    """Return the same text, lists and mappings as ordinary Python objects.

    >>> plain(Items([Words("01", Place("a", 1, 3))], Place("a", 1, 1), [Place("a", 1, 3)]))
    ['01']
    """
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [plain(value) for value in node]
    return str(node) if isinstance(node, str) else node
