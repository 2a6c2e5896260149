"""Whether the files of a drop are those its manifest declares: each there, with the declared size and hash.

A file under another name is known by its hash. What was not declared is told: it is kept, and is no part of the delivery.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from govclean.governance.intake.looking import Found, Standing
from govclean.governance.intake.manifest import Contents, DeclaredFile
from govclean.governance.intake.remarks import Remark
from govclean.wording import Text

HashOf = Callable[[str], str]
"""Path within the folder → SHA-256."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the delivery: as it was declared, and where it stands."""

    declared: DeclaredFile
    path: str  # within the folder
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        """Return the path under which it is kept: as declared, written in the one way there is."""
        return same_path(self.declared.path)

    @property
    def complete(self) -> bool:
        """Return whether size and hash were declared and are as declared: nothing of the file is still to come."""
        return self.declared.sha256 == self.sha256 and self.declared.bytes in (None, self.bytes)


@dataclass(frozen=True, slots=True)
class Matched:
    """Declared files and those that stand there, brought together."""

    members: tuple[Member, ...]  # declared and there, in the order of the manifest
    undeclared: tuple[Standing, ...]
    remarks: tuple[Remark, ...]

    @property
    def complete(self) -> bool:
        """Return whether every declared file is there as it was declared, by its hash."""
        awaited = any(one.code in _AWAITED for one in self.remarks)
        return bool(self.members) and not awaited and all(one.complete for one in self.members)

    @property
    def awaited(self) -> tuple[Remark, ...]:
        """Return what may still be on its way: files that are not there, or shorter than declared."""
        return tuple(one for one in self.remarks if one.code in _AWAITED)


def match_files(contents: Contents, found: Found, hash_of: HashOf) -> Matched:
    """Return which declared file is which file of the folder, by its path, else by its hash; tell what does not agree."""
    remarks = list(_wrongly_declared(contents.files))
    wrong = {one.file for one in remarks if one.code == "files.outside"}
    declared = {same_path(file.path): file for file in contents.files if file.path not in wrong}
    there = {same_path(one.path): one for one in found.files}
    placed = {name: there[name] for name in declared if name in there}
    spare = {one.path: one for name, one in there.items() if name not in placed}
    for name, file in declared.items():
        if name in placed:
            continue
        renamed = next((path for path in spare if file.sha256 and hash_of(path) == file.sha256), None)
        if renamed is None:
            remarks.append(_missing(file, found))
        else:
            placed[name] = spare.pop(renamed)
            remarks.append(Remark("files.renamed", "warning", _RENAMED.fill(found=renamed), file.path))
    members = tuple(
        Member(declared[name], placed[name].path, placed[name].bytes, hash_of(placed[name].path))
        for name in declared
        if name in placed
    )
    remarks += [remark for member in members for remark in _departing(member)]
    remarks += _alike(members)
    remarks += [Remark("files.undeclared", "warning", _UNDECLARED, path) for path in spare]
    remarks += [Remark("files.link", "warning", _LINK, path) for path in found.links]
    return Matched(members, tuple(spare.values()), tuple(remarks))


def same_path(path: str) -> str:
    r"""Return a path as it is compared: `./`, back slashes and how an accent is composed do not count.

    >>> same_path(r".\county\a.csv")
    'county/a.csv'
    """
    return unicodedata.normalize("NFC", PurePosixPath(path.strip().replace("\\", "/")).as_posix())


def _wrongly_declared(files: Sequence[DeclaredFile]) -> Iterator[Remark]:
    """Yield paths that leave the folder, and paths that stand twice."""
    if not files:
        yield Remark("files.none", "error", _NONE)
    seen: set[str] = set()
    for file in files:
        path = PurePosixPath(same_path(file.path))
        if path.is_absolute() or ".." in path.parts or not path.name or ":" in path.parts[0]:
            yield Remark("files.outside", "error", _OUTSIDE, file.path)
        elif str(path) in seen:
            yield Remark("files.declared_twice", "error", _TWICE, file.path)
        seen.add(str(path))


def _departing(member: Member) -> Iterator[Remark]:
    """Yield how a file departs from what was declared: cut short, longer, or of the same size with other content."""
    declared = member.declared
    if declared.bytes is not None and member.bytes != declared.bytes:
        code, words = (
            ("files.cut_short", _SHORT) if member.bytes < declared.bytes else ("files.longer", _LONGER)
        )
        facts = {"declared": f"{declared.bytes:,}", "found": f"{member.bytes:,}"}
        yield Remark(code, "error", words.fill(**facts), declared.path)
    elif declared.sha256 and declared.sha256 != member.sha256:
        yield Remark("files.tampered", "error", _TAMPERED, declared.path)


def _missing(file: DeclaredFile, found: Found) -> Remark:
    name = PurePosixPath(same_path(file.path)).name
    coming = [one for one in found.coming if PurePosixPath(one).name.lstrip("~$.").startswith(name)]
    if coming:
        return Remark("files.coming", "error", _COMING.fill(found=coming[0]), file.path)
    return Remark("files.missing", "error", _MISSING, file.path)


def _alike(members: Sequence[Member]) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for one in members:
        if one.sha256 in first and one.bytes:
            words = _ALIKE.fill(other=first[one.sha256])
            yield Remark("files.same_content", "error", words, one.declared.path)
        first.setdefault(one.sha256, one.declared.path)


_AWAITED = ("files.coming", "files.missing", "files.cut_short")
_NONE = Text("清单没有列出任何文件", "the manifest declares no file")
_OUTSIDE = Text("路径不在报送文件夹内，不予读取", "the path leaves the drop's folder: not read")
_TWICE = Text("清单中列了两次", "declared twice")
_RENAMED = Text(
    "文件名与清单不符：按 SHA-256 认出为 {found}", "under another name: known by its SHA-256 as {found}"
)
_COMING = Text("尚未传完：只有 {found}", "not all here yet: there is only {found}")
_MISSING = Text("清单列出的文件没有收到", "declared, and not there")
_SHORT = Text(
    "不完整：清单 {declared} 字节，实有 {found} 字节（可能未传完）",
    "cut short: {declared} bytes declared, {found} there (perhaps half copied)",
)
_LONGER = Text(
    "大小不符：清单 {declared} 字节，实有 {found} 字节",
    "another size: {declared} bytes declared, {found} there",
)
_TAMPERED = Text(
    "内容与清单的 SHA-256 不符：清单出具后文件被改动过",
    "its content has another SHA-256: it was changed after the manifest was made",
)
_ALIKE = Text("内容与 {other} 完全相同", "its content is that of {other}")
_UNDECLARED = Text("清单未列出，不作为本次报送的内容", "not declared: kept, but no part of the delivery")
_LINK = Text("是链接而不是文件，不予读取", "a link and no file: not read")
