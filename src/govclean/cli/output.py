"""Where a result goes: stdout, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from govclean.errors import UsageError
from govclean.wording import Text, same

_UNWRITABLE = Text("无法写入文件", "the file cannot be written")
_OTHER_PLACE = Text("换一个可写且空间足够的位置", "choose a folder that can be written to and has room")
_FOR_A_FILE = Text(
    "{format} 是二进制格式，不能显示在终端", "{format} is a binary format and not for a terminal"
)
_NAME_A_FILE = Text("用 -o 指定文件", "name a file with -o")


def write_result(write: Callable[[BinaryIO], None], path: str | None) -> None:
    """Write to a file, atomically, or to stdout where `path` is None or `-`.

    Raises:
        UsageError: the file cannot be written: no such folder, no permission, disk full.
    """
    if path is None or path == "-":
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        _write_whole(write, target)
    except OSError as error:
        raise UsageError(
            _UNWRITABLE, where=path, found=same(error.strerror or str(error)), hint=_OTHER_PLACE
        ) from None


def write_text(text: str, path: str | None) -> None:
    """Write text in UTF-8, as `write_result` does.

    Raises:
        UsageError: the file cannot be written.
    """

    def write(sink: BinaryIO) -> None:
        sink.write(text.encode())

    write_result(write, path)


def refuse_terminal(format_name: str, path: str | None) -> None:
    """Raise where a binary result would go to a terminal.

    Raises:
        UsageError: stdout is a terminal and no file was named.
    """
    if path in (None, "-") and sys.stdout.isatty():
        raise UsageError(_FOR_A_FILE.fill(format=format_name), hint=_NAME_A_FILE)


def _write_whole(write: Callable[[BinaryIO], None], target: Path) -> None:
    """Write a hidden sibling, sync it, and give it the name."""
    if target.is_symlink():
        target = target.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as special:  # a device or pipe is written as it is
            write(special)
        return
    handle, sibling = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(sibling).chmod(0o666 & ~umask)
        Path(sibling).replace(target)
    except BaseException:
        Path(sibling).unlink(missing_ok=True)
        raise
