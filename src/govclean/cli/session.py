"""One call of the program: the reader's language, how much to say, and where words go.

Results go to stdout, everything else to stderr.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from govclean.wording import Language, Text

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from govclean.cli.settings import Settings

_USUAL_WIDTH = 100  # where the output is no terminal


def language_of_locale(environment: Mapping[str, str]) -> Language:
    """Return the language of a locale: English when it says nothing or another language.

    >>> language_of_locale({"LANG": "zh_CN.UTF-8"})
    'zh'
    >>> language_of_locale({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    'en'
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if words := environment.get(name, ""):
            return "zh" if words.lower().startswith("zh") else "en"
    return "en"


@dataclass(slots=True)
class Session:
    """What all commands of one call share."""

    language: Language = field(default_factory=lambda: language_of_locale(os.environ))
    language_chosen: bool = False  # on the command line, in GOVCLEAN_LANG or govclean.yaml
    language_asked_for: Language | None = None  # on the command line: also for what goes to a department
    quiet: bool = False
    verbose: bool = False
    _settings: Settings | None = None

    def settings(self) -> Settings:
        """Return what the nearest `govclean.yaml` says; read once.

        Raises:
            StandardError: the file cannot be used.
        """
        if self._settings is None:
            from govclean.cli.settings import nearest_settings

            self._settings = nearest_settings()
            if self._settings.language and not self.language_chosen:
                self.language, self.language_chosen = self._settings.language, True
        return self._settings

    def say(self, words: Text) -> str:
        """Return the words in the reader's language."""
        return words.say(self.language)

    def note(self, words: Text) -> None:
        """Say something beside the result; not when quiet."""
        if not self.quiet:
            click.echo(self.say(words), err=True)

    def detail(self, words: Text) -> None:
        """Say something only a curious reader wants to know."""
        if self.verbose:
            click.echo(self.say(words), err=True)

    def show(self, renderable: RenderableType) -> None:
        """Print a result on stdout, with colour on a terminal that wants it."""
        console_on_stdout().print(renderable, soft_wrap=True)

    def show_data(self, data: object) -> None:
        """Print a result for a program on stdout, as JSON in UTF-8 whatever the terminal speaks."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode())


def console_on_stdout() -> Console:
    """Return a rich console as wide as the terminal: 100 cells where there is none."""
    from rich.console import Console

    return Console(width=width_of_stdout(), highlight=False, emoji=False, markup=False)


def width_of_stdout() -> int:
    """Return the width of the terminal in cells; COLUMNS, else 100 where stdout is no terminal."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) > 0 else _USUAL_WIDTH
