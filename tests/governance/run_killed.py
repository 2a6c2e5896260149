"""Kill `govclean run` at some moment, let the next run finish, and see that nothing differs. By hand, many times:

python tests/governance/run_killed.py --tries 50 --project examples
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
from run_town import contents, write_project

from govclean.governance.ledger import Ledger
from govclean.governance.pipeline.config import STEPS

GOVCLEAN = (sys.executable, "-m", "govclean")
_OWN = ("returns", "score", "report.html")  # hold hashes of the ledger, which no other ledger has


def kill_and_finish(project: Path, delays: list[float]) -> list[bool]:
    """Run a project, kill it after each delay, then let it finish; return which runs were killed before they ended."""
    killed = []
    for delay in delays:
        process = subprocess.Popen([*GOVCLEAN, "run", str(project), "--quiet"], stderr=subprocess.PIPE)
        try:
            process.communicate(timeout=delay)
            killed.append(False)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed.append(True)
        whole(project)
    done = _run(project)
    assert done.returncode in (0, 1), done.stderr
    return killed


def whole(project: Path) -> None:
    """See that whatever has a name is whole: every result with what it was made from, every table readable."""
    for step in STEPS:
        for folder in (project / "out" / step).glob("[!.]*"):
            if folder.is_dir() and step != "score":
                assert json.loads((folder / "step.json").read_text("utf-8"))["step"] == step
                assert json.loads((folder / "run.json").read_text("utf-8"))
                for path in folder.rglob("*.parquet"):
                    pq.read_metadata(path)
    page = project / "out/report.html"
    assert not page.exists() or page.read_text("utf-8").rstrip().endswith("</html>")


def finished_like(reference: Path, project: Path) -> None:
    """See that a project came to what another came to in one go; workbooks and scores hold marks of their ledgers."""
    ours, theirs = contents(project / "out"), contents(reference / "out")
    assert ours.keys() == theirs.keys()
    other = [name for name in ours if not name.startswith(_OWN) and ours[name] != theirs[name]]
    assert [name for name in other if "duckdb" not in name] == []
    assert _entries(project) == _entries(reference)


def same_again(project: Path) -> None:
    """See that doing everything again changes no byte and enters nothing."""
    before, entries = contents(project / "out"), _entries(project)
    _run(project, "--force")
    again = contents(project / "out")
    assert [name for name in before if again.get(name) != before[name] and "duckdb" not in name] == []
    assert _entries(project) == entries


def _run(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*GOVCLEAN, "run", str(project), "--quiet", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _entries(project: Path) -> list[tuple[str, int]]:
    """Return kind and rows of every entry; the ledger must hold."""
    (path,) = (*project.glob("*.duckdb"), *(project / "out").glob("*.duckdb"))
    with Ledger.read(path) as ledger:
        assert ledger.verify().holds
        entries = ledger.entries()
        return sorted(zip(entries["kind"].to_pylist(), entries["rows"].to_pylist(), strict=True))


def main() -> int:
    """Kill runs of a project as often as asked, at moments drawn from a seed; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--project", type=Path, help="folder with govclean.yaml; an invented town by default")
    asked = parser.parse_args()
    draw, cut = random.Random(asked.seed), 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        reference = _copied(asked.project, home / "reference")
        begun = time.monotonic()
        _run(reference)
        lasted = time.monotonic() - begun
        for number in range(asked.tries):
            project = _copied(asked.project, home / "killed")
            killed = kill_and_finish(
                project, [draw.uniform(0, lasted) for _ in range(draw.choice((1, 1, 2)))]
            )
            cut += sum(killed)
            finished_like(reference, project)
            same_again(project)
            shutil.rmtree(project)
            sys.stdout.write(f"{number + 1}: killed {sum(killed)} of {len(killed)} runs; nothing differs\n")
            sys.stdout.flush()
    sys.stdout.write(f"{asked.tries} tries, {cut} kills, one run {lasted:.1f} s: nothing differs\n")
    return 0


def _copied(project: Path | None, folder: Path) -> Path:
    if project is None:
        return write_project(folder)
    folder.mkdir()
    shutil.copytree(project / "drops", folder / "drops")
    text = (project / "govclean.yaml").read_text("utf-8").replace("../out", "out")
    (folder / "govclean.yaml").write_text(text, "utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main())
