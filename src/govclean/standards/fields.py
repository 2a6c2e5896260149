"""One field of a standard: what it is called, what kind of value it holds, how much is asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal

import pydantic
from pydantic import AfterValidator, PlainValidator, PrivateAttr, ValidationInfo, model_validator

from govclean.documents import Flag, Title, Written, plain, wrong, wrong_keys
from govclean.standards.codelists import Labels, table_of
from govclean.standards.parameters import (
    CODELIST,
    all_keys,
    build,
    converted,
    keys_of,
    type_named,
    type_problem,
    why_not,
)
from govclean.values.semantic import SemanticType, Sensitivity
from govclean.values.tables import CodeTable
from govclean.wording import Text

Obligation = Literal["M", "C", "O"]
"""必选, 条件必选, 可选."""

_PARAMETERS = "(parameters)"  # no key of the file: what is left over after the keys of every field
_NAME = Text(
    "应为小写英文字母、数字与下划线，字母开头，如 birth_date",
    "must be small ASCII letters, digits and _, a letter first, such as birth_date",
)


def _named(name: str) -> str:
    if not (name.isascii() and name.isidentifier() and name == name.lower() and name[0] != "_"):
        raise wrong(_NAME)
    return name


def _typed(name: str) -> str:
    problem = type_problem(name)
    if problem is not None:
        raise wrong(problem)
    return name


def _parameters(written: Mapping[str, object], info: ValidationInfo) -> dict[str, object]:
    values, problems = converted(str(info.data.get("type", "")), written)
    if problems:
        raise wrong_keys(problems)
    return values


class Field(Written):
    """One field. Keys of its semantic type (format, min, codelist …) stand beside those listed here."""

    noun: ClassVar[Text] = Text("字段", "field")
    named_by: ClassVar[str] = "name"

    name: Annotated[str, AfterValidator(_named)]
    title: Title
    aliases: tuple[str, ...] = ()
    type: Annotated[str, AfterValidator(_typed)] = "text"
    obligation: Obligation = "O"
    required: Flag = False
    unique: Flag = False
    sensitivity: Sensitivity = "none"
    basis: str = ""
    note: str = ""
    parameters: Annotated[Mapping[str, object], PlainValidator(_parameters)] = pydantic.Field(
        {}, alias="(parameters)"
    )

    _defined: Mapping[str, Labels | str] = PrivateAttr(default_factory=dict)

    @classmethod
    def known_keys(cls, data: Mapping[str, object]) -> Iterable[str]:
        """Return the keys of every field and those of this field's type."""
        return [*super().known_keys(data), *keys_of(_type_in(data))]

    @classmethod
    def why_not(cls, key: str, data: Mapping[str, object]) -> Text | None:
        """Return why a parameter of another type cannot stand here."""
        return why_not(_type_in(data), key)

    @model_validator(mode="before")
    @classmethod
    def _sort(cls, written: object) -> object:
        """Put the parameters of the type apart, and say what follows from what is written."""
        if not isinstance(written, Mapping):
            return written
        kind = _type_in(written)
        taken = set(keys_of(kind)) if type_named(kind) else all_keys()
        parameters = {key: plain(value) for key, value in written.items() if key in taken}
        rest = {key: value for key, value in written.items() if key not in taken and key != _PARAMETERS}
        return titled({**_sensitivity(kind), **rest, **_obligation(rest), _PARAMETERS: parameters}, by="name")

    @property
    def codelist(self) -> str:
        """Return the name of the field's code list, or nothing."""
        return str(self.parameters.get(CODELIST, ""))

    @cached_property
    def codes(self) -> CodeTable | None:
        """The field's code list, read when first asked for; None for a field without.

        Raises:
            StandardError: the list cannot be read.
        """
        return table_of(self.codelist, self._defined) if self.codelist else None

    @cached_property
    def semantic_type(self) -> SemanticType:
        """The semantic type with the field's parameters; where it asks for the day, the day is today.

        Raises:
            StandardError: the field's code list cannot be read.
        """
        return build(self.type, self.parameters, self.codes)

    def semantic_type_on(self, day: date) -> SemanticType:
        """Return the semantic type as it judges on a given day.

        Raises:
            StandardError: the field's code list cannot be read.
        """
        return build(self.type, self.parameters, self.codes, today=day)

    def knows(self, defined: Mapping[str, Labels | str]) -> None:
        """Let the field know the code lists that its standard defines itself."""
        self._defined = defined


def _type_in(written: Mapping[str, object]) -> str:
    kind = written.get("type", "text")
    return str(kind) if isinstance(kind, str) else ""


def titled(written: object, *, by: str) -> object:
    """Return what was written, called by its name where it has no title."""
    if not isinstance(written, Mapping):
        return written
    name = written.get(by)
    return {"title": name if isinstance(name, str) and name else Text("", ""), **written}


def _sensitivity(kind: str) -> dict[str, object]:
    found = type_named(kind)
    return {"sensitivity": found.sensitivity} if found else {}


def _obligation(written: Mapping[str, object]) -> dict[str, object]:
    """Return `required` and `obligation: M` each from the other; what is wrong in them is told elsewhere."""
    required = str(written.get("required", "")).casefold()
    if required == "true" and "obligation" not in written:
        return {"obligation": "M"}
    return {"required": True} if written.get("obligation") == "M" and "required" not in written else {}
