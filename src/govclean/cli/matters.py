"""What `requests` and `objections` do alike: show how matters stand, and the step that was entered."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from govclean.cli.ledger_options import LEDGER
from govclean.cli.options import AS_OF, day_of, format_option
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.spoken import Option
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.steps import Course, Step

LISTING = [
    Option(["--all"], Text("已办结的也列出", "closed ones too"), is_flag=True),
    LEDGER,
    AS_OF,
    format_option("text", "json", default="text"),
]
"""The options of a command that lists matters."""


def show_standing(session: Session, asked: SimpleNamespace, course: Course, still_open: Sequence[str]) -> int:
    """Show how the matters of one kind stand; return the exit code."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.steps import standing
    from govclean.reports.matter_pages import matter_page

    with Ledger.read(asked.ledger) as ledger:
        rows = standing(ledger, course, still_open, day_of(asked), only_open=not asked.all)
    if asked.format == "json":
        session.show_data(list(rows))
    else:
        session.show(matter_page(rows, course, session.language, width_of_stdout()))
    return 0


def show_step(session: Session, step: Step, course: Course) -> int:
    """Show what was entered; return the exit code."""
    from govclean.reports.matter_pages import step_line

    session.show(step_line(step, course.titles, session.language))
    return 0
