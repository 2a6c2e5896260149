"""A pair of unchanged records is taken over as it would be computed anew."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registries import Near, Same, people, ready, registry
from scored import pairs_of

from govclean.errors import UsageError
from govclean.linkage.blocking import Blocking, Rule
from govclean.linkage.contents import content_hashes, contents_table
from govclean.linkage.incremental import carried_pairs, merged, unchanged
from govclean.linkage.model import Chances, Model
from govclean.linkage.pairs import MISSING, pairs_table
from govclean.linkage.scoring import Scorer, decided
from govclean.standards.linkage import Thresholds

MODEL = Model(
    0.01,
    {
        "name": Chances(np.array([0.7, 0.2, 0.1]), np.array([0.01, 0.04, 0.95])),
        "town": Chances(np.array([0.9, 0.1]), np.array([0.25, 0.75])),
    },
)
THRESHOLDS = Thresholds()
RULES = ("town", "name")
_BIRTHS = st.lists(st.integers(0, 39), max_size=6)


def _rows(seed):
    return [{**row, "id": f"{place:03}"} for place, row in enumerate(people(40, seed)[0])]


def _none(left, right):
    return np.zeros(len(left), np.bool_)


def _compared(records, fresh=None):
    """Return the scored pairs: of all records, or only those with a fresh one."""
    prepared = [replace(one, term_frequency=False) for one in ready(records, name=Near(), town=Same())]
    blocking = Blocking(
        len(records), [Rule(name, (records.column(name),)) for name in RULES], largest_block=1000, fresh=fresh
    )
    pairs = (
        Scorer(tuple(prepared), MODEL).pairs(blocking.pairs(), len(RULES), THRESHOLDS.review, _none, 1).pairs
    )
    return replace(pairs, decision=decided(pairs, THRESHOLDS.match, THRESHOLDS.review))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 50), _BIRTHS, _BIRTHS, st.integers(0, 5))
def test_carried_and_new_pairs_together_are_all_pairs_computed_anew(seed, gone, changed, more):
    rows = _rows(seed)
    before = registry(rows)
    last = pairs_table(_compared(before), before, RULES), contents_table(before, content_hashes(before))
    now = [row for place, row in enumerate(rows) if place not in gone]
    now = [{**row, "town": "harbour"} if place in changed else row for place, row in enumerate(now)]
    now = sorted(
        now + [{**rows[place], "id": f"{place:03}x"} for place in range(more)], key=lambda row: row["id"]
    )
    records = registry(now)
    still = unchanged(records, content_hashes(records), last[1])
    whole = _compared(records)
    carried = carried_pairs(last[0], records, still, RULES, THRESHOLDS)
    both = merged(carried, _compared(records, ~still))
    assert pairs_table(both, records, RULES).equals(pairs_table(whole, records, RULES))


def test_only_records_that_say_the_same_are_unchanged():
    before = registry([{"id": name, "town": "x"} for name in "abc"])
    now = registry([{"id": "b", "town": "x"}, {"id": "c", "town": "y"}, {"id": "d", "town": "x"}])
    still = unchanged(now, content_hashes(now), contents_table(before, content_hashes(before)))
    assert still.tolist() == [True, False, False]


def test_a_carried_pair_is_open_again_to_numbers_and_people():
    records = registry([{"id": "a"}, {"id": "b"}])
    pairs = pairs_of([(0, 1, {"name": 20})])
    pairs.levels["name"][:] = MISSING
    table = pairs_table(
        replace(pairs, decision=np.array([0], np.uint8), conflict=np.array([1], np.uint8)), records, ("town",)
    )
    again = carried_pairs(table, records, np.ones(2, np.bool_), ("name", "town"), THRESHOLDS)
    assert (again.decision.tolist(), again.conflict.tolist()) == ([2], [0])
    assert again.levels["name"].tolist() == [MISSING]
    assert again.rule.tolist() == [1]


def test_pairs_of_another_standard_are_refused():
    with pytest.raises(UsageError, match="phone"):
        merged(pairs_of([(0, 1, {"phone": 1})]), pairs_of([(0, 1, {"name": 1})]))


def test_of_a_pair_that_stands_in_both_the_second_counts():
    both = merged(pairs_of([(0, 1, {"name": 1}), (1, 2, {"name": 2})]), pairs_of([(0, 1, {"name": 3})]))
    assert both.weight.tolist() == [3, 2]
    assert pa.array(both.left).to_pylist() == [0, 1]
