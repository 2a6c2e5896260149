"""An invented town whose departments hand in people and firms: a project for `govclean run`, and what runs it."""

from __future__ import annotations

import hashlib
import random
from contextlib import chdir
from datetime import date
from pathlib import Path

from match_town import HEAD, STANDARD, departments, people, write_csv

from govclean.governance.ledger import Ledger
from govclean.governance.pipeline.config import STEPS, load_project, with_needed
from govclean.governance.pipeline.drops import find_drops
from govclean.governance.pipeline.planning import Wanted, plan
from govclean.governance.pipeline.registries import registries_of
from govclean.governance.pipeline.running import run
from govclean.governance.pipeline.work import Desk
from govclean.reports.run_files import RunFiles

TODAY = date(2026, 12, 1)
PEOPLE = STANDARD.replace(
    "fields:", "resource: {code: '1/01/001', provider: 公安厅, update_cycle: monthly}\nfields:"
)
FIRMS = """
standard: firms
version: 1
fields:
  - {name: code, title: 编码, type: key, obligation: M, unique: true}
  - {name: name, title: 企业名称, required: true}
  - {name: head, title: 负责人证件, type: cn.resident_id}
linkage:
  blocking: [[name], [head]]
  comparisons: [{field: name}, {field: head, as: identifier}]
  cross_checks: [{check: exists_in, field: head, registry: town, key: number}]
"""
PROJECT = """
sources:
  - {department: 公安局, files: drops/公安_人口_*.csv, standard: town, record_id: 编号, due_day: 5}
  - {department: 卫健委, files: drops/卫健_人口_*.csv, standard: town, record_id: 编号}
  - {department: 市监局, files: [drops/市监_企业_*.csv], standard: firms}
"""
FIRM_HEAD = ["编码", "企业名称", "负责人证件"]


def write_project(folder: Path, more: str = "", month: str = "202611") -> Path:
    """Write `govclean.yaml`, two standards and three drops; return the folder."""
    (folder / "standards").mkdir(parents=True)
    (folder / "drops").mkdir()
    (folder / "standards/town.yaml").write_text(PEOPLE, encoding="utf-8")
    (folder / "standards/firms.yaml").write_text(FIRMS, encoding="utf-8")
    (folder / "govclean.yaml").write_text(f"as_of: {TODAY}\n{PROJECT}{more}", encoding="utf-8")
    deliver(folder, month)
    return folder


def deliver(folder: Path, month: str, seed: int = 7) -> None:
    """Write the drops of a month; another seed gives another town."""
    police, health, _ = departments(seed)
    write_csv(folder / f"drops/公安_人口_{month}.csv", police)
    write_csv(folder / f"drops/卫健_人口_{month}.csv", health)
    write_csv(folder / f"drops/市监_企业_{month}.csv", _firms(seed), FIRM_HEAD)


def _firms(seed: int) -> list[dict[str, str]]:
    """Return firms whose heads live in the town, but the last; one of them is delivered twice under two codes."""
    draw, town = random.Random(seed), people(seed=seed)
    heads = [*(one["身份证号"] for one in draw.sample(town[15:75], 19)), people(1, seed + 1)[0]["身份证号"]]
    rows = [
        {"编码": f"F{place}", "企业名称": f"虚构第{place}商贸有限公司", "负责人证件": head}
        for place, head in enumerate(heads)
    ]
    return [*rows, {**rows[0], "编码": "F99"}]


class Nobody:
    """Looks on and takes no note but of the order."""

    def __init__(self):
        self.began_with, self.steps = [], 0

    def planned(self, steps):
        self.steps = steps

    def began(self, key):
        self.began_with.append(key)

    def ended(self, done):
        pass


def plan_in(folder: Path, ledger=None, *, steps=STEPS, force=False, today=TODAY):
    """Return the plan of a project, seen from its folder."""
    project = load_project("govclean.yaml")
    wanted = Wanted(with_needed(steps), project.as_of or today, "en", "zh", force)
    return plan(project, find_drops(project, registries_of(project)), ledger, Path(project.output), wanted)


def due_in(folder: Path, **asked) -> dict[tuple[str, str], str]:
    """Return the steps that are due, and why."""
    with chdir(folder):
        if not Path("ledger.duckdb").exists():
            planned = plan_in(folder, **asked)
        else:
            with Ledger.read("ledger.duckdb") as ledger:
                planned = plan_in(folder, ledger, **asked)
    return {task.step.key: task.why.en for task in planned.tasks if task.due}


def run_in(folder: Path, pages=None, **asked):
    """Run a project; return what was done and what stands."""
    with chdir(folder), Ledger.open("ledger.duckdb") as ledger:
        planned = plan_in(folder, ledger, **asked)
        output = Path(planned.project.output).absolute()
        pages, watch = pages or RunFiles("en"), Nobody()
        desk = Desk(
            output, ledger, pages, planned.wanted.today, "en", "zh", 2, anew=asked.get("force", False)
        )
        return run(planned, desk, watch, pages.page)


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of every file that stands, but of those with clock times in them."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("run.json", ".run.lock")
    }


__all__ = [
    "FIRM_HEAD",
    "HEAD",
    "TODAY",
    "contents",
    "deliver",
    "due_in",
    "run_in",
    "write_csv",
    "write_project",
]
