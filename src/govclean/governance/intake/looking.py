"""What stands in the folder of a drop: each file's size and hash, its records, columns and the watermark's values."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govclean.errors import GovcleanError
from govclean.extracts.batches import Extract
from govclean.extracts.reading import each_extract
from govclean.governance.intake.manifest import DRAFT, MANIFEST
from govclean.governance.intake.marking import Extremes, Marks
from govclean.values.columns import text_column

ON_THE_WAY = (".part", ".tmp", ".filepart", ".crdownload", ".partial", ".download", ".swp")
"""Endings that programs give to files they are still copying or editing."""
_OURS = (MANIFEST, DRAFT)
_NO_DATA = (".", "Thumbs.db", "desktop.ini", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Standing:
    """One file as it stands, not opened."""

    path: str  # within the folder, with /
    bytes: int
    modified: int  # nanoseconds


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a folder: data files by path, names still on their way, and links, which are not followed."""

    files: tuple[Standing, ...]
    coming: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds."""

    rows: int = 0
    columns: tuple[str, ...] = ()
    marked: str = ""  # the watermark's column
    marks: Marks | None = None
    unreadable: GovcleanError | None = field(default=None, repr=False)


def is_on_the_way(name: str) -> bool:
    """Return whether a name says that the file is still being copied or edited.

    >>> is_on_the_way("人口.csv.part"), is_on_the_way("~$人口.xlsx"), is_on_the_way("人口.csv")
    (True, True, False)
    """
    return name.casefold().endswith(ON_THE_WAY) or name.startswith("~$")


def files_in(folder: Path, *, below: bool = True) -> Found:
    """Return the files of a folder; manifest, drafts, hidden files and what systems leave behind are no data.

    Raises:
        OSError: the folder cannot be read.
    """
    files, coming, links = [], [], []
    for path in sorted(_paths(folder, below=below)):
        name = path.relative_to(folder).as_posix()
        if is_on_the_way(path.name):
            coming.append(name)
        elif name in _OURS or path.name.startswith(_NO_DATA):
            continue
        elif path.is_symlink():
            links.append(name)
        else:
            about = path.stat()
            if stat.S_ISREG(about.st_mode):
                files.append(Standing(name, about.st_size, about.st_mtime_ns))
    return Found(tuple(files), tuple(coming), tuple(links))


def look(path: Path, watermark: Sequence[str] = ()) -> Looked:
    """Return the records and columns of a file; of a zip the sum of its tables, and the columns of the first.

    Args:
        watermark: the headers its column may have, the likeliest first.
    """
    columns: tuple[str, ...] = ()
    rows, marked, extremes = 0, "", Extremes()
    try:
        for extract in each_extract(path):
            if isinstance(extract, GovcleanError):
                return Looked(rows, columns, unreadable=extract)
            column = next((name for name in watermark if name in extract.header), "")
            rows += _through(extract, column, extremes)
            columns, marked = columns or tuple(extract.header), marked or column
    except GovcleanError as error:
        return Looked(rows, columns, unreadable=error)
    return Looked(rows, columns, marked, extremes.told())


def _paths(folder: Path, *, below: bool) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if below and not one.startswith(_NO_DATA))
        yield from (Path(where, name) for name in names)


def _through(extract: Extract, column: str, extremes: Extremes) -> int:
    """Return how many records an extract has; take note of its watermark on the way."""
    rows = 0
    for task in extract.tasks():
        batch = task()
        rows += batch.rows
        if column:
            extremes.take(text_column(batch.records.column(column)))
    return rows
