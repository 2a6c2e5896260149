import errno
import os
import subprocess
import sys

import click
import pytest

from govclean import __version__
from govclean.cli import main as main_module
from govclean.cli.bug import hide_values, told
from govclean.cli.session import language_of_locale


def test_the_version_is_told(run):
    assert run("--version").out == f"govclean {__version__}\n"


def test_without_a_command_the_help_goes_to_stderr(run):
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: govclean")


def test_a_misspelt_command_is_answered_with_the_near_one(run):
    ran = run("vlidate")
    assert ran.code == 2
    assert "did you mean validate?" in ran.err


def test_a_misspelt_option_is_answered_with_the_near_one(run):
    assert "did you mean --format?" in run("validate", "--fromat", "json").err


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["validate", "x.csv"], "the option --standard is missing", "缺少选项 --standard"),
        (["validate", "-s", "population"], "the argument FILE… is missing", "缺少参数 FILE…"),
        (
            ["validate", "x", "-s", "p", "--format", "pdf"],
            "--format must be one of text | json",
            "--format 只能是 text",
        ),
        (
            ["validate", "x", "-s", "p", "--as-of", "2026-02-30"],
            "a date such as",
            "应为 YYYY-MM-DD 形式的日期",
        ),
        (["validate", "x", "-s", "p", "--max-error-rate", "2"], "a share such as", "应为 0 至 1 之间"),
        (["validate", "x", "-s", "p", "--limit", "-1"], "a whole number from 0", "应为不小于 0 的整数"),
        (["validate", "x", "-s", "p", "--column", "name"], "FIELD=HEADER is expected", "应写作 FIELD=HEADER"),
        (["validate", "x", "-s", "p", "--separator", "ab"], "one character", "应为一个字符"),
        (["validate", "x", "-s", "no_such"], 'there is no standard "no_such"', "没有名为“no_such”的标准"),
        (["standards", "show", "no_such"], 'there is no standard "no_such"', "没有名为“no_such”的标准"),
        (["explain", "no_such"], "there is no rule or semantic type", "没有规则或数据类型"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(run, arguments, english, chinese):
    told_in_english, told_in_chinese = run(*arguments), run("--lang", "zh", *arguments)
    assert (told_in_english.code, told_in_chinese.code) == (2, 2)
    assert english in told_in_english.err
    assert chinese in told_in_chinese.err
    assert told_in_english.out == told_in_chinese.out == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "C"}, "zh"),
    ],
)
def test_the_locale_decides_the_language(environment, language):
    assert language_of_locale(environment) == language


def test_the_environment_and_then_the_command_line_come_before_the_locale(run, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("GOVCLEAN_LANG", "zh")
    assert run("--help").out.startswith("用法")
    assert run("--help", "--lang=en").out.startswith("Usage")


class _Breaks(click.Command):
    def __init__(self, error):
        super().__init__("breaks")
        self.error = error

    def main(self, *_, **__):
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (OSError(errno.ENOSPC, "No space left on device"), 2),
        (ValueError("value '13800000001' of 张三, 410105198503051231 and 1.5"), 3),
    ],
)
def test_what_stops_the_program_decides_its_exit_code(run, monkeypatch, error, code):
    monkeypatch.setattr(main_module, "program", lambda: _Breaks(error))
    ran = run("anything")
    assert ran.code == code
    assert ran.out == ""
    assert not any(value in ran.err for value in ("13800000001", "张三", "410105198503051231"))


def test_a_bug_says_where_it_happened_and_asks_for_a_report(run, monkeypatch):
    monkeypatch.setattr(main_module, "program", lambda: _Breaks(KeyError("13800000001")))
    ran = run("anything")
    assert "a bug of ours" in ran.err
    assert "test_main.py" in ran.err
    assert "KeyError: ***" in ran.err


def _fails(value):
    try:
        int(value)
    except ValueError as cause:
        message = f"while reading '{value}'"
        raise RuntimeError(message) from cause


def test_the_causes_of_a_bug_are_told_first_and_without_values():
    with pytest.raises(RuntimeError) as caught:
        _fails("13800000001x")
    report = told(caught.value, "zh")
    assert report.index("ValueError") < report.index("RuntimeError: while reading ***")
    assert "13800000001x" not in report.replace('_fails("13800000001x")', "")


def test_small_numbers_in_a_message_stay():
    assert hide_values("row 123456 of 7 columns") == "row 123456 of 7 columns"


def test_a_reader_that_goes_away_is_no_error():
    script = "import sys; from govclean.cli.main import main; sys.exit(main(['explain', '--lang', 'zh']))"
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -c "$1" | head -n 1', sys.executable, script * 1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_terminal_without_our_characters_is_no_error(encoding):
    program = [sys.executable, "-m", "govclean", "doctor", "--lang", "zh"]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(program, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b" govclean: " in done.stdout


def test_the_program_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "govclean", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"govclean {__version__}\n"
