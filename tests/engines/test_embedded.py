"""Batches in threads come back in order, and memory stays bounded."""

import threading
import time

import pytest

from govclean.engines.embedded import in_order, worker_count


def test_results_come_in_the_order_of_the_tasks_however_long_each_takes():
    tasks = [lambda wait=wait: wait for wait in (0.03, 0.0, 0.02, 0.0)]

    def slowly(wait: float) -> float:
        time.sleep(wait)
        return wait

    assert list(in_order(tasks, slowly, workers=3)) == [0.03, 0.0, 0.02, 0.0]


def test_no_more_batches_are_under_way_than_there_are_workers_and_one():
    alive, most, lock = 0, 0, threading.Lock()

    def tasks():
        nonlocal alive, most
        for number in range(40):
            with lock:
                alive += 1
                most = max(most, alive)
            yield lambda number=number: number

    for _ in in_order(tasks(), lambda number: number, workers=2):
        with lock:
            alive -= 1
    assert most <= 4


def test_an_exception_of_a_task_reaches_the_caller():
    def broken():
        torn = "torn"
        raise RuntimeError(torn)

    with pytest.raises(RuntimeError, match="torn"):
        list(in_order([lambda: 1, broken, lambda: 3], lambda value: value, workers=2))


def test_the_number_asked_for_is_the_number_of_workers():
    assert worker_count(3) == 3
    assert worker_count() >= 1
