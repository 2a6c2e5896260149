"""Who looks on at a run: a line on stderr for each step that ends, and on a terminal a bar for all and for each."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from govclean.cli.session import Session
from govclean.wording import Language, Text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from govclean.governance.pipeline.doing import Done, Watch
    from govclean.governance.pipeline.work import Key

_STEPS = Text("步骤", "steps")
_COUNT = Text("{count} 条", "{count} records")


@contextmanager
def watching(session: Session) -> Iterator[Watch]:
    """Yield who looks on: nobody where it is to be quiet, a bar on a terminal, else lines alone."""
    if session.quiet:
        yield _Nobody()
    elif not sys.stderr.isatty() or os.environ.get("CI"):
        yield _Lines(session.language)
    else:
        bars = _Bars(session)
        try:
            yield bars
        finally:
            bars.close()


class _Nobody:
    """Takes no note of anything."""

    def planned(self, steps: int) -> None:
        """Take no note."""

    def began(self, key: Key) -> Callable[[str, int], None] | None:  # noqa: ARG002 - the protocol's
        """Take no note."""
        return None

    def ended(self, done: Done) -> None:
        """Take no note."""


class _Lines(_Nobody):
    """Writes a line on stderr for each step that was done, or could not be."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def ended(self, done: Done) -> None:
        """Write a line; what stands as it was needs none."""
        from govclean.reports.run_text import ended_line

        if done.state != "stands":
            self._write(ended_line(done, self._language))

    def _write(self, line: str) -> None:
        click.echo(line, err=True)


class _Bars(_Lines):
    """Lines above, below them a bar for all steps and a line for each that is under way; called from several threads."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.language)
        self._bars = _opened()
        self._all = self._bars.add_task(session.say(_STEPS), total=0, count="")
        self._tasks: dict[Key, TaskID] = {}
        self._lock = threading.Lock()

    def planned(self, steps: int) -> None:
        """Begin to show how many steps are left."""
        self._bars.update(self._all, total=steps, count=f"0/{steps}")
        self._bars.start()

    def began(self, key: Key) -> Callable[[str, int], None]:
        """Show a step; return what to call with the records done."""
        from rich.markup import escape

        from govclean.reports.run_text import step_named

        name = step_named(key, self._language)
        with self._lock:
            task = self._tasks[key] = self._bars.add_task(escape(name), total=None, count="")

        def tell(_: str, records: int) -> None:
            self._bars.update(task, count=_COUNT.fill(count=f"{records:,}").say(self._language))

        return tell

    def ended(self, done: Done) -> None:
        """Take the step's line away and count it."""
        with self._lock:
            task = self._tasks.pop(done.key, None)
            if task is not None:
                self._bars.remove_task(task)
                self._bars.advance(self._all)
                bar = next(one for one in self._bars.tasks if one.id == self._all)
                self._bars.update(self._all, count=f"{bar.completed:.0f}/{bar.total:.0f}")
        super().ended(done)

    def close(self) -> None:
        """Take the bars away."""
        self._bars.stop()

    def _write(self, line: str) -> None:
        self._bars.console.print(line, markup=False, highlight=False, emoji=False)


def _opened() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
