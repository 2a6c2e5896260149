"""Every command of the program with the words that call it."""

from collections.abc import Iterator

import click

from govclean.cli.main import program


def _every(words: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _every((*words, name), command.get_command(context, name))


COMMANDS = tuple(_every((), program()))
