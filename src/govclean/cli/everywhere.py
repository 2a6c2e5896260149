"""The options every command has: they change the session and reach no command's function."""

from __future__ import annotations

import click
from click.core import ParameterSource

from govclean.cli.spoken import Option, session_of
from govclean.wording import Language, Text

_LANG = Text("界面语言；默认随系统区域设置", "language of the output; follows the locale by default")
_QUIET = Text("只输出结果，不显示进度、说明与后续建议", "results only: no progress, notes or next steps")
_VERBOSE = Text("另外说明用了哪些设置、读到了什么", "also tell which settings were used and what was read")
_HELP = Text("显示本说明并退出", "show this message and exit")


def options_of_all() -> list[click.Parameter]:
    """Return the options every command has; they change the session and reach no command's function."""
    return [
        Option(
            ["--lang"],
            _LANG,
            type=click.Choice(["zh", "en"]),
            callback=_choose_language,
            is_eager=True,
            expose_value=False,
            envvar="GOVCLEAN_LANG",
        ),
        Option(["--quiet", "-q"], _QUIET, is_flag=True, callback=_be_quiet, expose_value=False),
        Option(["--verbose", "-v"], _VERBOSE, is_flag=True, callback=_be_verbose, expose_value=False),
        Option(["--help", "-h"], _HELP, is_flag=True, is_eager=True, callback=_show_help, expose_value=False),
    ]


def _choose_language(ctx: click.Context, _: click.Parameter, value: Language | None) -> None:
    if value:
        session = session_of(ctx)
        session.language, session.language_chosen = value, True
        if ctx.get_parameter_source("lang") is ParameterSource.COMMANDLINE:
            session.language_asked_for = value


def _be_quiet(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    session_of(ctx).quiet |= value


def _be_verbose(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    session_of(ctx).verbose |= value


def _show_help(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
