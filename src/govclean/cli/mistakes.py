"""What click says about a wrong call, in the reader's language and in the shape of all our errors."""

from __future__ import annotations

from collections.abc import Iterable

import click

from govclean.errors import UsageError
from govclean.wording import Text, same

_NO_COMMAND = Text("没有命令“{name}”", 'there is no command "{name}"')
_NO_OPTION = Text("没有选项 {name}", "there is no option {name}")
_NO_ARGUMENT = Text("缺少参数 {name}", "the argument {name} is missing")
_NO_VALUE = Text("缺少选项 {name}", "the option {name} is missing")
_NOT_ONE_OF = Text("{name} 只能是 {choices} 之一", "{name} must be one of {choices}")
_WRONG = Text("{name}：{why}", "{name}: {why}")
_DID_YOU_MEAN = Text("是否想写 {word}？", "did you mean {word}?")
_HELP = Text("用法见 {command} --help", "see {command} --help")


class Refused(click.BadParameter):
    """A value one of our own parameter types does not take, with the reason in both languages."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def no_such_command(name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a command that does not exist, with the one probably meant."""
    return UsageError(_NO_COMMAND.fill(name=name), hint=_near(name, known) or _HELP.fill(command="govclean"))


def usage_error(error: click.ClickException) -> UsageError:
    """Return click's error as one of ours."""
    context = getattr(error, "ctx", None)
    hint = _HELP.fill(command=context.command_path) if context else None
    if isinstance(error, click.NoSuchOption):
        known = [option.lstrip("-") for option in error.possibilities or ()]
        near = _near(error.option_name.lstrip("-"), known, "--")
        return UsageError(_NO_OPTION.fill(name=error.option_name), hint=near or hint)
    if isinstance(error, click.BadParameter):
        return UsageError(why(error, _name(error)), hint=hint)
    return UsageError(same(error.format_message().rstrip(".")), hint=hint)


def why(error: click.BadParameter, name: str) -> Text:
    """Return why a parameter called `name` cannot be taken as it is."""
    kind = getattr(error.param, "type", None)
    if isinstance(error, click.MissingParameter):
        return (_NO_ARGUMENT if isinstance(error.param, click.Argument) else _NO_VALUE).fill(name=name)
    if isinstance(error, Refused):
        return _WRONG.fill(name=name, why=error.words)
    if isinstance(kind, click.Choice):
        return _NOT_ONE_OF.fill(name=name, choices=" | ".join(map(str, kind.choices)))
    return _WRONG.fill(name=name, why=same(error.message))


def _near(word: str, known: Iterable[str], dashes: str = "") -> Text | None:
    from govclean.documents import nearest

    best = nearest(word, known)
    return _DID_YOU_MEAN.fill(word=dashes + best) if best else None


def _name(error: click.BadParameter) -> str:
    """Return a parameter as its help writes it."""
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Argument):
        return error.param.metavar or error.param.human_readable_name
    return max(error.param.opts, key=len)
