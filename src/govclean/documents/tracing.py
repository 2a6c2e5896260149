"""From the location of a validation error back to the file: which part is meant, and where it stands."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Union, get_args, get_origin

from govclean.documents.tree import Place, place_at, step
from govclean.documents.written import Written
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Trace:
    """The part that owns an error, and the key in it that is wrong."""

    owner: type[Written]
    data: Mapping[str, object]  # the owner's part of the file
    key: str  # the owner's key, dotted where it goes deeper; empty where the owner itself is meant
    item: int  # which item of that key's list is meant, from 1; 0 where the list or no list is meant
    place: Place | None

    @property
    def called(self) -> Text:
        """Return what the owner is called: `field "sex"`, `the file`."""
        return called(self.owner, self.data)


def called(owner: type[Written], data: Mapping[str, object]) -> Text:
    """Return what a part of a file is called in messages, by its name where it has one."""
    name = owner.name_of(data)
    if not isinstance(name, str) or not name:
        return owner.noun
    return Text("{noun}“{name}”", '{noun} "{name}"').fill(noun=owner.noun, name=name[:60])


def trace(
    model: type[Written], data: object, location: Sequence[str | int], *, of_key: bool = False
) -> Trace:
    """Return the innermost part on the way to `location`, following only what stands in the file.

    Validators and unions add words of their own to a location; these are passed over. With `of_key` the error
    is placed at the last key and not at its value.
    """
    place = place_at(data, location, of_key=of_key)
    owner, owned = model, _mapping(data)
    keys: list[str] = []
    item = 0
    kinds: tuple[object, ...] = (model,)
    for position, token in enumerate(location):
        below = step(data, token)
        if below is None and position < len(location) - 1:
            continue
        if isinstance(token, str):
            keys.append(token)
        elif keys:
            item = token + 1
        if below is None:
            break
        data = below[1]
        kinds = tuple(inner for kind in kinds for inner in _below(kind, token))
        models = _models(kinds)
        if models and isinstance(data, Mapping):
            owner, owned, keys, item = models[0], data, [], 0
    return Trace(owner, owned, ".".join(keys), item, place)


def _mapping(data: object) -> Mapping[str, object]:
    return data if isinstance(data, Mapping) else {}


def _below(kind: object, token: str | int) -> Iterator[object]:
    """Yield what is expected under `token` of a value of this kind, unwrapped from Optional and Annotated."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Written):
        for name, field in kind.model_fields.items():
            if token in (field.alias, name):
                yield from _unwrapped(field.annotation)
    elif isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(token, str):
        yield from _unwrapped(arguments[1])
    elif isinstance(origin, type) and issubclass(origin, Sequence) and isinstance(token, int):
        yield from _unwrapped(arguments[0])


def _unwrapped(kind: object) -> Iterator[object]:
    if get_origin(kind) is Annotated:
        yield from _unwrapped(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            yield from _unwrapped(one)
    elif kind is not type(None):
        yield kind


def _models(kinds: Iterable[object]) -> list[type[Written]]:
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Written)]
