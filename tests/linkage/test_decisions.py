"""What people decided stands as long as the records say what they said."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registries import registry
from scored import pairs_of

from govclean.errors import UsageError
from govclean.linkage.contents import content_hashes
from govclean.linkage.decision_files import append_decisions, read_decisions
from govclean.linkage.decisions import DECISIONS_TABLE, TROUBLES, Decisions, decisions_of, decisions_on
from govclean.linkage.pairs import DECISIONS, MATCH, NON_MATCH

RECORDS = registry([{"id": name, "name": name.upper()} for name in "abc"], ("police",))
HASHES = content_hashes(RECORDS)


def decided(*rows):
    """Return a table of decisions; a row is left id, right id, decision and perhaps both hashes."""
    names = ("left_id", "right_id", "decision", "left_hash", "right_hash")
    made = [dict(zip(names, row, strict=False)) for row in rows]
    return decisions_of(
        pa.table(
            {"left_source": ["police"] * len(rows), "right_source": ["police"] * len(rows)}
            | {name: pa.array([row.get(name) for row in made], pa.string()) for name in names}
        ),
        "decisions.csv",
    )


def standing(*rows):
    """Return the decisions that stand by their letters, and (row, trouble) of the others."""
    decisions, troubles = decisions_on(decided(*rows), RECORDS, HASHES)
    ends = zip(decisions.left.tolist(), decisions.right.tolist(), decisions.same.tolist(), strict=True)
    found = {"abc"[left] + "abc"[right]: same for left, right, same in ends}
    return found, list(zip(*(troubles[name].to_pylist() for name in ("row", "trouble")), strict=True))


def test_a_decision_stands_whichever_record_is_named_first():
    assert standing(("b", "a", "match"), ("b", "c", "non_match")) == ({"ab": True, "bc": False}, [])


def test_the_last_word_on_a_pair_counts():
    assert standing(("a", "b", "match"), ("b", "a", "non_match")) == ({"ab": False}, [])


def test_review_takes_an_earlier_word_back():
    assert standing(("a", "b", "match"), ("a", "b", "review")) == ({}, [])


def test_a_decision_about_a_record_that_has_changed_is_told_and_an_earlier_one_does_not_come_back():
    now = HASHES[0].as_py()
    assert standing(("a", "b", "match", now)) == ({"ab": True}, [])
    assert standing(("a", "b", "match", "0" * 32)) == ({}, [(1, "stale")])
    assert standing(("b", "a", "match", HASHES[1].as_py(), now)) == ({"ab": True}, [])
    assert standing(("a", "b", "non_match"), ("a", "b", "match", "0" * 32)) == ({}, [(2, "stale")])


def test_what_cannot_be_applied_is_told_with_its_row():
    rows = [("a", "b", "maybe"), ("a", "z", "match"), ("c", "c", "match"), ("a", "c", "match")]
    found, troubles = standing(*rows)
    assert found == {"ac": True}
    assert troubles == [(1, "unreadable"), (2, "unknown_record"), (3, "same_record")]
    assert {kind for _, kind in troubles} <= set(TROUBLES)


def test_a_table_without_a_needed_column_is_refused():
    with pytest.raises(UsageError, match="right_id"):
        decisions_of(pa.table({"left_id": ["a"]}), "decisions.csv")


_KEYS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda ends: ends[0] < ends[1])


@settings(max_examples=200, deadline=None)
@given(st.sets(_KEYS), st.dictionaries(_KEYS, st.booleans()))
def test_decisions_win_over_scores_and_touch_no_other_pair(keys, told):
    pairs = pairs_of([(*key, {"name": 1}) for key in keys])
    pairs.decision[:], pairs.conflict[:] = DECISIONS.index("review"), 2
    ends = np.array(sorted(told), np.int32).reshape(-1, 2)
    same = np.array([told[key] for key in sorted(told)], np.bool_)
    after = Decisions(ends[:, 0], ends[:, 1], same, np.arange(len(told))).applied(pairs)
    for left, right, decision, conflict in zip(
        pairs.left.tolist(), pairs.right.tolist(), after.decision, after.conflict, strict=True
    ):
        if (left, right) in told:
            assert (decision, conflict) == ((MATCH if told[left, right] else NON_MATCH), 0)
        else:
            assert (DECISIONS[decision], conflict) == ("review", 2)


endings = pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])


@endings
def test_decisions_are_appended_and_read_back_in_order(ending, tmp_path):
    path = tmp_path / f"decisions.{ending}"
    first, second = decided(("a", "b", "match", "h1")), decided(("a", "b", "non_match"))
    append_decisions(path, first)
    append_decisions(path, second)
    assert read_decisions(path).equals(pa.concat_tables([first, second]))
    assert list(tmp_path.iterdir()) == [path]


@endings
def test_an_empty_table_of_decisions_is_no_mistake(ending, tmp_path):
    path = tmp_path / f"decisions.{ending}"
    append_decisions(path, DECISIONS_TABLE.empty_table())
    assert read_decisions(path).equals(DECISIONS_TABLE.empty_table())


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_decisions_saved_by_a_spreadsheet_are_read(charset, tmp_path):
    text = "left_source,left_id,right_source,right_id,decision,reason\r\n公安,007,民政,01,match,同一人\r\n"
    path = tmp_path / "decisions.csv"
    path.write_bytes(text.encode(charset))
    row = read_decisions(path).to_pylist()[0]
    assert (row["left_source"], row["left_id"], row["reason"], row["at"]) == ("公安", "007", "同一人", None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("decisions.txt", b""),
        ("decisions.csv", b""),
        ("decisions.csv", b"\xff\xff,\xff\n"),
        ("decisions.jsonl", b"{}\n[1]\n"),
        ("decisions.parquet", b"no"),
    ],
)
def test_a_file_that_holds_no_decisions_is_refused(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UsageError, match=name):
        read_decisions(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"none\.csv"):
        read_decisions(tmp_path / "none.csv")
