"""The embedded engine: batches in threads of this process, in bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def worker_count(asked: int | None = None) -> int:
    """Return how many threads to use: what was asked for, else the processors this process may use, at most 8."""
    if asked:
        return asked
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return max(1, min(8, allowed))


def in_order(
    tasks: Iterable[Callable[[], Batch]], work: Callable[[Batch], Result], workers: int | None = None
) -> Iterator[Result]:
    """Yield `work(task())` for each task in the order of the tasks, computed in threads.

    At most one task more than there are workers waits or runs at a time: memory stays bounded however long the input.

    >>> list(in_order([lambda: 1, lambda: 2], lambda number: number * 10, workers=2))
    [10, 20]
    """
    count = worker_count(workers)
    with ThreadPoolExecutor(count, thread_name_prefix="govclean") as pool:
        under_way: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                under_way.append(pool.submit(_run, task, work))
                if len(under_way) > count:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def _run(task: Callable[[], Batch], work: Callable[[Batch], Result]) -> Result:
    return work(task())
