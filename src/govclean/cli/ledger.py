"""`govclean ledger show | export | verify`: what was entered, as files, and whether it still stands as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, BinaryIO

import click

from govclean.cli.ledger_options import KEY, LEDGER, key_of
from govclean.cli.options import format_option
from govclean.cli.output import write_result
from govclean.cli.parameters import count_from
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command, CommandGroup
from govclean.cli.spoken import Argument, Option
from govclean.errors import UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    import pyarrow as pa

    from govclean.governance.ledger import Ledger, Verification

_WHAT = Text("查看、导出、核验账本。", "Show, export and verify the ledger.")
_SHOW = Text(
    "查看账本：各笔记录，或一张表的行。\n\n"
    "不带参数列出各笔记录，最近的在前；给出表名（如 rounds、problems、shares）列出它的行；--entry 看一笔的内容与各表行数。",
    "Show the ledger: its entries, or the rows of one table.\n\n"
    "Without an argument its entries, the newest first; with a table (such as rounds, problems, shares) its rows; "
    "--entry shows one entry and how many rows it put where.",
)
_EXPORT = Text(
    "导出账本：每张表一个 Parquet 文件，附 run.json。\n\n记录主键只有摘要和脱敏后的样子；建账的盐值不导出。",
    "Export the ledger: a Parquet file a table, and run.json.\n\n"
    "Record keys are digests and masked; the salt the ledger began with is left out.",
)
_VERIFY = Text(
    "核验账本：逐笔重算哈希，核对每一行、每个环节。\n\n"
    "没有密钥时，整本重写而哈希自洽的账本无从发现：请把首尾哈希记在别处，用 --expect 比对；或记账时使用 --key。"
    "账本无误退出码为 0，有出入为 1。",
    "Verify the ledger: every hash computed anew, every row and link compared.\n\n"
    "Without a key a ledger rewritten as a whole cannot be told: note its last hash elsewhere and compare it with "
    "--expect, or keep the ledger with --key. The exit code is 0 where all agrees, else 1.",
)
_NO_ENTRY = Text("账本没有第 {seq} 笔", "the ledger has no entry {seq}")
_ENTRIES = Text("共 {count} 笔，末笔 {head}", "{count} entries, the last is {head}")
_NO_TABLE = Text("账本没有表“{name}”", 'the ledger has no table "{name}"')
_NO_KIND = Text("没有“{name}”这一类记录", 'there is no kind of entries "{name}"')
_KNOWN = Text("{near}可选：{names}", "{near} There are {names}")
_KIND_ALONE = Text("--kind 只用于列出各笔记录", "--kind is for the list of entries only")
_WROTE = Text("{count} 行已导出到 {path}", "{count} rows exported to {path}")
_EXPECT_FORM = Text("--expect 应为 序号:哈希", "--expect is NUMBER:HASH")


def show(session: Session, asked: SimpleNamespace) -> int:
    """Show the entries, one entry, or the rows of a table; return the exit code."""
    from govclean.governance.ledger import Ledger

    if asked.kind and (asked.table or asked.entry):
        raise UsageError(_KIND_ALONE)
    with Ledger.read(asked.ledger) as ledger:
        if asked.table:
            _show_rows(session, asked, ledger)
        elif asked.entry:
            _show_entry(session, asked, ledger)
        else:
            _show_entries(session, asked, ledger)
    return 0


def export(session: Session, asked: SimpleNamespace) -> int:
    """Write the ledger's tables into a folder; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.ledger.exporting import export_ledger
    from govclean.reports.ledger_pages import trouble_lines
    from govclean.reports.tables import export as write_beside

    beside = None if asked.format == "parquet" else lambda folder: write_beside(folder, asked.format)
    with Ledger.read(asked.ledger, key_of(asked.key)) as ledger:
        done = export_ledger(ledger, Path(asked.output), beside=beside)
    session.note(_WROTE.fill(count=f"{sum(done.rows.values()):,}", path=asked.output))
    for line in trouble_lines(done.verification, session.language):
        click.echo(line, err=True)
    return int(not done.verification.holds)


def verify(session: Session, asked: SimpleNamespace) -> int:
    """Verify the ledger and show what was found; return 1 where something is amiss."""
    from govclean.governance.ledger import Ledger

    with Ledger.read(asked.ledger, key_of(asked.key)) as ledger:
        found = _compared(ledger, ledger.verify(), asked.expect)
    _show_verification(session, asked, found)
    return int(not found.holds)


def _compared(ledger: Ledger, found: Verification, expected: str | None) -> Verification:
    """Return the verification with the head that was noted elsewhere compared too."""
    from dataclasses import replace

    from govclean.governance.ledger import missing_head

    if expected is None:
        return found
    if not expected.partition(":")[0].isdigit() or not expected.partition(":")[2]:
        raise UsageError(_EXPECT_FORM)
    entries = ledger.entries()
    noted = zip(entries["seq"].to_pylist(), entries["hash"].to_pylist(), strict=True)
    missing = missing_head(list(noted), expected)
    return replace(found, troubles=(*found.troubles, missing)) if missing else found


def _show_verification(session: Session, asked: SimpleNamespace, found: Verification) -> None:
    from govclean.reports.ledger_pages import verification_data, verification_page

    if asked.format == "json":
        session.show_data(verification_data(found, session.language))
    else:
        session.show(verification_page(found, asked.ledger, session.language))


def _show_entries(session: Session, asked: SimpleNamespace, ledger: Ledger) -> None:
    from govclean.reports.ledger_pages import entries_page

    entries = ledger.entries()
    total, head = entries.num_rows, ledger.head
    if asked.kind:
        entries = _of_kind(entries, asked.kind)
    newest = entries.sort_by([("seq", "descending")])
    newest = newest.slice(0, asked.limit) if asked.limit else newest
    if asked.format == "text":
        session.show(entries_page(newest, session.language, width_of_stdout()))
        session.note(_ENTRIES.fill(count=f"{total:,}", head=str(head)))
    else:
        _write(session, newest, asked.format)


def _of_kind(entries: pa.Table, kind: str) -> pa.Table:
    from pyarrow import compute

    from govclean.governance.ledger.tables import KINDS

    known = [one.name for one in KINDS]
    if kind not in known:
        raise UsageError(_NO_KIND.fill(name=kind), hint=_named(kind, known))
    return entries.filter(compute.equal(entries["kind"], kind))


def _show_entry(session: Session, asked: SimpleNamespace, ledger: Ledger) -> None:
    from govclean.reports.ledger_pages import bodies_of, entry_data, entry_page

    try:
        entry = ledger.entry(asked.entry)
    except LookupError:
        raise UsageError(_NO_ENTRY.fill(seq=asked.entry), where=asked.ledger) from None
    if asked.format == "text":
        session.show(entry_page(entry, session.language))
    elif asked.format == "json":
        session.show_data(entry_data(entry))
    else:
        _write(session, bodies_of(entry), asked.format)


def _show_rows(session: Session, asked: SimpleNamespace, ledger: Ledger) -> None:
    from govclean.governance.ledger import table_names
    from govclean.governance.ledger.exporting import shown
    from govclean.reports.ledger_pages import rows_page

    if asked.table not in table_names():
        raise UsageError(_NO_TABLE.fill(name=asked.table), hint=_named(asked.table, table_names()))
    rows = shown(ledger, asked.table, **({"entry": asked.entry} if asked.entry else {}))
    last = rows.slice(max(0, rows.num_rows - asked.limit)) if asked.limit else rows
    if asked.format == "text":
        session.show(rows_page(last, rows.num_rows, session.language, width_of_stdout()))
    else:
        _write(session, last, asked.format)


def _named(name: str, known: Sequence[str]) -> Text:
    from govclean.documents import did_you_mean

    near, names = did_you_mean(name, known), ", ".join(known)
    hint = _KNOWN.fill(near=near, names=names)
    return Text(hint.zh, hint.en.strip())


def _write(session: Session, rows: pa.Table, form: str) -> None:
    if form == "json":
        session.show_data(rows.to_pylist())
        return
    from pyarrow import csv

    def write(sink: BinaryIO) -> None:
        csv.write_csv(rows, sink)

    write_result(write, None)


_OUTPUT = Option(["--output", "-o"], Text("输出目录", "output folder"), required=True, metavar="DIR")
_TABLE = Argument(
    ["table"],
    Text("表名，如 rounds、problems", "a table, such as rounds or problems"),
    required=False,
    metavar="[TABLE]",
)
_ENTRY = Option(["--entry"], Text("只看这一笔", "this entry only"), type=count_from(1), metavar="N")
_KIND = Option(["--kind"], Text("只列这一类", "entries of this kind only"), metavar="KIND")
_LIMIT = Option(
    ["--limit"],
    Text("最多列出多少，0 为全部", "how many to list, 0 for all"),
    type=count_from(0),
    default=20,
    metavar="N",
)
_EXPECT = Option(
    ["--expect"],
    Text("此前记下的 序号:哈希，核对它仍在账本中", "NUMBER:HASH noted before; it must still be there"),
    metavar="NUMBER:HASH",
)
_BESIDE = Option(
    ["--format"],
    Text("除 parquet 外另写 csv 或 xlsx", "write csv or xlsx beside parquet"),
    type=click.Choice(("parquet", "csv", "xlsx")),
    default="parquet",
)

COMMAND = CommandGroup(
    "ledger",
    _WHAT,
    commands=[
        Command(
            "show",
            _SHOW,
            show,
            [_TABLE, LEDGER, _ENTRY, _KIND, _LIMIT, format_option("text", "json", "csv", default="text")],
        ),
        Command("export", _EXPORT, export, [_OUTPUT, LEDGER, KEY, _BESIDE]),
        Command(
            "verify", _VERIFY, verify, [LEDGER, KEY, _EXPECT, format_option("text", "json", default="text")]
        ),
    ],
)
