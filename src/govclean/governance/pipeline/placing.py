"""Where results stand, and how a new one takes the place of the last: whole, by renaming, whenever the run is killed.

A result is made in a hidden sibling. When it is complete the folder that stands is renamed aside, the new one gets its
name, and the old one is taken away. Between the two renames the old one can always be put back.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from govclean.errors import UsageError
from govclean.governance.pipeline.config import STEPS
from govclean.governance.pipeline.made import FILE, Made
from govclean.wording import Text, same

_LOCK = ".run.lock"
_NEW, _ASIDE = ".new", ".aside"


@contextmanager
def held(output: Path) -> Iterator[None]:
    """Hold an output folder for one run; the lock goes with the process, however it ends.

    What a run that was killed left is cleared up first.

    Raises:
        UsageError: another run holds it, or it cannot be written.
    """
    with told(output):
        output.mkdir(parents=True, exist_ok=True)
        with (output / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in (errno.EACCES, errno.EAGAIN):
                    raise UsageError(_BUSY, where=str(output), hint=_WAIT) from None
                raise
            _clear_up(output)
            yield


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into a clear error.

    Raises:
        UsageError: the place cannot be written.
    """
    try:
        yield
    except OSError as error:
        found = same(os.strerror(error.errno) if error.errno else str(error))
        raise UsageError(_UNWRITABLE, where=str(place), found=found, hint=_ROOM) from error


@contextmanager
def replaced(folder: Path, keep: Sequence[str] = ()) -> Iterator[Path]:
    """Yield where to make what is to stand in `folder`; it stands there once `Made` was written and the block ends.

    After an exception the folder is as it was, and nothing is left beside it.

    Args:
        keep: patterns of files that are taken over from what stood there; those of the same name are not.

    Raises:
        UsageError: the folder holds somebody else's files, or it cannot be written.
    """
    with told(folder):
        _refuse_foreign(folder)
        hidden = hidden_of(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove(hidden)
        try:
            yield hidden
            _sync(hidden)
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
    with told(path):
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
        _sync_folder(path.parent)
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
        _sync_folder(hidden)
    hidden.rename(folder)
    _sync_folder(folder.parent)
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


def _sync(folder: Path) -> None:
    """Bring all of a folder to the disk, those within it too."""
    for place, _, names in os.walk(folder):
        for name in names:
            handle = os.open(Path(place) / name, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        _sync_folder(Path(place))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_BUSY = Text("另一个 govclean run 正在写这个输出目录", "another govclean run is writing this output folder")
_WAIT = Text("等它结束后再运行", "run again when it has ended")
_UNWRITABLE = Text("无法写入输出目录", "the output folder cannot be written")
_ROOM = Text("检查权限与磁盘空间", "check permissions and free space")
_FOREIGN = Text("目录中有不属于 govclean run 的文件", "the folder holds files that are not of govclean run")
_NO_FOLDER = Text("此处应为目录，却有一个文件", "this is to be a folder, and there is a file")
_ANOTHER = Text(
    "移走它，或在 govclean.yaml 中另指定 output",
    "move it away, or name another `output` in govclean.yaml",
)
