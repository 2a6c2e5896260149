from collections import Counter

from hand_made import finding, findings
from hypothesis import given
from hypothesis import strategies as st

from govclean.reports.grouping import first_of_each, groups

KEYS = ("rule", "field")
some_findings = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", ""])), max_size=30)


def table(pairs):
    return findings([finding(row, field, rule, None) for row, (rule, field) in enumerate(pairs, 1)])


@given(some_findings, st.integers(0, 4))
def test_the_first_of_each_are_those_a_person_would_count_off(pairs, limit):
    seen, expected = Counter(), []
    for row, pair in enumerate(pairs, 1):
        seen[pair] += 1
        if not limit or seen[pair] <= limit:
            expected.append(row)
    assert first_of_each(table(pairs), KEYS, limit)["row"].to_pylist() == expected


@given(some_findings)
def test_groups_count_every_finding_once_in_order_of_appearance(pairs):
    found = groups(table(pairs), KEYS, 2)
    assert [group.key for group in found] == list(dict.fromkeys(pairs))
    assert {group.key: group.count for group in found} == Counter(pairs)
    assert all(group.first.num_rows == min(group.count, 2) for group in found)
