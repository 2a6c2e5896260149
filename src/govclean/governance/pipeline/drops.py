"""The drops of a run: the files that sources name, each with its SHA-256, and which of them arrived together."""

from __future__ import annotations

import glob
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath

from govclean.errors import ExtractError, GovcleanError, UsageError
from govclean.governance.pipeline.config import Project, Source
from govclean.governance.pipeline.periods import Period, period_told
from govclean.governance.pipeline.registries import Registry
from govclean.governance.returns.deliveries import named_after
from govclean.values.digests import digests_of_file
from govclean.wording import Text, same

_CURRENT = "current"  # the label of an arrival whose files' names tell no period
_OPEN_IN_OFFICE = "~$"  # begins the file that Office keeps beside one that is open
_SHOWN = 8  # characters of a digest in a batch's name


@dataclass(frozen=True, slots=True)
class Drop:
    """One file of one source."""

    source: Source
    registry: Registry
    path: str  # as seen from the folder of govclean.yaml
    name: str  # its own among all drops: its results stand in folders of this name
    table: str  # what the department calls the table, the same in every period
    period: Period | None
    sha256: str
    bytes: int

    @property
    def department(self) -> str:
        """Return who handed it in."""
        return self.source.department


@dataclass(frozen=True, slots=True)
class Arrival:
    """The drops of one table of one department for one period: one delivery, one round."""

    drops: tuple[Drop, ...]

    @property
    def first(self) -> Drop:
        """Return the first of its drops: what they share is asked of it."""
        return self.drops[0]

    @property
    def label(self) -> str:
        """Return its period as `2026-11`; `current` where the names tell none."""
        return self.first.period.label if self.first.period else _CURRENT

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of its file; of several the SHA-256 of theirs, as the ledger's rounds have it."""
        digests = sorted(drop.sha256 for drop in self.drops)
        return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()

    @property
    def batch(self) -> str:
        """Return what the ledger calls it: the period and the beginning of its SHA-256."""
        return f"{self.label}-{self.sha256[:_SHOWN]}"


@dataclass(frozen=True, slots=True)
class Found:
    """The drops there are, in the order of sources, tables, periods and paths; what is missing."""

    drops: tuple[Drop, ...]
    without: tuple[Source, ...]  # sources of which no file has arrived
    registries: Mapping[str, Registry]  # by the name that sources give
    errors: tuple[GovcleanError, ...]  # files that were named and cannot be read

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """Return the drops by what arrived together: of each table the earliest period first."""
        return tuple(Arrival(tuple(group)) for _, group in groupby(self.drops, key=_together))


def find_drops(project: Project, registries: Mapping[str, Registry]) -> Found:
    """Return the drops that the sources of a project name, seen from the working folder.

    Raises:
        UsageError: two sources name one file.
    """
    drops: list[Drop] = []
    without: list[Source] = []
    errors: list[GovcleanError] = []
    for source in project.sources:
        paths = list(_paths(source, errors))
        if not paths:
            without.append(source)
        for path in paths:
            try:
                drops.append(_drop(path, source, registries[source.standard]))
            except OSError as error:
                found = same(error.strerror or str(error))
                errors.append(ExtractError(_UNREADABLE, where=path, found=found))
    _refuse_two_owners(drops)
    order = {id(source): number for number, source in enumerate(project.sources)}
    drops.sort(key=lambda drop: (order[id(drop.source)], *_together(drop), drop.path))
    names = _names([drop.path for drop in drops])
    named = tuple(replace(drop, name=name) for drop, name in zip(drops, names, strict=True))
    return Found(named, tuple(without), registries, tuple(errors))


def _paths(source: Source, errors: list[GovcleanError]) -> Iterator[str]:
    """Yield the files of a source; one that is named in full must be there, a pattern may find none."""
    seen: set[str] = set()
    for pattern in source.files:
        found = [PurePosixPath(Path(path).as_posix()) for path in _matching(pattern)]
        if not found and not glob.has_magic(pattern):
            errors.append(ExtractError(_NO_FILE, where=pattern, hint=_USE_PATTERN))
        for path in sorted(str(one) for one in found if not one.name.startswith(_OPEN_IN_OFFICE)):
            if path not in seen and Path(path).is_file():
                seen.add(path)
                yield path


def _matching(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no pattern with a root


def _drop(path: str, source: Source, registry: Registry) -> Drop:
    return Drop(
        source=source,
        registry=registry,
        path=path,
        name="",
        table=source.source or named_after(path, registry.standard)[1],
        period=period_told(Path(path).stem),
        sha256=digests_of_file(path).sha256,
        bytes=Path(path).stat().st_size,
    )


def _together(drop: Drop) -> tuple[str, str, str, bool, str]:
    """Return what drops of one arrival share; those without a period come last: they are the present ones."""
    label = drop.period.label if drop.period else ""
    return drop.department, drop.table, drop.registry.name, drop.period is None, label


def _names(paths: Sequence[str]) -> list[str]:
    """Return a name for each path: the stem where that is its own, else the path in one word.

    >>> _names(["a/tax.csv", "b/tax.csv", "b/police.csv"])
    ['a_tax.csv', 'b_tax.csv', 'police']
    """
    stems = Counter(PurePosixPath(path).stem for path in paths)
    given: list[str] = []
    for path in paths:
        stem = PurePosixPath(path).stem
        name = (
            stem
            if stems[stem] == 1
            else "_".join(part for part in PurePosixPath(path).parts if part not in ("/", ".."))
        )
        base, number = name, 2
        while name in given:
            name, number = f"{base}-{number}", number + 1
        given.append(name)
    return given


def _refuse_two_owners(drops: Sequence[Drop]) -> None:
    first: dict[str, Drop] = {}
    for drop in drops:
        other = first.setdefault(drop.path, drop)
        if other is not drop:
            found = same(f"{other.department}, {drop.department}")
            raise UsageError(_TWO_OWNERS, where=drop.path, found=found, hint=_ONE_OWNER)


_UNREADABLE = Text("文件无法读取", "the file cannot be read")
_NO_FILE = Text("没有这个文件", "there is no such file")
_USE_PATTERN = Text(
    "尚未报送的，用通配符（如 税务_*.xlsx）写明，缺报时只作提示",
    "for what has yet to arrive write a pattern (such as tax_*.xlsx): it may find nothing",
)
_TWO_OWNERS = Text("一个文件属于两个来源", "one file belongs to two sources")
_ONE_OWNER = Text("让 sources 中的通配符互不重叠", "let the patterns under `sources` not overlap")
