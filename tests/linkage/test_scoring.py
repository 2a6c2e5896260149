"""Letting hopeless pairs go early loses no pair that would have reached the threshold."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from registries import Near, Same, people, ready, registry

from govclean.linkage.blocking import Blocking, Rule
from govclean.linkage.kinship import Shared
from govclean.linkage.model import Chances, Model
from govclean.linkage.pairs import MISSING, pairs_table
from govclean.linkage.scoring import Scorer

MODEL = Model(
    0.01,
    {
        "name": Chances(np.array([0.7, 0.2, 0.1]), np.array([0.01, 0.04, 0.95])),
        "birth": Chances(np.array([0.8, 0.15, 0.05]), np.array([0.001, 0.199, 0.8])),
        "town": Chances(np.array([0.9, 0.1]), np.array([0.25, 0.75])),
    },
)

KINDS = {"name": Near(), "birth": Near(), "town": Same()}


def _none(left, right):
    return np.zeros(len(left), np.bool_)


def _scorer(records, *, term_frequency=False, **how):
    return Scorer(ready(records, term_frequency=term_frequency, **KINDS), MODEL, **how)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.05, 0.5, 0.95]))
def test_no_pair_is_lost_that_reaches_the_threshold(seed, least):
    rows, _ = people(60, seed)
    records = registry(rows)
    scorer = _scorer(records)
    blocking = Blocking(len(records), [Rule("town", (records.column("town"),))], largest_block=1000)
    found = scorer.pairs(blocking.pairs(), 1, least, _none, 2).pairs
    every = [(batch.left, batch.right) for batch in blocking.pairs()]
    left, right = (np.concatenate([side[place] for side in every]) for place in (0, 1))
    whole = scorer.weighed(left, right, np.zeros(len(left), np.int16))
    wanted = set(zip(left[whole.probability >= least], right[whole.probability >= least], strict=True))
    assert wanted <= set(zip(found.left, found.right, strict=True))
    assert (found.probability >= least - 0.01).all()


def test_weights_of_the_comparisons_and_the_prior_add_up():
    records = registry(people(80)[0])
    scorer = _scorer(records)
    pairs = scorer.weighed(
        np.arange(10, dtype=np.int32), np.arange(10, 20, dtype=np.int32), np.zeros(10, np.int16)
    )
    assert np.allclose(pairs.weight, sum(pairs.weights.values()) + MODEL.prior_weight, atol=1e-4)


def test_agreement_on_a_rare_value_weighs_more():
    rows = [{"name": name, "birth": "1", "town": "x"} for name in ["wang"] * 6 + ["ouyang"] * 2]
    scorer = _scorer(registry(rows), term_frequency=True)
    pairs = scorer.weighed(np.array([0, 6]), np.array([1, 7]), np.zeros(2, np.int16))
    common, rare = pairs.weights["name"]
    assert rare > common


def test_an_empty_cell_is_no_evidence():
    rows = [{"name": "wang", "birth": None, "town": "x"}, {"name": "wang", "birth": "1", "town": "x"}]
    pairs = _scorer(registry(rows)).weighed(np.array([0]), np.array([1]), np.zeros(1, np.int16))
    assert pairs.levels["birth"][0] == MISSING
    assert pairs.weights["birth"][0] == 0
    assert pairs_table(pairs, registry(rows), ("town",))["level_birth"].to_pylist() == [None]


def test_pairs_to_be_kept_stay_whatever_they_weigh():
    rows = [
        {"name": "wang", "birth": "19500101", "town": "x"},
        {"name": "zhao", "birth": "20001231", "town": "x"},
    ]
    records = registry(rows)
    blocking = Blocking(2, [Rule("town", (records.column("town"),))], largest_block=10)
    scorer = _scorer(records)
    assert len(scorer.pairs(blocking.pairs(), 1, 0.5, _none, 1).pairs) == 0
    kept = scorer.pairs(blocking.pairs(), 1, 0.5, lambda left, right: left < right, 1)
    assert len(kept.pairs) == 1
    assert kept.new_pairs == (1,)


def test_a_lenient_comparison_alone_lets_no_pair_go():
    rows = [
        {"name": "ouyang", "birth": "19500101", "town": "x"},
        {"name": "ouyang", "birth": "20001231", "town": "x"},
        *({"name": f"n{place}", "birth": str(place), "town": "x"} for place in range(200)),
    ]
    records = registry(rows)
    blocking = Blocking(len(rows), [Rule("name", (records.column("name"),))], largest_block=10)
    for lenient, kept in ((), 0), (("birth",), 1):
        found = _scorer(records, lenient=lenient).pairs(blocking.pairs(), 1, 0.3, _none, 1)
        assert len(found.pairs) == kept


@dataclass(frozen=True)
class KinNames(Near):
    @property
    def levels(self):
        equal, near, differs = super().levels
        return (equal, replace(near, kin=True), differs)


def test_what_a_household_shares_does_not_speak_for_brothers_and_sisters():
    rows = [{"name": name, "birth": "1", "town": "x"} for name in ("wangwei", "wangwej", "wangwei")]
    rows += [{"name": f"n{place}", "birth": str(place), "town": str(place)} for place in range(50)]
    prepared = ready(registry(rows), term_frequency=False, name=KinNames(), birth=Near(), town=Same())
    left, right = np.array([0, 0], np.int32), np.array([1, 2], np.int32)
    rules = np.zeros(2, np.int16)
    plain = Scorer(prepared, MODEL).weighed(left, right, rules)
    with_kin = Scorer(prepared, MODEL, shared=Shared(["town"], ["birth"])).weighed(left, right, rules)
    assert plain.weights["town"][0] > 0
    assert with_kin.weights["town"].tolist() == [0.0, plain.weights["town"][1]]
    assert with_kin.weights["birth"].tolist() == plain.weights["birth"].tolist(), (
        "an equal number still speaks"
    )
    assert np.allclose(with_kin.weight, sum(with_kin.weights.values()) + MODEL.prior_weight, atol=1e-4)


def test_phone_and_address_of_one_household_speak_once():
    records = registry([{"name": "wangwei", "birth": "1", "town": "x"}] * 2)
    pair = (np.array([0]), np.array([1]), np.zeros(1, np.int16))
    plain = _scorer(records).weighed(*pair).weights
    weights = _scorer(records, shared=Shared(household=["birth", "town"])).weighed(*pair).weights
    assert plain["birth"][0] > plain["town"][0] > 0
    assert (weights["birth"][0], weights["town"][0]) == (plain["birth"][0], 0)
