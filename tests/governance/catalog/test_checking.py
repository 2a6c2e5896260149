"""A directory of five thousand entries with a fault of every kind: each is found, and a clean one is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from catalog_at_hand import DAY, catalog_of, clean_entry, planted

from govclean.governance.catalog import check_catalog
from govclean.governance.catalog.catalogue import RULES

KINDS = {"unconditional": 0, "conditional": 1, "not_shared": 2}
SIZE = 5000


def one_case_a_rule():
    """Return for each rule the first case of a single entry, and the last one of several entries."""
    single, several = {}, {}
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml")):
        for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader):
            if isinstance(case["finds"], str) and "entries" not in case:
                single.setdefault(case["finds"].partition("@")[0], case)
            elif case["finds"] and "entries" in case:
                first = case["finds"] if isinstance(case["finds"], str) else case["finds"][0]
                several.setdefault(first.partition("@")[0].partition(":")[2], case)
    return single, several


@pytest.fixture(scope="module")
def large():
    """Return the written entries of a large directory and what was planted: (number, rule)."""
    entries = [clean_entry(number) for number in range(SIZE)]
    single, several = one_case_a_rule()
    wanted = set()
    for step, (rule, case) in enumerate(sorted(single.items()), 1):
        number = 60 * step + KINDS[case.get("share", "conditional")]
        number -= (number % 3 - KINDS[case.get("share", "conditional")]) % 3
        entries[number] = planted(entries[number], case["set"])
        wanted.add((number, rule))
    wanted |= plant_several(entries)
    assert {rule for _, rule in wanted} == set(single) | set(several)
    return entries, wanted


def plant_several(entries):
    """Plant what only several entries show; clean_entry(n) and clean_entry(n + 10) are of one department."""
    entries[4010] = planted(entries[4010], {"code": entries[4000]["code"]})
    entries[4110] = planted(entries[4110], {"title": entries[4100]["title"]})
    title = entries[4200]["title"]
    entries[4210] = planted(entries[4210], {"title": f"{title[:4]}（{title[4:6]}）{title[6:]}"})
    for number, place in enumerate((4301, 4302, 4303), 1):
        same = {key: entries[4301][key] for key in ("provider", "provider_uscc")}
        entries[place] = planted(entries[place], {"title": f"台账{number}", "abstract": "台账的内容", **same})
    entries[4401] = planted(entries[4401], {"provider_uscc": entries[4402]["provider_uscc"]})
    entries[4503] = planted(entries[4503], {"provider": "卫生健康委"})
    return {
        (4010, "catalog.code_repeated"), (4110, "catalog.title_repeated"), (4210, "catalog.title_variant"),
        *((place, "catalog.title_numbered") for place in (4301, 4302, 4303)),
        (4401, "catalog.provider_code_varies"), (4503, "catalog.provider_name_varies"),
    }  # fmt: skip


def test_every_kind_of_fault_is_found_among_five_thousand_entries_and_nothing_else(large):
    entries, wanted = large
    checked = check_catalog(catalog_of(*entries), day=DAY)
    numbers = {id(entry): number for number, entry in enumerate(checked.catalog.entries)}
    found = {(numbers[id(one.entry)], one.rule.id) for one in checked.findings}
    assert sorted(wanted - found) == []
    assert sorted(found - wanted) == []
    assert len({rule for _, rule in wanted}) >= 45
    assert {rule.id for rule in RULES} - {rule for _, rule in wanted} == {"catalog.code_varies"}


def test_a_clean_directory_is_clean():
    checked = check_catalog(catalog_of(*map(clean_entry, range(SIZE // 5))), day=DAY)
    assert checked.findings == ()
    assert checked.worst is None
    assert checked.faulty == 0


def test_the_questions_of_a_checked_directory():
    bad = planted(clean_entry(1), {"published_on": "2062-01-01", "update_cycle": "及时"})
    checked = check_catalog(catalog_of(clean_entry(0), bad), day=DAY)
    assert checked.worst == "error"
    assert checked.faulty == 1
    assert [(rule.id, count) for rule, count in checked.by_rule] == [
        ("catalog.cycle", 1),
        ("catalog.date_future", 1),
    ]
    clean, faulty = checked.catalog.entries
    assert checked.of(clean) == ()
    assert {one.rule.id for one in checked.of(faulty)} == {"catalog.cycle", "catalog.date_future"}


def test_the_day_of_judgement_decides_what_is_in_the_future():
    entry = planted(clean_entry(1), {"published_on": "2026-12-01"})
    assert check_catalog(catalog_of(entry), day=date(2026, 12, 1)).findings == ()
    assert len(check_catalog(catalog_of(entry), day=date(2026, 11, 30)).findings) == 1
