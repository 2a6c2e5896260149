"""Invent two departments' files of each registry, with the truth: which records are about the same entity.

usage: python benchmarks/linkage_data.py FOLDER [--people N] [--companies N] [--places N] [--seed S]

Writes population_a.csv, population_b.csv, legal_entity_a.csv … geographic_b.csv under the titles of the shipped
standards, truth_<registry>.csv (source, record_id, entity_id) and hard_cases.csv: pairs of entities that are easily
taken for one (twins, neighbours of one name, successive owners of a phone, branches, flats of one estate …). Everything is
invented; the same numbers give the same bytes. Prints how dirty the files are.
"""

from __future__ import annotations

import argparse
import csv
import gc
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "examples"))  # the generator of the example drops

from generator.addresses import Addresses  # noqa: E402 - found on the path set above
from generator.people import People, Person  # noqa: E402 - as above
from linkage_world import geographic, legal_entities, population  # noqa: E402 - as above
from linkage_world.companies import Economy  # noqa: E402 - as above
from linkage_world.handing_in import HardCase, Record, hand_in  # noqa: E402 - as above
from linkage_world.people import Population  # noqa: E402 - as above
from linkage_world.places import Land  # noqa: E402 - as above

STANDARDS = ROOT / "standards" / "registries"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--companies", type=int, default=30_000)
    options.add_argument("--places", type=int, default=30_000)
    options.add_argument("--seed", type=int, default=2026)
    chosen = options.parse_args()
    gc.disable()  # all records live to the end: looking through them again and again finds nothing to free
    generate(chosen.folder, (chosen.people, chosen.companies, chosen.places), chosen.seed)


def generate(folder: Path, sizes: tuple[int, int, int], seed: int) -> None:
    """Write the files of `sizes` people, companies and places into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(f"{seed} people")
    people, cases = _population(folder, sizes[0], random)
    cases += _legal_entities(folder, sizes[1], people, Random(f"{seed} companies"))
    cases += _places(folder, sizes[2], Random(f"{seed} places"))
    _write(
        folder / "hard_cases.csv",
        ("registry", "kind", "entity_id", "other_entity_id"),
        ((registry, case.kind, case.entity, case.other) for registry, case in cases),
    )
    for (registry, kind), count in sorted(Counter((r, case.kind) for r, case in cases).items()):
        print(f"{registry:14} {kind:32} {count:7,}")


def _population(folder: Path, count: int, random: Random) -> tuple[list[Person], list[tuple[str, HardCase]]]:
    made = Population(People(random, Addresses(random)).take(count)[:count], random)
    residents = [(resident.person.entity, resident) for resident in made.residents()]
    a = hand_in(population.POLICE, residents, random)
    b = hand_in(population.HEALTH, residents, random)
    _hand_over(folder, "population", (population.FIELDS_A, a), (population.FIELDS_B, b))
    lost = sum(_is_anonymous(record.cells) for record in a + b)
    no_id = sum(len(record.cells["resident_id"]) < 15 for record in a + b)
    total = len(a) + len(b)
    print(f"population     no resident id {no_id / total:.1%}, nothing but a name {lost / total:.2%}")
    return [resident.person for _, resident in residents], _among(made.hard_cases, a + b, "population")


def _legal_entities(
    folder: Path, count: int, people: list[Person], random: Random
) -> list[tuple[str, HardCase]]:
    economy = Economy(random, Addresses(random), people)
    firms = [(firm.company.entity, firm) for firm in economy.make(count)]
    a = hand_in(legal_entities.MARKET, firms, random)
    b = hand_in(legal_entities.TAX, firms, random)
    _hand_over(folder, "legal_entity", (legal_entities.FIELDS_A, a), (legal_entities.FIELDS_B, b))
    return _among(economy.hard_cases, a + b, "legal_entity")


def _places(folder: Path, count: int, random: Random) -> list[tuple[str, HardCase]]:
    land = Land(random, Addresses(random))
    places = [(place.entity, place) for place in land.make(count)]
    a = hand_in(geographic.CIVIL, places, random)
    b = hand_in(geographic.PLANNING, places, random)
    _hand_over(folder, "geographic", (geographic.FIELDS_A, a), (geographic.FIELDS_B, b))
    return _among(land.hard_cases, a + b, "geographic")


def _hand_over(folder: Path, registry: str, *sides: tuple[Sequence[str], list[Record]]) -> None:
    """Write the files of both departments and the truth of the registry."""
    titles = _titles(registry)
    truth: list[tuple[str, str, str]] = []
    for stem, (fields, records) in zip((f"{registry}_a", f"{registry}_b"), sides, strict=True):
        rows = ([record.record_id, *(record.cells.get(name, "") for name in fields)] for record in records)
        _write(folder / f"{stem}.csv", ("record_id", *(titles[name] for name in fields)), rows)
        truth += [(stem, record.record_id, record.entity) for record in records]
    _write(folder / f"truth_{registry}.csv", ("source", "record_id", "entity_id"), truth)
    (_, a), (_, b) = sides
    both = {record.entity for record in a} & {record.entity for record in b}
    every = {record.entity for record in a + b}
    print(f"{registry:14} {len(a):,} + {len(b):,} records, {len(every):,} entities, {len(both):,} in both")


def _among(cases: list[HardCase], records: list[Record], registry: str) -> list[tuple[str, HardCase]]:
    """Return the cases of which both entities have a record."""
    known = {record.entity for record in records}
    return [(registry, case) for case in cases if case.entity in known and case.other in known]


def _is_anonymous(cells: dict[str, str]) -> bool:
    """Return whether a record says no number, no birth date and no phone."""
    no_date = len(cells["birth_date"]) < 5 or cells["birth_date"] == "19000101"
    return len(cells["resident_id"]) < 15 and no_date and len(cells["phone"]) < 5


def _titles(registry: str) -> dict[str, str]:
    """Return the Chinese title of each field of a shipped standard."""
    standard = yaml.safe_load((STANDARDS / f"{registry}.yaml").read_text(encoding="utf-8"))
    return {field["name"]: field["title"]["zh"] for field in standard["fields"]}


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
