"""`govclean share ledger | recall`: what was handed out, and taking it back."""

from __future__ import annotations

from types import SimpleNamespace

from govclean.cli.ledger_options import LEDGER, key_of
from govclean.cli.options import AS_OF, day_of, format_option
from govclean.cli.parameters import count_from
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.share_options import LEDGER_KEY, REASON, SHARING
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument, Option
from govclean.wording import Text

_LEDGER_WORDS = Text(
    "谁在何时、依据什么得到了哪项资源。\n\n可给出资源代码、协议号或数据包号；--overdue 列出过了销毁期限仍无销毁凭据的。",
    "Who received what of a resource, when, on what basis.\n\n"
    "Name a resource's code, an agreement or a package; --overdue lists what should be destroyed and has no receipt.",
)
_RECALL = Text(
    "召回一个数据包，或一份协议的全部数据包，列出须销毁的内容。\n\n召回协议后不再按它提供。--destroyed 登记已销毁。",
    "Recall a package, or all packages of an agreement, and list what must be destroyed.\n\n"
    "Nothing more is handed out under a recalled agreement. --destroyed notes that a package was destroyed.",
)
_DESTROY_DAYS = 30  # where neither call nor profile says
_RECALLED = Text(
    "已召回 {count} 个数据包，须于 {day} 前销毁", "{count} packages recalled, to be destroyed by {day}"
)
_ENDED = Text("协议 {name} 已终止提供", "nothing more is handed out under {name}")
_DESTROYED = Text("已登记销毁：{package}", "noted as destroyed: {package}")


def ledger(session: Session, asked: SimpleNamespace) -> int:
    """Show who received what; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.sharing.recall import history_of, to_destroy
    from govclean.reports.share_pages import history_page

    with Ledger.read(asked.ledger) as books:
        rows = to_destroy(books, day_of(asked)) if asked.overdue else history_of(books, asked.name)
    if asked.format == "json":
        session.show_data(list(rows))
    else:
        session.show(history_page(rows, session.language, width_of_stdout()))
    return 0


def recall(session: Session, asked: SimpleNamespace) -> int:
    """Recall packages, or note that one was destroyed; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.profiles import load_sharing
    from govclean.governance.sharing import confirm_destroyed
    from govclean.governance.sharing import recall as take_back
    from govclean.reports.share_pages import history_page

    today = day_of(asked)
    with Ledger.open(asked.ledger, key_of(asked.ledger_key)) as books:
        if asked.destroyed:
            row = confirm_destroyed(asked.name, books, today, reason=asked.reason)
            session.note(_DESTROYED.fill(package=row["package"]))
            return 0
        days = asked.days or load_sharing(asked.sharing).limits.destroy_after_days or _DESTROY_DAYS
        done = take_back(asked.name, books, today, reason=asked.reason, days=days)
    session.show(history_page(done.packages, session.language, width_of_stdout()))
    session.note(_RECALLED.fill(count=len(done.packages), day=done.destroy_by))
    if done.whole_agreement:
        session.note(_ENDED.fill(name=asked.name))
    return 0


_NAMED = Argument(
    ["name"],
    Text("资源代码、协议号或数据包号", "a resource's code, an agreement or a package"),
    required=False,
    metavar="[NAME]",
)
_WHICH = Argument(
    ["name"], Text("数据包号或协议号", "a package or an agreement"), metavar="PACKAGE|AGREEMENT"
)
_OVERDUE = Option(
    ["--overdue"], Text("只列过了销毁期限的", "only what should be destroyed by now"), is_flag=True
)
_IS_DESTROYED = Option(
    ["--destroyed"],
    Text(
        "登记该数据包已销毁，--reason 写凭据",
        "note that the package was destroyed; --reason names the receipt",
    ),
    is_flag=True,
)
_DAYS = Option(
    ["--days"],
    Text("销毁期限（天）；默认按共享条件方案", "days within which it is destroyed; by default the profile's"),
    type=count_from(1),
    metavar="N",
)

LEDGER_COMMAND = Command(
    "ledger",
    _LEDGER_WORDS,
    ledger,
    [_NAMED, LEDGER, _OVERDUE, AS_OF, format_option("text", "json", default="text")],
)
RECALL_COMMAND = Command(
    "recall", _RECALL, recall, [_WHICH, REASON, _IS_DESTROYED, _DAYS, SHARING, LEDGER, LEDGER_KEY, AS_OF]
)
