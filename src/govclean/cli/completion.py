"""`govclean completion SHELL`: the script that lets a shell complete commands, options and standards."""

from __future__ import annotations

from types import SimpleNamespace

import click

from govclean.cli.session import Session
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument
from govclean.wording import Text

_WHAT = Text(
    "输出命令行补全脚本（bash、zsh、fish）。\n\n"
    "bash：govclean completion bash >> ~/.bashrc\n"
    "zsh： govclean completion zsh >> ~/.zshrc\n"
    "fish：govclean completion fish > ~/.config/fish/completions/govclean.fish",
    "Print the shell completion script (bash, zsh, fish).\n\n"
    "bash: govclean completion bash >> ~/.bashrc\n"
    "zsh:  govclean completion zsh >> ~/.zshrc\n"
    "fish: govclean completion fish > ~/.config/fish/completions/govclean.fish",
)


def run(_: Session, asked: SimpleNamespace) -> int:
    """Print the script; return the exit code."""
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    root = click.get_current_context().find_root().command
    completion = kinds[asked.shell](root, {}, "govclean", "_GOVCLEAN_COMPLETE")
    click.echo(completion.source_template % completion.source_vars())
    return 0


COMMAND = Command(
    "completion",
    _WHAT,
    run,
    [
        Argument(
            ["shell"],
            Text("命令行", "the shell"),
            type=click.Choice(["bash", "zsh", "fish"]),
            metavar="SHELL",
        )
    ],
)
