"""The file of the ledger: made whole or not at all, written by one at a time, and troubles told as what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb

from govclean.errors import UsageError
from govclean.extracts.disk import exclusive, sync_path
from govclean.governance.ledger.storing import CHAIN_COLUMNS, Engine, columns_held, kinds_of
from govclean.governance.ledger.tables import BOOK
from govclean.wording import Text, same

_CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    **_CLOSED,
    "enable_external_access": "false",  # a ledger is a file of ours: its content opens no other
    "storage_compatibility_version": "v1.4.0",  # DuckDB 1.4 and later can read it: auditors need not have ours
}

_BUSY = Text("另一个 govclean 正在使用这个账本", "another govclean is using this ledger")
_WAIT = Text("等它结束后再运行", "run again when it has ended")
_NO_LEDGER = Text("没有这个账本", "there is no such ledger")
_BEGIN = Text(
    "returns build、run、intake、share 会建立账本；用 --ledger 指定它的位置",
    "returns build, run, intake and share begin one; say where it stands with --ledger",
)
_NOT_OURS = Text("这不是 govclean 的账本", "this is not a ledger of govclean")
_OTHER_FILE = Text("用 --ledger 指定账本文件", "name the ledger's file with --ledger")
_UNWRITABLE = Text("账本无法写入，未记入任何内容", "the ledger cannot be written; nothing was entered")
_UNREADABLE = Text("账本无法读取", "the ledger cannot be read")
_ROOM = Text("检查权限与磁盘空间", "check permissions and free space")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a ledger for writing; the lock goes with the process, however it ends.

    The lock is a hidden file beside the ledger that stays: taking it away could give two processes a lock each.

    Raises:
        UsageError: another process, or another part of this one, is writing; or the folder cannot be written.
    """
    busy = UsageError(_BUSY, where=str(path), hint=_WAIT)
    with ExitStack() as held:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(exclusive(path.with_name(f".{path.name}.lock"), busy))
        except OSError as error:
            raise unwritable(path, error.strerror or str(error)) from None
        yield


@contextmanager
def connected(path: Path, *, writing: bool) -> Iterator[Engine]:
    """Yield a connection to the file of a ledger, which is there.

    Raises:
        UsageError: the file is in use, cannot be read, or holds something else.
    """
    if not path.is_file():
        raise UsageError(_NO_LEDGER, where=str(path), hint=_BEGIN)
    try:
        engine = _connect(path, writing=writing)
    except (duckdb.ConnectionException, duckdb.IOException) as error:
        raise _cannot_open(path, error) from None
    with _closed_at_the_end(engine):
        if not _is_ours(engine):
            raise UsageError(_NOT_OURS, where=str(path), hint=_OTHER_FILE)
        yield engine


@contextmanager
def begun(path: Path) -> Iterator[Engine]:
    """Yield a connection to a new file, which stands at its path when all went well and not at all otherwise.

    Raises:
        UsageError: the file cannot be written.
    """
    hidden = path.with_name(f".{path.name}.new")
    try:
        _remove(hidden)  # what a killed run left
        with told(path):
            engine = _connect(hidden, writing=True)
            with _closed_at_the_end(engine):
                yield engine
                engine.execute("CHECKPOINT")  # everything in the one file that gets the name
        sync_path(hidden)
        hidden.rename(path)
        sync_path(path.parent)
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from None
    finally:
        _remove(hidden)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the disk refuses while an entry is written into a clear error.

    Raises:
        UsageError: the file cannot be written, for instance because the disk is full.
    """
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException) as error:
        raise unwritable(path, _first_line(error)) from None


def unwritable(path: Path, why: str) -> UsageError:
    """Return the error for a ledger that cannot be written."""
    return UsageError(_UNWRITABLE, where=str(path), found=same(why), hint=_ROOM)


def _connect(path: Path, *, writing: bool) -> Engine:
    return duckdb.connect(str(path), read_only=not writing, config=_CONFIG)


@contextmanager
def _closed_at_the_end(engine: Engine) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # what could not be written was told when it was entered
            engine.close()


def _cannot_open(path: Path, error: duckdb.Error) -> UsageError:
    words = str(error)
    if "lock" in words or "different configuration" in words:  # the latter: open in this very process
        return UsageError(_BUSY, where=str(path), hint=_WAIT)
    if "valid DuckDB" in words:
        return UsageError(_NOT_OURS, where=str(path), hint=_OTHER_FILE)
    return UsageError(_UNREADABLE, where=str(path), found=same(_first_line(error)), hint=_OTHER_FILE)


def _is_ours(engine: Engine) -> bool:
    """Return whether the tables that hold the chain are there, with all their columns."""
    held = columns_held(engine)
    chain = {**CHAIN_COLUMNS, BOOK.name: kinds_of(BOOK)}
    return all(columns.keys() <= held.get(name, {}).keys() for name, columns in chain.items())


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:300]


def _remove(path: Path) -> None:
    for one in (path, path.with_name(f"{path.name}.wal")):
        one.unlink(missing_ok=True)
