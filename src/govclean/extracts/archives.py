"""The tables in a zip, after a look at what it says it holds. Nothing is written under a name from the zip."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from govclean.errors import ExtractError
from govclean.extracts.sources import Source
from govclean.wording import Text, same

RATIO_LIMIT = 200
"""How many times smaller a member may be packed; tables pack 3 to 30 times."""

SMALL = 16 << 20
"""Members up to this many bytes are opened whatever their ratio."""

TOTAL_LIMIT = 64 << 30
MEMBER_LIMIT = 1000
TABLES = {
    ".csv",
    ".tsv",
    ".txt",
    ".tab",
    ".dat",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".et",
    ".ods",
    ".parquet",
    ".pq",
    ".json",
}
TABLES |= {".jsonl", ".ndjson", ".zip"}
UTF8_NAME = 0x800
ENCRYPTED = 0x1


def members(source: Source) -> list[Source]:
    """Return the tables of a zip, sorted by name; other files in it are passed over.

    Raises:
        ExtractError: it holds no table, a zip, an encrypted member, or sizes that are not safe.
    """
    archive = source.local()
    with zipfile.ZipFile(archive) as opened:
        entries = [entry for entry in opened.infolist() if _is_table(entry)]
    check_sizes(source.label, entries)
    inner = []
    for entry in entries:
        name = name_of(entry)
        label = f"{source.label}!/{name}"
        if name.lower().endswith(".zip"):
            raise _refused(label, Text("压缩包中的压缩包", "a zip inside the zip"))
        if entry.flag_bits & ENCRYPTED:
            raise _refused(label, Text("加密的成员", "an encrypted member"))
        inner.append(Source(label, archive, entry, name, holder=source))
    if not inner:
        raise _refused(source.label, Text("没有表格文件", "no table"))
    return sorted(inner, key=lambda member: member.label)


def check_sizes(label: str, entries: list[zipfile.ZipInfo]) -> None:
    """Raise ExtractError where a zip says that it unpacks to far more than it weighs, or to too many members."""
    if len(entries) > MEMBER_LIMIT:
        raise _refused(label, same(f"{len(entries)} > {MEMBER_LIMIT}"))
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size):
            facts = f"{entry.compress_size:,} → {entry.file_size:,} B"
            raise _bomb(label, same(facts))
    if sum(entry.file_size for entry in entries) > TOTAL_LIMIT:
        raise _bomb(label, same(f"{sum(entry.file_size for entry in entries):,} B"))


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is not marked as UTF-8 is read as UTF-8, then GB 18030."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_table(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(name_of(entry))
    hidden = path.name.startswith(("~$", "._", ".")) or "__MACOSX" in path.parts
    return not entry.is_dir() and not hidden and path.suffix.lower() in TABLES


def _bomb(label: str, found: Text) -> ExtractError:
    return ExtractError(
        Text("解压后的大小不安全，未打开", "it unpacks to a size that is not safe; it was not opened"),
        where=label,
        found=found,
        hint=Text(
            "请确认来源；如属正常数据，请导出为未压缩的 CSV",
            "check where it comes from; if it is real data, export plain CSV",
        ),
    )


def _refused(label: str, found: Text) -> ExtractError:
    return ExtractError(
        Text("压缩包无法按表格读取", "the zip cannot be read as tables"),
        where=label,
        found=found,
        hint=Text(
            "请解压（去除密码）后提交其中的表格文件",
            "unpack it, without password, and hand in the tables in it",
        ),
    )
