"""What a department hands in: records with numbers of its own, some entities twice, in no order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

TWICE = 0.02
"""Share of a department's entities that it has entered a second time, apart from the first."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Department(Generic[Thing]):
    """One department: its file's stem, how its record numbers begin, what it has heard of, how it writes."""

    stem: str
    prefix: str
    share: float  # of all entities
    write: Callable[[Thing, Random], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the entity it is about."""

    record_id: str
    entity: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class HardCase:
    """Two entities that are easily taken for one."""

    kind: str
    entity: str
    other: str


def hand_in(
    department: Department[Thing], things: Sequence[tuple[str, Thing]], random: Random
) -> list[Record]:
    """Return a department's records of `things` (entity, thing), shuffled and then numbered."""
    written: list[tuple[str, dict[str, str]]] = []
    for entity, thing in things:
        if random.random() >= department.share:
            continue
        for _ in range(2 if random.random() < TWICE else 1):
            written.append((entity, department.write(thing, random)))  # noqa: PERF401 - read as the two draws they are
    random.shuffle(written)
    return [
        Record(f"{department.prefix}{number:08d}", entity, cells)
        for number, (entity, cells) in enumerate(written, 1)
    ]
