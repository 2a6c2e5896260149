"""Cleaning benchmark: a million records with a tenth of the cells dirty; `clean` beside `validate` on the same file.

usage: python benchmarks/cleaning.py [--rows N] [--runs N]

Needs the data of validation.py (run that first). Prints medians of wall seconds and peak memory, their ratio, and how many
of the dirtied cells were repaired to what they had been.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from validation import GOVCLEAN, HERE, _measure

SHARE = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    clean, dirty = _dirtied(HERE / "data" / f"pop_{options.rows}" / "pop.csv")
    out = Path(tempfile.mkdtemp()) / "out"
    program, standard = GOVCLEAN[0], ["-q", "-s", GOVCLEAN[3], "--fail-on", "never"]
    commands = {
        "validate": [
            program,
            "validate",
            *standard,
            "--format",
            "parquet",
            "-o",
            f"{out}.parquet",
            str(dirty),
        ],
        "clean": [program, "clean", *standard, "-o", str(out), str(dirty)],
    }
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(options.runs):
        for name, command in commands.items():
            figures[name].append(_measure(command, None))
    medians = {name: statistics.median(seconds for seconds, _ in runs) for name, runs in figures.items()}
    for name, runs in figures.items():
        print(f"{name:10} {medians[name]:6.2f} s  {max(peak for _, peak in runs):5.0f} MB")
    print(f"clean takes {medians['clean'] / medians['validate']:.2f} × the time of validate")
    _score(clean, out)


def _dirtied(path: Path) -> tuple[pa.Table, Path]:
    """Return the records as they were, and a file in which a tenth of the cells is written otherwise."""
    names = path.open(encoding="utf-8").readline().strip().split(",")
    table = csv.read_csv(
        path, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    )
    target = path.with_name("pop_dirty.csv")
    if not target.exists():
        generator = np.random.default_rng(7)
        columns = {
            name: pc.if_else(
                pa.array(generator.random(table.num_rows) < SHARE), _otherwise(name, table[name]), table[name]
            )
            for name in names
        }
        csv.write_csv(pa.table(columns), target, csv.WriteOptions(quoting_style="needed"))
    return table, target


def _otherwise(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the same values as departments also write them."""
    if name == "birth_date":
        return pc.replace_substring_regex(column, r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3")
    if name == "registration_date":
        return pc.replace_substring(column, "-", "/")
    if name == "mobile":
        return pc.replace_substring_regex(column, r"^(1\d{2})(\d{4})(\d{4})$", r"+86 \1 \2 \3")
    if name == "resident_id":
        return pc.utf8_lower(pc.replace_substring_regex(column, r"^(\d{6})", r"\1 "))
    if name == "name":
        return pc.replace_substring_regex(column, r"^(\p{Han})", r"\1　")
    return pc.binary_join_element_wise(column, " ", "")


def _score(clean: pa.Table, out: Path) -> None:
    changes = pq.read_table(out / "changes.parquet")
    rows = {
        name: changes.filter(pc.equal(changes["field"].cast(pa.string()), name))
        for name in clean.column_names
    }
    right = wrong = 0
    for name, made in rows.items():
        last = made.group_by("row", use_threads=False).aggregate([("after", "last")])
        was = clean[name].take(pc.subtract(last["row"], 1))
        same = pc.sum(pc.fill_null(pc.equal(was, last["after_last"]), fill_value=False)).as_py() or 0
        right, wrong = right + same, wrong + last.num_rows - same
    print(f"{right:,} cells are as they had been, {wrong:,} otherwise repaired")


if __name__ == "__main__":
    main()
