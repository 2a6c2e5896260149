"""A standard as rows that can be shown: one row a field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from govclean.standards.fields import Field
from govclean.standards.model import Standard
from govclean.standards.parameters import CODELIST
from govclean.values.semantic import Sensitivity
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class FieldRow:
    """What a reader wants to know of a field at a glance."""

    name: str
    title: Text
    aliases: tuple[str, ...]
    type: str
    type_title: Text
    parameters: tuple[tuple[str, str], ...]  # as written, the code list left out
    obligation: str  # M, C or O
    codelist: str  # name of the list, without its folder
    unique: bool
    sensitivity: Sensitivity
    basis: str  # the field's own, else that of its type
    note: str


def describe(standard: Standard) -> tuple[FieldRow, ...]:
    """Return one row a field, in the order of the standard.

    Raises:
        StandardError: the code list of a field cannot be read.
    """
    return tuple(_row(field) for field in standard.fields)


def _row(field: Field) -> FieldRow:
    kind = field.semantic_type
    listed = (item for item in field.parameters.items() if item[0] != CODELIST)
    return FieldRow(
        name=field.name,
        title=field.title,
        aliases=field.aliases,
        type=field.type,
        type_title=kind.title,
        parameters=tuple((key, _shown(value)) for key, value in listed),
        obligation=field.obligation,
        codelist=PurePath(field.codelist).name,
        unique=field.unique,
        sensitivity=field.sensitivity,
        basis=field.basis or kind.basis,
        note=field.note,
    )


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
