"""Why two records are one: the steps add up, and the words say who decided."""

import pytest

from govclean.linkage.comparisons.catalogue import comparison
from govclean.linkage.explaining import NOT_COMPARED, Seen, Side, explain, share
from govclean.linkage.planning import PlannedComparison
from govclean.standards.linkage import Thresholds
from govclean.wording import Text

TITLES = {"name": Text("姓名", "Name"), "number": Text("号码", "Number"), "born": Text("出生日期", "Born")}
PLANNED = (
    PlannedComparison("name", ("name",), ("name",), comparison("exact", {}), term_frequency=True),
    PlannedComparison("born", ("born",), ("born", "name"), comparison("exact", {}), term_frequency=True),
)


def waterfall(probability=0.99, decision="match", conflict="", rule="name", **other):
    seen = Seen(
        weight=6.6,
        probability=probability,
        decision=decision,
        conflict=conflict,
        rule=rule,
        levels={"name": 0, "born": None},
        weights={"name": 9.1, "born": 0.0},
    )
    clusters = other.get("clusters", ("c1", "c1"))
    number = other.get("number")
    sides = tuple(
        Side(source, "1", cluster, {"name": "李娜", "number": number})
        for source, cluster in zip("ab", clusters, strict=True)
    )
    return explain(seen, sides, PLANNED, TITLES, Thresholds(), identifiers=("number",))


def told(made):
    return " | ".join(sentence.en for sentence in made.sentences)


def test_prior_and_steps_add_up_to_the_weight():
    made = waterfall()
    assert made.prior + sum(step.weight for step in made.steps) == pytest.approx(made.seen.weight)
    assert made.prior == pytest.approx(-2.5)


def test_a_step_is_called_by_its_fields_and_says_its_level():
    name, born = waterfall().steps
    assert (name.title.zh, name.level.en) == ("姓名", "equal")
    assert (born.title.en, born.level.en) == ("Born, Name", "nothing to compare")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "reaches 95%, the threshold of a match: match | both records stand in one cluster"),
        ({"probability": 0.7, "decision": "review"}, "lies between 50% and 95%"),
        ({"probability": 0.1, "decision": "non_match", "clusters": ("c1", "c2")}, "below 50%"),
        ({"probability": 0.1, "number": "1"}, "one valid number and nothing against it"),
        ({"probability": 0.1}, "a person decided that they are one"),
        ({"decision": "non_match"}, "a person decided that they are two"),
        ({"decision": "review"}, "a person asked to look again"),
        ({"decision": "review", "conflict": "same_identifier"}, "all else speaks against it"),
        ({"decision": "review", "conflict": "different_identifiers"}, "and all else agrees"),
        ({"decision": "non_match", "conflict": "different_identifiers"}, "two valid numbers: no match"),
        ({"rule": NOT_COMPARED}, "no blocking rule brings them together"),
        ({"clusters": ("c1", "c2")}, "were not joined"),
    ],
)
def test_the_decision_is_said_in_words(given, words):
    assert words in told(waterfall(**given))


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0, "<0.0001%"),
        (0.5, "50%"),
        (0.994, "99.4%"),
        (0.99951, "99.95%"),
        (1, ">99.9999%"),
        (0.0004, "0.04%"),
    ],
)
def test_a_probability_has_more_decimals_the_nearer_it_is_to_certainty(probability, shown):
    assert share(probability) == shown
