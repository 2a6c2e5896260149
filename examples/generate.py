"""Invent the example drops: six files of six departments, the truth, and the key of the errors.

    python examples/generate.py [--out examples/drops] [--people 400] [--seed 2026]

Writes the drops to the folder, and beside it `answers.csv` and `truth/`. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gc
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from generator.address_drops import civil_affairs_drop, planning_drop
from generator.address_plan import plant_in_civil_affairs, plant_in_planning
from generator.addresses import Address, Addresses
from generator.companies import Companies, Company
from generator.company_drops import market_drop, tax_drop
from generator.company_plan import plant_in_market, plant_in_tax
from generator.drops import Drop
from generator.people import People, Person
from generator.planting import LOSSLESS, UNAMBIGUOUS, Answer
from generator.population_drops import health_drop, police_drop
from generator.population_plan import plant_in_health, plant_in_police
from generator.writing import write_delimited, write_workbook

HERE = Path(__file__).parent
ANSWERS = ("file", "row", "field", "rule", "kind", "dirt", "before", "after", "lossless")


def main() -> None:
    """Read the options and write everything."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--out", type=Path, default=HERE / "drops", help="folder of the drops")
    options.add_argument("--people", type=int, default=400, help="how many people to invent, at least 400")
    options.add_argument("--seed", type=int, default=2026, help="another seed gives another world")
    chosen = options.parse_args()
    if chosen.people < 400:
        options.error("--people: fewer than 400 people do not have enough rows for every kind of error")
    gc.disable()  # millions of cells live to the end: looking through them again and again finds nothing to free
    generate(chosen.out, chosen.people, chosen.seed)


def generate(out: Path, count: int, seed: int) -> None:
    """Invent a world of `count` people and of companies and addresses; write all files."""
    random = Random(seed)
    addresses = Addresses(random)
    people = People(random, addresses).take(count)
    companies = Companies(random, addresses, people).take(count)
    places = _places(people, companies)[:count]
    drops, answers = _spoilt_drops(people, companies, places, (seed, count / 400))
    (out.parent / "truth").mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    _write_drops(drops, out)
    _write_answers(drops, answers, out.parent / "answers.csv")
    for registry in ("population", "legal_entity", "geographic"):
        _write_truth([d for d in drops if d.standard == registry], out.parent / "truth" / f"{registry}.csv")


def _places(people: Sequence[Person], companies: Sequence[Company]) -> list[Address]:
    """Return homes and offices in turn, each once."""
    homes = list({person.home.entity: person.home for person in people}.values())
    offices = [company.address for company in companies]
    return sorted(homes + offices, key=lambda address: address.entity)


def _spoilt_drops(
    people: list[Person], companies: list[Company], places: list[Address], seeding: tuple[int, float]
) -> tuple[list[Drop], list[list[Answer]]]:
    """Return the six drops with their errors and answers; each drop has dice of its own."""
    seed, scale = seeding
    numbers = {person.entity: person.resident_id for person in people}
    codes = {company.entity: company.uscc for company in companies}
    making = [Random(f"{seed} drop {place}") for place in range(6)]
    planting = [Random(f"{seed} errors {place}") for place in range(6)]
    drops = [
        police_drop(people, making[0]),
        health_drop(people, making[1]),
        market_drop(companies, making[2]),
        tax_drop(companies, people, making[3]),
        civil_affairs_drop(places, making[4]),
        planning_drop(places, making[5]),
    ]
    answers = [
        plant_in_police(drops[0], planting[0], scale),
        plant_in_health(drops[1], planting[1], scale, numbers),
        plant_in_market(drops[2], planting[2], scale),
        plant_in_tax(drops[3], planting[3], scale, codes),
        plant_in_civil_affairs(drops[4], planting[4], scale),
        plant_in_planning(drops[5], planting[5], scale),
    ]
    return drops, answers


def _write_drops(drops: Sequence[Drop], out: Path) -> None:
    police, health, market, tax, civil_affairs, planning = drops
    write_delimited(police, out / police.name, "gb18030")
    write_workbook(health, out / health.name)
    write_delimited(market, out / market.name, "utf-8-sig")
    write_workbook(tax, out / tax.name)
    write_delimited(civil_affairs, out / civil_affairs.name, "utf-8", "|", "\n")
    write_workbook(planning, out / planning.name)


def _write_answers(drops: Sequence[Drop], answers: Sequence[Sequence[Answer]], path: Path) -> None:
    lines = []
    for drop, key in zip(drops, answers, strict=True):
        number = {id(row): place for place, row in enumerate(drop.rows, 1)}
        told = [(number[id(answer.row)] if answer.row else 0, *_answered(answer)) for answer in key]
        lines += [(drop.name, *line) for line in sorted(told)]
        for place, text in enumerate(drop.footer, len(drop.rows) + 1):
            lines.append((drop.name, place, "", "validity.footer", UNAMBIGUOUS, "R35", text, "", "no"))
    _write_table(path, ANSWERS, lines)


def _answered(answer: Answer) -> tuple[str, ...]:
    """Return an answer as the key tells it, from `field` on."""
    lossless = "yes" if answer.kind == LOSSLESS else "no"
    return (answer.field, answer.rule, answer.kind, answer.dirt, answer.before, answer.after, lossless)


def _write_truth(drops: Sequence[Drop], path: Path) -> None:
    names = list(drops[0].rows[0].truth)
    lines = (
        (drop.name, number, *row.truth.values(), ";".join(row.variations))
        for drop in drops
        for number, row in enumerate(drop.rows, 1)
    )
    _write_table(path, ("file", "row", *names, "variations"), lines)


def _write_table(path: Path, header: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


if __name__ == "__main__":
    main()
