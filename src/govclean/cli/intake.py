"""`govclean intake DROP`: the five clears of what a department hands in, its files, its data; and the receipt."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.judging import judge_options
from govclean.cli.ledger_options import KEY, LEDGER, key_of
from govclean.cli.options import (
    AS_OF,
    COLUMN,
    FAIL_ON,
    FAIL_ON_FINDINGS,
    MAX_ERROR_RATE,
    READING,
    REFERENCE,
    THREADS,
    format_option,
)
from govclean.cli.output import write_text
from govclean.cli.parameters import count_from
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument, Option
from govclean.errors import UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.intake.drops import Drop
    from govclean.governance.intake.receipt import Receipt
    from govclean.governance.intake.receiving import Held, IntakeOptions
    from govclean.governance.intake.watching import Landing, News

_WHAT = Text(
    "接收报送：判定五清，核对文件与清单，检验质量，出具回执。\n\n"
    "报送是一个文件夹，内有清单 drop.yaml 和数据文件；没有清单时按文件起草一份。接收的存入 -o 的 accepted/，"
    "退回和重复的存入 rejected/，原件不动，每次都记入账本。--watch 守候接收文件夹，传完的报送各接收一次；"
    "--once 看一遍就结束，供定时任务使用。"
    "退回、重复或有 --fail-on 级别的问题时退出码为 1。",
    "Take in a drop: the five clears, its files against its manifest, validation, a receipt.\n\n"
    "A drop is a folder with a manifest, drop.yaml, and data files; where there is none, one is drafted from the files. "
    "What is accepted is kept in accepted/ of -o, what is refused or repeated in rejected/; the originals stay, and "
    "all is entered in the ledger. --watch waits at a landing folder and takes each drop in once, when it is all "
    "there; --once looks through it and ends, for cron. Exit 1 where a drop is refused, repeated, or has findings of "
    "the severity of --fail-on.",
)
_DROP = Text(
    "报送文件夹或其清单；守候时为接收文件夹", "the drop's folder or manifest; with --watch the landing folder"
)
_WATCHING = Text("守候 {folder}，Ctrl-C 结束", "watching {folder}, Ctrl-C ends")
_ENDED = Text("已停止守候", "stopped watching")
_DRAFTED = Text(
    "没有清单；草稿已写入 {path}，补齐后另存为 drop.yaml",
    "there is no manifest; a draft was written to {path}: fill it in, save it as drop.yaml",
)
_HELD = Text(
    "已接收过，未重复登记：{batch}（{day}），{folder}",
    "taken in before and not entered again: {batch} ({day}), {folder}",
)
_NEWS = Text("{folder}：{words}", "{folder}: {words}")
_NO_FOLDER = Text("草稿只能为文件夹起草", "a draft is made for a folder")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Take in a drop, or what a landing folder holds; return the exit code."""
    path = Path(asked.drop)
    if asked.draft:
        return _draft(session, path, asked.output)
    if asked.watch or asked.once:
        return _visit(session, asked, path)
    from govclean.governance.intake.drops import manifest_of, read_drop

    manifest = manifest_of(path)
    if manifest is None:
        return _without_manifest(session, path)
    return _shown(session, asked, _take(session, asked, _options(session, asked), read_drop(manifest)))


def _take(session: Session, asked: SimpleNamespace, options: IntakeOptions, drop: Drop) -> Receipt | Held:
    """Take one drop in; the ledger is open only meanwhile."""
    from govclean.governance.intake.receiving import Shelves, receive
    from govclean.governance.ledger import Ledger
    from govclean.reports.receipt_page import write_receipt

    shelves = Shelves(Path(asked.output or _OUTPUT), write_receipt)
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger, progress(session) as tell:
        return receive(drop, ledger, shelves, options, tell)


def _options(session: Session, asked: SimpleNamespace) -> IntakeOptions:
    from govclean.governance.catalog import load_catalog
    from govclean.governance.intake.judging import CLEARS
    from govclean.governance.intake.receiving import IntakeOptions
    from govclean.governance.profiles import load_sharing

    sharing, catalog = load_sharing(asked.terms), None
    if asked.catalog:
        catalog, errors = load_catalog(asked.catalog, sharing)
        if errors:
            raise errors[0]
    language = session.language_asked_for or "zh"
    required = tuple(name for name in CLEARS if not asked.require or name in asked.require)
    return IntakeOptions(judge_options(session, asked), sharing, catalog, required, language)


def _visit(session: Session, asked: SimpleNamespace, path: Path) -> int:
    """Look through a landing folder once, or until somebody ends it; return the exit code."""
    from govclean.governance.intake.watching import Landing, look_once, watch

    options = _options(session, asked)
    landing = Landing(
        path,
        Path(asked.output or _OUTPUT),
        lambda drop: _take(session, asked, options, drop),
        still_for=asked.still,
        language=options.language,
    )
    if asked.once:
        return max((_told(session, asked, news) for news in look_once(landing)), default=0)
    _watch(session, asked, landing, watch(landing, asked.every))
    return 0


def _watch(session: Session, asked: SimpleNamespace, landing: Landing, news: Iterator[News]) -> None:
    """Tell the news until Ctrl-C or the system's request to end; a drop being taken in then is left for next time."""
    session.note(_WATCHING.fill(folder=landing.folder))
    with _ending_on_request():
        try:
            for one in news:
                _told(session, asked, one)
                sys.stdout.flush()
        except KeyboardInterrupt:
            session.note(_ENDED)


@contextmanager
def _ending_on_request() -> Iterator[None]:
    """Let SIGTERM, by which service managers end a program, do what Ctrl-C does."""

    def end(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _told(session: Session, asked: SimpleNamespace, news: News) -> int:
    """Tell one piece of news; return its exit code."""
    if news.receipt is not None:
        return _shown(session, asked, news.receipt)
    words = session.say(_NEWS.fill(folder=news.folder, words=news.words))
    if news.what == "trouble":
        click.echo(f"govclean: {words}", err=True)
        return 2
    if not session.quiet:
        click.echo(words, err=True)
    return int(news.what == "no_manifest" and asked.fail_on != "never")


def _shown(session: Session, asked: SimpleNamespace, taken: Receipt | Held) -> int:
    from govclean.governance.intake.receipt import Receipt, receipt_data
    from govclean.reports.receipts import render_receipt

    if not isinstance(taken, Receipt):
        session.note(_HELD.fill(batch=taken.batch, day=taken.received_on, folder=taken.folder))
        return int(bool(taken.repeats) and asked.fail_on != "never")
    if asked.format == "json":
        one_line = asked.watch or asked.once
        told = receipt_data(taken, session.language)
        click.echo(json.dumps(told, ensure_ascii=False, indent=None if one_line else 2).encode())
    else:
        session.show(render_receipt(taken, session.language, width_of_stdout()))
        if asked.watch or asked.once:
            click.echo()
    if asked.fail_on == "never" or taken.worst is None:
        return 0
    return int(FAIL_ON.index(taken.worst) <= FAIL_ON.index(asked.fail_on))


def _without_manifest(session: Session, path: Path) -> int:
    """Draft a manifest beside the files and say what is missing in it; nothing is taken in."""
    from govclean.documents import check, parse_document
    from govclean.governance.intake.drafting import draft
    from govclean.governance.intake.judging import Declared, judge_clears
    from govclean.governance.intake.manifest import DRAFT, Manifest
    from govclean.governance.profiles import load_sharing
    from govclean.reports.receipts import render_clears

    text = draft(path, session.language_asked_for or "zh")
    target = path / DRAFT
    if not target.exists():
        write_text(text, str(target))
    from rich.console import Group

    manifest = check(parse_document(text, str(target)), Manifest)
    clears = judge_clears(Declared(manifest, load_sharing("share_types")))
    session.show(Group(*render_clears(clears, session.language, width_of_stdout())))
    session.note(_DRAFTED.fill(path=target))
    return 1


def _draft(session: Session, path: Path, output: str | None) -> int:
    from govclean.governance.intake.drafting import draft

    if not path.is_dir():
        raise UsageError(_NO_FOLDER, where=str(path))
    write_text(draft(path, session.language_asked_for or "zh"), output)
    return 0


_OUTPUT = "intake"
COMMAND = Command(
    "intake",
    _WHAT,
    run,
    [
        Argument(["drop"], _DROP, metavar="DROP"),
        LEDGER,
        KEY,
        Option(
            ["--catalog"],
            Text(
                "资源目录：YAML 文件、文件夹或工作簿，可重复",
                "the directory: YAML files, folders, workbooks; repeatable",
            ),
            multiple=True,
            metavar="DIR",
        ),
        Option(
            ["--output", "-o"],
            Text(
                "存放目录，默认 intake；与 --draft 同用时为草稿文件",
                "where drops are kept, intake by default; with --draft the file of the draft",
            ),
            metavar="DIR",
        ),
        Option(["--watch"], Text("守候接收文件夹", "watch a landing folder"), is_flag=True),
        Option(
            ["--once"],
            Text("把接收文件夹看一遍就结束", "look through a landing folder once and end"),
            is_flag=True,
        ),
        Option(["--draft"], Text("只按文件起草清单", "only draft a manifest from the files"), is_flag=True),
        Option(
            ["--require"],
            Text(
                "缺失即退回的项，可重复：responsibility、need、permission、resource、object；默认全部",
                "a clear that refuses a drop where it is missing, repeatable; all five by default",
            ),
            type=click.Choice(("responsibility", "need", "permission", "resource", "object")),
            multiple=True,
            metavar="CLEAR",
        ),
        Option(
            ["--terms"],
            Text("共享条件方案名称或文件", "profile of share terms, by name or file"),
            default="share_types",
            metavar="NAME",
        ),
        Option(
            ["--still"],
            Text(
                "没有 SHA-256 时，多少秒无变化即为传完",
                "seconds without change after which a drop without hashes is complete",
            ),
            type=count_from(0),
            default=10,
            metavar="SECONDS",
        ),
        Option(
            ["--every"],
            Text("守候时每隔多少秒看一次", "seconds between two looks while watching"),
            type=count_from(1),
            default=2,
            metavar="SECONDS",
        ),
        format_option("text", "json", default="text"),
        FAIL_ON_FINDINGS,
        COLUMN,
        REFERENCE,
        AS_OF,
        MAX_ERROR_RATE,
        THREADS,
        *READING,
    ],
)
