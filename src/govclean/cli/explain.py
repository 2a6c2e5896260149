"""`govclean explain CODE`: what a rule means, why, a wrong and a right example, how to repair."""

from __future__ import annotations

from types import SimpleNamespace

from govclean.cli.session import Session
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument
from govclean.wording import Text

_WHAT = Text(
    "说明一条规则：含义、缘由、正误示例、如何修复。\n\n"
    "也可说明一种数据类型（如 cn.resident_id）；不写代码则列出全部。",
    "Say what a rule means, why, and how to repair.\n\n"
    "A semantic type such as cn.resident_id can be explained too; without a code all of them are listed.",
)


def run(session: Session, asked: SimpleNamespace) -> int:
    """Show the page of a rule or type, or the list of all; return the exit code."""
    from govclean.reports.rule_pages import index_page, page_of

    page = page_of(asked.code, session.language) if asked.code else index_page(session.language)
    session.show(page)
    return 0


_CODE = Text("规则代码或其末段，如 check_digit", "rule id, or its last part such as check_digit")

COMMAND = Command("explain", _WHAT, run, [Argument(["code"], _CODE, required=False, metavar="[CODE]")])
