"""The model is learned without labels, and tells records of one entity from those of two."""

import numpy as np
import pytest
from registries import Near, Same, people, ready, registry

from govclean.linkage.blocking import Blocking, Rule
from govclean.linkage.estimating import among_candidates, estimate, expected_missed, sampled
from govclean.linkage.scoring import Scorer, decided

RULES = (("name",), ("birth", "town"), ("phone",))


def _learned(rows):
    records = registry(rows)
    prepared = ready(records, name=Near(), birth=Near(), town=Same(), phone=Near())
    rules = [Rule("+".join(rule), tuple(records.column(name) for name in rule)) for rule in RULES]
    blocking = Blocking(len(records), rules, largest_block=1000)
    samples = sampled(prepared, blocking)
    return prepared, blocking, samples, estimate(prepared, samples, [frozenset(rule) for rule in RULES])


def test_chances_sum_to_one_and_equality_speaks_for_a_match():
    prepared, _, _, model = _learned(people(800)[0])
    for one in prepared:
        chances = model.chances[one.name]
        assert chances.m.sum() == pytest.approx(1)
        assert chances.u.sum() == pytest.approx(1)
        assert chances.weights[0] > 0 > chances.weights[-1]


def test_the_prior_is_near_the_true_share_of_matches():
    rows, persons = people(1500)
    model = _learned(rows)[3]
    true = (np.bincount(persons) == 2).sum() / (len(rows) * (len(rows) - 1) / 2)
    assert model.prior == pytest.approx(true, rel=0.15)


def test_pairs_of_one_person_are_found_without_labels():
    rows, persons = people(1500)
    prepared, blocking, _, model = _learned(rows)
    scored = Scorer(prepared, model).pairs(blocking.pairs(), 3, 0.5, lambda left, right: left > right, 2)
    pairs = scored.pairs
    matches = decided(pairs, 0.9, 0.5) == 2
    right = persons[pairs.left] == persons[pairs.right]
    assert right[matches].mean() > 0.99
    assert right[matches].sum() > 0.97 * (np.bincount(persons) == 2).sum()


def test_what_is_expected_to_be_missed_grows_with_the_threshold():
    _, _, samples, model = _learned(people(800)[0])
    low, high = (expected_missed(samples, model, least) for least in (0.01, 0.999))
    assert 0 <= low <= high


def test_the_same_records_teach_the_same_model():
    rows = people(400)[0]
    one, other = (_learned(rows)[3] for _ in range(2))
    assert one.prior == other.prior
    assert all((one.chances[name].m == other.chances[name].m).all() for name in one.chances)


def test_a_rule_with_no_pair_and_a_column_without_values_do_no_harm():
    rows = [
        {"name": f"n{place}", "birth": str(place), "town": None, "phone": str(place)} for place in range(20)
    ]
    model = _learned(rows)[3]
    assert 0 < model.prior < 1
    assert all(np.isfinite(chances.weights).all() for chances in model.chances.values())


def test_doors_of_one_building_are_told_apart_where_non_matches_are_candidates():
    random = np.random.default_rng(5)
    rows, doors = [], []
    for building in range(150):
        for door in range(6):
            times = 2 if random.random() < 0.3 else 1
            spot = {"name": f"door {building}-{door}", "town": str(building)}
            rows += [
                {**spot, "phone": f"{building}-{door}" if random.random() < 0.8 else "0"}
                for _ in range(times)
            ]
            doors += [6 * building + door] * times
    records = registry(rows)
    prepared = ready(records, name=Same(), town=Same(), phone=Same())
    blocking = Blocking(len(rows), [Rule("town", (records.column("town"),))], largest_block=1000)
    samples = sampled(prepared, blocking)
    strangers = estimate(prepared, samples, [frozenset()])
    neighbours = among_candidates(strangers, prepared, samples)
    left, right = (
        np.concatenate(side)
        for side in zip(*((one.left, one.right) for one in blocking.pairs()), strict=True)
    )
    same = np.array(doors)[left] == np.array(doors)[right]
    pairs = Scorer(prepared, neighbours).weighed(left, right, np.zeros(len(left), np.int16))
    assert ((pairs.probability > 0.5) == same).mean() > 0.95
    assert neighbours.chances["town"].weights[0] < 0.1 < strangers.chances["town"].weights[0]
