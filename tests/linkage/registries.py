"""Small comparisons and registries for the tests of linkage."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from govclean.linkage.comparing import DIFFERS, EQUAL, Comparison, Level
from govclean.linkage.likeness import Texts, jaro_winkler
from govclean.linkage.prepared import prepare
from govclean.linkage.records import Column, Records
from govclean.wording import Text

EXACT = (Level("equal", EQUAL), Level("differs", DIFFERS))


class Unlike:
    """All that is not equal differs."""

    def levels(self, left, right):
        return np.ones(len(left), np.uint8)


@dataclass(frozen=True)
class Same(Comparison):
    kind = "exact"
    title = Text("相同与否", "equality")

    @property
    def levels(self):
        return EXACT

    def prepare(self, values):
        return Unlike()


class Nearness:
    def __init__(self, values):
        self._texts = Texts(values)

    def levels(self, left, right):
        return jaro_winkler(self._texts, left, right, (0.85,)) + np.uint8(1)


@dataclass(frozen=True)
class Near(Comparison):
    kind = "near"
    title = Text("近似", "near")

    @property
    def levels(self):
        return (EXACT[0], Level("near", Text("近似", "near")), EXACT[1])

    def prepare(self, values):
        return Nearness(values)


def registry(rows, sources=("a",)):
    """Return records of dictionaries; `source` and `id` may stand among their keys."""
    names = sorted({name for row in rows for name in row} - {"source", "id"})
    columns = {name: Column.of(pa.array([row.get(name) for row in rows], pa.string())) for name in names}
    source = np.array([sources.index(row.get("source", sources[0])) for row in rows], np.int32)
    ids = pa.array([row.get("id", str(place)) for place, row in enumerate(rows)])
    return Records(tuple(sources), source, ids, columns, {})


def ready(records, *, term_frequency=True, **kinds):
    """Return prepared comparisons, one a field."""
    return tuple(
        prepare(name, [name], [records.column(name)], kind, term_frequency=term_frequency)
        for name, kind in kinds.items()
    )


def people(count, seed=1):
    """Return rows of `count` invented people, a fifth of them twice with an error, and each row's person."""
    random = np.random.default_rng(seed)
    letters = list("abcdefghij")
    rows, persons = [], []
    for person in range(count):
        row = {
            "name": "".join(random.choice(letters, 6)),
            "birth": f"{random.integers(1950, 2000)}{random.integers(1, 13):02}{random.integers(1, 29):02}",
            "town": str(random.choice(["north", "south", "east", "west"])),
            "phone": str(random.integers(10**9, 10**10)),
        }
        rows.append(row)
        persons.append(person)
        if random.random() < 0.2:
            again = dict(row)
            spoiled = str(random.choice(["name", "birth", "town", "phone"]))
            again[spoiled] = (
                None if random.random() < 0.3 else again[spoiled][:-1] + str(random.integers(0, 10))
            )
            rows.append(again)
            persons.append(person)
    return rows, np.array(persons)
