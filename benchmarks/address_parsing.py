"""Address parsing benchmark: how much is read right, by element, and how many addresses a second, on one thread.

usage: python benchmarks/address_parsing.py [--rows N] [--seed N]

The addresses are invented (tests/values/localities/generating.py): divisions of the whole country, every way of
writing. Prints the share of elements read right for the ways the parser was made for and for those held out, how many
doubtful ones were resolved all the same (must be 0), and the rate: of the first rows of a fresh process, of ten times
as many others that are all distinct, and of these once more, when their shapes are known.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/values/localities"))

from generating import HELD_OUT, JUDGED, TUNED, Invented, generate

from govclean.values.localities.parsing import parse


def main() -> None:
    options = _options()
    tuned = generate(options.rows, options.seed, TUNED)
    parse(pa.array(["郑州市龙湖镇1號"]))  # the tables are read once
    first = _rate(_texts(tuned))
    for title, invented in (
        ("made for", tuned),
        ("held out", generate(options.rows, options.seed + 1, HELD_OUT)),
    ):
        _tell_accuracy(title, invented)
    many = _texts(generate(10 * options.rows, options.seed + 2, TUNED))
    characters = sum(map(len, many.to_pylist())) / len(many)
    print(f"\naddresses a second, one thread, {characters:.0f} characters each")
    for title, rate in (
        (f"first {options.rows:,} of a process", first),
        (f"{len(many):,} distinct others", _rate(many)),
        ("the same once more", _rate(many)),
    ):
        print(f"  {title:34} {rate:>10,.0f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261123)
    return parser.parse_args()


def _texts(invented: list[Invented]) -> pa.StringArray:
    return pa.array([case.text for case in invented])


def _rate(column: pa.StringArray) -> float:
    begun = time.perf_counter()
    parse(column)
    return len(column) / (time.perf_counter() - begun)


def _tell_accuracy(title: str, invented: list[Invented]) -> None:
    read = parse(_texts(invented)).table.to_pylist()
    pairs = list(zip(invented, read, strict=True))
    print(f"\n{len(invented):,} addresses in the ways {title}")
    for name in ("division", *JUDGED):
        judged = [
            case.truth[name] == row[name]
            for case, row in pairs
            if (case.truth[name] or row[name])
            and (case.truth["division"] or name not in {"division", "county"})
        ]
        print(f"  {name:10} {sum(judged) / len(judged):8.2%} of {len(judged):,}")
    doubtful = [row for case, row in pairs if not case.truth["division"]]
    hidden = sum(row["division"] is not None for row in doubtful)
    print(f"  doubtful but resolved: {hidden} of {len(doubtful)}")


if __name__ == "__main__":
    main()
