"""Every rule of the directory on its cases: the planted fault is found where it is, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from catalog_at_hand import DAY, catalog_of, clean_entry, credit_code, planted

from govclean.governance.catalog import check_catalog
from govclean.governance.catalog.catalogue import RULES

BOOKS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
}
CASES = [(book, case) for book, cases in BOOKS.items() for case in cases]
KINDS = {"unconditional": 0, "conditional": 1, "not_shared": 2}
OF_WORKBOOKS = {"catalog.code_varies"}  # only rows of a sheet can contradict each other


def entries_of(case):
    if "entries" not in case:
        return [planted(clean_entry(KINDS[case.get("share", "conditional")]), case.get("set", {}))]
    return [planted(clean_entry(number), as_in(changes)) for number, changes in enumerate(case["entries"])]


def as_in(changes):
    """Return changes in which `provider: as 1` is the provider of the first entry, with its credit code."""
    done = dict(changes)
    for key in ("provider_uscc", "provider"):
        if (asked := changes.get(key, "")).startswith("as "):
            like = clean_entry(int(asked.removeprefix("as ")) - 1)
            done[key] = like[key]
            if key == "provider":
                done.setdefault("provider_uscc", like["provider_uscc"])
    return done


def found_in(case):
    checked = check_catalog(catalog_of(*entries_of(case)), day=DAY)
    numbers = {id(entry): number for number, entry in enumerate(checked.catalog.entries, 1)}
    several = "entries" in case
    return [
        (f"{numbers[id(one.entry)]}:" if several else "") + f"{one.rule.id}@{one.field}"
        for one in checked.findings
    ], checked


@pytest.mark.parametrize(("book", "case"), CASES, ids=[f"{book}: {case['name']}" for book, case in CASES])
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(book, case):
    found, checked = found_in(case)
    wanted = [case["finds"]] if isinstance(case["finds"], str) else case["finds"]
    assert found == wanted
    if "suggests" in case:
        assert checked.findings[0].fault.suggestion == case["suggests"]


def test_every_rule_has_a_case():
    told = str([case["finds"] for _, case in CASES])
    assert {rule.id for rule in RULES if f"{rule.id}@" not in told} == OF_WORKBOOKS


def test_every_rule_is_explained_in_both_languages():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.id.startswith("catalog.")
        assert rule.basis
        for words in (rule.title, rule.says, rule.why, rule.wrong, rule.right, rule.repair):
            assert words.zh
            assert words.en


def test_the_message_of_a_finding_has_no_place_left_open():
    for _, case in CASES:
        _, checked = found_in(case)
        for finding in checked.findings:
            assert not {"{", "}"} & {*finding.fault.message.zh, *finding.fault.message.en}, finding.rule.id


def test_departments_of_the_tests_have_credit_codes_of_their_own():
    assert len({credit_code(number + 100) for number in range(10)}) == 10
