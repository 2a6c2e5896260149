"""The options of `govclean catalog`: one list for each of its commands."""

from __future__ import annotations

import click

from govclean.cli.ledger_options import KEY
from govclean.cli.options import AS_OF, FAIL_ON_FINDINGS, format_option, output_option
from govclean.cli.parameters import count_from, pair
from govclean.cli.spoken import Argument, Option
from govclean.wording import Text

FORMATS = ("text", "json", "jsonl", "csv", "html", "xlsx", "junit", "sarif", "github")


def _paths(*, required: bool = True) -> Argument:
    words = Text("条目文件、文件夹、工作簿或标准名称", "entries, folders, workbooks, names of standards")
    return Argument(["paths"], words, nargs=-1, required=required, metavar="PATH…" if required else "[PATH]…")


_SHEET = Option(["--sheet"], Text("工作表名称", "worksheet by name"), metavar="SHEET")
_SHARING = Option(
    ["--sharing"],
    Text("共享条件方案；默认 share_types", "profile of share terms; share_types by default"),
    metavar="PROFILE",
)
_FOLDER = Text("输出目录", "output folder")

CHECKING: tuple[click.Parameter, ...] = (
    _paths(required=False),
    format_option(*FORMATS),
    output_option(Text("写入文件而不是标准输出", "write to a file, not stdout")),
    Option(
        ["--limit"],
        Text("每条规则列出的问题数，0 为全部", "findings listed for each rule, 0 for all"),
        type=count_from(0),
        default=5,
        metavar="N",
    ),
    Option(["--rules"], Text("列出目录规则", "list the rules of the directory"), is_flag=True),
    _SHARING,
    AS_OF,
    FAIL_ON_FINDINGS,
    _SHEET,
)

BUILDING: tuple[click.Parameter, ...] = (
    _paths(),
    Option(["--output", "-o"], _FOLDER, required=True, metavar="DIR"),
    Option(["--title"], Text("目录的名称", "what the directory is called"), metavar="TEXT"),
    Option(
        ["--ledger"],
        Text("记入此账本", "enter it into this ledger"),
        metavar="FILE",
        envvar="GOVCLEAN_LEDGER",
    ),
    KEY,
    _SHARING,
    AS_OF,
    FAIL_ON_FINDINGS,
    _SHEET,
)

OVERLAPPING: tuple[click.Parameter, ...] = (
    _paths(),
    Option(
        ["--extract"],
        Text("资源的数据文件，可重复", "a resource's data file, repeatable"),
        type=pair("CODE=FILE"),
        multiple=True,
        metavar="CODE=FILE",
    ),
    Option(["--output", "-o"], _FOLDER, metavar="DIR"),
    Option(
        ["--format"],
        Text("除 parquet 外另写 csv 或 xlsx", "write csv or xlsx beside parquet"),
        type=click.Choice(("parquet", "csv", "xlsx")),
        default="parquet",
    ),
    Option(
        ["--limit"],
        Text("列出的项数，0 为全部", "how many are listed, 0 for all"),
        type=count_from(0),
        default=15,
        metavar="N",
    ),
    _SHEET,
)

IMPORTING: tuple[click.Parameter, ...] = (
    _paths(),
    Option(
        ["--output", "-o"],
        Text("YAML 文件，或按部门分文件的文件夹", "a YAML file, or a folder: one file a department"),
        required=True,
        metavar="PATH",
    ),
    _SHEET,
)

EXPORTING: tuple[click.Parameter, ...] = (
    _paths(required=False),
    Option(["--output", "-o"], Text("工作簿", "the workbook"), required=True, metavar="FILE"),
    _SHEET,
)
