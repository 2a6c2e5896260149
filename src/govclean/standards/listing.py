"""The standards that can be named, without loading what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict

from govclean.documents import Title, Written, check, load_document
from govclean.errors import StandardError
from govclean.standards.finding import files, is_shipped
from govclean.wording import Text, same


@dataclass(frozen=True, slots=True)
class Listed:
    """One standard that can be named."""

    name: str
    title: Text
    version: str
    path: Path
    shipped: bool
    fault: Text | None = None  # why its file cannot be read


class _Head(Written):
    """What is read of a standard to list it."""

    model_config = ConfigDict(extra="ignore")

    version: str
    title: Title | None = None


def list_standards() -> tuple[Listed, ...]:
    """Return the standards that can be named, by name; one whose file cannot be used says why."""
    return tuple(sorted((_listed(path) for path in files()), key=lambda one: one.name))


def _listed(path: Path) -> Listed:
    name = path.stem
    try:
        head = check(load_document(path), _Head)
    except StandardError as error:
        return Listed(name, same(name), "", path, is_shipped(path), Text(error.say("zh"), error.say("en")))
    return Listed(name, head.title or same(name), head.version, path, is_shipped(path))
