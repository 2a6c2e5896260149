"""Profiles: terms, share conditions, scoring and calendars as YAML. Where they stand, what they extend, how they are read.

A project keeps its own in `standards/profiles/`; they come before the shipped ones of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args

from govclean.documents import (
    Document,
    Entries,
    Written,
    check,
    did_you_mean,
    load_document,
)
from govclean.documents.tree import Node
from govclean.errors import StandardError
from govclean.shipped import shelf
from govclean.standards.finding import folders, is_shipped
from govclean.wording import Text

Kind = Literal["deadlines", "sharing", "scoring", "calendar"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The first key of a profile says what it settles, and names it."""

_SUFFIXES = (".yaml", ".yml")
_MOST_STEPS = 10

Profile = TypeVar("Profile", bound=Written)


@dataclass(frozen=True, slots=True)
class Listed:
    """One profile that can be named."""

    kind: Kind
    name: str
    version: str
    title: Text
    path: Path
    shipped: bool
    fault: Text | None  # why it cannot be used, where it cannot


def profile_folders() -> Iterator[Path]:
    """Yield the folders of profiles in the order of search: the project's own, then the shipped one."""
    above = (folder / "profiles" for folder in folders())
    yield from (folder for folder in dict.fromkeys([*above, shelf() / "profiles"]) if folder.is_dir())


def load_profile(kind: Kind, model: type[Profile], asked: str | Path) -> Profile:
    """Return the profile of a name, or of a path in .yaml or .yml, with what it extends.

    Raises:
        StandardError: there is no such profile, it settles something else, or it has mistakes: all are told, with lines.
    """
    return check(_document(kind, find_profile(kind, str(asked)), []), model)


def find_profile(kind: Kind, asked: str, where: str = "", besides: tuple[Path, ...] = ()) -> Path:
    """Return the file of a profile; files in `besides` are passed over.

    Raises:
        StandardError: there is no such profile of this kind.
    """
    if asked.endswith(_SUFFIXES):
        if Path(asked).is_file():
            return Path(asked)
        raise StandardError(_NO_FILE, where=where or asked)
    for path in _files(kind):
        if path.stem == asked and path not in besides:
            return path
    known = sorted({path.stem for path in _files(kind)})
    hint = _KNOWN.fill(known=", ".join(known), near=did_you_mean(asked, known))
    raise StandardError(_UNKNOWN.fill(name=asked, kind=_TITLES[kind]), where=where, hint=hint)


def list_profiles(models: Mapping[Kind, type[Written]]) -> tuple[Listed, ...]:
    """Return the profiles that can be named, by kind and name; one with mistakes says so instead of being left out."""
    listed: dict[tuple[Kind, str], Listed] = {}
    for kind, model in models.items():
        for path in _files(kind):
            listed.setdefault((kind, path.stem), _listed(kind, model, path))
    return tuple(listed.values())


def _files(kind: Kind) -> Iterator[Path]:
    """Yield the files that settle something of this kind, the project's first; what cannot be read is nobody's."""
    for folder in profile_folders():
        for path in sorted(folder.iterdir()):
            if path.suffix in _SUFFIXES and _kind_of(path) == kind:
                yield path


def _kind_of(path: Path) -> str:
    """Return the first key of a file at the start of a line: cheap, and right for files with mistakes too."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    for line in text.splitlines():
        key, colon, _ = line.partition(":")
        if colon and key in KINDS:
            return key
    return ""


def _document(kind: Kind, path: Path, below: list[Path]) -> Document:
    """Return a profile's document with what it extends filled in."""
    document = load_document(path)
    own = document.data
    if not isinstance(own, Entries):
        return document
    if kind not in own:
        raise StandardError(_OTHER.fill(kind=_TITLES[kind], key=kind), where=str(own.place))
    parent = own.get("extends")
    if not isinstance(parent, str):
        return document
    seen = [*below, path]
    where = str(own.places["extends"])
    if len(seen) > _MOST_STEPS:
        raise StandardError(_CIRCLE, where=where)
    base = _document(kind, find_profile(kind, str(parent), where, tuple(seen)), seen)
    return Document(document.path, _merged(base.data, own))


def _merged(base: Node, own: Entries) -> Entries:
    """Return both: what the own file says counts, key by key in mappings, whole in lists and texts."""
    if not isinstance(base, Entries):
        return own
    joined = {
        key: _merged(base.get(key), node) if isinstance(node, Entries) and key != "title" else node
        for key, node in own.items()
    }
    both = base.changed(joined, own.places)
    return Entries(both, own.place, both.places)


def _listed(kind: Kind, model: type[Written], path: Path) -> Listed:
    try:
        profile = load_profile(kind, model, path)
    except StandardError as error:
        fault = Text(error.say("zh"), error.say("en"))
        return Listed(kind, path.stem, "", Text(path.stem, path.stem), path, is_shipped(path), fault)
    return Listed(
        kind, path.stem, getattr(profile, "version", ""), getattr(profile, "title", Text("", "")), path,
        is_shipped(path), None,
    )  # fmt: skip


_TITLES: dict[Kind, Text] = {
    "deadlines": Text("期限", "deadlines"),
    "sharing": Text("共享条件", "share terms"),
    "scoring": Text("考核", "scoring"),
    "calendar": Text("工作日历", "working days"),
}
_UNKNOWN = Text("没有名为“{name}”的{kind}方案", 'there is no profile "{name}" of {kind}')
_KNOWN = Text("现有方案：{known}。{near}", "Profiles: {known}.{near}")
_NO_FILE = Text("没有这个方案文件", "there is no such file of a profile")
_OTHER = Text("这不是{kind}方案：缺少“{key}”", "this is no profile of {kind}: it has no key `{key}`")
_CIRCLE = Text("extends 层数过多或回到自身", "`extends` leads too far, or back to itself")
