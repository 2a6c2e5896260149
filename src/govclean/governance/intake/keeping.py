"""Where drops are kept: `accepted/<department>/<batch>/`, `rejected/<department>/<batch>/`; nothing is ever deleted.

Files are copied before they are judged, so that what was judged is what is kept, and put in their place by renaming.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from govclean.errors import UsageError
from govclean.extracts.hashing import CHUNK
from govclean.extracts.publishing import LAST
from govclean.wording import Text, same

DATA = "data"
_STAGING = ".intake"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Staged:
    """The copies of a drop's files: declared ones under their declared names, the others under their own."""

    declared: Path
    others: Path
    manifest: Path

    def join(self) -> None:
        """Put all files together, those nobody declared beside the others: they share one fate."""
        for path in sorted(self.others.rglob("*")):
            target = self.declared / path.relative_to(self.others)
            if path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                path.rename(target if not target.exists() else target.with_name(f"{target.name}.undeclared"))


@contextmanager
def staged(
    folder: Path,
    output: Path,
    declared: Mapping[str, tuple[str, str]],
    others: Mapping[str, str],
    manifest: Mapping[str, str],
) -> Iterator[Staged]:
    """Yield copies of a drop's files, made within the output folder and taken away when they were not kept.

    Args:
        declared: declared path → path in the folder, SHA-256.
        others: path in the folder → SHA-256.
        manifest: the manifest's, in the same way.

    Raises:
        UsageError: a file changed since it was hashed, or cannot be read or copied.
    """
    hidden = output / _STAGING
    copies = Staged(hidden / "declared", hidden / "others", hidden / "manifest")
    try:
        shutil.rmtree(hidden, ignore_errors=True)  # left by a run that was killed
        for path in (copies.declared, copies.others):
            path.mkdir(parents=True)
        for name, (source, sha256) in declared.items():
            _copy(folder / source, copies.declared / name, sha256)
        for source, sha256 in others.items():
            _copy(folder / source, copies.others / source, sha256)
        for source, sha256 in manifest.items():
            _copy(folder / source, copies.manifest, sha256)
        yield copies
    except OSError as error:
        found = same(error.strerror or str(error))
        raise UsageError(_NOT_COPIED, where=str(error.filename or output), found=found, hint=_LOOK) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def place_for(output: Path, shelf: str, department: str, batch: str) -> Path:
    """Return the folder of a batch on a shelf; the department's name made fit for one.

    >>> place_for(Path("in"), "accepted", "../市卫健委", "B1").as_posix()
    'in/accepted/_市卫健委/B1'
    """
    name = _UNSAFE.sub("_", department).strip(" .")[:_LONGEST] or "_"
    return output / shelf / name / batch


def keep(copies: Path, hidden: Path, target: Path) -> None:
    """Move copies below the folder that is being published; those of an earlier run of the same batch stay.

    The batch's number holds the hashes and names of its files: under one number stand the same bytes.
    """
    if any(copies.iterdir()) and not (target / DATA).exists():
        copies.rename(hidden / DATA)


def is_kept(folder: Path) -> bool:
    """Return whether a batch stands complete in its folder."""
    return (folder / LAST).is_file()


def _copy(source: Path, target: Path, sha256: str) -> None:
    """Copy a file to the disk, hashing what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    running = hashlib.sha256()
    with source.open("rb") as given, target.open("wb") as taken:
        while chunk := given.read(CHUNK):
            running.update(chunk)
            taken.write(chunk)
        taken.flush()
        os.fsync(taken.fileno())
    if running.hexdigest() != sha256:
        raise UsageError(_CHANGED, where=str(source), hint=_AGAIN)


_NOT_COPIED = Text("报送文件无法复制", "the drop's files cannot be copied")
_LOOK = Text("检查读写权限与磁盘空间", "check permissions and free space")
_CHANGED = Text("读取期间文件被改动", "the file changed while it was read")
_AGAIN = Text("等文件传完后再接收", "take the drop in when it is all there")
