"""Do one step: in a hidden folder, then under its name; and tell whoever looks on."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from govclean.errors import GovcleanError
from govclean.governance.opening import Progress
from govclean.governance.pipeline.made import Made, made_in
from govclean.governance.pipeline.placing import finish, hidden_of, replaced
from govclean.governance.pipeline.planning import Task, task_of
from govclean.governance.pipeline.work import Desk, Key, Step, StepError, folder_of
from govclean.wording import Text

State = Literal["done", "stands", "failed", "left_out"]
"""Done now; stands as it was made before; could not be done; left out because what it goes on from failed."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one step; `why` says why it was due."""

    key: Key
    state: State
    made: Made | None = None
    errors: tuple[GovcleanError, ...] = ()
    why: Text | None = None
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Return whether there is no result of what is there now."""
        return self.state in ("failed", "left_out")


class Watch(Protocol):
    """Who looks on; called from several threads."""

    def planned(self, steps: int) -> None:
        """Take note of how many steps are due."""

    def began(self, key: Key) -> Progress | None:
        """Take note that a step has begun; return whom to tell how far it is."""

    def ended(self, done: Done) -> None:
        """Take note of what became of a step."""


def do(task: Task, failed: Collection[Key], desk: Desk, watch: Watch, *, force: bool) -> Done:
    """Return what became of a step; its result stands in its folder, or what stood there before."""
    step = task.step.without(failed)
    if step is None:
        done = Done(task.step.key, "left_out", why=task.why)
    else:
        if step is not task.step:
            task = task_of(step, desk.output, force=force)
        done = _made(task, step, desk, watch) if task.due else _standing(task, desk)
    watch.ended(done)
    return done


def _standing(task: Task, desk: Desk) -> Done:
    return Done(task.step.key, "stands", made_in(folder_of(desk.output, task.step.key)))


def _made(task: Task, step: Step, desk: Desk, watch: Watch) -> Done:
    began = time.perf_counter()
    tell = watch.began(step.key)
    folder = folder_of(desk.output, step.key)
    errors: tuple[GovcleanError, ...] = ()
    made = None
    try:
        with replaced(folder, step.keeps) as hidden:
            made = Made(*step.key, task.made_from, step.make(desk, hidden, tell))
            finish(hidden, made)
    except StepError as error:
        errors = error.errors
    except GovcleanError as error:
        errors = (error,)
    for one in errors:
        one.where = one.where.replace(str(hidden_of(folder)), str(folder))
    seconds = time.perf_counter() - began
    if errors or made is None:
        return Done(step.key, "failed", None, errors, task.why, seconds)
    return Done(step.key, "done", made, (), task.why, seconds)
