"""Where the bytes of an extract are: a file, standard input, or a member of a zip."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import weakref
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self, cast

from govclean.errors import ExtractError
from govclean.wording import Text, same


@dataclass
class Source:
    """Bytes that can be read again and again from their start.

    Attributes:
        label: how the user knows it: the path as given, `-`, or `drop.zip!/inner.csv`.
        file: the file on disk that holds the bytes, or the zip that holds the member.
        member: the zip's entry, None for a file.
        title: a member's name in the zip.
        holder: the zip's own source, kept so that a spooled zip stays while its members are in use.
    """

    label: str
    file: Path
    member: zipfile.ZipInfo | None = None
    title: str = ""
    holder: Source | None = field(default=None, repr=False)
    _spooled: Path | None = field(default=None, repr=False)

    @property
    def file_name(self) -> str:
        """The name without any folder, its suffix kept."""
        return (self.title or self.label).replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def stem(self) -> str:
        """The name without folder and suffix; `stdin` for standard input."""
        return "stdin" if self.label == "-" else Path(self.file_name).stem

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return Path(self.file_name).suffix.lower()

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte.

        Raises:
            ExtractError: the file is gone, may not be read, or the zip is damaged or encrypted.
        """
        try:
            if self.member is None or self._spooled is not None:
                return (self._spooled or self.file).open("rb")
            return cast("BinaryIO", _Member(self.file, self.member, self.label))
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise unreadable(self.label, error) from None

    def local(self) -> Path:
        """Return a file on disk that holds exactly these bytes; a zip member is unpacked to a temporary file."""
        if self.member is None:
            return self.file
        if self._spooled is None:
            with self.open() as stream:
                self._spooled = _spool(stream, self)
        return self._spooled


class _Member:
    """A stream over one member of a zip that closes the zip with itself."""

    def __init__(self, archive: Path, member: zipfile.ZipInfo, label: str) -> None:
        self._label = label
        self._archive = zipfile.ZipFile(archive)
        self._stream = self._archive.open(member)

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except (zipfile.BadZipFile, EOFError, zlib.error) as error:
            raise unreadable(self._label, error) from None

    def close(self) -> None:
        self._stream.close()
        self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def source_of(path: str | os.PathLike[str]) -> Source:
    """Return the source a user named; `-` is standard input, kept in a temporary file while it is in use.

    Raises:
        ExtractError: no such file, a folder, or a file that may not be read.
    """
    label = os.fspath(path)
    if label == "-":
        source = Source("-", Path("-"))
        source.file = _spool(sys.stdin.buffer, source)
        return source
    file = Path(label)
    try:
        if file.is_dir():
            raise ExtractError(
                Text("这是文件夹，不是文件", "this is a folder, not a file"),
                where=label,
                hint=Text("请指定其中的文件", "name the files in it"),
            )
        file.open("rb").close()
    except OSError as error:
        raise unreadable(label, error) from None
    return Source(label, file)


def unreadable(label: str, error: Exception) -> ExtractError:
    """Return the error that says why a file cannot be opened and what to try."""
    if isinstance(error, FileNotFoundError):
        what = Text("没有这个文件", "there is no such file")
        hint = Text(
            "请检查路径和文件名（含全角字符、空格）",
            "check the path and the name (full-width characters, spaces)",
        )
    elif isinstance(error, PermissionError):
        what = Text("没有读取权限", "no permission to read it")
        hint = Text(
            "请为当前用户开放读权限，或复制到可读的位置",
            "grant read permission, or copy it to where you may read",
        )
    elif not isinstance(error, OSError):
        what = Text(
            "压缩包成员损坏，或与其声明的大小不符",
            "a damaged zip member, or one of another size than declared",
        )
        hint = Text("请重新打包后提交", "pack it again and hand it in")
    else:
        what = Text("无法读取", "it cannot be read")
        hint = Text("请检查磁盘或网络位置", "check the disk or the network folder")
    found = (
        error.strerror
        if isinstance(error, OSError) and error.strerror
        else str(error) or type(error).__name__
    )
    return ExtractError(what, where=label, found=same(found), hint=hint)


def _spool(stream: BinaryIO, owner: Source) -> Path:
    """Copy a stream to a temporary file, readable by this user only, that goes when its owner goes."""
    handle, name = tempfile.mkstemp(prefix="govclean-")
    weakref.finalize(owner, _remove, name)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
    except OSError as error:
        raise unreadable(owner.label, error) from None
    return Path(name)


def _remove(name: str) -> None:
    Path(name).unlink(missing_ok=True)
