"""A bar on stderr for work that lasts: only on a terminal, never in CI, never when quiet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govclean.cli.session import Session
from govclean.wording import Text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds before a bar appears
_RECORDS = Text("条", "records")

Tell = Callable[[str, int], None]


@contextmanager
def progress(session: Session) -> Iterator[Tell | None]:
    """Yield what to call with a file's path and the records done so far, or None where nobody watches."""
    if session.quiet or not sys.stderr.isatty() or os.environ.get("CI"):
        yield None
        return
    bar = _Bar(session.say(_RECORDS))
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    """A line for each file; it appears when the work has lasted a second."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def tell(self, path: str, records: int) -> None:
        if time.monotonic() - self._began < _PATIENCE:
            return
        bar = self._bar = self._bar or self._opened()
        if path not in self._tasks:
            self._tasks[path] = bar.add_task(path, total=None)
        bar.update(self._tasks[path], completed=records)

    def close(self) -> None:
        if self._bar:
            self._bar.stop()

    def _opened(self) -> Progress:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            TextColumn("{task.completed:,} " + escape(self._unit)),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        bar.start()
        return bar
