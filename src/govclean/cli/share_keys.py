"""`govclean share match-keys`: common records found by keyed hashes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, BinaryIO

from govclean.cli.options import AS_OF, COLUMN, READING, THREADS, standards_starting_with
from govclean.cli.output import refuse_terminal, write_result
from govclean.cli.progress import progress
from govclean.cli.session import Session
from govclean.cli.share_options import HASH_KEY, reading
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument, Option
from govclean.errors import UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    import pyarrow as pa

_MATCH_KEYS = Text(
    "生成比对密文：双方用同一密钥对主键作 HMAC-SM3，不出示号码即可找出共有记录。\n\n"
    "-o 写出的文件（去重、排序）可交给对方；--rows 写出的对照表（密文与行号）自留。--join 比对两个文件。",
    "Make keys to compare: with one key both sides hash their identifiers (HMAC-SM3) and find common records unseen.\n\n"
    "What -o writes (distinct, sorted) may travel; what --rows writes (key and row) stays at home. --join compares two.",
)
_NEEDS = Text("需要 {what}", "{what} is needed")
_KEYS = Text(
    "读取 {read} 条，{without} 条缺主键，{keys} 个不同密文",
    "{read} records, {without} without a key, {keys} distinct keys",
)
_COMMON = Text("甲方 {left}，乙方 {right}，共有 {keys}", "{left} keys, {right} keys, {keys} in both")


def match_keys(session: Session, asked: SimpleNamespace) -> int:
    """Make keys of a file, or compare two files of keys; return the exit code."""
    if asked.join:
        return _join(session, asked)
    from govclean.governance.sharing.match_keys import match_keys as keys_of
    from govclean.standards.loading import load_standard
    from govclean.values.digests import Key

    given = {
        "FILE": len(asked.files) == 1,
        "-s": asked.standard,
        "--fields": asked.fields,
        "--key": asked.key,
    }
    for what, is_given in {**given, "-o FILE": asked.output}.items():
        if not is_given:
            raise UsageError(_NEEDS.fill(what=what))
    fields = [name.strip() for part in asked.fields for name in part.split(",") if name.strip()]
    key = Key.read(asked.key)
    with progress(session) as tell:
        made = keys_of(
            asked.files[0], load_standard(asked.standard), fields, key, reading(session, asked), tell
        )
    _write_parquet(made.keys, asked.output)
    if asked.rows:
        _write_parquet(made.rows, asked.rows)
    told = _KEYS.fill(read=f"{made.read:,}", without=f"{made.without:,}", keys=f"{made.keys.num_rows:,}")
    session.note(told)
    return 0


def _join(session: Session, asked: SimpleNamespace) -> int:
    from govclean.governance.sharing.match_keys import join_keys

    if len(asked.files) != 2:
        raise UsageError(_NEEDS.fill(what="--join A B"))
    found = join_keys(*asked.files)
    if asked.output:
        _write_parquet(found.table, asked.output)
    session.show_data({"left": found.left, "right": found.right, "common": found.keys})
    session.note(_COMMON.fill(left=f"{found.left:,}", right=f"{found.right:,}", keys=f"{found.keys:,}"))
    return 0


def _write_parquet(table: pa.Table, path: str) -> None:
    from govclean.extracts import parquet

    def write(sink: BinaryIO) -> None:
        parquet.write_parquet(table, sink)

    refuse_terminal("parquet", path)
    write_result(write, path)


_FILES = Argument(
    ["files"],
    Text("来源文件；--join 时为两个密文文件", "the extract; with --join two files of keys"),
    nargs=-1,
    required=True,
    metavar="FILE…",
)
_STANDARD = Option(
    ["--standard", "-s"],
    Text("标准名称或文件，如 population", "a standard's name or file, such as population"),
    metavar="STANDARD",
    shell_complete=standards_starting_with,
)
_FIELDS = Option(
    ["--fields"],
    Text(
        "用来比对的字段，可重复或以逗号分隔，双方顺序一致",
        "fields to compare, repeatable or with commas, in one order",
    ),
    multiple=True,
    metavar="FIELD,…",
)
_JOIN = Option(["--join"], Text("比对两个密文文件", "compare two files of keys"), is_flag=True)
_OUTPUT = Option(["--output", "-o"], Text("结果文件（Parquet）", "the result (Parquet)"), metavar="FILE")
_ROWS = Option(["--rows"], Text("密文与行号的对照表，自留", "key and row, to keep at home"), metavar="FILE")

MATCH_KEYS_COMMAND = Command(
    "match-keys",
    _MATCH_KEYS,
    match_keys,
    [_FILES, _STANDARD, _FIELDS, HASH_KEY, _JOIN, _OUTPUT, _ROWS, AS_OF, COLUMN, THREADS, *READING],
)
