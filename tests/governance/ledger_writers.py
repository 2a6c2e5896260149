"""Other processes that use a ledger: `python ledger_writers.py WHAT PATH`."""

import resource
import signal
import sys

import numpy as np
import pyarrow as pa
from ledger_rows import PROBLEM, problems, rounds

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger


def open_once(path):
    with Ledger.open(path):
        pass


def write_forever(path):
    """Enter one round after the other and say so, until killed."""
    with Ledger.open(path) as ledger:
        number, rows = ledger.head.seq, problems(2000)
        while True:
            number += 1
            ledger.enter("round", {"rounds": rounds(round=number), "problems": rows})
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


def begin_without_room(path):
    _limit(1000)
    open_once(path)


def write_without_room(path):
    """Enter more than there is room for."""
    _limit(1_500_000)
    with Ledger.open(path) as ledger:
        ledger.enter("round", {"problems": _many(100_000)})


def _many(count):
    columns = {name: pa.array([value] * count) for name, value in PROBLEM.items()}
    spread = np.random.default_rng(1).integers(0, 2**60, count)
    return pa.table(columns | {"problem": pa.array([f"WJW-{number}" for number in spread.tolist()])})


def _limit(size):
    """Let no file grow beyond so many bytes: what a full disk is to the ledger."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


if __name__ == "__main__":
    what, where = sys.argv[1:]
    try:
        globals()[what](where)
    except UsageError as refused:
        sys.exit(str(refused))
