"""What stands in an output folder: the results that belong to the drops there are, whenever they were made.

The page of a run tells this and nothing of the run itself, so that it is the same whether the work was done in one go,
in several, or long ago.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govclean.errors import GovcleanError
from govclean.governance.pipeline.config import Source
from govclean.governance.pipeline.doing import Done
from govclean.governance.pipeline.drops import Drop
from govclean.governance.pipeline.made import Made, fingerprint_of, made_in
from govclean.governance.pipeline.planning import Plan
from govclean.governance.pipeline.ran import Ran
from govclean.governance.pipeline.registries import Registry
from govclean.governance.pipeline.work import Key, folder_of


@dataclass(frozen=True, slots=True)
class OfDrop:
    """What stands of one drop."""

    drop: Drop
    day: date  # on which it is judged
    current: bool  # whether it stands for its table now
    validated: Made | None
    cleaned: Made | None
    errors: tuple[GovcleanError, ...]  # why it could not be judged or cleaned


@dataclass(frozen=True, slots=True)
class OfRegistry:
    """What stands of one registry."""

    registry: Registry
    matched: Made | None
    errors: tuple[GovcleanError, ...]
    left_out: bool  # not matched, because some of its drops could not be cleaned


@dataclass(frozen=True, slots=True)
class Standing:
    """All that stands.

    Attributes:
        rounds: the results of `returns`, the folder of each with it, by folder.
        without: sources of which no file has arrived.
        errors: what is wrong beside what drops and registries tell.
    """

    drops: tuple[OfDrop, ...]
    registries: tuple[OfRegistry, ...]
    rounds: tuple[tuple[str, Made], ...]
    score: Made | None
    without: tuple[Source, ...]
    errors: tuple[GovcleanError, ...]

    @property
    def undone(self) -> tuple[GovcleanError, ...]:
        """Return why something could not be done, each thing told once, drops first."""
        parts: tuple[OfDrop | OfRegistry, ...] = (*self.drops, *self.registries)
        every = [*(error for one in parts for error in one.errors), *self.errors]
        return tuple({error.say("en"): error for error in every}.values())


def standing(ran: Ran, output: Path) -> Standing:
    """Return what stands in an output folder after a run."""
    reader = _Reader(ran.plan, output, {done.key: done for done in ran.steps})
    drops = tuple(reader.drop(drop) for drop in ran.plan.found.drops)
    registries = tuple(reader.registries())
    parts: tuple[OfDrop | OfRegistry, ...] = (*drops, *registries)
    told = {error.say("en") for one in parts for error in one.errors}
    return Standing(
        drops,
        registries,
        tuple(_rounds(output, [one.registry.name for one in registries])),
        made_in(folder_of(output, ("score", ""))),
        ran.plan.found.without,
        tuple(error for error in ran.errors if error.say("en") not in told),
    )


def _rounds(output: Path, registries: Sequence[str]) -> list[tuple[str, Made]]:
    """Return the rounds by registry in the order of the run's, then by period."""
    folder = output / "returns"
    paths = [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    found = [(path.name, made) for path in sorted(paths) if (made := made_in(path)) is not None]
    order = {name: number for number, name in enumerate(registries)}
    return sorted(found, key=lambda one: order.get(one[1].made_from["standard"]["name"], len(order)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what stands, and knows what could not be done in this run."""

    plan: Plan
    output: Path
    done: Mapping[Key, Done]

    def drop(self, drop: Drop) -> OfDrop:
        validated, cleaned = (
            self._of_file(("validate", drop.name), drop),
            self._of_file(("clean", drop.name), drop),
        )
        errors = self._errors(("validate", drop.name), ("clean", drop.name))
        return OfDrop(
            drop, self.plan.days[drop.name], drop.name in self.plan.current, validated, cleaned, errors
        )

    def registries(self) -> Iterator[OfRegistry]:
        current = [drop for drop in self.plan.found.drops if drop.name in self.plan.current]
        for registry in {drop.registry.name: drop.registry for drop in current}.values():
            key: Key = ("match", registry.name)
            made = self._standing(key)
            clean = [
                self._standing(("clean", drop.name))
                for drop in current
                if drop.registry.name == registry.name
            ]
            prints = sorted(fingerprint_of(one.made_from) for one in clean if one is not None)
            if made is not None and sorted(made.made_from["clean"].values()) != prints:
                made = None  # of other drops than there are now
            done = self.done.get(key)
            yield OfRegistry(registry, made, self._errors(key), done is not None and done.state == "left_out")

    def _of_file(self, key: Key, drop: Drop) -> Made | None:
        """Return the result of a step if it is of the very file that is there now."""
        made = self._standing(key)
        file = {"path": drop.path, "sha256": drop.sha256}
        return made if made is not None and made.made_from.get("file") == file else None

    def _standing(self, key: Key) -> Made | None:
        done = self.done.get(key)
        return None if done is not None and done.failed else made_in(folder_of(self.output, key))

    def _errors(self, *keys: Key) -> tuple[GovcleanError, ...]:
        every: Sequence[GovcleanError] = [
            error for key in keys if key in self.done for error in self.done[key].errors
        ]
        return tuple({error.say("en"): error for error in every}.values())
