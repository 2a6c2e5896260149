"""Where results stand, and how a new one takes the place of the last: whole, by renaming, whenever the run is killed.

A result is made in a hidden sibling. When it is complete the folder that stands is renamed aside, the new one gets its
name, and the old one is taken away. Between the two renames the old one can always be put back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from govclean.errors import UsageError
from govclean.extracts.disk import exclusive, sync, sync_path, told
from govclean.governance.pipeline.config import STEPS
from govclean.governance.pipeline.made import FILE, Made
from govclean.wording import Text

_LOCK = ".run.lock"
_NEW, _ASIDE = ".new", ".aside"


@contextmanager
def held(output: Path) -> Iterator[None]:
    """Hold an output folder for one run; the lock goes with the process, however it ends.

    What a run that was killed left is cleared up first.

    Raises:
        UsageError: another run holds it, or it cannot be written.
    """
    with told(output, _ROOM):
        output.mkdir(parents=True, exist_ok=True)
        with exclusive(output / _LOCK, UsageError(_BUSY, where=str(output), hint=_WAIT)):
            _clear_up(output)
            yield


@contextmanager
def replaced(folder: Path, keep: Sequence[str] = ()) -> Iterator[Path]:
    """Yield where to make what is to stand in `folder`; it stands there once `Made` was written and the block ends.

    After an exception the folder is as it was, and nothing is left beside it.

    Args:
        keep: patterns of files that are taken over from what stood there; those of the same name are not.

    Raises:
        UsageError: the folder holds somebody else's files, or it cannot be written.
    """
    with told(folder, _ROOM):
        _refuse_foreign(folder)
        hidden = hidden_of(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove(hidden)
        try:
            yield hidden
            sync(hidden)
            _swap(hidden, folder, keep)
        finally:
            _remove(hidden)


def hidden_of(folder: Path) -> Path:
    """Return where what is to stand in a folder is made."""
    return folder.with_name(f".{folder.name}{_NEW}")


def finish(hidden: Path, made: Made) -> None:
    """Write what a result was made from beside it: it is complete now."""
    hidden.mkdir(exist_ok=True)
    made.write(hidden)


def write_whole(path: Path, content: bytes) -> bool:
    """Write a file that appears whole or not at all; return whether its content is another than before.

    Raises:
        UsageError: it cannot be written.
    """
    with told(path, _ROOM):
        if path.is_file() and path.read_bytes() == content:
            return False
        hidden = path.with_name(f".{path.name}{_NEW}")
        try:
            with hidden.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            hidden.replace(path)
        finally:
            hidden.unlink(missing_ok=True)
        sync_path(path.parent)
        return True


def _refuse_foreign(folder: Path) -> None:
    if folder.is_dir() and not (folder / FILE).is_file() and any(folder.iterdir()):
        raise UsageError(_FOREIGN, where=str(folder), hint=_ANOTHER)
    if folder.exists() and not folder.is_dir():
        raise UsageError(_NO_FOLDER, where=str(folder), hint=_ANOTHER)


def _swap(hidden: Path, folder: Path, keep: Sequence[str]) -> None:
    aside = folder.with_name(f".{folder.name}{_ASIDE}")
    if folder.exists():
        _remove(aside)
        folder.rename(aside)  # from here on nobody can add to what is kept
        for path in sorted(path for pattern in keep for path in aside.glob(pattern)):
            if not (hidden / path.name).exists():
                os.link(path, hidden / path.name)
        sync_path(hidden)
    hidden.rename(folder)
    sync_path(folder.parent)
    _remove(aside)


def _clear_up(output: Path) -> None:
    """Put back what was renamed aside and not replaced; take away what was not finished."""
    places = [output, *(output / step for step in STEPS)]
    for place in places:
        for path in sorted(place.glob(".*")) if place.is_dir() else ():
            name = path.name.removeprefix(".")
            if name.endswith(_ASIDE):
                original = path.with_name(name.removesuffix(_ASIDE))
                if not original.exists():
                    path.rename(original)
            if f"{_NEW}." in name or name.endswith((_NEW, _ASIDE)):
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


_BUSY = Text("另一个 govclean run 正在写这个输出目录", "another govclean run is writing this output folder")
_WAIT = Text("等它结束后再运行", "run again when it has ended")
_ROOM = Text("检查权限与磁盘空间", "check permissions and free space")
_FOREIGN = Text("目录中有不属于 govclean run 的文件", "the folder holds files that are not of govclean run")
_NO_FOLDER = Text("此处应为目录，却有一个文件", "this is to be a folder, and there is a file")
_ANOTHER = Text(
    "移走它，或在 govclean.yaml 中另指定 output",
    "move it away, or name another `output` in govclean.yaml",
)
