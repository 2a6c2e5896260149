"""`govclean standards list | show | check | template`: the standards themselves."""

from __future__ import annotations

from types import SimpleNamespace

import click

from govclean.cli.options import format_option, output_option, standards_starting_with
from govclean.cli.output import write_result
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command, CommandGroup
from govclean.cli.spoken import Argument
from govclean.wording import Text

_WHAT = Text(
    "查看、检查数据标准，生成填报模板。", "List, show and check standards; make templates to fill in."
)
_LIST = Text(
    "列出可用的标准：本项目的和自带的。",
    "List the standards that can be named: the project's and the shipped.",
)
_SHOW = Text("查看一个标准的字段和检查。", "Show the fields and checks of one standard.")
_CHECK = Text(
    "检查标准文件，一次说出全部错误（文件:行号）。",
    "Check a standard's file and tell all its mistakes, as file:line.",
)
_TEMPLATE = Text(
    "生成空白填报模板（xlsx 或 csv）。\n\n"
    "xlsx 模板的各列为文本格式，代码项有下拉选项，列标题附填报说明。除非指定 --lang en，模板为中文。",
    "Make an empty template to hand to a department (xlsx or csv).\n\n"
    "In xlsx the columns are text, codes have drop-downs, and headers carry notes. "
    "It is in Chinese unless --lang en asks otherwise.",
)
_GOOD = Text("{path}：没有错误。", "{path}: no mistakes.")
_WROTE = Text("模板已写入 {path}", "template written to {path}")
_NAME = Argument(
    ["name"],
    Text("标准名称或文件", "a standard's name or file"),
    metavar="STANDARD",
    shell_complete=standards_starting_with,
)


def list_them(session: Session, asked: SimpleNamespace) -> int:
    """Show the standards that can be named; return the exit code."""
    from govclean.reports.standard_pages import list_data, list_page
    from govclean.standards.loading import list_standards

    listed = list_standards()
    if asked.format == "json":
        session.show_data(list_data(listed, session.language))
    else:
        session.show(list_page(listed, session.language, width_of_stdout()))
    return 0


def show(session: Session, asked: SimpleNamespace) -> int:
    """Show one standard; return the exit code."""
    from govclean.reports.standard_pages import show_data, show_page
    from govclean.standards.loading import load_standard

    standard = load_standard(asked.name)
    if asked.format == "json":
        session.show_data(show_data(standard, session.language))
    else:
        session.show(show_page(standard, session.language, width_of_stdout()))
    return 0


def check(session: Session, asked: SimpleNamespace) -> int:
    """Tell all mistakes of the files; return 1 where there is one that makes a standard unusable."""
    from govclean.cleansing.catalogue import CLEANSING_RULES, rule_arguments
    from govclean.linkage.planning import known_linkage
    from govclean.standards.finding import find
    from govclean.standards.linting import check_standard
    from govclean.validation.catalogue import check_arguments, rule_docs

    unusable = False
    for path in map(find, asked.files):
        mistakes = check_standard(
            path,
            known_checks=check_arguments(),
            known_rules=rule_docs().keys() | {rule.id for rule in CLEANSING_RULES},
            known_cleansing=rule_arguments(),
            known_linkage=known_linkage(),
        )
        for mistake in mistakes:
            click.echo(mistake.say(session.language))
        unusable |= any(mistake.severity == "error" for mistake in mistakes)
        if not mistakes:
            session.note(_GOOD.fill(path=path))
    return int(unusable)


def template(session: Session, asked: SimpleNamespace) -> int:
    """Write an empty template; return the exit code."""
    from govclean.reports.template import write_csv, write_workbook
    from govclean.standards.loading import load_standard

    standard = load_standard(asked.name)
    language = session.language_asked_for or "zh"
    path = asked.output or f"{standard.name}_{standard.version}.{asked.format or 'xlsx'}"
    form = asked.format or ("csv" if path.lower().endswith(".csv") else "xlsx")
    write = write_csv if form == "csv" else write_workbook
    write_result(lambda sink: write(standard, sink, language), path)
    if path != "-":
        session.note(_WROTE.fill(path=path))
    return 0


_FILES = Argument(
    ["files"], Text("标准文件", "the standard's file"), nargs=-1, required=True, metavar="FILE…"
)
_OUTPUT = output_option(
    Text("模板文件；默认为 标准名_版本.xlsx", "the template; STANDARD_VERSION.xlsx by default")
)

COMMAND = CommandGroup(
    "standards",
    _WHAT,
    commands=[
        Command("list", _LIST, list_them, [format_option("text", "json", default="text")]),
        Command("show", _SHOW, show, [_NAME, format_option("text", "json", default="text")]),
        Command("check", _CHECK, check, [_FILES]),
        Command("template", _TEMPLATE, template, [_NAME, format_option("xlsx", "csv"), _OUTPUT]),
    ],
)
