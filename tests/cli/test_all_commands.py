"""Duties common to all commands, tested for all."""

import re
import subprocess
import sys

import click
import pytest
from command_tree import COMMANDS

from govclean.cli.commands import COMMANDS as LISTED
from govclean.cli.spoken import Argument, Option

HAN = re.compile("[\u4e00-\u9fff]")
HEAVY = ("pandas", "pandera", "pyarrow", "duckdb", "numpy", "pydantic", "rich.console", "yaml")
every = pytest.mark.parametrize(
    ("words", "command"), COMMANDS, ids=[" ".join(words) or "govclean" for words, _ in COMMANDS]
)


@every
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_speaks_the_language_that_was_asked_for(run, words, command, language):
    ran = run(*words, "--help", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("用法" if language == "zh" else "Usage")
    assert bool(HAN.search(ran.out)) == (language == "zh")


@every
def test_every_option_and_argument_is_explained_in_both_languages(run, words, command):
    chinese, english = (run("--lang", language, *words, "--help").out for language in ("zh", "en"))
    for parameter in command.params:
        assert isinstance(parameter, (Option, Argument)), parameter.name
        assert parameter.words.zh
        assert parameter.words.en
        assert HAN.search(parameter.words.zh)
        assert not HAN.search(parameter.words.en)
        for page in (chinese, english):
            assert (parameter.opts[-1] if isinstance(parameter, Option) else parameter.metavar) in page


@every
def test_every_command_has_the_options_of_all(words, command):
    names = {name for parameter in command.params for name in parameter.opts}
    assert {"--lang", "--quiet", "--verbose", "--help"} <= names


@every
def test_no_option_says_the_same_as_another(words, command):
    names = [name for parameter in command.params for name in parameter.opts]
    assert len(names) == len(set(names))


@every
def test_an_unknown_option_is_a_usage_error(run, words, command):
    ran = run(*words, "--no-such-option")
    assert ran.code == 2
    assert ran.out == ""
    assert "there is no option --no-such-option" in ran.err


def test_help_imports_nothing_heavy():
    lines = [f"main({[*words, '--help']!r})" for words, _ in COMMANDS]
    script = "import sys\nfrom govclean.cli.main import main\n" + "\n".join(lines)
    script += f"\nprint('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("HEAVY []")


def test_the_list_of_commands_says_what_each_one_says():
    commands = {words[0]: command for words, command in COMMANDS if len(words) == 1}
    for entry in LISTED:
        words = commands[entry.name].words
        assert words.zh.split("\n")[0] == entry.brief.zh
        assert words.en.split("\n")[0] == entry.brief.en
        assert isinstance(commands[entry.name], click.Group) == entry.is_group


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion_script(run, shell):
    ran = run("completion", shell)
    assert ran.code == 0
    assert "_GOVCLEAN_COMPLETE" in ran.out
