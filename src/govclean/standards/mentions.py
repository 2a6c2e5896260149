"""Checks and cleansing rules as a standard names them: the name, the arguments, and where it was written.

What the name stands for lives on a floor above; it is looked up there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import pydantic
from pydantic import model_validator

from govclean.documents import Place, Written, place_at, plain, wrong
from govclean.wording import Text

Severity = Literal["error", "warning", "info"]
Dotted = Annotated[str, pydantic.Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]

_SHAPE = Text(
    "应为一个名称及其参数，如 uniqueness.key: {fields: [a, b]}",
    "must be one name with its arguments, such as uniqueness.key: {fields: [a, b]}",
)
_INDENT = Text(
    "的参数缩进不够，须比名称多缩进", "has more than one key: indent the arguments deeper than the name"
)
_ARGUMENTS = Text("的参数应为“键: 值”的形式", "takes its arguments as keys with values (`key: value`)")


class Mention(Written):
    """One entry of a list of checks or rules: `name`, or `name: {argument: value, …}`."""

    name: Dotted
    arguments: Mapping[
        str, object
    ] = {}  # text, lists and mappings of text; numbers and flags are text as well
    path: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """Return `file:line` of the name."""
        return f"{self.path}:{self.line}"

    @classmethod
    def name_of(cls, data: Mapping[str, object]) -> object:
        """Return the only key, which is the name."""
        return next(iter(data), None)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, written: object) -> object:
        name, arguments = taken_apart(written)
        place = place_at(written, [name], of_key=True) or Place("", 0, 0)
        told = {key: arguments[key] for key in cls._apart if key in arguments}
        rest = {key: value for key, value in arguments.items() if key not in cls._apart}
        return {"name": str(name), "arguments": plain(rest), "path": place.path, "line": place.line, **told}

    _apart: ClassVar[tuple[str, ...]] = ()  # arguments every mention of this kind takes


class Check(Mention):
    """One check across fields or records."""

    noun: ClassVar[Text] = Text("检查", "check")
    _apart: ClassVar[tuple[str, ...]] = ("severity",)

    severity: Severity | None = None


class Rule(Mention):
    """One cleansing rule."""

    noun: ClassVar[Text] = Text("清洗规则", "cleansing rule")


def taken_apart(written: object) -> tuple[str, Mapping[str, object]]:
    """Return the name and the arguments of one entry.

    Raises:
        PydanticCustomError: it is neither a name nor one name with a mapping of arguments.
    """
    if isinstance(written, str):
        return written, {}
    if not isinstance(written, Mapping) or not written:
        raise wrong(_SHAPE)
    if len(written) > 1:
        raise wrong(_INDENT)
    name, arguments = next(iter(written.items()))
    if arguments is None:
        return name, {}
    if not isinstance(arguments, Mapping):
        raise wrong(_ARGUMENTS)
    return name, arguments
