"""The step `match`: the clean records of one registry, whoever supplied them, brought together."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import ClassVar

from govclean.extracts.publishing import LAST
from govclean.governance.match_options import MatchOptions
from govclean.governance.matched import Matched
from govclean.governance.matching import match_files
from govclean.governance.opening import JudgeOptions, Progress
from govclean.governance.pipeline.cleaning import tables_in
from govclean.governance.pipeline.config import Source
from govclean.governance.pipeline.drops import Drop
from govclean.governance.pipeline.made import Outcome, Told, made_in
from govclean.governance.pipeline.options import files_told
from govclean.governance.pipeline.registries import Registry
from govclean.governance.pipeline.work import TOOL, Desk, Key, StepError, folder_of
from govclean.linkage.parties import SOURCE, fits
from govclean.linkage.survivorship import USUAL
from govclean.standards.linkage import Linkage
from govclean.standards.model import Standard


@dataclass(frozen=True, slots=True)
class Side:
    """One drop of a registry, as matching knows it.

    Attributes:
        name: of the source; the same in every period, so that cluster ids stay.
        clean: the fingerprint of its clean records.
    """

    name: str
    drop: Drop
    clean: str

    @property
    def key(self) -> Key:
        """Return the step whose clean records these are."""
        return "clean", self.drop.name


@dataclass(frozen=True, slots=True)
class MatchRegistry:
    """Match the drops of one registry; what stands there from the last run keeps its cluster ids."""

    registry: Registry
    sides: Sequence[Side]
    others: Mapping[str, tuple[Registry, Sequence[Side]]]  # the registries that cross checks look into
    options: JudgeOptions
    decisions: str | None = None  # what people decided, in the folder of the result

    in_line: ClassVar[bool] = False
    keeps: ClassVar[Sequence[str]] = ("decisions.*",)  # what people decided on pairs of this registry

    @property
    def key(self) -> Key:
        """Return the step and the registry."""
        return "match", self.registry.name

    @property
    def needs(self) -> Sequence[Key]:
        """Return the steps that clean the records."""
        beyond = (side for _, sides in self.others.values() for side in sides)
        return tuple(dict.fromkeys(side.key for side in (*self.sides, *beyond)))

    def made_from(self) -> Told:
        """Return everything the clusters depend on, but the last run."""
        settings = self.registry.settings.match
        files = {name: getattr(settings, name) for name in ("exceptions", "truth", "model")}
        return {
            "tool": TOOL,
            "clean": {side.name: side.clean for side in self.sides},
            "standard": self.registry.identity(),
            "registries": {
                name: {side.name: side.clean for side in sides} for name, (_, sides) in self.others.items()
            },
            "options": {
                "as_of": self.options.day.isoformat(),
                "language": self.options.language,
                "threshold": settings.threshold,
                "review_from": settings.review_from,
                "record_ids": self._record_ids(),
                "authority": {side.name: _told(side.drop.source) for side in self.sides},
                **files_told({"decisions": self._decisions, **files}),
            },
        }

    def without(self, failed: Collection[Key]) -> MatchRegistry | None:
        """Return the step, where all records it needs are there: some left out would look as if they had no match."""
        return None if any(key in failed for key in self.needs) else self

    def make(self, desk: Desk, folder: Path, tell: Progress | None) -> Outcome:
        """Match the records; write the tables, the page and `run.json`.

        Raises:
            StepError: clean records cannot be read.
            GovcleanError: the standard or a file that people keep cannot be used.
        """
        paths = list(_paths(desk, self.sides))
        if not paths:
            return Outcome(figures={"records": 0, "sources": []})
        settings = self.registry.settings.match
        options = replace(
            MatchOptions.of(self.options),
            threads=desk.threads,
            threshold=settings.threshold,
            review_from=settings.review_from,
            truth=settings.truth,
            decisions=self._decisions,
            exceptions=settings.exceptions,
            previous=_previous(folder_of(desk.output, self.key)),
            anew=desk.anew,
            model=settings.model,
            record_ids=self._record_ids(),
            registries=dict(self._registries(desk)),
        )
        matched, errors = match_files(
            paths, self._standard(), options, folder, beside=desk.pages.matched, progress=tell
        )
        if matched is None:
            raise StepError(errors)
        return _outcome(matched)

    @property
    def _decisions(self) -> str | None:
        return self.registry.settings.match.decisions or self.decisions

    def _registries(self, desk: Desk) -> Iterator[tuple[str, tuple[Standard, Sequence[str]]]]:
        for name, (registry, sides) in self.others.items():
            if paths := list(_paths(desk, sides)):
                yield name, (registry.standard, paths)

    def _record_ids(self) -> dict[str, str]:
        return {side.name: side.drop.source.record_id for side in self.sides if side.drop.source.record_id}

    def _standard(self) -> Standard:
        """Return the standard, the sources with authority first in its golden records."""
        standard = self.registry.standard
        linkage = standard.linkage or Linkage()
        trusted = [(side.name, side.drop.source.authority) for side in self.sides]
        return standard.model_copy(update={"linkage": with_authority(linkage, trusted)})


def decisions_in(folder: Path) -> str | None:
    """Return the file of decisions that stands beside a result, seen from the working folder; None where none does."""
    found = sorted(folder.glob("decisions.*"))
    return os.path.relpath(found[0]) if found else None


def with_authority(linkage: Linkage, sources: Sequence[tuple[str, bool | Sequence[str]]]) -> Linkage:
    """Return how records are matched when some sources have authority (一数一源): in everything, or in some fields.

    Args:
        sources: the name of each, and in what it has authority.
    """
    golden, parties = linkage.golden, dict(linkage.sources)
    trusted = []
    for name, told in sources:
        if told:
            party = next((party for party in parties if fits(name, party, parties)), name)
            parties.setdefault(party, (escape(name),))
            trusted.append((f"{SOURCE}{party}", told))
    if not trusted:
        return linkage
    usual = golden.prefer or (*(("most_recent",) if golden.recency else ()), *USUAL)
    first = dict.fromkeys(word for word, told in trusted if told is True)
    fields = dict(golden.fields)
    for word, told in trusted:
        for name in told if not isinstance(told, bool) else ():
            fields[name] = tuple(dict.fromkeys((word, *fields.get(name, ()))))
    preferred = {"prefer": tuple(dict.fromkeys((*first, *usual))), "fields": fields}
    return linkage.model_copy(update={"golden": golden.model_copy(update=preferred), "sources": parties})


def sides_of(drops: Sequence[tuple[Drop, str]]) -> tuple[Side, ...]:
    """Return drops with the fingerprints of their clean records as sides: called by department and table.

    Where one table came in several files, or by increments, each is called by its own name too.
    """
    names = [
        f"{drop.department}_{drop.table}".replace("=", "_") for drop, _ in drops
    ]  # NAME=FOLDER is how `match` is told
    return tuple(
        Side(name if names.count(name) == 1 else f"{name}_{drop.name}".replace("=", "_"), drop, clean)
        for name, (drop, clean) in zip(names, drops, strict=True)
    )


def _paths(desk: Desk, sides: Sequence[Side]) -> Iterator[str]:
    """Yield the clean records of sides as `NAME=FOLDER`; those of which none is clean are left out."""
    for side in sides:
        tables = tables_in(folder_of(desk.output, side.key))
        for place in tables:
            name = side.name if len(tables) == 1 else f"{side.name}_{place.name}"
            if json.loads((place / LAST).read_text(encoding="utf-8"))["rows"]["cleaned"]:
                yield f"{name}={os.path.relpath(place)}"


def _previous(folder: Path) -> str | None:
    """Return the last run, where one stands there."""
    return os.path.relpath(folder) if made_in(folder) is not None and (folder / LAST).is_file() else None


def _told(source: Source) -> bool | list[str]:
    return source.authority if isinstance(source.authority, bool) else list(source.authority)


def _outcome(matched: Matched) -> Outcome:
    linked = matched.linked
    conflicts = {name: count for name, count in matched.conflict_cases.items() if name != "kept_apart"}
    figures = {
        "records": len(linked.records),
        "sources": [file.source for file in matched.inputs.files],
        "clusters": matched.clusters,
        "in_several": sum(count for names, count in matched.by_sources.items() if len(names) > 1),
        "repeated": matched.repeated,
        "to_review": linked.to_review,
        "conflicts": sum(conflicts.values()),
        "cross_checks": linked.cross_checks.table.num_rows,
        "not_checked": len(linked.cross_checks.unchecked),
    }
    return Outcome(matched.worst(), figures)
