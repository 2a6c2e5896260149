"""What every writer of folders asks of the disk: one writer at a time, everything down to the platter, clear errors."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from govclean.errors import UsageError
from govclean.wording import Text, same


@contextmanager
def told(place: Path, hint: Text) -> Iterator[None]:
    """Turn what the disk refuses into a clear error.

    Raises:
        UsageError: the place cannot be written.
    """
    try:
        yield
    except OSError as error:
        found = same(os.strerror(error.errno) if error.errno else str(error))
        raise UsageError(_UNWRITABLE, where=str(place), found=found, hint=hint) from error


@contextmanager
def exclusive(path: Path, busy: UsageError) -> Iterator[None]:
    """Hold a lock file for this process; the lock goes with the process, however it ends.

    Raises:
        UsageError: `busy`, where somebody else holds it.
    """
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise busy from None
            raise
        if not _is_still(path, lock):  # its last holder took it away between our opening and our locking
            raise busy
        yield


def sync(folder: Path) -> None:
    """Bring all of a folder to the disk, the folders within it too."""
    for place, _, names in os.walk(folder):
        for name in names:
            sync_path(Path(place) / name)
        sync_path(Path(place))


def sync_path(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_still(path: Path, lock: IO[str]) -> bool:
    try:
        return path.stat().st_ino == os.fstat(lock.fileno()).st_ino
    except FileNotFoundError:
        return False


_UNWRITABLE = Text("无法写入输出目录", "the output folder cannot be written")
