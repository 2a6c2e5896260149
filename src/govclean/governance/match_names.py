"""What the files of a matching run are called: a source by the stem of its file, unless the user names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govclean.errors import UsageError
from govclean.governance.clean_folders import CleanFolder
from govclean.wording import Text, same

_TWICE = Text("同一个文件指定了两次", "a file is named twice")
_ONCE = Text("每个文件只写一次；单个文件即可查重", "name each file once; one file alone is deduplicated")
_ONE_NAME = Text("两个文件的来源名称相同（{name}）", 'two files have one source name, "{name}"')
_NAME_IT = Text(
    "来源名称取自文件名；请改名，或写作 名称={path}",
    "a source is called by its file's stem: rename one, or write NAME={path}",
)


@dataclass(frozen=True, slots=True)
class Handed:
    """One file as the user named it."""

    path: str
    name: str  # of the source, where it is not the file's stem
    folder: CleanFolder | None  # the cleaning run that wrote it


def handed_in(named: Sequence[str]) -> list[Handed]:
    """Return the files of a call: paths, `NAME=FILE`, or folders that `clean` wrote.

    Raises:
        UsageError: a file is named twice.
    """
    files = [_handed(one) for one in named]
    places: set[Path] = set()
    for file in files:
        place = Path(file.path).resolve()
        if place in places:
            raise UsageError(_TWICE, where=file.path, hint=_ONCE)
        places.add(place)
    return files


def refuse_one_name_twice(sources: Sequence[tuple[str, str]]) -> None:
    """Refuse two sources of one name: no record could be told by source and id then.

    Args:
        sources: name and path of each.

    Raises:
        UsageError: two have one name.
    """
    first: dict[str, str] = {}
    for name, path in sources:
        if name in first:
            found = same(f"{first[name]}, {path}")
            raise UsageError(_ONE_NAME.fill(name=name), found=found, hint=_NAME_IT.fill(path=path))
        first[name] = path


def _handed(named: str) -> Handed:
    name, path = "", named
    if "=" in named and not Path(named).exists():
        name, _, path = (part.strip() for part in named.partition("="))
    folder = CleanFolder.at(Path(path)) if path != "-" else None
    if folder is None:
        return Handed(path, name, None)
    return Handed(folder.records, name or folder.source, folder)
