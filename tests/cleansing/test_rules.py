"""Every rule against the cases that a domain expert wrote in `cases/*.yaml`.

A case file names a rule and the field it works on (a case may name another), and cases: what is given, and what it
becomes or, with the reason, that it stays. `becomes: ""` is an emptied cell.
"""

from __future__ import annotations

import pytest
from rule_cases import BOOKS, CASES, batch_of, cleansed, plan_of, records_of, standard_of

from govclean.cleansing.catalogue import OF_TYPE, RECORD_RULES, RULES, rule_arguments, rule_named
from govclean.cleansing.ruling import Rule
from govclean.values.catalogue import TYPES

EVERY_RULE = (*RULES, *RECORD_RULES)
PARAMETERS = [pytest.param(book, case, id=f"{book['rule']}: {case['name']}") for book, case in CASES]


@pytest.mark.parametrize(("book", "case"), PARAMETERS)
def test_case(book, case, tmp_path):
    standard = standard_of(book, case, tmp_path)
    batch = batch_of(standard, records_of(case))
    (given,) = records_of(case)
    becomes = case.get("becomes", {})
    expected = {**given, **(becomes if isinstance(becomes, dict) else {"field": becomes})}
    assert "stays" in case or expected != given
    (found,), _ = cleansed(plan_of(standard, batch, case, only=book["rule"]), batch)
    assert found == {name: value for name, value in expected.items() if value}


@pytest.mark.parametrize(("book", "case"), PARAMETERS)
def test_what_one_rule_repairs_all_rules_together_repair_no_otherwise(book, case, tmp_path):
    standard = standard_of(book, case, tmp_path)
    batch = batch_of(standard, records_of(case))
    (found,), _ = cleansed(plan_of(standard, batch, case), batch)
    if case.get("becomes"):
        becomes = case["becomes"] if isinstance(case["becomes"], dict) else {"field": case["becomes"]}
        assert found == {**records_of(case)[0], **becomes}


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.id)
def test_the_page_of_a_rule_says_why_in_both_languages_and_its_example_is_a_case(rule):
    assert all(text.zh.strip() and text.en.strip() for text in (rule.title, rule.why))
    cases = [_first(case) for case in BOOKS[rule.id]["cases"] if "becomes" in case]
    assert (rule.before, rule.after) in cases


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.id)
def test_the_cases_of_a_rule_also_show_what_it_leaves_alone(rule):
    assert any("stays" in case for case in BOOKS[rule.id]["cases"])


def test_every_case_file_is_about_a_rule_and_no_rule_is_listed_twice():
    assert set(BOOKS) == {book["rule"] for book in BOOKS.values()} == set(rule_arguments())
    assert len(EVERY_RULE) == len(rule_arguments())


def test_every_type_brings_rules_and_ends_with_what_is_no_value():
    assert OF_TYPE.keys() == {kind.name for kind in TYPES}
    for brought in OF_TYPE.values():
        assert all(isinstance(rule_named(name), Rule) for name in brought)
        assert brought[-1] == "text.stand_in_as_missing"
        assert len(set(brought)) == len(brought)


def test_every_rule_on_values_is_brought_by_some_type():
    assert {rule.id for rule in RULES} == {name for brought in OF_TYPE.values() for name in brought}


def test_a_rule_that_does_not_exist_is_not_found():
    with pytest.raises(LookupError):
        rule_named("text.beautify")


def _first(case):
    """Return before and after of a case; of a case with several fields, those of the first that changes."""
    if not isinstance(case["given"], dict):
        return case["given"], case["becomes"]
    field, after = next(iter(case["becomes"].items()))
    return case["given"].get(field, ""), after
