"""Output folders that are whole or not there: written in a hidden sibling, synced, renamed, `run.json` last."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govclean.errors import UsageError
from govclean.extracts.disk import exclusive, sync, sync_path, told
from govclean.wording import Text

LAST = "run.json"
"""The file that says an output folder is complete."""

_BUSY = Text("另一个 govclean 正在写这个输出目录", "another govclean is writing this output folder")
_WAIT = Text(
    "等它结束后再运行，或用 -o 换一个目录", "run again when it has ended, or name another folder with -o"
)
_FOREIGN = Text("输出目录中有不属于 govclean 的文件", "the output folder holds files that are not govclean's")
_EMPTY_FOLDER = Text(
    "用 -o 指定空目录或以前的输出目录", "name an empty folder, or one of an earlier run, with -o"
)
_NO_FOLDER = Text("输出位置是一个文件", "the output is to be a folder, and there is a file")
_ROOM = Text("检查权限与磁盘空间，或换一个目录", "check permissions and free space, or name another folder")


@contextmanager
def publish(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder to write into; what was written stands in `folder` afterwards, or nothing does.

    Files of an earlier run are replaced by those of the same name; `run.json` is taken away first and put back last,
    so that whoever finds it finds a complete run. After an exception `folder` is as it was.

    Raises:
        UsageError: another run is writing the folder, it holds somebody else's files, or it cannot be written.
    """
    folder = folder.absolute()
    with told(folder, _ROOM), _locked(folder):
        _refuse_foreign(folder)
        hidden = _hidden(folder)
        _empty(hidden)
        try:
            yield hidden
            sync(hidden)
            _move(hidden, folder)
        finally:
            shutil.rmtree(hidden, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = folder.with_name(f".{folder.name}.lock")
    with exclusive(path, UsageError(_BUSY, where=str(folder), hint=_WAIT)):
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _refuse_foreign(folder: Path) -> None:
    if folder.is_file():
        raise UsageError(_NO_FOLDER, where=str(folder), hint=_EMPTY_FOLDER)
    if not folder.is_dir() or (folder / LAST).exists() or _hidden(folder).exists():
        return  # ours, perhaps left half moved by a run that was killed
    if any(folder.iterdir()):
        raise UsageError(_FOREIGN, where=str(folder), hint=_EMPTY_FOLDER)


def _empty(hidden: Path) -> None:
    """Leave the hidden folder empty; while it stands, a half-moved output folder is known as ours."""
    hidden.mkdir(parents=True, exist_ok=True)
    for left in hidden.iterdir():  # by a run that was killed
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _hidden(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.partial")


def _move(hidden: Path, folder: Path) -> None:
    if not folder.exists():
        hidden.rename(folder)
    else:
        (folder / LAST).unlink(missing_ok=True)
        for path in sorted(hidden.iterdir(), key=lambda path: path.name == LAST):
            path.replace(folder / path.name)
    sync(folder)
    sync_path(folder.parent)
