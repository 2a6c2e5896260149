"""Validation benchmark: govclean and its peers on the same file, in the same run, as whole processes.

usage: python benchmarks/validation.py [--peers DIR] [--rows N] [--runs N] [--big]

DIR holds the generator and the peers' scripts (gen.py, v_pandera_polars.py, v_frictionless.py); they need polars,
pandera and frictionless in this environment. Prints wall seconds and peak memory of each, medians over the runs, the
ratios, and how many of the planted cells govclean found. With --big also ten times the rows.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

HERE = Path(__file__).parent
GOVCLEAN = [
    str(Path(sys.executable).with_name("govclean")),
    "validate",
    "-s",
    str(HERE / "bench_population.yaml"),
]


def main() -> None:
    options = _options()
    data = _data(options.peers, options.rows)
    _write_codelists(data)
    found = Path(tempfile.gettempdir()) / "govclean-bench.parquet"
    ours = [*GOVCLEAN, "--format", "parquet", "-o", str(found), "--fail-on", "never"]
    peer_env = os.environ | {"DATA": str(data), "OUTD": tempfile.gettempdir()}
    contestants = {
        "govclean utf-8": [*ours, str(data / "pop.csv")],
        "pandera polars": [sys.executable, str(options.peers / "v_pandera_polars.py"), "native"],
        "govclean gb18030": [*ours, str(data / "pop_gb.csv")],
    }
    if options.frictionless:
        contestants["frictionless"] = [sys.executable, str(options.peers / "v_frictionless.py")]
    figures = {name: [] for name in contestants}
    for run in range(options.runs + 1):  # the first warms the file cache and is not counted
        for name, command in contestants.items():
            if name == "frictionless" and run != 1:
                continue
            figure = _measure(command, peer_env)
            if run:
                figures[name].append(figure)
            if name.startswith("govclean") and run == 1:
                _score(name, found, data)
    _print(figures)
    if options.big:
        big = _data(options.peers, options.rows * 10)
        seconds, peak = _measure([*ours, str(big / "pop.csv")], peer_env)
        small = statistics.median(second for second, _ in figures["govclean utf-8"])
        print(f"ten times the rows  {seconds:7.2f} s  {peak:5.0f} MB  {seconds / small:5.1f} × the time")
        _score("ten times the rows", found, big)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=HERE.parents[1] / "shared/bench/validation")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--frictionless", action="store_true")
    return parser.parse_args()


def _data(peers: Path, rows: int) -> Path:
    folder = HERE / "data" / f"pop_{rows}"
    if not (folder / "truth.parquet").exists():
        folder.parent.mkdir(exist_ok=True)
        subprocess.run([sys.executable, str(peers / "gen.py"), str(rows), str(folder)], check=True)
    return folder


def _write_codelists(data: Path) -> None:
    for name, codes in json.loads((data / "codes.json").read_text()).items():
        lines = [f"{code},{code}" for code in codes]
        (HERE / "data" / f"bench_{name}.csv").write_text("code,label\n" + "\n".join(lines) + "\n")


def _measure(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} failed:\n{errors[-2000:]}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def _score(name: str, found: Path, data: Path) -> None:
    truth = pq.read_table(data / "truth.parquet")
    planted = set(zip(truth["row"].to_pylist(), truth["column"].to_pylist(), strict=True))
    table = pq.read_table(found, columns=["row", "field", "severity"]).to_pylist()
    told = {(one["row"] - 1, one["field"]) for one in table}
    print(
        f"{name}: {len(planted & told):,} of {len(planted):,} planted cells found, {len(told - planted)} extra"
    )


def _print(figures: dict[str, list[tuple[float, float]]]) -> None:
    ours = statistics.median(seconds for seconds, _ in figures["govclean utf-8"])
    for name, runs in figures.items():
        seconds = statistics.median(second for second, _ in runs)
        peak = max(peak for _, peak in runs)
        print(f"{name:18} {seconds:7.2f} s  {peak:5.0f} MB  {seconds / ours:5.2f} × govclean utf-8")


if __name__ == "__main__":
    main()
