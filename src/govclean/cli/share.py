"""`govclean share AGREEMENT FILE -o DIR`, and `share check | ledger | recall | match-keys`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.ledger_options import LEDGER, key_of
from govclean.cli.mistakes import no_such_command
from govclean.cli.options import AS_OF, COLUMN, READING, THREADS, day_of, format_option
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.share_books import LEDGER_COMMAND, RECALL_COMMAND
from govclean.cli.share_keys import MATCH_KEYS_COMMAND
from govclean.cli.share_options import CATALOG, DEADLINES, HASH_KEY, LEDGER_KEY, SHARING, reading
from govclean.cli.speaking import Command, CommandGroup
from govclean.cli.spoken import Argument, Option
from govclean.errors import UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.profiles import Deadlines
    from govclean.governance.sharing import Call, Fault, Grant

_DEFAULT = "hand-out"
_WHAT = Text(
    "按共享协议提供数据：只给协议授予的信息项、行和形式，并记入账本。\n\n"
    "govclean share 协议.yaml 文件 -o 目录 即提供（与 share hand-out 相同）；--dry-run 只看将提供什么。",
    "Hand out exactly what a sharing agreement allows, and enter it in the ledger.\n\n"
    "govclean share AGREEMENT.yaml FILE -o DIR hands out (as share hand-out does); --dry-run only shows what would be.",
)
_HAND_OUT = Text(
    "按协议提供：生成数据包（数据、manifest.json、须知、SHA-256 与 SM3 校验），并记账。\n\n"
    "不予共享、未生效或到期、未授予的信息项或区域、缺共享条件或审批、超过行数上限、目录中没有的列：一律不予提供，"
    "逐条说明理由并记账，退出码 2。",
    "Hand out by an agreement: a package (data, manifest.json, terms, SHA-256 and SM3 sums) and a ledger entry.\n\n"
    "Refused, with every reason and an entry, exit code 2: not shared, not in force, an item or area not granted, a "
    "condition or approval missing, above the ceiling, a column that the directory does not have.",
)
_CHECK = Text(
    "对照目录检查共享协议，逐条给出 文件:行号。",
    "Check agreements against the directory, every fault with file:line.",
)
_GOOD = Text("{path}：没有问题。", "{path}: nothing found.")
_NEEDS = Text("需要 {what}", "{what} is needed")


def hand_out(session: Session, asked: SimpleNamespace) -> int:
    """Hand out, or show what would be handed out; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.sharing import Desk, rehearse
    from govclean.governance.sharing import hand_out as hand_over
    from govclean.reports.share_book import write_share_book
    from govclean.reports.share_pages import package_page, rehearsal_page

    if not (asked.output or asked.dry_run):
        raise UsageError(_NEEDS.fill(what="-o DIR"))
    grant, call, deadlines = _grant(asked, asked.agreement), _call(session, asked), _deadlines(asked)
    with progress(session) as tell:
        if asked.dry_run:
            found = rehearse(grant, call, deadlines, tell)
            session.show(rehearsal_page(found, session.language, width_of_stdout()))
            return 0
        with Ledger.open(asked.ledger, key_of(asked.ledger_key)) as ledger:
            desk = Desk(deadlines, ledger, session.language, write_share_book, tell)
            package = hand_over(grant, call, desk, Path(asked.output))
    session.show(package_page(package, session.language))
    return 0


def check(session: Session, asked: SimpleNamespace) -> int:
    """Show the faults of agreements; return 1 where one forbids handing out."""
    from govclean.governance.sharing import check_agreement
    from govclean.reports.share_pages import fault_data, fault_lines

    deadlines = _deadlines(asked)
    found: list[Fault] = []
    for path in asked.agreements:
        faults = check_agreement(_grant(asked, path), deadlines, day_of(asked))
        found += faults
        if asked.format == "text" and faults:
            session.show(fault_lines(faults, session.language))
        elif not faults:
            session.note(_GOOD.fill(path=path))
    if asked.format == "json":
        session.show_data(fault_data(found, session.language))
    return int(any(fault.refuses for fault in found))


def _grant(asked: SimpleNamespace, path: str) -> Grant:
    """Return an agreement with its entry of the directory; without --catalog, that of the standard it names."""
    from govclean.governance.catalog import load_catalog
    from govclean.governance.profiles import load_sharing
    from govclean.governance.sharing import grant_of, load_agreement

    file, sharing = load_agreement(path), load_sharing(asked.sharing)
    named = [file.agreement.standard] if file.agreement.standard else []
    if not (asked.catalog or named):
        raise UsageError(_NEEDS.fill(what="--catalog"), where=path)
    catalog, errors = load_catalog(list(asked.catalog) or named, sharing)
    if errors:
        raise errors[0]
    return grant_of(file, catalog, sharing)


def _call(session: Session, asked: SimpleNamespace) -> Call:
    from govclean.governance.sharing import Call
    from govclean.values.digests import Key

    return Call(
        source=asked.file,
        day=day_of(asked),
        items=tuple(asked.item),
        areas=tuple(asked.area),
        form=asked.form,
        key=Key.read(asked.key) if asked.key else None,
        reading=reading(session, asked),
    )


def _deadlines(asked: SimpleNamespace) -> Deadlines:
    from govclean.governance.profiles import load_deadlines

    return load_deadlines(asked.deadlines)


class _Share(CommandGroup):
    """A group whose first word may be an agreement: then `hand-out` is meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was named, or `hand-out` where a file stands in its place.

        Raises:
            UsageError: there is neither a command nor a file of that name.
        """
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            if Path(args[0]).suffix not in (".yaml", ".yml") and not Path(args[0]).exists():
                raise no_such_command(args[0], self.list_commands(ctx))
            args = [_DEFAULT, *args]
        return super().resolve_command(ctx, args)


_AGREEMENT = Argument(["agreement"], Text("共享协议（YAML）", "the agreement (YAML)"), metavar="AGREEMENT")
_AGREEMENTS = Argument(
    ["agreements"],
    Text("共享协议（YAML）", "the agreements (YAML)"),
    nargs=-1,
    required=True,
    metavar="AGREEMENT…",
)
_FILE = Argument(
    ["file"],
    Text("来源文件，如清洗后的 cleaned.parquet", "the extract, such as cleaned.parquet"),
    metavar="FILE",
)
_OUTPUT = Option(
    ["--output", "-o"],
    Text("数据包目录，须为空或不存在", "folder of the package, new or empty"),
    metavar="DIR",
)
_DRY_RUN = Option(
    ["--dry-run"],
    Text(
        "只显示列、行数和 5 行遮盖后的样例，不写不记",
        "show columns, rows and five masked rows; write nothing",
    ),
    is_flag=True,
)
_ITEM = Option(
    ["--item"],
    Text("只提供协议中的这一项，可重复", "only this item of the agreement, repeatable"),
    multiple=True,
    metavar="ITEM",
)
_AREA = Option(
    ["--area"],
    Text("只提供协议区域中的这一区划，可重复", "only this division of the agreement's area, repeatable"),
    multiple=True,
    metavar="CODE",
)
_FORM = Option(
    ["--form"],
    Text("数据文件格式；默认按协议", "format of the data; the agreement's by default"),
    type=click.Choice(("csv", "xlsx", "parquet")),
)

COMMAND = _Share(
    "share",
    _WHAT,
    commands=[
        Command(
            _DEFAULT,
            _HAND_OUT,
            hand_out,
            [
                _AGREEMENT, _FILE, _OUTPUT, _DRY_RUN, _ITEM, _AREA, _FORM, CATALOG, SHARING, DEADLINES, HASH_KEY, LEDGER,
                LEDGER_KEY, AS_OF, COLUMN, THREADS, *READING,
            ],
        ),
        Command(
            "check",
            _CHECK,
            check,
            [_AGREEMENTS, CATALOG, SHARING, DEADLINES, AS_OF, format_option("text", "json", default="text")],
        ),
        LEDGER_COMMAND,
        RECALL_COMMAND,
        MATCH_KEYS_COMMAND,
    ],
)  # fmt: skip
