"""A drop: a folder with its manifest. What the manifest says, or every mistake in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govclean.documents import examine, load_document, refusal
from govclean.errors import GovcleanError, UsageError
from govclean.extracts.hashing import CHUNK
from govclean.governance.intake.manifest import MANIFEST, Manifest
from govclean.governance.intake.remarks import Remark
from govclean.wording import Text, same

UNKNOWN_DEPARTMENT = "未知部门"


@dataclass(frozen=True, slots=True)
class Drop:
    """A drop as it was handed in."""

    folder: Path
    place: str  # the manifest's path as it was given
    manifest: Manifest
    sha256: str  # of the manifest
    remarks: tuple[Remark, ...] = field(default=())  # mistakes in the manifest

    @property
    def department(self) -> str:
        """Return the department that answers for it."""
        return self.manifest.responsibility.department.strip() or UNKNOWN_DEPARTMENT

    @property
    def key(self) -> str:
        """Return what tells its place apart from others."""
        return str(Path(self.place).absolute())


def manifest_of(path: Path) -> Path | None:
    """Return the manifest of a drop: of a folder, or the file itself; None where the folder has none.

    Raises:
        UsageError: there is no such folder or file, or the file is no manifest.
    """
    if path.is_dir():
        manifest = path / MANIFEST
        return manifest if manifest.is_file() else None
    if not path.exists():
        raise UsageError(_NO_DROP, where=str(path), hint=_NAME_FOLDER)
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(_NO_MANIFEST, where=str(path), hint=_NAME_FOLDER)
    return path


def read_drop(manifest: Path) -> Drop:
    """Return the drop of a manifest; one with mistakes declares nothing but, perhaps, whose it is.

    Raises:
        UsageError: the manifest cannot be opened.
    """
    try:
        sha256 = hash_of(manifest)
    except OSError as error:
        raise UsageError(_UNREADABLE, where=str(manifest), found=same(error.strerror or str(error))) from None
    try:
        document = load_document(manifest)
    except GovcleanError as error:
        return Drop(manifest.parent, str(manifest), Manifest(), sha256, (_mistaken(error),))
    told, mistakes = examine(document, Manifest)
    if told is not None:
        return Drop(manifest.parent, str(manifest), told, sha256)
    responsibility = document.data.get("responsibility") if isinstance(document.data, Mapping) else None
    department = responsibility.get("department") if isinstance(responsibility, Mapping) else None
    whose = {"responsibility": {"department": department}} if isinstance(department, str) else {}
    return Drop(
        manifest.parent,
        str(manifest),
        Manifest.model_validate(whose),
        sha256,
        (_mistaken(refusal(mistakes)),),
    )


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    running = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            running.update(chunk)
    return running.hexdigest()


def _mistaken(error: GovcleanError) -> Remark:
    return Remark("manifest.unreadable", "error", Text(error.say("zh"), error.say("en")), MANIFEST)


_NO_DROP = Text("没有这个报送文件夹", "there is no such drop")
_NO_MANIFEST = Text("这是数据文件，不是报送文件夹或清单", "this is neither a drop's folder nor a manifest")
_NAME_FOLDER = Text(f"请指定含有 {MANIFEST} 的文件夹", f"name a folder that holds {MANIFEST}")
_UNREADABLE = Text("报送清单无法读取", "the manifest cannot be read")
