"""The parameters of semantic types as a standard writes them: keys a type takes, text turned into values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from govclean.documents import Flag, did_you_mean
from govclean.documents.clauses import clause
from govclean.values.catalogue import TYPES, semantic_type
from govclean.values.parameters import ParameterError
from govclean.values.semantic import SemanticType
from govclean.values.tables import CodeTable
from govclean.wording import Text

CODELIST = "codelist"  # the key of a standard that becomes the `codes` of a type
_DAY = "today"  # belongs to the judging, not to the standard

_NO_TYPE = Text("“{name}”不是语义类型。{near}", 'names no semantic type: "{name}".{near}')
_TAKES_NOT = Text(
    "类型 {type} 没有参数“{key}”，可用：{known}。", "type {type} takes no `{key}`; it takes {known}."
)
_TAKES_NOTHING = Text(
    "类型 {type} 没有参数“{key}”，也不带任何参数。", "type {type} takes no `{key}`, nor any other parameter."
)
_NEEDS = Text("类型 {type} 需要“{key}”", "{type} needs `{key}`")


@cache
def type_named(name: str) -> type[SemanticType] | None:
    """Return the semantic type of this name, or None."""
    return next((one for one in TYPES if one.name == name), None)


def type_problem(name: str) -> Text | None:
    """Return what is wrong with the name of a type, or None."""
    if type_named(name):
        return None
    return _NO_TYPE.fill(name=name[:60], near=did_you_mean(name, (one.name for one in TYPES)))


@cache
def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys a field of this type may carry beyond those of every field; none for unknown types."""
    found = type_named(name)
    names = _fields(found) if found else ()
    return tuple(CODELIST if name == "codes" else name for name in names if name != _DAY)


@cache
def all_keys() -> frozenset[str]:
    """Return the parameter keys of all types together."""
    return frozenset(key for one in TYPES for key in keys_of(one.name))


def why_not(name: str, key: str) -> Text | None:
    """Return why a parameter of other types cannot stand with this type; None for what is no parameter."""
    if key not in all_keys() or type_named(name) is None:
        return None
    words = _TAKES_NOT if keys_of(name) else _TAKES_NOTHING
    return words.fill(type=name, key=key, known=", ".join(keys_of(name)))


def converted(name: str, written: Mapping[str, object]) -> tuple[dict[str, object], dict[str, Text]]:
    """Return the parameters of a type with the kinds of value it asks for, and what is wrong, key by key.

    The type itself is the judge: it is built once with what was written, with a stand-in for the code list.
    A fault of the whole is told under the key `type`.
    """
    found = type_named(name)
    if found is None:
        return dict(written), {}
    values: dict[str, object] = {}
    problems: dict[str, Text] = {}
    for key, value in written.items():
        try:
            values[key] = _adapter(name, key).validate_python(value)
        except ValidationError as error:
            problems[key] = clause(error.errors(include_url=False)[0])
    missing = next((key for key in _needed(found) if key not in written), None)
    if missing is not None:
        problems["type"] = _NEEDS.fill(type=name, key=missing)
    return values, problems or _faults(name, values)


def build(
    name: str, parameters: Mapping[str, object], codes: CodeTable | None, **day: object
) -> SemanticType:
    """Return the semantic type with its parameters, the code list put in."""
    given = {key: value for key, value in parameters.items() if key != CODELIST}
    if codes is not None:
        given["codes"] = codes
    today = {
        key: value for key, value in day.items() if value is not None and key in _fields(type_named(name))
    }
    return semantic_type(name, **given, **today)


def _faults(name: str, values: Mapping[str, object]) -> dict[str, Text]:
    """Return what the type says of its parameters, under the parameter without which it would not say so."""
    fault = _fault(name, values)
    if fault is None:
        return {}
    alone = (key for key in values if _fault(name, {k: v for k, v in values.items() if k != key}) is None)
    return {next(alone, "type"): fault}


def _fault(name: str, values: Mapping[str, object]) -> Text | None:
    try:
        build(name, values, _stand_in() if CODELIST in values else None)
    except ParameterError as error:
        return error.what
    except TypeError:  # a parameter that is needed was left out to see which one is at fault
        return _NEEDS
    return None


@cache
def _stand_in() -> CodeTable:
    return CodeTable.from_mapping("-", {"-": "-"})


@cache
def _adapter(name: str, key: str) -> TypeAdapter[object]:
    if key == CODELIST:
        return TypeAdapter(str)
    kind = get_type_hints(type_named(name))[key]
    return TypeAdapter(Flag if kind is bool else kind, config=ConfigDict(arbitrary_types_allowed=True))


def _fields(found: type[SemanticType] | None) -> tuple[str, ...]:
    if found is None or not dataclasses.is_dataclass(found):
        return ()
    return tuple(one.name for one in dataclasses.fields(found) if one.init)


def _needed(found: type[SemanticType]) -> Iterable[str]:
    if not dataclasses.is_dataclass(found):
        return
    for one in dataclasses.fields(found):
        if one.init and one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING:
            yield CODELIST if one.name == "codes" else one.name
