"""Linkage benchmark: `govclean match` on sets with known truth, and its peer on the same sets in the same run.

usage: python benchmarks/linkage.py [SET …] [--scale FILE …] [--public DIR] [--own DIR] [--peer DIR --peer-python FILE]

SET is one or more of scale, febrl4, historical, population, legal_entity, geographic; all where nothing is said.
--scale names parquet files of the Febrl-like generator (rec_id, cluster, …); DIR of --public holds febrl4a.csv,
febrl4b.csv and historical_50k.parquet (LINK_DATA says the same); the folder of --own is filled by linkage_data.py if it
is not there. The peer's folder holds scale_splink.py and peer_splink.py; they run in a copy of it, by a Python that
has splink. Whole processes are measured, one after the other: wall seconds and peak memory, medians over --runs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage_scoring import Outcome, Scores
from linkage_truth import of_clusters, of_febrl, of_historical

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
REGISTRIES = ("population", "legal_entity", "geographic")


@dataclass(frozen=True, slots=True)
class Case:
    """One set: its files, how they are matched, what is true, and the peer's script for it."""

    name: str
    files: tuple[Path, ...]
    standard: str
    record_id: str
    truth: Path
    peer: tuple[str, ...] = ()
    hard_cases: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, and what it printed."""

    seconds: float
    megabytes: float
    printed: str


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(folder)
        peer = Path(shutil.copytree(options.peer, work / "peer")) if options.peer else None
        for case in _cases(options, work):
            print(f"\n{case.name}: {', '.join(file.name for file in case.files)}")
            ours = _govclean(case, options, work / f"out_{case.name}")
            if peer and case.peer:
                _compare(ours, _splink(case, options, peer))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help="which sets; all where nothing is said")
    parser.add_argument("--scale", type=Path, nargs="+", default=[HERE / "data" / "syn_1m.parquet"])
    parser.add_argument("--public", type=Path, default=os.environ.get("LINK_DATA"))
    parser.add_argument("--own", type=Path, default=HERE / "data" / "linkage")
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--govclean", default=str(Path(sys.executable).with_name("govclean")))
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--work", type=Path, help="where outputs are written for the time of the run")
    chosen = parser.parse_args()
    known = {"scale", "febrl4", "historical", *REGISTRIES}
    if unknown := set(chosen.sets) - known:
        parser.error(f"no set {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    return chosen


def _cases(options: argparse.Namespace, work: Path) -> Iterator[Case]:
    """Go through the sets that are asked for and at hand."""
    asked = options.sets or ["scale", "febrl4", "historical", *REGISTRIES]
    if "scale" in asked:
        yield from (_scale(file, work) for file in options.scale)
    public = Path(options.public) if options.public else None
    if public is None and {"febrl4", "historical"} & set(asked):
        print("febrl4, historical: left out, --public does not say where they are", file=sys.stderr)
    if public and "febrl4" in asked:
        files = (public / "febrl4a.csv", public / "febrl4b.csv")
        truth = of_febrl(files, work / "febrl4_truth.csv")
        standard = str(EXAMPLES / "febrl" / "febrl.yaml")
        yield Case("febrl4", files, standard, "rec_id", truth, ("peer_splink.py", "febrl4"))
    if public and "historical" in asked:
        file = public / "historical_50k.parquet"
        truth = of_historical(file, work / "historical_truth.csv")
        standard = str(EXAMPLES / "historical" / "historical.yaml")
        yield Case("historical", (file,), standard, "unique_id", truth, ("peer_splink.py", "h50k"))
    for registry in REGISTRIES:
        if registry in asked:
            yield _own(registry, options.own)


def _scale(file: Path, work: Path) -> Case:
    truth = of_clusters(file, work / f"{file.stem}_truth.csv")
    peer = ("scale_splink.py", str(file.resolve()))
    return Case(file.stem, (file,), str(HERE / "linkage_scale.yaml"), "rec_id", truth, peer)


def _own(registry: str, folder: Path) -> Case:
    if not (folder / f"truth_{registry}.csv").exists():
        subprocess.run([sys.executable, str(HERE / "linkage_data.py"), str(folder)], check=True)
    files = (folder / f"{registry}_a.csv", folder / f"{registry}_b.csv")
    truth = folder / f"truth_{registry}.csv"
    return Case(registry, files, registry, "record_id", truth, hard_cases=folder / "hard_cases.csv")


def _govclean(case: Case, options: argparse.Namespace, out: Path) -> Run:
    command = [options.govclean, "match", *map(str, case.files), "-s", case.standard, "-o", str(out), "-q"]
    command += ["--record-id", case.record_id]
    runs = []
    for _ in range(options.runs):
        shutil.rmtree(out, ignore_errors=True)
        runs.append(_measured(command, os.environ, good=(0, 1)))
    run = _median(runs)
    _show("govclean", run)
    outcome = Outcome(out, case.truth)
    pairs = outcome.pairs()
    _show_scores("  pairs as decided", pairs.decided)
    _show_scores(f"  pairs at the best threshold {pairs.threshold:.4f}", pairs.best)
    _show_scores("  clusters", outcome.clusters())
    if case.hard_cases:
        for kind, count, merged in outcome.confused(case.hard_cases, case.name):
            print(f"    {kind:32} {merged:6,} of {count:7,} taken for one")
    timings = json.loads((out / "run.json").read_text(encoding="utf-8")).get("timings", {})
    if timings:
        print("  " + " · ".join(f"{step} {seconds:.2f}" for step, seconds in timings.items()))
    shutil.rmtree(out)
    return run


def _splink(case: Case, options: argparse.Namespace, peer: Path) -> Run:
    environment = os.environ | {"LINK_RESULTS": str(peer / "results.jsonl")}
    if options.public:
        environment["LINK_DATA"] = str(Path(options.public).resolve())
    command = [options.peer_python, str(peer / case.peer[0]), *case.peer[1:]]
    run = _median([_measured(command, environment) for _ in range(options.runs)])
    told = json.loads(run.printed.splitlines()[-1])
    _show(told["tool"], run)
    print(f"  of which steps {told['wall_s']:.2f} s")
    for title, figures in (
        (f"  pairs at {told['atThr']['thr']}", told["atThr"]),
        (f"  pairs at the best threshold {told['maxF1']['thr']:.4f}", told["maxF1"]),
        ("  clusters", told["clusters"]),
    ):
        if figures:
            _show_scores(title, Scores(figures["P"], figures["R"]))
    return run


def _measured(command: Sequence[str], environment: dict[str, str], good: Sequence[int] = (0,)) -> Run:
    """Run a command to its end; exit where it fails."""
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=errors, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed ({process.returncode}):\n{errors.read()[-3000:]}")
        printed.seek(0)
        return Run(seconds, usage.ru_maxrss / 1024, printed.read())


def _median(runs: Sequence[Run]) -> Run:
    seconds = statistics.median(run.seconds for run in runs)
    return Run(seconds, max(run.megabytes for run in runs), runs[-1].printed)


def _show(name: str, run: Run) -> None:
    print(f"{name:50} {run.seconds:7.2f} s  {run.megabytes:6.0f} MB")


def _show_scores(title: str, scores: Scores) -> None:
    print(f"{title:50} precision {scores.precision:.5f}  recall {scores.recall:.5f}  F1 {scores.f1:.5f}")


def _compare(ours: Run, peer: Run) -> None:
    times, memory = peer.seconds / ours.seconds, ours.megabytes / peer.megabytes
    print(f"govclean is {times:.2f} × as fast and takes {memory:.2f} × the memory")


if __name__ == "__main__":
    main()
