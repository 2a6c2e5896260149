"""From the options of a command to how files are read and judged."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from govclean.cli.session import Session

if TYPE_CHECKING:
    from govclean.governance.opening import JudgeOptions


def judge_options(session: Session, asked: SimpleNamespace) -> JudgeOptions:
    """Return what a command was told; a command without some option leaves that to its default."""
    from govclean.governance.opening import JudgeOptions

    given = vars(asked)
    return JudgeOptions(
        columns={**session.settings().columns, **dict(asked.column)},
        references=dict(asked.reference),
        as_of=asked.as_of,
        max_error_rate=given.get("max_error_rate"),
        sheet=asked.sheet,
        encoding=asked.encoding,
        separator=asked.separator,
        threads=asked.threads,
        show_values=bool(given.get("show_values")),
        language=session.language,
    )
