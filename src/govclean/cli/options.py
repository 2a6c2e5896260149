"""Options that several commands share, and those of `validate`: plain lists one can read."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import click

from govclean.cli.parameters import count_from, day, pair, separator, share
from govclean.cli.spoken import Option
from govclean.shipped import shelf
from govclean.wording import Text

FORMATS = ("text", "json", "jsonl", "csv", "html", "xlsx", "parquet", "junit", "sarif", "github")
FAIL_ON = ("error", "warning", "info", "never")


def standards_starting_with(_: click.Context, __: click.Parameter, beginning: str) -> list[str]:
    """Return the shipped standards whose name begins so, for shell completion."""
    names = sorted(path.stem for path in (shelf() / "registries").glob("*.yaml"))
    return [name for name in names if name.startswith(beginning)]


def format_option(*names: str, default: str | None = None) -> Option:
    """Return `--format` with a command's own formats."""
    words = Text("输出格式", "output format")
    return Option(["--format"], words, type=click.Choice(names), default=default)


def output_option(words: Text) -> Option:
    """Return `-o`, said as the command means it."""
    return Option(["--output", "-o"], words, metavar="FILE")


STANDARD = Option(
    ["--standard", "-s"],
    Text("标准名称或文件，如 population", "a standard's name or file, such as population"),
    required=True,
    metavar="STANDARD",
    shell_complete=standards_starting_with,
)

READING: tuple[click.Option, ...] = (
    Option(["--sheet"], Text("工作表名称或序号", "worksheet, by name or number"), metavar="SHEET"),
    Option(
        ["--encoding"],
        Text("字符编码；默认自动识别", "character encoding; found out by default"),
        metavar="NAME",
    ),
    Option(
        ["--separator"],
        Text("列分隔符，制表符写作 tab；默认自动识别", "column separator, or tab; found out by default"),
        type=separator,
        metavar="CHAR",
    ),
)

COLUMN = Option(
    ["--column"],
    Text(
        "字段所在的列，可重复；优先于 govclean.yaml 的 columns",
        "which column holds a field, repeatable; comes before columns in govclean.yaml",
    ),
    type=pair("FIELD=HEADER"),
    multiple=True,
    metavar="FIELD=HEADER",
)

REFERENCE = Option(
    ["--reference"],
    Text("跨文件核对所引用的文件，可重复", "a file that cross-file checks refer to, repeatable"),
    type=pair("NAME=FILE"),
    multiple=True,
    metavar="NAME=FILE",
)

AS_OF = Option(
    ["--as-of"],
    Text("以此日为“今天”检查日期；默认当天", "the day that counts as today; today by default"),
    type=day,
    metavar="DATE",
)

MAX_ERROR_RATE = Option(
    ["--max-error-rate"],
    Text(
        "有错误的记录超过此比例即退回；默认按标准的规定",
        "reject above this share of records with errors; as the standard says by default",
    ),
    type=share,
    metavar="SHARE",
)

FAIL_ON_FINDINGS = Option(
    ["--fail-on"],
    Text("有此级别及以上的问题时退出码为 1", "exit 1 on findings of this severity or worse"),
    type=click.Choice(FAIL_ON),
    default="error",
)

THREADS = Option(
    ["--threads"],
    Text("使用的线程数；默认按处理器核数", "threads to use; as many as cores by default"),
    type=count_from(1),
    metavar="N",
)

JUDGING: tuple[click.Option, ...] = (COLUMN, REFERENCE, AS_OF, MAX_ERROR_RATE, FAIL_ON_FINDINGS, THREADS)

SHOWING: tuple[click.Option, ...] = (
    Option(
        ["--format"],
        Text(
            "输出格式 text、json、jsonl、csv、html、xlsx、parquet、junit、sarif、github；默认按 -o 的后缀，否则为 text",
            "text, json, jsonl, csv, html, xlsx, parquet, junit, sarif or github; by the suffix of -o, else text",
        ),
        type=click.Choice(FORMATS),
        metavar="FORMAT",
    ),
    output_option(Text("写入文件而不是标准输出", "write to a file, not stdout")),
    Option(
        ["--limit"],
        Text(
            "每个字段的每条规则列出的问题数，0 为全部；csv、xlsx、parquet 总是全部",
            "findings listed for each rule of a field, 0 for all; csv, xlsx and parquet always list all",
        ),
        type=count_from(0),
        default=20,
        metavar="N",
    ),
    Option(
        ["--show-values"],
        Text("显示原值，不脱敏", "show plain values, nothing masked"),
        is_flag=True,
    ),
    Option(
        ["--all", "all_rules"],
        Text("text 格式列出全部规则，而不只是前 12 条", "list all rules in text, not only the worst 12"),
        is_flag=True,
    ),
)


def day_of(asked: SimpleNamespace) -> date:
    """Return the day that counts as today."""
    return asked.as_of or date.today()  # noqa: DTZ011 - the day at the desk, not in Greenwich
