"""Write the reference pages from the program itself; `--check` says whether those in git are in step.

usage: python docs/build.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import matching  # beside this file
from click.testing import CliRunner

from govclean.cleansing.catalogue import CLEANSING_RULES, OF_TYPE
from govclean.cleansing.ruling import Derivation
from govclean.cli.main import program
from govclean.cli.session import Session
from govclean.standards.parameters import keys_of
from govclean.validation.catalogue import CHECKS, DIMENSION_TITLES, RULES
from govclean.values.catalogue import TYPES
from govclean.values.semantic import Reason
from govclean.wording import Language, Text, same

HERE = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def pages() -> dict[str, str]:
    """Return every page by its path within `docs/`."""
    written = {}
    for language in LANGUAGES:
        for name, page in (
            ("rules", rules),
            ("cleansing", cleansing),
            ("types", types),
            ("matching", matching_page),
            ("commands", commands),
        ):
            written[f"{language}/{name}.md"] = "\n".join(page(language)).rstrip() + "\n"
    return written


def rules(language: Language) -> Iterator[str]:
    """Yield the rule book: every rule a finding can carry."""
    yield from _top(Text("规则手册", "Rule book"), language)
    arguments = {kind.rule.id: kind for kind in CHECKS}
    for dimension, title in DIMENSION_TITLES.items():
        yield from (f"## {title.say(language)}", "")
        for rule in (rule for rule in RULES if rule.dimension == dimension):
            yield from (f"### `{rule.id}` {rule.title.say(language)}", "", rule.why.say(language), "")
            yield f"- {_word('wrong', language)}: {rule.wrong.say(language)}"
            yield f"- {_word('right', language)}: {rule.right.say(language)}"
            yield f"- {_word('repair', language)}: {rule.repair.say(language)}"
            yield f"- {_word('severity', language)}: {rule.severity}"
            if rule.id in arguments:
                kind = arguments[rule.id]
                asked = [*sorted(kind.required), *(f"[{name}]" for name in sorted(kind.optional))]
                yield f"- `checks:` `{rule.id}: {{{', '.join(asked)}}}`"
            yield ""


def cleansing(language: Language) -> Iterator[str]:
    """Yield the cleansing rules, and which of them a semantic type brings by itself, in their order."""
    yield from _top(Text("清洗规则", "Cleansing rules"), language)
    for rule in CLEANSING_RULES:
        yield from (f"## `{rule.id}` {rule.title.say(language)}", "", rule.why.say(language), "")
        yield f"- `{rule.before}` → `{rule.after}`" if rule.after else f"- `{rule.before}` → ∅"
        yield f"- {_word('action', language)}: {rule.action}"
        if isinstance(rule, Derivation):
            yield f"- {_word('columns', language)}: {', '.join(f'`<field>_{name}`' for name in rule.elements)}"
        yield ""
    yield from (f"## {_word('brought', language)}", "")
    for name, brought in OF_TYPE.items():
        yield f"- `{name}`: {', '.join(f'`{rule}`' for rule in brought)}"


def types(language: Language) -> Iterator[str]:
    """Yield the semantic types: what each knows and why it refuses a value."""
    yield from _top(Text("语义类型", "Semantic types"), language)
    for semantic in TYPES:
        yield from (f"## `{semantic.name}` {semantic.title.say(language)}", "")
        if semantic.basis:
            yield f"- {_word('basis', language)}: {semantic.basis}"
        if keys_of(semantic.name):
            yield f"- {_word('parameters', language)}: {', '.join(f'`{p}`' for p in sorted(keys_of(semantic.name)))}"
        for reason, words in semantic.reasons.items():
            if reason is not Reason.GOOD:
                yield f"- `{reason.rule}`: {words.say(language)}"
        yield ""


def matching_page(language: Language) -> Iterator[str]:
    """Yield the page of `match`: its tables, comparisons, features and outcomes."""
    yield from _top(same(matching.title(language)), language)
    yield from matching.matching(language)


def commands(language: Language) -> Iterator[str]:
    """Yield the help of every command as a terminal 100 columns wide shows it."""
    yield from _top(Text("命令", "Commands"), language)
    for path in _command_paths(program(), ()):
        yield from (
            f"## `{' '.join(('govclean', *path))}`",
            "",
            "```",
            _help(path, language).rstrip(),
            "```",
            "",
        )


def _top(title: Text, language: Language) -> tuple[str, ...]:
    note = Text(
        "本页由 `python docs/build.py` 从程序生成。", "Written from the program by `python docs/build.py`."
    )
    return (f"# {title.say(language)}", "", note.say(language), "")


def _word(name: str, language: Language) -> str:
    words = {
        "wrong": Text("错例", "wrong"),
        "right": Text("正例", "right"),
        "repair": Text("处理", "what to do"),
        "severity": Text("级别", "severity"),
        "basis": Text("依据", "basis"),
        "parameters": Text("参数", "parameters"),
        "columns": Text("features 的列", "columns of features"),
        "action": Text("动作", "action"),
        "brought": Text("各语义类型自带的规则（按顺序）", "What each semantic type brings, in order"),
    }
    return words[name].say(language)


def _command_paths(group: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is not None:
                yield from _command_paths(command, (*path, name))


def _help(path: tuple[str, ...], language: Language) -> str:
    runner = CliRunner(env={"COLUMNS": "100", "GOVCLEAN_LANG": language})
    return runner.invoke(program(), [*path, "--help"], prog_name="govclean", obj=Session(language)).output


def main() -> int:
    """Write the pages, or with `--check` say which are out of step; return the exit code."""
    stale = [name for name, text in pages().items() if _read(HERE / name) != text]
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"docs/{name} is out of step: run python docs/build.py")
        return 1 if stale else 0
    for name, text in pages().items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
