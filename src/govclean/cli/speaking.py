"""Commands whose help is said in the reader's language, and which have the options of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import click

from govclean.cli.everywhere import options_of_all
from govclean.cli.help_lists import folded, write_list
from govclean.cli.mistakes import no_such_command
from govclean.cli.session import Session
from govclean.cli.spoken import Argument, Option, language_of, session_of
from govclean.wording import Text

_USAGE = Text("用法：", "Usage: ")
_OPTIONS = Text("选项：", "Options:")
_ARGUMENTS = Text("参数：", "Arguments:")
_COMMANDS = Text("命令：", "Commands:")
_SETTINGS = Text("设置取自 {path}", "settings from {path}")

Run = Callable[[Session, SimpleNamespace], int]


class _Speaking(click.Command):
    """What commands and groups have in common: help in both languages and the options of all."""

    words: Text

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, _USAGE.say(language_of(ctx)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            for line in folded(self.words.say(language_of(ctx)), formatter):
                formatter.write(line)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options."""
        language = language_of(ctx)
        arguments = [
            (parameter.metavar or parameter.human_readable_name, parameter.words.say(language))
            for parameter in self.get_params(ctx)
            if isinstance(parameter, Argument)
        ]
        records = (one.get_help_record(ctx) for one in self.get_params(ctx) if isinstance(one, Option))
        options = [record for record in records if record is not None]
        for title, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            write_list(formatter, title.say(language), rows)


class Command(_Speaking):
    """A command: what it does, what it takes, and the one function it calls with that.

    Args:
        words: help; its first line says what the command does.
        run: called with the session and the options as attributes; returns the exit code.
    """

    def __init__(self, name: str, words: Text, run: Run, params: Iterable[click.Parameter] = ()) -> None:
        super().__init__(name, params=[*params, *options_of_all()], help=words.en, add_help_option=False)
        self.words = words
        self.run = run

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what they do not say, `govclean.yaml` may."""
        if not ctx.resilient_parsing and not {"--help", "-h"} & set(args):
            ctx.default_map = session_of(ctx).settings().for_command(ctx.command_path, self)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """Call the command's function."""
        session = session_of(ctx)
        if path := session.settings().path:
            session.detail(_SETTINGS.fill(path=path))
        return self.run(session, SimpleNamespace(**ctx.params))


class CommandGroup(_Speaking, click.Group):
    """Commands under one name."""

    def __init__(self, name: str, words: Text, **attributes: Any) -> None:  # noqa: ANN401 - click's own open signature
        super().__init__(
            name,
            help=words.en,
            add_help_option=False,
            no_args_is_help=False,
            invoke_without_command=True,
            subcommand_metavar="COMMAND …",
            callback=_help_where_no_command_is_named,
            **attributes,
        )
        self.words = words
        self.params += options_of_all()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was named.

        Raises:
            UsageError: there is no such command.
        """
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise no_such_command(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def brief(self, name: str) -> Text:
        """Return the first line of a command's help."""
        command = self.commands[name]
        words = command.words if isinstance(command, _Speaking) else Text("", "")
        return Text(words.zh.split("\n")[0], words.en.split("\n")[0])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        super().format_options(ctx, formatter)
        language = language_of(ctx)
        rows = [(name, self.brief(name).say(language)) for name in self.list_commands(ctx)]
        write_list(formatter, _COMMANDS.say(language), rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work, as they were listed."""
        del ctx
        return list(self.commands)


def _help_where_no_command_is_named() -> int:
    """Say on stderr what there is and return 2; click calls this before every command of the group too."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
    return 2
