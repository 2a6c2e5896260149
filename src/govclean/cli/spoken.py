"""Options and arguments whose help is said in the reader's language; click's own hold one string."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from govclean.cli.session import Session
from govclean.wording import Language, Text

_DEFAULT = Text("[默认：{value}]", "[default: {value}]")
_REQUIRED = Text("[必填]", "[required]")


class Option(click.Option):
    """An option with help in both languages."""

    def __init__(self, declarations: Sequence[str], words: Text, **attributes: Any) -> None:  # noqa: ANN401 - click's own open signature
        super().__init__(list(declarations), help=words.en, **attributes)
        self.words = words

    @property
    def placeholder(self) -> str:
        """Return what stands for the option's value in its help."""
        if self.metavar:
            return self.metavar
        return (
            "|".join(map(str, self.type.choices))
            if isinstance(self.type, click.Choice)
            else self.type.name.upper()
        )

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return names and help of the option."""
        if self.hidden:
            return None
        names = ", ".join(sorted([*self.opts, *self.secondary_opts], key=lambda name: name.startswith("--")))
        if not self.is_flag:
            names += f" {self.placeholder}"
        language = language_of(ctx)
        extra = []
        if self.required:
            extra.append(_REQUIRED.say(language))
        elif isinstance(self.default, str | int | float) and not isinstance(self.default, bool):
            extra.append(_DEFAULT.fill(value=self.default).say(language))
        return names, "  ".join([self.words.say(language), *extra])


class Argument(click.Argument):
    """An argument with help in both languages."""

    def __init__(self, declarations: Sequence[str], words: Text, **attributes: Any) -> None:  # noqa: ANN401 - click's own open signature
        super().__init__(list(declarations), **attributes)
        self.words = words


def session_of(ctx: click.Context) -> Session:
    """Return the session of this call of the program."""
    return ctx.ensure_object(Session)


def language_of(ctx: click.Context) -> Language:
    """Return the language of this call of the program."""
    return session_of(ctx).language
