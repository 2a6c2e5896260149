"""`govclean catalog check | build | overlap | import | export`: the directory of resources."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click

from govclean.cli.catalog_options import BUILDING, CHECKING, EXPORTING, IMPORTING, OVERLAPPING
from govclean.cli.ledger_options import key_of
from govclean.cli.options import FAIL_ON, day_of
from govclean.cli.output import refuse_terminal, write_result, write_text
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command, CommandGroup
from govclean.errors import GovcleanError, UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.catalog import Catalog, CheckedCatalog
    from govclean.reports.catalog_findings import Problems

_WHAT = Text(
    "资源目录：检查、发布、找重复采集、与模板互转。",
    "The resource directory: check it, publish it, find what is collected twice, exchange templates.",
)
_CHECK = Text(
    "检查目录条目，指出每一处问题和改法（文件:行号）。\n\n"
    "PATH 可为目录条目 YAML、文件夹、目录模板工作簿，或标准名称（其 resource 块即一条目录）。",
    "Check entries of the directory: every fault with its place and how to repair it.\n\n"
    "PATH is entries in YAML, a folder, a workbook of the national template, or a standard's name (its resource: block is "
    "an entry).",
)
_BUILD = Text(
    "发布目录：可检索的离线网页、xlsx、JSON、DCAT。\n\n"
    "含覆盖情况页（部门 × 分类 × 共享类型）和与上次发布的差异；给出 --ledger 时记入账本。",
    "Publish the directory: offline pages with a search, xlsx, JSON, DCAT.\n\n"
    "With a page of coverage (departments × registries × share types) and of changes since the last build; with --ledger it "
    "is entered there.",
)
_OVERLAP = Text(
    "找出多个部门重复采集的信息项，建议数源部门。\n\n"
    "给出 --extract 时比对取值的重合程度（只用加密摘要，不保留原值）；-o 另写明细表和 match 可用的权威来源设置。",
    "Find what several departments collect, and propose who should lead it.\n\n"
    "With --extract the values are compared too (keyed digests only, no value is kept); -o writes tables and the authority "
    "map that match takes.",
)
_IMPORT = Text(
    "把目录模板工作簿转为 YAML 条目，不丢内容。",
    "Turn a workbook of the national template into YAML entries without loss.",
)
_EXPORT = Text(
    "把目录写成国家模板样式的工作簿；不写 PATH 为空白模板。",
    "Write the directory as a workbook of the national template; without PATH an empty one.",
)

_SUFFIXES = {
    ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".html": "html", ".xlsx": "xlsx", ".sarif": "sarif",
}  # fmt: skip


def check(session: Session, asked: SimpleNamespace) -> int:
    """Check the directory and show what is wrong; return the exit code."""
    from govclean.reports.catalog_findings import Problems

    if asked.rules:
        return _list_rules(session)
    form = asked.format or _SUFFIXES.get(Path(asked.output or "").suffix.lower(), "text")
    if form == "xlsx":
        refuse_terminal(form, asked.output)
    checked, errors = _checked(session, asked)
    if checked.catalog.entries or not errors:
        _show(asked, Problems(checked, session.language, asked.limit), form, session)
    return _code(session, errors, checked, asked.fail_on)


def build(session: Session, asked: SimpleNamespace) -> int:
    """Publish the directory; return the exit code."""
    from govclean.governance.catalog.publishing import build_catalog, enter_catalog
    from govclean.reports.catalog_files import writer

    checked, errors = _checked(session, asked)
    if errors:  # what is published is the whole directory, or nothing
        return _code(session, errors, checked, asked.fail_on)
    language = session.language_asked_for or "zh"
    title = asked.title or _TITLE.say(language)
    edition = build_catalog(checked, title, Path(asked.output), writer(language))
    if asked.ledger:
        from govclean.governance.ledger import Ledger

        with Ledger.open(asked.ledger, key_of(asked.key)) as ledger:
            session.note(_ENTERED.fill(seq=enter_catalog(edition, ledger), path=asked.ledger))
    total = edition.coverage.total
    facts = {"resources": total.resources, "items": total.items, "path": Path(asked.output) / "index.html"}
    session.note(_BUILT.fill(**facts))
    if checked.findings:
        session.note(_FAULTY.fill(count=checked.faulty, sources=" ".join(asked.paths)))
    return _code(session, [], checked, asked.fail_on)


def overlap(session: Session, asked: SimpleNamespace) -> int:
    """Show what several departments collect; return the exit code."""
    from govclean.governance.catalog.overlap import find_overlaps
    from govclean.governance.catalog.overlap_tables import write_overlaps
    from govclean.reports.catalog_overlap import render_overlaps
    from govclean.reports.tables import export

    catalog, errors = _loaded(session, asked)
    found = find_overlaps(catalog, dict(asked.extract))
    if asked.output:
        beside = None if asked.format == "parquet" else lambda folder: export(folder, asked.format)
        maps = write_overlaps(found, Path(asked.output), beside)
        for name in maps:
            session.note(_AUTHORITY.fill(path=Path(asked.output) / name))
    if not session.quiet:
        session.show(render_overlaps(found, session.language, limit=asked.limit, width=width_of_stdout()))
    return _tell(session, errors)


def bring_in(session: Session, asked: SimpleNamespace) -> int:
    """Write the entries of workbooks as YAML; return the exit code."""
    from govclean.governance.catalog.yaml_writing import MOST_NODES, files_of, size_of, text_of

    catalog, errors = _loaded(session, asked)
    if errors:
        return _tell(session, errors)
    target = Path(asked.output)
    if target.suffix.lower() in (".yaml", ".yml"):
        if size_of(catalog.entries) > MOST_NODES:
            raise UsageError(_TOO_MANY, where=asked.output, hint=_A_FOLDER)
        write_text(text_of(catalog.entries), asked.output)
        written = [target]
    else:
        written = _write_folder(target, files_of(catalog.entries))
    session.note(_IMPORTED.fill(count=len(catalog.entries), files=len(written), path=asked.output))
    return 0


def hand_out(session: Session, asked: SimpleNamespace) -> int:
    """Write the directory as a workbook of the template; return the exit code."""
    from govclean.reports.catalog_workbook import write_workbook

    refuse_terminal("xlsx", asked.output)
    catalog, errors = _loaded(session, asked)
    if errors:
        return _tell(session, errors)
    write_result(lambda sink: write_workbook(catalog.entries, catalog.domains, sink), asked.output)
    if asked.output != "-":
        session.note(_EXPORTED.fill(count=len(catalog.entries), path=asked.output))
    return 0


def _write_folder(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files into a folder that holds none of them yet: what somebody edited is never overwritten."""
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise UsageError(_THERE.fill(names="、".join(there[:5])), where=str(folder), hint=_OTHER_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_text(text, str(folder / name))
    return [folder / name for name in files]


def _loaded(session: Session, asked: SimpleNamespace) -> tuple[Catalog, list[GovcleanError]]:
    from govclean.governance.catalog import load_catalog
    from govclean.governance.profiles import load_sharing

    profile = getattr(asked, "sharing", None)
    sharing = load_sharing(profile) if profile else None
    catalog, errors = load_catalog(asked.paths, sharing, sheet=getattr(asked, "sheet", None))
    for note in catalog.notes:
        session.detail(note)
    return catalog, errors


def _checked(session: Session, asked: SimpleNamespace) -> tuple[CheckedCatalog, list[GovcleanError]]:
    from govclean.governance.catalog import check_catalog

    if not asked.paths:
        raise UsageError(_NO_PATH)
    catalog, errors = _loaded(session, asked)
    day = day_of(asked)
    return check_catalog(catalog, day=day), errors


def _show(asked: SimpleNamespace, problems: Problems, form: str, session: Session) -> None:
    from govclean.reports import catalog_machine, catalog_problem_list
    from govclean.reports.catalog_findings import render
    from govclean.reports.text import plain_text

    if form == "text":
        if asked.output in (None, "-"):
            session.show(render(problems, width_of_stdout()))
        else:
            write_text(plain_text(render(problems)), asked.output)
        return
    write = {
        "json": catalog_machine.write_json,
        "jsonl": catalog_machine.write_jsonl,
        "csv": catalog_machine.write_csv,
        "github": catalog_machine.write_github,
        "junit": catalog_machine.write_junit,
        "sarif": catalog_machine.write_sarif,
        "html": catalog_problem_list.write_html,
        "xlsx": catalog_problem_list.write_xlsx,
    }[form]
    write_result(lambda sink: write(problems, sink), asked.output)


def _list_rules(session: Session) -> int:
    from govclean.governance.catalog.catalogue import RULES

    for rule in RULES:
        click.echo(f"{rule.id:32}  {session.say(rule.title)}")
    return 0


def _code(session: Session, errors: list[GovcleanError], checked: CheckedCatalog, fail_on: str) -> int:
    if _tell(session, errors):
        return 2
    severe = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return int(checked.worst in severe)


def _tell(session: Session, errors: list[GovcleanError]) -> int:
    for error in errors:
        click.echo(f"govclean: {error.say(session.language)}", err=True)
    return 2 if errors else 0


_TITLE = Text("政务信息资源目录", "Directory of government information resources")
_NO_PATH = Text("缺少参数 PATH", "the argument PATH is missing")
_ENTERED = Text("已记入账本 {path} 第 {seq} 笔", "entered into the ledger {path} as entry {seq}")
_BUILT = Text(
    "已发布 {resources} 项资源、{items} 个信息项：{path}",
    "{resources} resources with {items} items published: {path}",
)
_FAULTY = Text(
    "{count} 条有错误：govclean catalog check {sources}",
    "{count} entries have errors: govclean catalog check {sources}",
)
_AUTHORITY = Text("权威来源设置：{path}（match -s 可用）", "authority map: {path} (for match -s)")
_TOO_MANY = Text("条目太多，一个文件放不下", "too many entries for one file")
_A_FOLDER = Text("-o 指定文件夹，按部门分文件", "name a folder with -o: one file a department")
_IMPORTED = Text(
    "{count} 条已写入 {path}（{files} 个文件）", "{count} entries written to {path} ({files} files)"
)
_EXPORTED = Text("{count} 条已写入 {path}", "{count} entries written to {path}")
_THERE = Text("文件夹中已有 {names}", "the folder holds {names} already")
_OTHER_FOLDER = Text(
    "用 -o 换一个文件夹，以免覆盖已修改的条目", "name another folder: what was edited is not overwritten"
)


COMMAND = CommandGroup(
    "catalog",
    _WHAT,
    commands=[
        Command("check", _CHECK, check, CHECKING),
        Command("build", _BUILD, build, BUILDING),
        Command("overlap", _OVERLAP, overlap, OVERLAPPING),
        Command("import", _IMPORT, bring_in, IMPORTING),
        Command("export", _EXPORT, hand_out, EXPORTING),
    ],
)
