"""A directory standard: all that the tool needs to know about one registry, as people write it in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, ClassVar, Self

import pydantic
from pydantic import AfterValidator, model_validator

from govclean.documents import Flag, Portion, Title, Written, wrong
from govclean.standards.codelists import Codelist
from govclean.standards.fields import Field, titled
from govclean.standards.linkage import Linkage
from govclean.standards.mentions import Check, Rule, Severity
from govclean.standards.resource import Resource
from govclean.wording import Text

Name = Annotated[str, pydantic.Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


def _some(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    if not fields:
        raise wrong(Text("至少要有一个字段", "must have at least one field"))
    return fields


class RuleSetting(Written):
    """How one rule counts in this standard: `rules:` holds them by rule id, or by `rule@field`."""

    noun: ClassVar[Text] = Text("规则设置", "rule setting")

    severity: Severity | None = None
    max_share: Portion | None = None  # up to this share of the records the rule does not reject a file
    enabled: Flag = True


class Standard(Written):
    """One directory standard."""

    noun: ClassVar[Text] = Text("标准", "standard")
    named_by: ClassVar[str] = "standard"

    name: Name = pydantic.Field(alias="standard")
    version: Annotated[str, pydantic.Field(min_length=1)]
    title: Title
    basis: tuple[str, ...] = ()
    note: str = ""
    extends: str | None = None
    resource: Resource | None = None
    record_id: str | None = None  # a field, or a column of the extract; the record number where absent
    fields: Annotated[tuple[Field, ...], AfterValidator(_some)]
    checks: tuple[Check, ...] = ()
    cleansing: tuple[Rule, ...] = ()
    linkage: Linkage | None = None
    rules: Mapping[str, RuleSetting] = {}
    codelists: Mapping[str, Codelist] = {}
    columns: Mapping[str, str] = {}  # field → the header of its column, where the header is not understood
    max_error_rate: Portion = 0.0  # share of records with errors above which a file is rejected
    path: str = pydantic.Field("", alias="(path)")  # where it was read from

    @model_validator(mode="before")
    @classmethod
    def _imply(cls, written: object) -> object:
        """Call a standard by its name where it has no title."""
        return titled(written, by="standard")

    @model_validator(mode="after")
    def _tell_fields(self) -> Self:
        for field in self.fields:
            field.knows(self.codelists)
        return self

    def field(self, name: str) -> Field:
        """Return the field of this name.

        Raises:
            KeyError: there is none.
        """
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}
