"""`govclean run [govclean.yaml]`: the whole road for all drops; what has not changed is not done again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import chdir
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from govclean.cli.ledger_options import KEY, key_of
from govclean.cli.options import AS_OF, FAIL_ON, FAIL_ON_FINDINGS, THREADS
from govclean.cli.run_watch import watching
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument, Option
from govclean.errors import GovcleanError, UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.ledger import Ledger
    from govclean.governance.pipeline.config import Project
    from govclean.governance.pipeline.planning import Plan

_STEPS = ("validate", "clean", "match", "returns", "score", "reports")
_WHAT = Text(
    "按 govclean.yaml 处理全部报送文件：检查、清洗、比对、退回、考核、报告。\n\n"
    "govclean.yaml 的 sources 写明部门、文件、标准；文件、标准、设置和程序版本都未变的步骤沿用已有结果。"
    "中断后再次运行即接着做完。路径都以 govclean.yaml 所在目录为准。\n\n"
    "退出码取各步中最重的：0 无问题；1 有达到 --fail-on 级别的问题；2 有步骤未能完成，或另一个 run 正在进行。",
    "Do all steps for all drops as govclean.yaml says: validate, clean, match, returns, score, reports.\n\n"
    "Its `sources:` name departments, files and standards. A step whose files, standard, settings and program are as they "
    "were keeps its result. A run that was broken off is finished by the next. Paths are seen from the folder of "
    "govclean.yaml.\n\n"
    "The exit code is the worst of all steps: 0 clean; 1 findings at or above --fail-on; 2 a step could not be done, or "
    "another run is going on.",
)
_FILE = Text(
    "govclean.yaml 或其所在目录；默认向上查找", "govclean.yaml or its folder; found upwards by default"
)
_ONLY = Text("只做这些步骤及其所需的步骤，可重复", "only these steps and what they need, repeatable")
_NO_FILE = Text("没有 govclean.yaml", "there is no govclean.yaml")
_MAKE_ONE = Text(
    "govclean init 新建一个项目，或指明文件：govclean run 目录/govclean.yaml",
    "govclean init makes a project; or name the file: govclean run FOLDER/govclean.yaml",
)
_SAID = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
_LEDGER = Text("账本文件；默认按 govclean.yaml", "the ledger's file; as govclean.yaml says by default")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Do the steps that are due, or show them; return the exit code."""
    path = _path(session, asked.file)
    _take_settings(session, asked, path)
    asked.start = Path.cwd()
    with chdir(path.parent):
        project = _project(session, path.name)
        return _rehearse(session, asked, project) if asked.dry_run else _run(session, asked, project)


def _path(session: Session, asked: str | None) -> Path:
    """Return the file that says what to do."""
    if asked is None:
        found = session.settings().path
        if not found:
            raise UsageError(_NO_FILE, hint=_MAKE_ONE)
        return Path(found)
    path = Path(asked) / "govclean.yaml" if Path(asked).is_dir() else Path(asked)
    if not path.is_file():
        raise UsageError(_NO_FILE, where=asked, hint=_MAKE_ONE)
    return path.absolute()


def _take_settings(session: Session, asked: SimpleNamespace, path: Path) -> None:
    """Let the file that was named say what the command line leaves open: its language, its section `run`."""
    from govclean.cli.settings import read_settings

    settings = read_settings(path)
    if settings.language and not session.language_chosen:
        session.language, session.language_chosen = settings.language, True
    source = click.get_current_context().get_parameter_source
    said = {name for name in vars(asked) if source(name) in _SAID}
    for name in said & {"ledger", "key"}:  # as seen from where they were said
        setattr(asked, name, str(Path(getattr(asked, name)).absolute()))
    for name, value in settings.for_command("govclean run", COMMAND).items():
        if name not in said:
            setattr(asked, name, value)


def _project(session: Session, path: str) -> Project:
    from govclean.cli.commands import COMMANDS
    from govclean.governance.pipeline.config import load_project

    session.detail(Text("项目文件 {path}", "project {path}").fill(path=path))
    return load_project(path, [entry.name for entry in COMMANDS if not entry.is_group])


def _rehearse(session: Session, asked: SimpleNamespace, project: Project) -> int:
    from govclean.governance.ledger import Ledger
    from govclean.reports.run_text import render_plan

    place = Path(asked.ledger or project.ledger)
    if place.is_file():
        with Ledger.read(place, key_of(asked.key)) as ledger:
            plan = _plan(session, asked, project, ledger)
    else:
        plan = _plan(session, asked, project, None)
    session.show(render_plan(plan, session.language, width_of_stdout()))
    return _tell(session, plan.found.errors)


def _run(session: Session, asked: SimpleNamespace, project: Project) -> int:
    from govclean.engines.embedded import worker_count
    from govclean.governance.ledger import Ledger
    from govclean.governance.pipeline.running import PAGE
    from govclean.governance.pipeline.running import run as run_plan
    from govclean.governance.pipeline.work import Desk
    from govclean.reports.run_files import RunFiles
    from govclean.reports.run_text import render

    pages = RunFiles(session.language)
    with Ledger.open(asked.ledger or project.ledger, key_of(asked.key)) as ledger:
        plan = _plan(session, asked, project, ledger)
        desk = Desk(
            output=Path(project.output).absolute(),
            ledger=ledger,
            pages=pages,
            today=plan.wanted.today,
            language=session.language,
            list_language=plan.wanted.list_language,
            threads=worker_count(asked.threads),
            anew=asked.force,
        )
        with watching(session) as watch:
            ran, found = run_plan(plan, desk, watch, pages.page)
    page = os.path.relpath(desk.output / PAGE, asked.start)
    shown = page if "reports" in plan.wanted.steps else ""
    if not session.quiet:
        session.show(render(ran, found, shown, session.language, width_of_stdout()))
    return _tell(session, ran.errors) or int(_is_severe(ran.worst(), asked.fail_on))


def _plan(session: Session, asked: SimpleNamespace, project: Project, ledger: Ledger | None) -> Plan:
    from govclean.governance.pipeline.config import with_needed
    from govclean.governance.pipeline.drops import find_drops
    from govclean.governance.pipeline.planning import Wanted, plan
    from govclean.governance.pipeline.registries import registries_of

    wanted = Wanted(
        steps=with_needed(asked.only or project.steps),
        today=asked.as_of or project.as_of or date.today(),  # noqa: DTZ011 - the day at the desk, not in Greenwich
        language=session.language,
        list_language=session.language_asked_for or "zh",
        force=asked.force,
    )
    return plan(project, find_drops(project, registries_of(project)), ledger, Path(project.output), wanted)


def _tell(session: Session, errors: Sequence[GovcleanError]) -> int:
    """Say what could not be done; return 2 where there is something, else 0."""
    for error in errors:
        click.echo(f"govclean: {error.say(session.language)}", err=True)
    return 2 if errors else 0


def _is_severe(worst: str, fail_on: str) -> bool:
    return fail_on != "never" and worst in FAIL_ON[: FAIL_ON.index(fail_on) + 1]


COMMAND = Command(
    "run",
    _WHAT,
    run,
    [
        Argument(["file"], _FILE, required=False, metavar="[FILE]"),
        Option(["--only"], _ONLY, type=click.Choice(_STEPS), multiple=True),
        Option(
            ["--force"],
            Text("已有结果的步骤也重做", "do steps again whose results stand"),
            is_flag=True,
        ),
        Option(
            ["--dry-run"],
            Text("只列出将执行的步骤及原因，不写文件", "list the steps that are due and why; write nothing"),
            is_flag=True,
        ),
        FAIL_ON_FINDINGS,
        AS_OF,
        THREADS,
        Option(["--ledger"], _LEDGER, envvar="GOVCLEAN_LEDGER", metavar="FILE"),
        KEY,
    ],
)
