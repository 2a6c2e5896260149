"""`govclean objections raise | move | list`: what somebody says of a value, and the mark it leaves until it is settled."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import click

from govclean.cli.ledger_options import KEY, LEDGER, key_of
from govclean.cli.matters import LISTING, show_standing, show_step
from govclean.cli.options import AS_OF, STANDARD, day_of
from govclean.cli.session import Session
from govclean.cli.share_options import DEADLINES, REASON
from govclean.cli.speaking import Command, CommandGroup
from govclean.cli.spoken import Argument, Option
from govclean.wording import Text

_WHAT = Text("登记对数据的异议：标注、核实、办结。", "Keep objections to values: marked, verified, settled.")
_RAISE = Text(
    "登记一项异议，给出编号与期限。\n\n记录主键从标准输入或 --record 读入，账本只存摘要和脱敏后的样子。",
    "Enter an objection; its number and deadline are shown.\n\n"
    "The record's key is read from --record, or from stdin with -; the ledger keeps a digest and a masked form only.",
)
_MOVE = Text(
    "登记下一步：受理、不予受理、标注、核实、处理完毕、标注撤销、归档。\n\n标注后至标注撤销前，提供的数据包中该记录带异议标注。",
    "Enter the next step: accepted, rejected, marked, verifying, settled, unmarked, archived.\n\n"
    "From marked until unmarked the record carries the mark in every package that is handed out.",
)
_LIST = Text("列出异议，逾期的在前。", "List the objections, overdue ones first.")


def raise_it(session: Session, asked: SimpleNamespace) -> int:
    """Enter an objection; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.objections.objections import COURSE, Objection, raise_objection
    from govclean.governance.profiles import load_deadlines
    from govclean.standards.loading import load_standard

    record = sys.stdin.readline().strip() if asked.record == "-" else str(asked.record)
    objection = Objection(
        asked.department, asked.by, asked.claim, record, asked.field or "", asked.resource or ""
    )
    standard, deadlines = load_standard(asked.standard), load_deadlines(asked.deadlines)
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger:
        step = raise_objection(objection, standard, ledger, deadlines, day_of(asked))
    return show_step(session, step, COURSE)


def move(session: Session, asked: SimpleNamespace) -> int:
    """Enter the next step of an objection; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.objections.objections import COURSE, Settling
    from govclean.governance.objections.objections import move as enter
    from govclean.governance.profiles import load_deadlines

    settling = Settling(asked.reason, asked.outcome)
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger:
        step = enter(
            asked.number, asked.state, ledger, load_deadlines(asked.deadlines), day_of(asked), settling
        )
    return show_step(session, step, COURSE)


def list_them(session: Session, asked: SimpleNamespace) -> int:
    """Show how the objections stand; return the exit code."""
    from govclean.governance.objections.objections import COURSE, OPEN

    return show_standing(session, asked, COURSE, OPEN)


_DEPARTMENT = Option(
    ["--department"],
    Text("负责该数据的部门", "the department responsible for the data"),
    required=True,
    metavar="NAME",
)
_BY = Option(
    ["--by"],
    Text("提出方：部门、个人或组织", "who objects"),
    type=click.Choice(("department", "person", "organisation")),
    default="department",
)
_CLAIM = Option(["--claim"], Text("异议内容", "what is said to be wrong"), required=True, metavar="TEXT")
_RECORD = Option(
    ["--record"],
    Text("记录主键；- 从标准输入读，不留在命令历史", "the record's key; - reads it from stdin"),
    required=True,
    metavar="KEY",
)
_FIELD = Option(
    ["--field"],
    Text("有异议的字段；不写为整条记录", "the field; the whole record by default"),
    metavar="FIELD",
)
_RESOURCE = Option(["--resource"], Text("资源代码", "code of the resource"), metavar="CODE")
_NUMBER = Argument(["number"], Text("异议编号", "number of the objection"), metavar="NUMBER")
_STATE = Argument(
    ["state"],
    Text(
        "accepted 受理、rejected 不予受理、marked 标注、verifying 核实、settled 处理完毕、unmarked 标注撤销、archived 归档",
        "accepted, rejected, marked, verifying, settled, unmarked or archived",
    ),
    type=click.Choice(("accepted", "rejected", "marked", "verifying", "settled", "unmarked", "archived")),
    metavar="STATE",
)
_OUTCOME = Option(
    ["--outcome"],
    Text("处理结果：corrected 已更正、upheld 维持原值、none 无法认定", "corrected, upheld or none"),
    type=click.Choice(("corrected", "upheld", "none")),
)

COMMAND = CommandGroup(
    "objections",
    _WHAT,
    commands=[
        Command(
            "raise", _RAISE, raise_it,
            [STANDARD, _RECORD, _FIELD, _CLAIM, _DEPARTMENT, _BY, _RESOURCE, DEADLINES, LEDGER, KEY, AS_OF],
        ),
        Command("move", _MOVE, move, [_NUMBER, _STATE, REASON, _OUTCOME, DEADLINES, LEDGER, KEY, AS_OF]),
        Command("list", _LIST, list_them, LISTING),
    ],
)  # fmt: skip
