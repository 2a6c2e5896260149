"""`govclean doctor`: whether everything is here that govclean needs."""

from __future__ import annotations

from types import SimpleNamespace

import click

from govclean.cli.options import format_option
from govclean.cli.session import Session
from govclean.cli.speaking import Command
from govclean.wording import Text

_WHAT = Text(
    "检查运行环境：版本、可选组件、字体、可写目录。\n\n必需的部分有问题时退出码为 1。",
    "Check versions, optional parts, fonts, folders.\n\nExits 1 where a needed part does not work.",
)


def run(session: Session, asked: SimpleNamespace) -> int:
    """Show the state of every part; return 1 where one that is needed is broken."""
    from govclean.cli.surroundings import examine

    parts = examine()
    if asked.format == "json":
        session.show_data([part.as_data(session.language) for part in parts])
    else:
        for part in parts:
            click.echo(part.say(session.language))
    return int(any(part.state == "broken" for part in parts))


COMMAND = Command("doctor", _WHAT, run, [format_option("text", "json", default="text")])
