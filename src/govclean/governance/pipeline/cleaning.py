"""The step `clean`: a drop repaired without loss, the rest set apart."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Self

from govclean.extracts.publishing import LAST
from govclean.governance.clean_options import CleanOptions
from govclean.governance.clean_runs import clean_files
from govclean.governance.cleaned import Cleaned
from govclean.governance.opening import JudgeOptions, Progress
from govclean.governance.pipeline.drops import Drop
from govclean.governance.pipeline.made import Outcome, Told
from govclean.governance.pipeline.options import files_told
from govclean.governance.pipeline.validating import drop_told, refuse_changed
from govclean.governance.pipeline.work import Desk, Key, StepError, worst_of


@dataclass(frozen=True, slots=True)
class CleanDrop:
    """Clean one drop; an archive of several tables is cleaned table by table, each in a folder of its own."""

    drop: Drop
    options: JudgeOptions

    needs: ClassVar[Sequence[Key]] = ()
    in_line: ClassVar[bool] = False
    keeps: ClassVar[Sequence[str]] = ()

    @property
    def key(self) -> Key:
        """Return the step and the drop."""
        return "clean", self.drop.name

    def made_from(self) -> Told:
        """Return everything the clean records depend on."""
        settings = self.drop.registry.settings.clean
        points = files_told({"reference_points": settings.reference_points})
        return {**drop_told(self.drop, self.options), "clean": {"features": settings.features, **points}}

    def without(self, failed: Collection[Key]) -> Self:  # noqa: ARG002 - it goes on from no other step
        """Return the step itself."""
        return self

    def make(self, desk: Desk, folder: Path, tell: Progress | None) -> Outcome:
        """Clean the drop; write its tables, its page and `run.json`.

        Raises:
            StepError: it cannot be read.
            GovcleanError: it is another file than when the run began, or reference points cannot be used.
        """
        settings, standard = self.drop.registry.settings.clean, self.drop.registry.standard
        options = CleanOptions.of(
            replace(self.options, threads=desk.threads),
            features=settings.features,
            reference_points=settings.reference_points,
        )
        done, errors = clean_files([self.drop.path], standard, options, folder, progress=tell)
        if errors or not done:
            raise StepError(errors)
        refuse_changed(self.drop, [one.sha256 for one in done])
        for place in tables_in(folder):
            desk.pages.cleaned(place, _of(place, done), standard)
        return _outcome(done)


def tables_in(folder: Path) -> list[Path]:
    """Return the folders of clean tables that a cleaned drop consists of: itself, or those within it."""
    if (folder / LAST).is_file():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"*/{LAST}"))


def _of(place: Path, done: Sequence[Cleaned]) -> Cleaned:
    path = json.loads((place / LAST).read_text(encoding="utf-8"))["inputs"][0]["path"]
    return next(one for one in done if one.path == path)


def _outcome(done: Sequence[Cleaned]) -> Outcome:
    figures = {
        "tables": len(done),
        "records": sum(one.rows for one in done),
        "clean": sum(one.counts.cleaned for one in done),
        "quarantined": sum(one.counts.quarantined for one in done),
        "set_aside": sum(one.counts.set_aside for one in done),
        "changes": sum(one.counts.changes for one in done),
        "suggestions": sum(one.counts.suggestions for one in done),
    }
    return Outcome(worst_of({one.worst() for one in done}), figures)
