"""The program: options of all commands, and what becomes of the three kinds of bad news.

Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 cannot be done, 3 our bug.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

import govclean
from govclean.cli.commands import COMMANDS
from govclean.cli.mistakes import usage_error
from govclean.cli.session import Session, language_of_locale
from govclean.cli.speaking import CommandGroup
from govclean.cli.spoken import Option
from govclean.errors import GovcleanError
from govclean.wording import Language, Text

CANNOT, BUG, INTERRUPTED = 2, 3, 130

_WHAT = Text(
    "把各部门报送的数据文件，变成可信、可共享的基础库。\n\n"
    "退出码：0 无问题；1 有达到 --fail-on 级别的问题；2 无法执行；3 程序错误。",
    "Turn the files departments hand in into registries that can be trusted and shared.\n\n"
    "Exit codes: 0 clean; 1 findings at or above --fail-on; 2 cannot be done; 3 our bug.",
)
_VERSION = Text("显示版本并退出", "show the version and exit")
_FULL = Text("govclean：磁盘空间不足。", "govclean: the disk is full.")


class _Program(CommandGroup):
    """The command group `govclean`; a command's file is imported when the command is called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        del ctx
        modules = {entry.name: entry.module for entry in COMMANDS}
        if cmd_name not in modules:
            return None
        command: click.Command = import_module(modules[cmd_name]).COMMAND
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the work."""
        del ctx
        return [entry.name for entry in COMMANDS]

    def brief(self, name: str) -> Text:
        """Return what a command does in one line."""
        return next(entry.brief for entry in COMMANDS if entry.name == name)


def program() -> click.Group:
    """Return the whole command line as click knows it."""
    version = Option(
        ["--version"], _VERSION, is_flag=True, is_eager=True, expose_value=False, callback=_show_version
    )
    settings = {"auto_envvar_prefix": "GOVCLEAN", "max_content_width": 100}
    return _Program("govclean", _WHAT, params=[version], context_settings=settings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    session = Session(_language(arguments))
    _let_no_character_stop_us()
    try:
        code = program().main(arguments, "govclean", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except GovcleanError as error:
        return _cannot(error, session)
    except click.ClickException as error:
        return _cannot(usage_error(error), session)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        return _unwritable(error, session)
    except Exception as error:  # noqa: BLE001 - the one place where a bug of ours ends
        return _bug(error, session)
    return int(code or 0)


def start() -> NoReturn:
    """Run the program as a process of its own, and end it.

    The process ends without taking its modules apart, and looks for garbage less often than Python would (together
    0.1 of 2.0 s for a million records): it holds few objects of Python's own, but large columns.
    """
    gc.set_threshold(50_000, 20, 100)
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _language(arguments: Sequence[str]) -> Language:
    """Return the language to begin with, so that help and usage errors speak it wherever `--lang` stands."""
    asked = [os.environ.get("GOVCLEAN_LANG", "")]
    for number, word in enumerate(arguments):
        if word == "--lang":
            asked += arguments[number + 1 : number + 2]
        elif word.startswith("--lang="):
            asked.append(word.removeprefix("--lang="))
    if asked[-1] in ("zh", "en"):
        return "zh" if asked[-1] == "zh" else "en"
    return language_of_locale(os.environ)


def _let_no_character_stop_us() -> None:
    """Show ? for what the terminal's encoding has not, such as ✓ in GBK, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    if value and not ctx.resilient_parsing:
        click.echo(f"govclean {govclean.__version__}")
        ctx.exit()


def _cannot(error: GovcleanError, session: Session) -> int:
    click.echo(f"govclean: {error.say(session.language)}", err=True)
    return CANNOT


def _unwritable(error: OSError, session: Session) -> int:
    """Return the code for output nobody takes: a reader may go away, a full disk is for the user to clear."""
    if isinstance(error, BrokenPipeError):
        _forget_stdout()
        return 0
    if error.errno == errno.ENOSPC:
        _forget_stdout()
        click.echo(session.say(_FULL), err=True)
        return CANNOT
    return _bug(error, session)


def _forget_stdout() -> None:
    """Let what is still buffered go nowhere: flushing it at exit would fail once more and change the exit code."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: BaseException, session: Session) -> int:
    from govclean.cli.bug import told

    click.echo(told(error, session.language), err=True)
    return BUG
