"""The invented drops of examples/ twice: as they were delivered, and again with some of their errors repaired."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

EXAMPLES = Path(__file__).parents[2] / "examples"
_PAIRS = ("R36", "R38", "R39")  # errors that take two rows: merged cells, a record twice, one number for two


@dataclass
class Error:
    """One planted error: the findings it gives, and the rows it was planted in."""

    answers: list
    rows: list

    @property
    def dirt(self):
        return self.answers[0].dirt


@dataclass
class World:
    """The six drops with their errors, and every row as it was before."""

    drops: list
    errors: list[list[Error]]
    clean: dict[int, dict[str, str]]
    write: object
    footers: list[int] = field(default_factory=list)

    def put(self, folder: Path) -> Path:
        """Write the drops into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.write(self.drops, folder)
        return folder

    def findings(self, place: int) -> int:
        """Return how many problems drop number `place` has."""
        return sum(len(error.answers) for error in self.errors[place]) + len(self.drops[place].footer)

    def repair_half(self, random: Random) -> list[int]:
        """Repair about half of the errors of each drop; return for each how many findings are gone."""
        return [self._repair(place, random) for place in range(len(self.drops))]

    def _repair(self, place: int, random: Random) -> int:
        drop, gone = self.drops[place], 0
        chosen = random.sample(self.errors[place], len(self.errors[place]) // 2)
        for error in chosen:
            self._undo(drop, error)
            gone += len(error.answers)
        self.errors[place] = [
            error for error in self.errors[place] if all(error is not one for one in chosen)
        ]
        kept = drop.footer[: len(drop.footer) // 2]
        gone += len(drop.footer) - len(kept)
        self.drops[place] = replace(drop, footer=kept)
        return gone

    def _undo(self, drop, error: Error) -> None:
        if error.dirt == "R36":
            first = next(n for n, row in enumerate(drop.rows) if row is error.rows[0])
            drop.rows[first - 1].spans = 1
        for row in error.rows:
            if id(row) not in self.clean:  # the second of a record handed in twice
                drop.rows[:] = [one for one in drop.rows if one is not row]
                continue
            row.cells.update(self.clean[id(row)])
            row.written = ""
        for answer in error.answers:
            if not answer.row.cells[answer.field or next(iter(answer.row.cells))]:
                answer.row.cells[answer.field] = answer.after


def invent(people: int = 400, seed: int = 2026) -> World:
    """Return the world that `examples/generate.py` makes of a seed, its rows still in hand."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        generate = importlib.import_module("generate")
        clean: dict[int, dict[str, str]] = {}
        kept = []
        for name in ("police", "health", "market", "tax", "civil_affairs", "planning"):
            make = getattr(generate, f"{name}_drop")
            setattr(generate, f"{name}_drop", _remembering(make, clean))
            kept.append((f"{name}_drop", make))
        try:
            random = Random(seed)
            addresses = generate.Addresses(random)
            persons = generate.People(random, addresses).take(people)
            companies = generate.Companies(random, addresses, persons).take(people)
            places = generate._places(persons, companies)[:people]
            drops, answers = generate._spoilt_drops(persons, companies, places, (seed, people / 400))
        finally:
            for name, make in kept:
                setattr(generate, name, make)
        return World(drops, [_errors(key) for key in answers], clean, generate._write_drops)
    finally:
        sys.path.remove(str(EXAMPLES))


def _remembering(make, clean):
    def made(*arguments):
        drop = make(*arguments)
        clean.update({id(row): dict(row.cells) for row in drop.rows})
        return drop

    return made


def _errors(key) -> list[Error]:
    """Return the answers that ask for a finding, by error; of those that take two rows both together."""
    errors: list[Error] = []
    for answer in key:
        if not answer.rule:
            continue
        last = errors[-1] if errors else None
        if last is not None and last.rows[-1] is answer.row and last.dirt == answer.dirt:
            last.answers.append(answer)
        elif last is not None and answer.dirt in _PAIRS and last.dirt == answer.dirt and len(last.rows) == 1:
            last.answers.append(answer)
            last.rows.append(answer.row)
        else:
            errors.append(Error([answer], [answer.row]))
    return errors
