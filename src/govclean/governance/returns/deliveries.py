"""Whose files they are: the department that supplied each, and which of its sources it is, round after round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govclean.errors import UsageError
from govclean.governance.opening import JudgeOptions
from govclean.standards.model import Standard
from govclean.values.characters import HAN
from govclean.wording import Text

_PERIOD = re.compile(
    r"[\s_\-.]*(?:(?:19|20)[0-9]{2}(?:[-_.年]?(?:0?[1-9]|1[0-2])(?:[-_.月]?[0-3]?[0-9]日?)?)?[年月季]?"
    r"|[（(][0-9]+[)）])\s*$"
)
_BETWEEN = re.compile(r"[\s_\-—－]+")
_DEPARTMENT = re.compile(f"[{HAN}]+")
_STDIN = Text(
    "清单要退回报送部门，不能用标准输入", "the list goes back to a department: it cannot be standard input"
)
_NAME_FILES = Text("请指定文件", "name the files")
_NO_DEPARTMENT = Text("不知道这个文件是哪个部门报送的", "which department supplied this file is not known")
_NAME_DEPARTMENT = Text(
    "用 --department 指定部门，或把文件命名为 部门_名称_年月",
    "say it with --department, or call the file DEPARTMENT_NAME_PERIOD",
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one department handed in of one source; several files (districts, parts of a large table) are one delivery."""

    department: str
    source: str  # what the department calls the table; the same in every round
    paths: tuple[str, ...]
    batch: str | None = None  # under which it was taken in, where it was
    judging: JudgeOptions | None = None  # how it is read and judged, where it is not as the others


def deliveries_of(
    paths: Sequence[str], standard: Standard, department: str | None = None, source: str | None = None
) -> tuple[Delivery, ...]:
    """Return the deliveries that files make, in the order in which the files were named.

    Where nothing is said, the department is the first part of the file's name (`卫健_实有人口_202611.csv`: 卫健): under its
    full name where it is short for the provider that the standard names (公安 for 公安厅), and the provider itself where the
    name begins with no department. The source is the rest of the name without the period at its end.

    Raises:
        UsageError: standard input, or neither the file's name nor the standard tells the department.
    """
    grouped: dict[tuple[str, str], list[str]] = {}
    for path in dict.fromkeys(paths):
        if path == "-":
            raise UsageError(_STDIN, where="-", hint=_NAME_FILES)
        told_department, told_source = named_after(path, standard)
        name = department or told_department
        if not name:
            raise UsageError(_NO_DEPARTMENT, where=path, hint=_NAME_DEPARTMENT)
        grouped.setdefault((name, source or told_source), []).append(path)
    return tuple(Delivery(*whose, tuple(files)) for whose, files in grouped.items())


def named_after(path: str, standard: Standard) -> tuple[str, str]:
    """Return department and source that a file's name tells under a standard; the department is empty where none is told.

    >>> from govclean.standards.loading import load_standard
    >>> population = load_standard("population")
    >>> named_after("drops/卫健_实有人口_202611.xlsx", population), named_after("公安_人口_2026-11.csv", population)
    (('卫健', '实有人口'), ('公安厅', '人口'))
    >>> named_after("resident 202611(1).csv", population)
    ('公安厅', 'resident')
    """
    stem = Path(path.replace("\\", "/")).stem
    while _PERIOD.search(stem):
        stem = _PERIOD.sub("", stem)
    parts = [part for part in _BETWEEN.split(stem) if part]
    provider = standard.resource.provider if standard.resource else ""
    first = parts[0] if len(parts) > 1 and _DEPARTMENT.fullmatch(parts[0]) else ""
    if first and first not in standard.title.zh:
        department = provider if _is_short_for(first, provider) else first
        return department, "_".join(parts[1:])
    return provider, "_".join(parts) or standard.name


def _is_short_for(short: str, full: str) -> bool:
    """Return whether the characters of a short name stand in the full one in their order: 市监 in 市场监督管理局."""
    rest = iter(full)
    return all(character in rest for character in short)
