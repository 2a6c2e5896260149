"""`govclean requests ask | answer | list`: what recipients asked for, on a working-day clock."""

from __future__ import annotations

from types import SimpleNamespace

import click

from govclean.cli.ledger_options import KEY, LEDGER, key_of
from govclean.cli.matters import LISTING, show_standing, show_step
from govclean.cli.options import AS_OF, day_of
from govclean.cli.session import Session
from govclean.cli.share_options import CATALOG, DEADLINES, REASON, SHARING
from govclean.cli.speaking import Command, CommandGroup
from govclean.cli.spoken import Argument, Option
from govclean.wording import Text

_WHAT = Text(
    "登记共享需求及答复，按工作日计时。", "Keep requests to share and their answers, on a working-day clock."
)
_ASK = Text(
    "登记一项需求，给出编号与答复期限。\n\n期限按共享类型和期限方案计算；目录中有的资源，提供方与共享类型取自目录。",
    "Enter a request; its number and the day of its answer are shown.\n\n"
    "The day follows share type and profile; of a listed resource the directory says provider and share type.",
)
_ANSWER = Text(
    "登记办理情况：转提供方、同意、不同意（须说明理由）、已提供、撤回。",
    "Enter what became of a request: forwarded, granted, refused (with its reason), provided or withdrawn.",
)
_LIST = Text("列出需求，逾期的在前。", "List the requests, overdue ones first.")


def ask(session: Session, asked: SimpleNamespace) -> int:
    """Enter a request; return the exit code."""
    from govclean.governance.catalog import load_catalog
    from govclean.governance.ledger import Ledger
    from govclean.governance.profiles import load_deadlines, load_sharing
    from govclean.governance.requests.requests import COURSE, Request, listed
    from govclean.governance.requests.requests import ask as enter

    sharing, catalog = load_sharing(asked.sharing), None
    if asked.catalog:
        catalog, errors = load_catalog(list(asked.catalog), sharing)
        if errors:
            raise errors[0]
    request = Request(
        asked.recipient, asked.resource, asked.purpose, tuple(asked.item), asked.provider, asked.share_type
    )
    request, in_directory = listed(request, catalog)
    clock = load_deadlines(asked.deadlines), sharing
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger:
        step = enter(request, ledger, clock, day_of(asked), in_directory=in_directory or catalog is None)
    return show_step(session, step, COURSE)


def answer(session: Session, asked: SimpleNamespace) -> int:
    """Enter what became of a request; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.profiles import load_deadlines
    from govclean.governance.requests.requests import COURSE, move

    deadlines = load_deadlines(asked.deadlines)
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger:
        step = move(asked.number, asked.state, ledger, deadlines, day_of(asked), reason=asked.reason)
    return show_step(session, step, COURSE)


def list_them(session: Session, asked: SimpleNamespace) -> int:
    """Show how the requests stand; return the exit code."""
    from govclean.governance.requests.requests import COURSE, OPEN

    return show_standing(session, asked, COURSE, OPEN)


_RECIPIENT = Option(["--recipient"], Text("提出需求的部门", "who asks"), required=True, metavar="NAME")
_RESOURCE = Option(
    ["--resource"], Text("资源代码或名称", "code or title of the resource"), required=True, metavar="CODE"
)
_PURPOSE = Option(["--purpose"], Text("用途", "what for"), required=True, metavar="TEXT")
_ITEM = Option(
    ["--item"],
    Text("所需信息项，可重复", "an item that is needed, repeatable"),
    multiple=True,
    metavar="ITEM",
)
_PROVIDER = Option(["--provider"], Text("提供方；目录有的不必写", "who provides it, unless the directory says"), default="",
                   metavar="NAME")  # fmt: skip
_TYPE = Option(
    ["--share-type"],
    Text("共享类型；目录有的不必写", "share type, unless the directory says"),
    type=click.Choice(("unconditional", "conditional", "not_shared")),
)
_NUMBER = Argument(["number"], Text("需求编号", "number of the request"), metavar="NUMBER")
_STATE = Argument(
    ["state"],
    Text("forwarded 转提供方、granted 同意、refused 不同意、provided 已提供、withdrawn 撤回",
         "forwarded, granted, refused, provided or withdrawn"),
    type=click.Choice(("forwarded", "granted", "refused", "provided", "withdrawn")),
    metavar="STATE",
)  # fmt: skip

COMMAND = CommandGroup(
    "requests",
    _WHAT,
    commands=[
        Command(
            "ask", _ASK, ask,
            [_RECIPIENT, _RESOURCE, _PURPOSE, _ITEM, _PROVIDER, _TYPE, CATALOG, SHARING, DEADLINES, LEDGER, KEY, AS_OF],
        ),
        Command("answer", _ANSWER, answer, [_NUMBER, _STATE, REASON, DEADLINES, LEDGER, KEY, AS_OF]),
        Command("list", _LIST, list_them, LISTING),
    ],
)  # fmt: skip
