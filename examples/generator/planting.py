"""Planting errors in clean rows, and remembering each in the answer key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from generator.drops import Drop, Row

LOSSLESS = "lossless"  # a machine may repair it: one right value, nothing lost
UNAMBIGUOUS = "unambiguous"  # there is one right value, but it takes evidence from elsewhere
SUGGEST = "suggest"  # a right value is probable; a person decides
FLAG = "flag"  # the value is lost or the truth unknown to a machine
ACCEPT = "accept"  # looks odd, is legal: nothing may be reported and nothing changed


@dataclass(frozen=True, slots=True)
class Cell:
    """A clean value, the row it stands in, and dice."""

    value: str
    row: Row
    random: Random


def nothing(_: str) -> str:
    """Return the empty cell that a stand-in for nothing ought to be."""
    return ""


def on_one_line(wrong: str) -> str:
    """Return an address without its line break; a blank keeps its two parts apart."""
    return wrong.replace("\n", " ")


Spoil = Callable[[Cell], str | None]  # the wrong value, or None if this cell does not lend itself


@dataclass(frozen=True, slots=True)
class Dirt:
    """One class of error on one field, and what the tool must say of it."""

    dirt: str  # class of the dirt catalogue; empty for a cell that is simply empty
    field: str
    spoil: Spoil
    rule: str
    kind: str
    count: int  # in a world of 400
    also: tuple[tuple[str, str], ...] = ()  # (field, rule) of further findings the same error gives
    right: Callable[[str], str] | None = None  # what the wrong value ought to become; None: the clean value


@dataclass(frozen=True, slots=True)
class Answer:
    """One planted error: what the tool is expected to report, and what the value ought to be."""

    row: Row | None  # None: the file as a whole
    field: str
    rule: str
    kind: str
    dirt: str
    before: str
    after: str


class Planting:
    """Plants errors in the rows of one drop, one error a row, each row at most once."""

    def __init__(self, drop: Drop, random: Random, scale: float) -> None:
        self.drop = drop
        self.answers: list[Answer] = []
        self._random = random
        self._scale = scale

    def plant(self, plan: Sequence[Dirt]) -> None:
        """Plant every class of the plan; a class that finds too few rows is an error of ours."""
        for dirt in plan:
            self._plant_one(dirt)

    def of_file(self, *dirt: str) -> None:
        """Put what is odd about the file as a whole, and a matter of reading only, into the key."""
        self.answers += [Answer(None, "", "", ACCEPT, name, "", "") for name in dirt]

    def admit_empty(self, field: str, right: Mapping[str, str]) -> None:
        """Put empty cells of a mandatory field into the key; `right` has what belongs there by entity."""
        for row in self.drop.rows:
            if not row.cells[field]:
                row.taken = True
                self.answers.append(
                    Answer(row, field, "completeness.required", FLAG, "", "", right[row.truth["entity_id"]])
                )

    def admit_variation(self, variation: str, dirt: str, field: str) -> None:
        """Put what departments write in different but legal ways into the key as nothing to report."""
        for row in self.drop.rows:
            if variation in row.variations and not row.taken:
                row.taken = True
                self.answers.append(Answer(row, field, "", ACCEPT, dirt, row.cells[field], row.cells[field]))

    def repeat(self, count: int, rules: Sequence[tuple[str, str]]) -> None:
        """Hand records in twice, word for word (R38); both members of each pair are expected findings."""
        for row in self._fresh(self._scaled(count)):
            copy = replace(
                row, cells=dict(row.cells), truth=dict(row.truth), variations=[*row.variations, "repeated"]
            )
            self.drop.rows.insert(self._random.randrange(len(self.drop.rows)), copy)
            for member in (row, copy):
                member.taken = True
                for field, rule in rules:
                    value = member.cells[field] if field else ""
                    self.answers.append(Answer(member, field, rule, UNAMBIGUOUS, "R38", value, value))

    def share_key(self, key: str, other: str, count: int, rules: Sequence[tuple[str, str]]) -> None:
        """Give a second, different record the key of a first (R39: one number, two people)."""
        rows = self._fresh(2 * self._scaled(count), lambda row: bool(row.cells[key]))
        for first, second in zip(rows[::2], rows[1::2], strict=True):
            right = second.cells[key]
            second.cells |= {name: first.cells[name] for name in (key, *other.split())}
            for member, after in ((first, first.cells[key]), (second, right)):
                member.taken = True
                for field, rule in rules:
                    value = member.cells[field]
                    self.answers.append(
                        Answer(member, field, rule, FLAG, "R39", value, after if field == key else "")
                    )

    def merge_down(self, count: int, rule: str) -> None:
        """Merge cells of equal neighbours, three at a time; only the first keeps its value (R36)."""
        rows, field = self.drop.rows, self.drop.merged
        count = self._scaled(count)
        for start in range(0, len(rows) - 2, 3):
            run = rows[start : start + 3]
            if any(row.taken for row in run) or len({row.cells[field] for row in run}) > 1:
                continue
            run[0].spans = 3
            for row in run[1:]:
                self.answers.append(Answer(row, field, rule, UNAMBIGUOUS, "R36", "", row.cells[field]))
                row.cells[field] = ""
            for row in run:
                row.taken = True
            count -= 1
            if not count:
                return

    def damage_lines(self, dirt: str, how: str, rule: str, kind: str, count: int) -> None:
        """Damage whole lines: the writer does what `how` says when it writes them."""
        for row in self._fresh(self._scaled(count)):
            row.taken = True
            row.written = how
            self.answers.append(Answer(row, "", rule, kind, dirt, "", ""))

    def _plant_one(self, dirt: Dirt) -> None:
        wanted = self._scaled(dirt.count)
        rows = self.drop.rows
        start = self._random.randrange(len(rows))
        for position in range(len(rows)):
            row = rows[(start + position * 7919) % len(rows)]
            if not row.taken and row.cells.get(dirt.field):
                wanted -= self._spoil(dirt, row)
            if not wanted:
                return
        message = f"{self.drop.name}: {wanted} rows too few for {dirt.dirt} in {dirt.field}"
        raise ValueError(message)

    def _spoil(self, dirt: Dirt, row: Row) -> bool:
        clean = row.cells[dirt.field]
        before = {name: row.cells[name] for name, _ in dirt.also}
        wrong = dirt.spoil(Cell(clean, row, self._random))
        if wrong is None:
            return False
        row.taken = True
        row.cells[dirt.field] = wrong
        after = wrong if dirt.kind == ACCEPT else dirt.right(wrong) if dirt.right else clean
        self.answers.append(Answer(row, dirt.field, dirt.rule, dirt.kind, dirt.dirt, wrong, after))
        for name, rule in dirt.also:
            after = clean if name == dirt.field else before[name]
            self.answers.append(Answer(row, name, rule, dirt.kind, dirt.dirt, row.cells[name], after))
        return True

    def _scaled(self, count: int) -> int:
        return max(1, round(count * self._scale))

    def _fresh(self, count: int, fits: Callable[[Row], bool] = lambda _: True) -> list[Row]:
        pool = [row for row in self.drop.rows if not row.taken and fits(row)]
        return self._random.sample(pool, min(len(pool), count))
