"""Where standards stand: a path, the project's own `standards/`, or those that travel with govclean."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from govclean.documents import did_you_mean
from govclean.errors import StandardError
from govclean.shipped import shelf
from govclean.wording import Text, same

_SUFFIXES = (".yaml", ".yml")
_PROJECT = "govclean.yaml"
_MOST_STEPS_UP = 20


def folders() -> Iterator[Path]:
    """Yield the folders of standards in the order of search: the project's own, then the shipped ones.

    The project is the working folder and those above it up to the one that holds `govclean.yaml`.
    """
    for folder in _project():
        yield from (
            place for place in (folder / "standards/registries", folder / "standards") if place.is_dir()
        )
    yield shelf() / "registries"


def files() -> Iterator[Path]:
    """Yield the file of every standard that can be named; of two with one name only the first is meant."""
    seen: set[str] = set()
    for folder in folders():
        for path in sorted(folder.iterdir()):
            if path.suffix in _SUFFIXES and path.stem not in seen:
                seen.add(path.stem)
                yield path


def split(asked: str) -> tuple[str, str]:
    """Return name and version of `population@2026.1`; the version is empty where none is asked for.

    >>> split("population@2026.1")
    ('population', '2026.1')
    """
    if asked.endswith(_SUFFIXES):
        return asked, ""
    name, _, version = asked.partition("@")
    return name, version


def find(asked: str, *, beside: Path = Path(), besides: Collection[Path] = (), where: str = "") -> Path:
    """Return the file of the standard of this name or path; a path is seen from the folder `beside`.

    Files in `besides` are passed over: a standard may extend the shipped one of its own name.

    Raises:
        StandardError: there is no such standard, or only one that leads back to itself.
    """
    name, _ = split(asked)
    if name.endswith(_SUFFIXES):
        candidates = [beside / name]
    else:
        candidates = [folder / f"{name}{suffix}" for folder in folders() for suffix in _SUFFIXES]
    there = [path for path in candidates if path.is_file()]
    fresh = [path for path in there if path.resolve() not in besides]
    if fresh:
        return fresh[0]
    if there:
        raise StandardError(_CIRCLE.fill(name=name), where=where)
    if name.endswith(_SUFFIXES):
        raise StandardError(
            _NO_FILE, where=where or str(candidates[0]), found=same(str(candidates[0])) if where else None
        )
    known = sorted({path.stem for path in files()})
    hint = _KNOWN.fill(known=", ".join(known), near=did_you_mean(name, known))
    raise StandardError(_UNKNOWN.fill(name=name), where=where, hint=hint)


def refuse_other_version(asked: str, version: str, where: str) -> None:
    """Raise StandardError when `asked` names a version (`population@2026.1`) and this is another one."""
    name, wanted = split(asked)
    if wanted and wanted != version:
        raise StandardError(_OTHER_VERSION.fill(name=name, version=wanted), where=where, found=same(version))


def is_shipped(path: Path) -> bool:
    """Return whether a file travels with govclean."""
    return path.resolve().is_relative_to(shelf().resolve())


def _project() -> list[Path]:
    here = Path.cwd()
    above = [here, *here.parents][:_MOST_STEPS_UP]
    root = next((index for index, folder in enumerate(above) if (folder / _PROJECT).is_file()), 0)
    return above[: root + 1]


_UNKNOWN = Text("没有名为“{name}”的标准", 'there is no standard "{name}"')
_NO_FILE = Text("没有这个标准文件", "there is no such file of a standard")
_OTHER_VERSION = Text("标准“{name}”没有 {version} 版", 'standard "{name}" is not here in version {version}')
_CIRCLE = Text("“{name}”经 extends 又回到自身", '"{name}" leads back to itself through `extends`')
_KNOWN = Text("现有标准：{known}。{near}", "Standards: {known}.{near}")
