"""What a workbook may weigh: looked at before it is opened, and held while it is."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from govclean.errors import ExtractError
from govclean.extracts.archives import check_sizes
from govclean.wording import Text, same

MEMORY_LIMIT = 2 << 30
"""The most address space of the process that opens a workbook, in bytes."""

MEMORY_BASE, MEMORY_PER_BYTE = 768 << 20, 8
"""What it may take for any workbook, and for each byte the workbook unpacks to: a cell is 20 bytes of XML or more and
24 bytes of memory, so only a sheet that is nearly empty and very wide needs more."""

TIME_LIMIT = 300
"""Seconds of that process."""

PART_LIMIT = 1 << 30
"""Bytes one part of a workbook (a sheet, the shared texts) may unpack to: about 20 million cells."""

PROLOG = 64 * 1024
CHUNK = 1 << 20


def check_parts(path: Path, label: str) -> None:
    """Look at the parts of a zipped workbook before anything opens it.

    Raises:
        ExtractError: a part unpacks to more than it may, or to another size than the zip says, or declares entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            check_sizes(label, entries)
            for entry in entries:
                if entry.file_size > PART_LIMIT:
                    raise too_large(label, same(f"{entry.filename}: {entry.file_size:,} B"))
                if entry.filename.endswith((".xml", ".rels", ".vml")):
                    _check_entities(archive, entry, label)
            for entry in entries:
                if entry.file_size > CHUNK or entry.compress_size > CHUNK:
                    for _ in pieces(archive, entry):
                        pass
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ExtractError(
            Text("工作簿损坏", "a damaged workbook"),
            where=label,
            found=same(type(error).__name__),
            hint=Text(
                "请用 Excel/WPS 打开并另存为 .xlsx 后再提交",
                "open it in Excel or WPS, save it as .xlsx, hand that in",
            ),
        ) from None


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece; a size or checksum other than declared raises BadZipFile."""
    with archive.open(entry) as part:
        while piece := part.read(CHUNK):
            yield piece


def too_large(label: str, found: Text) -> ExtractError:
    """Return the error for a workbook that would take too much memory."""
    return ExtractError(
        Text(
            "工作簿过大或单元格分布异常，未打开",
            "the workbook is too large, or its cells lie too far apart; not opened",
        ),
        where=label,
        found=found,
        hint=Text(
            "请删除数据区之外的单元格（Ctrl+End 查看末格），或导出为 CSV",
            "delete the cells outside the data (Ctrl+End shows the last one), or export CSV",
        ),
    )


def memory_for(path: Path) -> int:
    """Return how many bytes the process that opens a workbook may take."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    else:
        size = 4 * path.stat().st_size
    return min(MEMORY_LIMIT, MEMORY_BASE + MEMORY_PER_BYTE * size)


def hold(memory: int) -> None:
    """Limit the memory and processor time of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - the module does not exist on Windows

    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, TIME_LIMIT)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _check_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> None:
    with archive.open(entry) as part:
        prolog = part.read(PROLOG)
    if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
        raise ExtractError(
            Text(
                "工作簿内含实体声明，不安全，未打开",
                "the workbook declares entities, which is not safe; not opened",
            ),
            where=label,
            found=same(entry.filename),
            hint=Text(
                "请用 Excel/WPS 另存为 .xlsx 后再提交", "save it as .xlsx in Excel or WPS and hand that in"
            ),
        )
