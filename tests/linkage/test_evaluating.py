"""Precision, recall, F1, the curve, and what the model expects of itself."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries import registry

from govclean.linkage.blocking import Blocking, Rule
from govclean.linkage.evaluating import Kept, Score, evaluate, expected, kept_by
from govclean.linkage.model import probability_of
from govclean.linkage.pairs import MATCH, NON_MATCH, REVIEW, Pairs
from govclean.linkage.truth import truth_of

TOWNS = ["n", "n", "n", "s", "s", "s"]
NAMES = ["x", "x", "y", "y", "z", "z"]
RECORDS = registry([{"id": str(at), "town": TOWNS[at], "name": NAMES[at]} for at in range(6)])
BLOCKING = Blocking(
    6, [Rule("town", (RECORDS.column("town"),)), Rule("name", (RECORDS.column("name"),))], largest_block=10
)


def pairs(*rows, conflict=0):
    """Return pairs of (left, right, weight, decision)."""
    left, right, weight, decision = zip(*rows, strict=True)
    bits = np.array(weight, np.float32)
    return Pairs(
        left=np.array(left, np.int32),
        right=np.array(right, np.int32),
        weight=bits,
        probability=probability_of(bits),
        rule=np.zeros(len(rows), np.int16),
        levels={},
        weights={},
        decision=np.array(decision, np.uint8),
        conflict=np.full(len(rows), conflict, np.uint8),
    )


def truth(*entities):
    return truth_of(pa.table({"record_id": RECORDS.ids, "entity_id": list(entities)}), RECORDS, "t.csv")


SCORED = pairs((0, 1, 9, MATCH), (0, 2, 5, MATCH), (2, 3, 2, REVIEW), (4, 5, 8, MATCH))
LABELS = np.array([0, 0, 0, 1, 2, 2], np.int32)


def test_decisions_and_clusters_are_measured_apart():
    found = evaluate(truth("p", "p", "q", "q", "r", "r"), RECORDS, SCORED, LABELS, BLOCKING)
    assert found.pairs == Score(true=3, found=3, right=2)
    assert found.clusters == Score(true=3, found=4, right=2)
    assert (found.whole, found.entities) == (1, 3)


def test_what_nobody_knows_is_not_judged():
    found = evaluate(truth("p", "p", None, None, None, None), RECORDS, SCORED, LABELS, BLOCKING)
    assert found.pairs == found.clusters == Score(true=1, found=1, right=1)


def test_the_curve_ends_at_the_least_probable_pair_and_knows_its_best():
    curve = evaluate(truth("p", "p", "q", "q", "r", "r"), RECORDS, SCORED, LABELS, BLOCKING).curve
    assert curve.weight.tolist() == [9, 8, 5, 2]
    assert curve.precision.tolist() == [1, 1, 2 / 3, 3 / 4]
    assert curve.recall.tolist() == [1 / 3, 2 / 3, 2 / 3, 1]
    assert curve.best == 3


def test_a_long_curve_keeps_its_best_point():
    random = np.random.default_rng(1)
    weights = np.sort(random.uniform(0, 30, 5000))[::-1]
    records = registry([{"id": f"{place:04}"} for place in range(5001)])
    table = pa.table({"left_id": ["0000"] * 2500, "right_id": [f"{place:04}" for place in range(1, 2501)]})
    scored = pairs(*((0, place + 1, weight, MATCH) for place, weight in enumerate(weights)))
    found = evaluate(
        truth_of(table, records, "t.csv"),
        records,
        scored,
        np.zeros(5001, np.int32),
        Blocking(5001, [], largest_block=9),
    )
    assert len(found.curve) <= 202
    assert found.curve.f1[found.curve.best] == 1


def test_blocking_is_measured_rule_by_rule():
    left, right = np.array([[0, 2, 0], [1, 3, 5]], np.int32)
    assert kept_by(BLOCKING, [(left, right)]) == Kept(known=3, first=(1, 1), each=(1, 2))
    assert kept_by(BLOCKING, [(left, right)], silent=[0]) == Kept(known=3, first=(0, 2), each=(0, 2))


def test_nothing_known_and_nothing_found_is_no_fault():
    assert Kept(0, (), ()).share == Score(0, 0, 0).f1 == Score(0, 0, 0).precision == 1


def test_the_model_expects_what_its_probabilities_say():
    even = pairs((0, 1, 0, MATCH), (2, 3, 0, REVIEW))
    rates = expected(even, below=0.5)
    assert rates.false_matches == pytest.approx(0.5)
    assert rates.missed == pytest.approx(1 / 1.5)


def test_pairs_that_numbers_decide_do_not_count_as_missed():
    rates = expected(pairs((0, 1, 30, NON_MATCH), conflict=1), below=0)
    assert (rates.false_matches, rates.missed) == (0, 0)


@given(
    st.lists(st.integers(0, 2), min_size=6, max_size=6), st.lists(st.integers(0, 2), min_size=6, max_size=6)
)
def test_clusters_that_are_the_truth_are_perfect_and_no_others(labels, entities):
    labels = np.unique(labels, return_inverse=True)[1].astype(np.int32)
    found = evaluate(truth(*map(str, entities)), RECORDS, SCORED, labels, BLOCKING)
    same = len({*zip(labels.tolist(), entities, strict=True)}) == len({*labels.tolist()}) == len({*entities})
    assert (found.clusters.f1 == 1) == same
    if same:
        assert found.whole == found.entities
