"""Golden values come from a record of their cluster, by the standard's preferences, and lineage says which."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parties_at_hand import book, cluster_names, labels_of, records_of, valid_of

from govclean.errors import StandardError
from govclean.linkage.survivorship import Survivorship, golden_records, require_preferences
from govclean.standards.linkage import Golden

FIELDS = ("name", "phone", "as_of")
CASES = book("survivorship")["cases"]


def golden_of(case, labels=None):
    records = records_of(case["files"])
    labels = np.zeros(len(records), np.int32) if labels is None else labels
    valid = {name: valid_of(records, name) for name in FIELDS}
    how = Survivorship(FIELDS, Golden(**case.get("golden", {})), case.get("sources", {}), valid)
    return records, *golden_records(records, labels, cluster_names(labels), how)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_value_survives_that_the_standard_prefers(case):
    _, golden, lineage = golden_of(case)
    expected = case["phone"]
    assert golden["phone"].to_pylist() == [expected.get("value")]
    told = [row for row in lineage.to_pylist() if row["field"] == "phone"]
    assert [(row["record_id"], row["survivorship_rule"]) for row in told] == (
        [(expected["from"], expected["rule"])] if expected else []
    )


def test_clusters_do_not_hear_each_other():
    files = {
        "a": {"1": {"phone": "1"}, "2": {"phone": "2"}, "3": {"phone": "3"}},
        "b": {"4": {"phone": "2"}, "5": {}},
    }
    records = records_of(files)
    labels = labels_of(records, [["2", "4"], ["3", "5"]])
    _, golden, lineage = golden_of({"files": files}, labels)
    assert golden["cluster_id"].to_pylist() == ["c0", "c1", "c2"]
    assert golden["phone"].to_pylist() == ["1", "2", "3"]
    assert lineage.column_names == ["cluster_id", "field", "source", "record_id", "survivorship_rule"]
    assert [tuple(row.values()) for row in lineage.to_pylist()] == [
        ("c0", "phone", "a", "1", "only_value"),
        ("c1", "phone", "a", "2", "agreed"),
        ("c2", "phone", "a", "3", "only_value"),
    ]


def test_no_records_make_no_golden_records():
    _, golden, lineage = golden_of({"files": {"a": {}}})
    assert golden.column_names == ["cluster_id", *FIELDS]
    assert (golden.num_rows, lineage.num_rows) == (0, 0)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"prefer": ["most_recents"]}, 'no preference "most_recents".*Did you mean "most_recent"'),
        ({"prefer": ["source:"]}, 'no preference "source:"'),
        ({"fields": {"phon": ["longest"]}}, 'no field "phon".*Did you mean "phone"'),
        ({"recency": "as"}, 'no field "as"'),
        ({"prefer": ["most_recent"]}, "does not know which date"),
    ],
)
def test_a_preference_that_cannot_be_followed_is_refused(written, told):
    with pytest.raises(StandardError, match=rf"(?s)people\.yaml.*{told}"):
        require_preferences(Golden(**written), FIELDS, "people.yaml")


def test_a_field_cannot_be_called_as_the_column_of_cluster_ids():
    with pytest.raises(StandardError, match="cluster_id"):
        require_preferences(Golden(), ("cluster_id",), "people.yaml")


def test_good_preferences_are_not_refused():
    golden = Golden(prefer=["source:x", "most_recent"], fields={"phone": ["longest"]}, recency="as_of")
    require_preferences(golden, FIELDS, "people.yaml")


PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["李娜", "李娟", "!", "尉迟敬德"]),
        "phone": st.sampled_from(["1", "2", "33", "!4"]),
        "as_of": st.sampled_from(["20260101", "2026-11-20", "!"]),
    },
)
WORDS = st.sampled_from(["source:a", "source:b", "most_recent", "most_complete", "most_frequent", "longest"])


@st.composite
def clustered(draw):
    files = {
        source: {f"{source}{at}": row for at, row in enumerate(draw(st.lists(PEOPLE, max_size=6)))}
        for source in "abc"
    }
    ids = [key for rows in files.values() for key in rows]
    group = {key: draw(st.integers(0, 5)) for key in ids}
    together = [[key for key in ids if group[key] == number] for number in range(4)]
    golden = {
        "prefer": draw(st.lists(WORDS, max_size=3, unique=True)),
        "fields": draw(st.dictionaries(st.sampled_from(FIELDS), st.lists(WORDS, max_size=2, unique=True))),
        "recency": "as_of",
    }
    return {"files": files, "golden": golden}, together


@settings(max_examples=100, deadline=None)
@given(clustered())
def test_every_golden_value_comes_from_a_record_of_its_cluster_and_lineage_names_it(given_case):
    case, together = given_case
    labels = labels_of(records_of(case["files"]), together)
    records, golden, lineage = golden_of(case, labels)
    place = {key: at for at, key in enumerate(records.ids.to_pylist())}
    told = {(row["cluster_id"], row["field"]): row for row in lineage.to_pylist()}
    assert len(told) == lineage.num_rows
    for row in golden.to_pylist():
        members = np.flatnonzero(np.array([f"c{label}" for label in labels]) == row["cluster_id"])
        for field in FIELDS:
            values = set(records.column(field).texts(members.astype(np.int32)).to_pylist()) - {None}
            assert (row[field] is None) == (not values)
            assert ((row["cluster_id"], field) in told) == bool(values)
            if values:
                winner = place[told[row["cluster_id"], field]["record_id"]]
                assert winner in members
                assert records.column(field).texts(np.array([winner], np.int32)).to_pylist() == [row[field]]
                assert row[field][0] != "!" or all(value[0] == "!" for value in values)


def slowly(records, members, field, golden, valid):
    """Return the surviving record and the rule, by reading the preferences word by word."""
    columns = {
        name: dict(zip(range(len(records)), records.column(name).texts().to_pylist(), strict=True))
        for name in FIELDS
    }
    says = columns[field]
    alive = [at for at in members if says[at] is not None]
    own = golden.fields.get(field, ())
    words = [*own, *(word for word in golden.prefer if word not in own)] or [
        "most_recent",
        "most_frequent",
        "most_complete",
    ]
    scores = {
        "only_valid": lambda at: says[at][0] != "!",
        "most_recent": lambda at: (columns["as_of"][at] or "").replace("-", "").replace("!", ""),
        "most_complete": lambda at: sum(columns[name][at] not in (None, "!", "!4") for name in FIELDS),
        "most_frequent": lambda at: [says[other] for other in members].count(says[at]),
        "longest": lambda at: len(says[at]),
    }
    rule = "only_value" if len(alive) == 1 else "agreed" if len({says[at] for at in alive}) == 1 else None
    for word in ["only_valid", *words]:
        source = word.removeprefix("source:")
        score = scores.get(word) or (lambda at, source=source: records.sources[records.source[at]] == source)
        best = max(map(score, alive))
        alive = [at for at in alive if score(at) == best]
        if rule is None and len({says[at] for at in alive}) == 1:
            rule = word
    return min(alive), rule or "first_record"


@settings(max_examples=100, deadline=None)
@given(clustered())
def test_all_clusters_at_once_give_what_each_gives_alone(given_case):
    case, together = given_case
    labels = labels_of(records_of(case["files"]), together)
    records, _, lineage = golden_of(case, labels)
    for row in lineage.to_pylist():
        members = [at for at, label in enumerate(labels) if f"c{label}" == row["cluster_id"]]
        at, rule = slowly(records, members, row["field"], Golden(**case["golden"]), None)
        assert (records.ids[at].as_py(), rule) == (row["record_id"], row["survivorship_rule"])


@settings(max_examples=100, deadline=None)
@given(clustered(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(given_case, random):
    case, together = given_case
    turned = {source: list(rows.items()) for source, rows in reversed(case["files"].items())}
    for rows in turned.values():
        random.shuffle(rows)
    labels = labels_of(records_of(case["files"]), together)
    first = golden_of(case, labels)
    second = golden_of({**case, "files": {source: dict(rows) for source, rows in turned.items()}}, labels)
    assert first[1].equals(second[1])
    assert first[2].to_pylist() == second[2].to_pylist()


def test_lineage_tells_records_of_one_id_in_two_sources_apart():
    records = records_of({"a": {"1": {"phone": "1"}}, "b": {"1": {"name": "李娜"}}})
    labels = np.zeros(2, np.int32)
    how = Survivorship(("name", "phone"), Golden())
    _, lineage = golden_records(records, labels, pa.array(["c", "c"]), how)
    assert [(row["source"], row["record_id"]) for row in lineage.to_pylist()] == [("b", "1"), ("a", "1")]


def test_an_id_that_two_sources_share_stands_once_in_the_dictionary_of_the_lineage():
    records = records_of({"a": {"1": {"name": "x"}, "2": {"name": "y"}}, "b": {"1": {"name": "z"}}})
    labels = labels_of(records, [])
    _, lineage = golden_records(records, labels, cluster_names(labels), Survivorship(("name",), Golden()))
    for column in ("record_id", "source", "field", "survivorship_rule"):
        words = lineage[column].combine_chunks().dictionary.to_pylist()
        assert len(words) == len(set(words))
