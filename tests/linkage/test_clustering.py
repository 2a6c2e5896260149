"""Clusters partition the records and break no rule, in whatever order pairs and records come."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scored import groups, identity, pairs_of

from govclean.linkage.clustering import Doubt, cluster
from govclean.linkage.conflicts import equal_numbers
from govclean.linkage.decisions import Decisions
from govclean.linkage.merging import CONTESTED, DECIDED, DIFFERENT, SAME_SOURCE, THIN
from govclean.linkage.pairs import CONFLICTS, MATCH, NON_MATCH, REVIEW

MOST = 9
DOUBT = Doubt(least=0.0, absent=-5.0)
_END = st.integers(0, MOST - 1)
_NUMBERS = st.lists(st.sampled_from(["n1", "n2", "n3", None]), min_size=MOST, max_size=MOST)
_WORDS = st.sampled_from([MATCH, MATCH, MATCH, REVIEW, NON_MATCH])
_PAIR = st.tuples(_END, _END, st.integers(0, 40), _WORDS, st.integers(0, 12))
many = settings(max_examples=100, deadline=None)  # machines differ


@st.composite
def tasks(draw, decided=True):
    """Draw pairs (weights with ties), two kinds of numbers, perhaps sources and decisions."""
    drawn = {(min(p[:2]), max(p[:2])): p[2:] for p in draw(st.lists(_PAIR, max_size=16)) if p[0] != p[1]}
    keys = sorted(drawn)
    pairs = pairs_of([(*key, {"name": drawn[key][0]}) for key in keys])
    decision = np.array([drawn[key][1] for key in keys], np.uint8)
    contested = np.array([drawn[key][2] == 0 for key in keys], np.bool_)
    decision[contested] = REVIEW
    same_number = CONFLICTS.index("same_identifier")
    pairs = replace(pairs, decision=decision, conflict=(contested * same_number).astype(np.uint8))
    identities = [identity(draw(_NUMBERS)), identity(draw(_NUMBERS), "passport")]
    sources = draw(st.none() | st.lists(st.integers(0, 2), min_size=MOST, max_size=MOST))
    told = draw(st.dictionaries(st.tuples(_END, _END), st.booleans(), max_size=5)) if decided else {}
    told = {(a, b): same for (a, b), same in told.items() if a < b}
    return pairs, identities, None if sources is None else np.array(sources, np.int32), decisions_of(told)


def decisions_of(told):
    ends = np.array(sorted(told), np.int32).reshape(-1, 2)
    same = np.array([told[key] for key in sorted(told)], np.bool_)
    return Decisions(ends[:, 0], ends[:, 1], same, np.arange(len(told)))


def clustered(task):
    pairs, identities, sources, decisions = task
    pairs = decisions.applied(pairs)
    return pairs, cluster(MOST, pairs, identities, sources=sources, decisions=decisions, doubt=DOUBT)


def joined_by_word(decisions, contradicted):
    """Return the groups of records that people joined."""
    group = list(range(MOST))
    for row, (a, b, same) in enumerate(zip(decisions.left, decisions.right, decisions.same, strict=True)):
        if same and row not in contradicted:
            group = [group[a] if g == group[b] else g for g in group]
    return group


@given(tasks())
@many
def test_clusters_partition_the_records_and_are_counted_in_order(task):
    labels = clustered(task)[1].labels
    first_seen = list(dict.fromkeys(labels.tolist()))
    assert len(labels) == MOST
    assert labels.dtype == np.int32
    assert first_seen == list(range(len(first_seen)))


@given(tasks())
@many
def test_no_cluster_holds_two_numbers_of_a_kind_unless_a_person_joined_them(task):
    _, result = clustered(task)
    told = joined_by_word(task[3], set(result.contradicted.tolist()))
    for members in groups(result.labels):
        for one in task[1]:
            held = {int(one.numbers[member]) for member in members} - {0}
            by_word = [
                {int(one.numbers[member]) for member in members if told[member] == group} - {0}
                for group in {told[member] for member in members}
            ]
            assert len(held) <= 1 or held in by_word


@given(tasks())
@many
def test_one_to_one_holds_unless_a_person_said_otherwise(task):
    _, result = clustered(task)
    if task[2] is None:
        return
    told = joined_by_word(task[3], set(result.contradicted.tolist()))
    for one, other in combinations(range(MOST), 2):
        if result.labels[one] == result.labels[other] and told[one] != told[other]:
            assert task[2][one] != task[2][other]


@given(tasks())
@many
def test_what_a_person_decided_comes_true(task):
    decisions, (_, result) = task[3], clustered(task)
    together = result.labels[decisions.left] == result.labels[decisions.right]
    assert not together[~decisions.same].any()
    assert np.flatnonzero(decisions.same & ~together).tolist() == result.contradicted.tolist()
    if len(result.contradicted):
        everyone = joined_by_word(decisions, set())
        apart = ~decisions.same
        clash = [
            everyone[a] == everyone[b]
            for a, b in zip(decisions.left[apart], decisions.right[apart], strict=True)
        ]
        assert any(clash)


@given(tasks())
@many
def test_a_pair_contested_over_its_number_stays_apart_unless_a_person_joined_it(task):
    pairs, result = clustered(task)
    told = joined_by_word(task[3], set(result.contradicted.tolist()))
    for left, right in zip(pairs.left[pairs.conflict > 0], pairs.right[pairs.conflict > 0], strict=True):
        assert result.labels[left] != result.labels[right] or told[left] == told[right]


@given(tasks())
@many
def test_a_pair_that_matches_is_joined_or_told_as_refused(task):
    pairs, result = clustered(task)
    apart = result.labels[pairs.left] != result.labels[pairs.right]
    assert np.flatnonzero(apart & (pairs.decision == MATCH)).tolist() == result.refused.tolist()
    assert (result.reasons > 0).all()


@given(tasks(decided=False))
@many
def test_a_refused_pair_would_break_a_rule(task):
    pairs, identities, sources, _ = task
    _, result = clustered(task)
    for row, why in zip(result.refused, result.reasons, strict=True):
        sides = result.labels[pairs.left[row]], result.labels[pairs.right[row]]
        members = np.flatnonzero(np.isin(result.labels, sides))
        held = [set(one.numbers[members].tolist()) - {0} for one in identities]
        contested = pairs.conflict > 0
        broken = {
            DIFFERENT: any(len(numbers) > 1 for numbers in held),
            SAME_SOURCE: sources is not None and len(set(sources[members].tolist())) < len(members),
            CONTESTED: (np.isin(pairs.left, members) & np.isin(pairs.right, members) & contested).any(),
            DECIDED: False,
            THIN: _between(pairs, identities, result.labels, sides) < DOUBT.least,
        }
        assert broken[why]


def _between(pairs, identities, labels, sides):
    """Return the evidence between two clusters in bits."""
    ends = np.stack([labels[pairs.left], labels[pairs.right]])
    across = (np.sort(ends, axis=0) == np.sort(sides)[:, None]).all(axis=0)
    sure = (pairs.decision == MATCH) & equal_numbers(pairs.left, pairs.right, identities)
    sizes = [int((labels == side).sum()) for side in sides]
    absent = sizes[0] * sizes[1] - int(across.sum())
    return float((pairs.weight + 10_000.0 * sure)[across].sum()) + DOUBT.absent * absent


@given(tasks(), st.randoms(use_true_random=False))
@many
def test_the_order_of_the_pairs_does_not_matter(task, random):
    pairs, result = clustered(task)
    order = list(range(len(pairs)))
    random.shuffle(order)
    again = cluster(
        MOST, pairs.taken(np.array(order, np.intp)), task[1], sources=task[2], decisions=task[3], doubt=DOUBT
    )
    assert again.labels.tolist() == result.labels.tolist()
    assert sorted(order[row] for row in again.refused) == result.refused.tolist()


@given(tasks(decided=False), st.permutations(range(MOST)))
@many
def test_the_order_of_the_records_does_not_matter_where_weights_differ(task, places):
    pairs, identities, sources, _ = task
    pairs = replace(pairs, weight=pairs.weight + np.arange(len(pairs), dtype=np.float32) / 100)
    result = cluster(MOST, pairs, identities, sources=sources, doubt=DOUBT)
    place = np.array(places, np.int32)
    ends = np.sort(np.stack([place[pairs.left], place[pairs.right]]), axis=0)
    moved = replace(pairs, left=ends[0], right=ends[1])
    order = np.argsort(place)
    there = [replace(one, codes=one.codes[order]) for one in identities]
    again = cluster(MOST, moved, there, sources=None if sources is None else sources[order], doubt=DOUBT)
    assert groups(again.labels, order.tolist()) == groups(result.labels)


@given(tasks())
@many
def test_making_only_the_doubtful_with_care_gives_what_care_for_all_would(task):
    pairs, result = clustered(task)
    assert groups(result.labels) == groups(_one_by_one(pairs, *task[1:]))


def _one_by_one(pairs, identities, sources, decisions):
    """Cluster the plain way: of all two clusters those with the most evidence, every rule looked at each time."""
    clusters = [{member} for member in range(MOST)]
    contested = _ends(pairs, pairs.conflict > 0)
    barred = _ends(decisions, ~decisions.same)
    parts = _parts(pairs, decisions)
    ends = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    sure = (pairs.decision == MATCH) & equal_numbers(pairs.left, pairs.right, identities)
    bits = dict(zip(ends, (pairs.weight + 10_000.0 * sure).tolist(), strict=True))

    def by_score(first, second):
        numbers_fit = all(_fit(one.numbers, first, second) for one in identities)
        sources_fit = sources is None or not {*sources[[*first]].tolist()} & {*sources[[*second]].tolist()}
        return numbers_fit and sources_fit and not _across(barred | contested, first, second)

    def evidence(first, second):
        across = [bits.get((min(a, b), max(a, b))) for a in first for b in second]
        told = [one for one in across if one is not None]
        return sum(told) + DOUBT.absent * (len(across) - len(told)) if told else None

    for one, other in sorted(_ends(decisions, decisions.same)):
        first, second = (next(group for group in clusters if end in group) for end in (one, other))
        if first is not second and not _across(barred, first, second):
            clusters.remove(second)
            first |= second
    while True:
        offers = [
            (-value, min(first), min(second), first, second)
            for first, second in combinations(sorted(clusters, key=min), 2)
            if parts[min(first)] == parts[min(second)]
            and (value := evidence(first, second)) is not None
            and value >= DOUBT.least
            and by_score(first, second)
        ]
        if not offers:
            return [
                next(place for place, group in enumerate(clusters) if member in group)
                for member in range(MOST)
            ]
        *_, first, second = min(offers, key=lambda offer: offer[:3])
        clusters.remove(second)
        first |= second


def _parts(pairs, decisions):
    """Return the connected part of each record, over matching pairs and people's word."""
    part = list(range(MOST))
    for one, other in sorted(_ends(decisions, decisions.same) | _ends(pairs, pairs.decision == MATCH)):
        part = [part[one] if of == part[other] else of for of in part]
    return part


def test_a_chain_of_single_likenesses_does_not_make_one_entity():
    chain = [
        (0, 1, {"name": 20}),
        (1, 2, {"name": 20}),
        (2, 3, {"name": 6}),
        (3, 4, {"name": 20}),
        (4, 5, {"name": 20}),
    ]
    pairs = pairs_of(chain)
    pairs = replace(pairs, decision=np.full(len(pairs), MATCH, np.uint8))
    loose = cluster(6, pairs, [], doubt=Doubt(least=4.0))
    strict = cluster(6, pairs, [], doubt=Doubt(least=4.0, absent=-3.0))
    assert groups(loose.labels) == [[0, 1, 2, 3, 4, 5]]
    assert groups(strict.labels) == [[0, 1, 2], [3, 4, 5]]
    assert (strict.refused.tolist(), strict.reasons.tolist()) == ([2], [THIN])


def _ends(some, rows):
    return set(zip(some.left[rows].tolist(), some.right[rows].tolist(), strict=True))


def _across(forbidden, first, second):
    return any((a in first and b in second) or (a in second and b in first) for a, b in forbidden)


def _fit(numbers, first, second):
    one, other = ({int(numbers[member]) for member in side} - {0} for side in (first, second))
    return one <= other or other <= one


def test_without_pairs_everyone_is_alone_and_without_records_nobody_is():
    assert cluster(3, pairs_of([]), [identity(["n", "n", None])]).labels.tolist() == [0, 1, 2]
    assert cluster(0, pairs_of([]), []).labels.tolist() == []


def test_a_person_joins_two_numbers_and_a_record_of_either_may_follow():
    one = identity(["n1", "n2", "n2", "n3"])
    pairs = pairs_of([(1, 2, {"name": 5}), (0, 3, {"name": 9})])
    result = cluster(4, pairs, [one], decisions=decisions_of({(0, 1): True}))
    assert groups(result.labels) == [[0, 1, 2], [3]]
    assert result.reasons.tolist() == [DIFFERENT]


def test_decisions_that_contradict_each_other_are_told():
    told = decisions_of({(0, 1): True, (1, 2): True, (0, 2): False})
    result = cluster(3, pairs_of([]), [], decisions=told)
    assert groups(result.labels) == [[0, 1], [2]]
    assert told.left[result.contradicted].tolist() == [1]
