"""Do the steps of a plan that are due: side by side where they are independent, the ledger's one after the other.

Whatever happens, a result stands whole in its folder or not at all. A step that cannot be done does not stop the
others, only those that go on from it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from govclean.errors import GovcleanError
from govclean.extracts.publishing import LAST
from govclean.governance.pipeline.booking import book_drop, book_duties, book_run
from govclean.governance.pipeline.config import StepName
from govclean.governance.pipeline.doing import Done, Watch, do
from govclean.governance.pipeline.drops import Arrival, Drop
from govclean.governance.pipeline.made import json_bytes
from govclean.governance.pipeline.placing import held, write_whole
from govclean.governance.pipeline.planning import Plan, Task, task_of
from govclean.governance.pipeline.ran import Ran
from govclean.governance.pipeline.scoring import ScoreAll
from govclean.governance.pipeline.standing import Standing, standing
from govclean.governance.pipeline.work import Desk, Key

PAGE = "report.html"
"""The page that leads to everything, in the output folder."""

_HEARD: Sequence[StepName] = ("validate", "returns", "clean", "match")
"""The order in which results are looked at and entered: rounds are made while records are cleaned and matched."""


def run(plan: Plan, desk: Desk, watch: Watch, page: Callable[[Standing], bytes]) -> tuple[Ran, Standing]:
    """Do the steps that are due, enter what was done, write the page that leads to everything and `run.json`.

    Args:
        page: makes the page; it stands on a floor above and is handed down.

    Raises:
        UsageError: another run is writing the output folder, or the ledger cannot be written.
    """
    began = time.perf_counter()
    with held(desk.output):
        steps = _all_steps(plan, desk, watch)
        ran = Ran(plan, steps, time.perf_counter() - began)
        found = standing(ran, desk.output)
        late = _write_last(ran, desk, partial(page, found))
    return replace(ran, late=late), found


def _all_steps(plan: Plan, desk: Desk, watch: Watch) -> tuple[Done, ...]:
    """Return what became of each step, in the order of the work."""
    watch.planned(sum(task.due for task in plan.tasks) + ("score" in plan.wanted.steps))
    book_duties(desk.ledger, plan.found, desk.today, plan.project.profiles.deadlines)
    with _pool(plan.tasks, desk.threads) as (pool, each):
        steps = list(_Runner(plan, replace(desk, threads=each), watch, _owners(plan)).all(pool))
    order = {task.step.key: number for number, task in enumerate(plan.tasks)}
    return tuple(sorted(steps, key=lambda done: order.get(done.key, len(order))))


def _write_last(ran: Ran, desk: Desk, page: Callable[[], bytes]) -> tuple[GovcleanError, ...]:
    """Write the page and `run.json`; return why they cannot be written: what the steps did is not less true for that."""
    errors = []
    files: dict[str, Callable[[], bytes]] = {PAGE: page} if "reports" in ran.plan.wanted.steps else {}
    files[LAST] = partial(json_bytes, ran.told(desk.language))
    for name, make in files.items():
        try:
            write_whole(desk.output / name, make())
        except GovcleanError as error:
            errors.append(error)
    return tuple(errors)


@contextmanager
def _pool(tasks: Sequence[Task], threads: int) -> Iterator[tuple[ThreadPoolExecutor, int]]:
    """Yield the threads that steps are done in, and how many threads of its own each step may use.

    When the run is broken off, steps under way are not waited for: the process ends, and what they wrote is hidden.
    """
    side_by_side = max(1, min(threads, sum(task.due and not task.step.in_line for task in tasks)))
    pool = ThreadPoolExecutor(side_by_side, thread_name_prefix="govclean-step")
    try:
        yield pool, max(1, threads // side_by_side)
    except BaseException as error:
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()


def _owners(plan: Plan) -> dict[str, tuple[Arrival, Drop]]:
    return {drop.name: (arrival, drop) for arrival in plan.arrivals for drop in arrival.drops}


@dataclass(frozen=True, slots=True)
class _Runner:
    """Does the steps of one run."""

    plan: Plan
    desk: Desk
    watch: Watch
    owners: Mapping[str, tuple[Arrival, Drop]]  # by the drop's name

    def all(self, pool: ThreadPoolExecutor) -> Iterator[Done]:
        """Yield what became of each step, in the order in which the ledger hears of them."""
        under_way: dict[Key, Future[Done]] = {}
        for task in self.plan.tasks:  # a step is submitted after all that it waits for
            if not task.step.in_line:
                needs = [under_way[key] for key in task.step.needs]
                under_way[task.step.key] = pool.submit(self._when_ready, task, needs)
        failed: set[Key] = set()
        for task in sorted(self.plan.tasks, key=lambda task: _HEARD.index(task.step.key[0])):
            future = under_way.get(task.step.key)
            done = future.result() if future is not None else self._do(task, failed)
            if done.failed:
                failed.add(done.key)
            self._enter(done)
            yield done
        if "score" in self.plan.wanted.steps:
            yield self._scored()

    def _when_ready(self, task: Task, needs: Sequence[Future[Done]]) -> Done:
        return self._do(task, {done.key for done in (need.result() for need in needs) if done.failed})

    def _do(self, task: Task, failed: set[Key]) -> Done:
        return do(task, failed, self.desk, self.watch, force=self.plan.wanted.force)

    def _enter(self, done: Done) -> None:
        """Enter what was done, and what stands and was not entered: a run may have been killed between the two."""
        if done.made is None:
            return
        name, subject = done.key
        if name == "validate":
            arrival, drop = self.owners[subject]
            known = self.plan.history.is_booked(drop)
            day = self.plan.days[subject]
            book_drop(self.desk.ledger, arrival, drop, done.made, day, arrived_before=known)
        elif name == "clean":
            arrival, drop = self.owners[subject]
            book_run(self.desk.ledger, done.made, drop, arrival.batch)
        elif name == "match":
            book_run(self.desk.ledger, done.made)

    def _scored(self) -> Done:
        """Score what the ledger knows now that everything was entered."""
        wanted, desk = self.plan.wanted, self.desk
        step = ScoreAll.of(desk.ledger, self.plan.project.profiles.scoring, desk.today, wanted.language)
        return self._do(task_of(step, desk.output, force=wanted.force), set())
