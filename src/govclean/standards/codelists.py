"""Where the codes of a field come from: a shipped list, a CSV file, or the standard itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import PlainValidator

from govclean.documents import plain, wrong, wrong_keys
from govclean.values.tables import CodeTable, read_table, table_names
from govclean.wording import Text

Labels: TypeAlias = Mapping[str, str]

_NEITHER = Text(
    "应为“代码: 含义”的列表，或 CSV 文件路径",
    "must be codes with their labels (`code: label`), or the path of a CSV file",
)
_EMPTY = Text("没有任何代码", "has no codes")
_NO_LABEL = Text("的含义应为文字（null、~ 须加引号）", "must have a text as its label (quote null and ~)")


def _defined(value: object) -> Labels | str:
    if isinstance(value, str) and is_path(value):
        return str(value)
    if not isinstance(value, Mapping):
        raise wrong(_NEITHER)
    if not value:
        raise wrong(_EMPTY)
    problems = {str(code): _NO_LABEL for code, label in value.items() if not isinstance(label, str)}
    if problems:
        raise wrong_keys(problems)
    return {str(code): str(plain(label)) for code, label in value.items()}


Codelist = Annotated[Labels | str, PlainValidator(_defined)]
"""A code list that a standard defines: codes with labels, or a CSV file."""


def is_path(name: str) -> bool:
    """Return whether a code list is named by the path of its file."""
    return name.casefold().endswith(".csv")


def is_known(name: str, defined: Mapping[str, object]) -> bool:
    """Return whether a code list of this name can be found; the list itself is not read."""
    if is_path(name):
        return Path(name).is_file()
    return name in defined or name in table_names()


def table_of(name: str, defined: Mapping[str, Labels | str]) -> CodeTable:
    """Return the code list a field names; what the standard defines itself comes before what is shipped.

    Raises:
        StandardError: there is no such list, or its file cannot be used.
    """
    source = defined.get(name, name)
    if not isinstance(source, str):
        return CodeTable.from_mapping(name, source)
    return CodeTable.from_csv(Path(source)) if is_path(source) else read_table(source)
