"""Cluster ids stay with their records from run to run."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from registries import registry

from govclean.linkage.numbering import clusters_table, number

many = settings(max_examples=100, deadline=None)  # machines differ
SOURCES = ("health", "police")
_NAMES = [(source, name) for source in SOURCES for name in "abcde"]
# A run: which records there are, and for each any mark; records of one mark are one cluster.
_RUN = st.dictionaries(st.sampled_from(_NAMES), st.integers(0, 4), max_size=len(_NAMES))


def run(marks, previous=None):
    """Return the cluster id of each record, by (source, id), and the table."""
    keys = sorted(marks)
    records = registry([{"source": source, "id": name} for source, name in keys], SOURCES)
    records = replace(records, ids=records.ids.cast(pa.string()))  # of nobody, too
    seen = list(dict.fromkeys(marks[key] for key in keys))
    labels = np.array([seen.index(marks[key]) for key in keys], np.int32)
    ids = number(labels, records, previous)
    return dict(zip(keys, ids.to_pylist(), strict=True)), clusters_table(ids, records)


def members(ids):
    found = {}
    for key, cluster_id in ids.items():
        found.setdefault(cluster_id, set()).add(key)
    return found


def numbered(*names):
    """Return marks: one cluster for each word, its letters the records of the first source."""
    return {("health", letter): place for place, word in enumerate(names) for letter in word}


@given(_RUN, _RUN)
@many
def test_one_id_a_cluster_and_one_cluster_an_id(first, second):
    _, table = run(first)
    ids, _ = run(second, table)
    marks = {(second[key], cluster_id) for key, cluster_id in ids.items()}
    assert len(marks) == len({mark for mark, _ in marks}) == len({cluster_id for _, cluster_id in marks})


@given(_RUN)
@many
def test_the_same_clusters_keep_their_ids_and_two_first_runs_agree(marks):
    ids, table = run(marks)
    assert run(marks)[0] == ids
    assert run(marks, table)[0] == ids


@given(_RUN, _RUN)
@many
def test_a_cluster_whose_records_are_together_still_keeps_its_id_if_they_are_most_of_it(first, second):
    before, table = run(first)
    after, _ = run(second, table)
    for cluster_id, was in members(before).items():
        now = [{key for key in group if key in before} for group in members(after).values()]
        ours = [group for group in now if group & was]
        if len(ours) == 1 and 2 * len(ours[0] & was) > len(ours[0]):
            assert {after[key] for key in was if key in after} == {cluster_id}


@given(_RUN, _RUN)
@many
def test_an_id_is_kept_by_a_cluster_with_a_record_of_it_and_no_new_one_was_ever_used(first, second):
    before, table = run(first)
    after, _ = run(second, table)
    for cluster_id, now in members(after).items():
        if cluster_id in before.values():
            assert now & members(before)[cluster_id]
        else:
            known = Counter(before[key] for key in now if key in before)
            taken = set(after.values())
            assert all(old in taken for old in known), "an id went to waste though its records are here"


@given(_RUN, _RUN, st.randoms(use_true_random=False))
@many
def test_the_order_of_the_earlier_table_does_not_matter(first, second, random):
    _, table = run(first)
    order = list(range(table.num_rows))
    random.shuffle(order)
    assert run(second, table.take(pa.array(order, pa.int64())))[0] == run(second, table)[0]


def test_of_a_cluster_that_splits_the_larger_part_keeps_the_id():
    before, table = run(numbered("abcde"))
    after, _ = run(numbered("ab", "cde"), table)
    assert after["health", "c"] == before["health", "c"]
    assert after["health", "a"] != before["health", "a"], (
        "though a, whose cluster is new, once gave the whole its id"
    )


def test_of_equal_parts_the_one_with_the_first_record_keeps_the_id():
    before, table = run(numbered("abcd"))
    after, _ = run(numbered("ad", "bc"), table)
    assert after["health", "a"] == before["health", "a"] != after["health", "b"]


def test_clusters_that_merge_keep_the_id_of_the_larger():
    before, table = run(numbered("ab", "cde"))
    after, _ = run(numbered("abcde"), table)
    assert set(after.values()) == {before["health", "c"]}


def test_a_record_that_comes_or_goes_changes_no_id():
    before, table = run(numbered("abc", "d"))
    after, _ = run({**numbered("bc", "d"), ("police", "a"): 0}, table)
    assert after["police", "a"] == after["health", "b"] == before["health", "b"]
    assert after["health", "d"] == before["health", "d"]


def test_a_split_that_is_mended_has_its_old_id_again():
    before, table = run(numbered("abc"))
    _, table = run(numbered("a", "bc"), table)
    assert run(numbered("abc"), table)[0] == before


def test_an_id_begins_with_a_letter_and_does_not_change_between_versions():
    ids, _ = run(numbered("ab"))
    assert set(ids.values()) == {"c7j8vqgw1qy4xtzx"}
