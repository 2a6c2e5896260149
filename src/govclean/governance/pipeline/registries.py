"""The standards of a run: each loaded once, with a digest of all that it is made of, and what the project adds to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from govclean.cleansing.catalogue import rule_arguments
from govclean.documents import did_you_mean
from govclean.errors import UsageError
from govclean.governance.pipeline.config import Project, RegistrySettings
from govclean.standards.codelists import is_path
from govclean.standards.extending import lineage
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.validation.catalogue import check_arguments
from govclean.wording import Text, same


@dataclass(frozen=True, slots=True)
class Registry:
    """One standard of a run."""

    standard: Standard
    digest: str  # SHA-256 of its file, those it extends, and code lists in files of their own
    settings: RegistrySettings

    @property
    def name(self) -> str:
        """Return the standard's name."""
        return self.standard.name

    def identity(self) -> dict[str, str]:
        """Return what a result made by this standard depends on."""
        return {"name": self.name, "version": self.standard.version, "digest": self.digest}


def registries_of(project: Project) -> dict[str, Registry]:
    """Return the standards that sources name, by the name they give.

    Raises:
        StandardError: a standard cannot be used.
        UsageError: two files of standards have one name, or settings are made for a standard that no source has.
    """
    loaded: dict[str, Registry] = {}
    for source in project.sources:
        if source.standard not in loaded:
            loaded[source.standard] = _registry(source.standard, project)
    _refuse_two_of_one_name(loaded)
    names = {one.name for one in loaded.values()}
    for name in project.registries:
        if name not in names:
            near = did_you_mean(name, names)
            hint = Text(near.zh, near.en.strip()) if near.en else None
            raise UsageError(_NOBODYS.fill(name=name), where="registries", hint=hint)
    return loaded


def _registry(asked: str, project: Project) -> Registry:
    standard = load_standard(asked, known_checks=check_arguments(), known_cleansing=rule_arguments())
    settings = project.registries.get(standard.name, RegistrySettings())
    return Registry(standard, _digest(standard), settings)


def _digest(standard: Standard) -> str:
    """Return the SHA-256 over the files of a standard; shipped code lists belong to the version of the program."""
    running = hashlib.sha256()
    for path in _files(standard):
        content = path.read_bytes()
        running.update(f"{len(content)}\n".encode() + content)
    return running.hexdigest()


def _files(standard: Standard) -> Iterator[Path]:
    for document in lineage(Path(standard.path)):
        yield Path(document.path)
    defined = standard.codelists
    named = [field.codelist for field in standard.fields if field.codelist]
    lists = {str(defined.get(name, name)) for name in named if isinstance(defined.get(name, name), str)}
    yield from (Path(name) for name in sorted(lists) if is_path(name))


def _refuse_two_of_one_name(loaded: Mapping[str, Registry]) -> None:
    first: dict[str, str] = {}
    for asked, one in loaded.items():
        if loaded[first.setdefault(one.name, asked)].digest != one.digest:
            found = same(f"{first[one.name]}, {asked}")
            raise UsageError(_TWO.fill(name=one.name), where="sources", found=found, hint=_ONE_EACH)


_NOBODYS = Text(
    "registries 中的“{name}”不是任何来源的标准", 'registries: no source has the standard "{name}"'
)
_TWO = Text("两个标准文件都叫“{name}”", 'two files of standards are called "{name}"')
_ONE_EACH = Text("给其中一个换个名称（standard:）", "give one of them another name (`standard:`)")
