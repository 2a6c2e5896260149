"""Whatever is altered behind the ledger's back is found, and where."""

import shutil
from dataclasses import replace

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_rows import a_round, objections

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger, missing_head, sealing
from govclean.governance.ledger.canonical import Canonical, digest_of
from govclean.governance.ledger.sealing import FIRST_PREVIOUS, Body, Facts, sealed
from govclean.values.digests import Key

KEY = Key(b"an invented key of the tests")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return a ledger of two rounds and an objection."""
    path = tmp_path_factory.mktemp("books") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        ledger.enter("round", a_round(1))
        ledger.enter("round", a_round(2))
        ledger.enter("objection", {"objections": objections("raised")})
    return path


@pytest.fixture
def path(kept, tmp_path):
    """Return a copy of it that may be altered."""
    return shutil.copy(kept, tmp_path / "ledger.duckdb")


def troubles(path, key=None):
    with Ledger.read(path, key) as ledger:
        return [(one.entry, one.table, one.what.en) for one in ledger.verify().troubles]


def alter(path, *statements):
    with duckdb.connect(str(path)) as engine:
        for statement in statements:
            engine.execute(statement)


def test_a_ledger_as_it_was_entered_holds(path):
    with Ledger.read(path) as ledger:
        found = ledger.verify()
    assert found.holds
    assert (found.entries, found.rows, found.keyed) == (4, 10, 0)
    assert found.head.seq == 4


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE problems SET state = 'repaired' WHERE entry = 2 AND place = 2",
            [(2, "problems", "rows were changed")],
        ),
        ("UPDATE problems SET due_on = NULL WHERE entry = 3", [(3, "problems", "rows were changed")]),
        (
            "UPDATE problems SET line = 5 WHERE entry = 3 AND place = 1",
            [(3, "problems", "rows were changed")],
        ),
        (
            "DELETE FROM problems WHERE entry = 2 AND place = 3",
            [(2, "problems", "2 rows are there, 3 were entered")],
        ),
        ("DELETE FROM objections", [(4, "objections", "0 rows are there, 1 were entered")]),
        ("DROP TABLE objections", [(4, "objections", "1 rows cannot be read")]),
        (
            "INSERT INTO objections (entry, place) VALUES (4, 1)",
            [(4, "objections", "2 rows are there, 1 were entered")],
        ),
        ("INSERT INTO shares (entry, place) VALUES (2, 1)", [(2, "shares", "1 rows belong to no entry")]),
        ("INSERT INTO shares (place) VALUES (1)", [(0, "shares", "1 rows belong to no entry")]),
        (
            "UPDATE problems SET place = 4 - place WHERE entry = 2",
            [(2, "problems", "rows were changed")],
        ),
        (
            "UPDATE problems SET place = 9 WHERE entry = 2 AND place = 3",
            [(2, "problems", "its rows are not numbered in a row")],
        ),
        (
            "UPDATE entries SET entered_at = '2020-01-01' WHERE seq = 3",
            [(3, "", "its content does not agree with its hash")],
        ),
        (
            "UPDATE bodies SET digest = 'ab' WHERE entry = 3 AND name = 'rounds'",
            [(3, "", "its content does not agree with its hash"), (3, "rounds", "rows were changed")],
        ),
        ("CREATE TABLE notes (a INT)", [(0, "notes", "this table is none of the ledger's")]),
        (
            "ALTER TABLE problems ADD COLUMN excuse VARCHAR",
            [(0, "problems", "the column excuse is none of the ledger's")],
        ),
        (
            "ALTER TABLE problems ALTER row TYPE VARCHAR",
            [
                (0, "problems", "the column row is none of the ledger's"),
                (2, "problems", "3 rows cannot be read"),
                (3, "problems", "3 rows cannot be read"),
            ],
        ),
        (
            "ALTER TABLE problems DROP COLUMN row",
            [(2, "problems", "rows were changed"), (3, "problems", "rows were changed")],
        ),
        (
            "UPDATE entries SET seq = 9 WHERE seq = 4",
            [
                (4, "objections", "1 rows belong to no entry"),
                (9, "", "its content does not agree with its hash"),
                (9, "", "its number is out of order; 4 was due"),
            ],
        ),
    ],
)
def test_what_was_altered_is_found_where_it_is(path, statement, found):
    alter(path, statement)
    assert troubles(path) == found


def test_an_entry_taken_out_of_the_middle_breaks_the_chain(path):
    alter(path, *(f"DELETE FROM {table} WHERE entry = 3" for table in ("problems", "rounds", "bodies")))
    alter(path, "DELETE FROM entries WHERE seq = 3")
    assert troubles(path) == [
        (4, "", "it does not carry the hash of the entry before"),
        (4, "", "its number is out of order; 3 was due"),
    ]


def test_an_end_that_was_cut_off_shows_only_against_a_head_noted_elsewhere(path):
    with Ledger.read(path) as ledger:
        noted = ledger.head
    alter(
        path,
        "DELETE FROM objections",
        "DELETE FROM bodies WHERE entry = 4",
        "DELETE FROM entries WHERE seq = 4",
    )
    assert troubles(path) == []
    with Ledger.read(path) as ledger:
        held = [(ledger.head.seq, ledger.head.hash)]
    assert missing_head(held, str(noted)).what.en.endswith("the end was cut off")
    assert missing_head(held, f"{held[0][0]}:{held[0][1].upper()}") is None
    assert missing_head(held, f"3:{'0' * 64}").what.en.startswith("its hash is not the one noted")


def test_a_ledger_that_was_emptied_says_so(path):
    alter(path, "DELETE FROM entries", "DELETE FROM bodies")
    assert (0, "", "there is no entry") in troubles(path)
    with pytest.raises(UsageError, match="no entries"), Ledger.open(path) as ledger:
        ledger.enter("objection", {"objections": objections("raised")})


def test_without_a_key_an_entry_sealed_anew_looks_whole_and_with_a_key_it_does_not(tmp_path):
    for key, found in ((None, []), (KEY, [(2, "", "its HMAC is not that of this key")])):
        path = tmp_path / f"{bool(key)}.duckdb"
        with Ledger.open(path, key) as ledger:
            ledger.enter("objection", {"objections": objections("raised")})
        _forge(path)
        assert troubles(path, key) == found


def test_an_entry_without_an_hmac_after_others_with_one_is_found(tmp_path):
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path, KEY) as ledger:
        ledger.enter("objection", {"objections": objections("raised")})
    alter(path, "UPDATE entries SET mac = NULL WHERE seq = 2")
    assert (2, "", "it has no HMAC, though entries before it have") in troubles(path)


words = st.one_of(st.none(), st.text(max_size=6))
tables = st.lists(
    st.tuples(words, st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)), st.none() | st.booleans())
)


def _table(rows):
    kinds = {"word": pa.string(), "number": pa.int64(), "flag": pa.bool_()}
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {name: pa.array(cells, kind) for (name, kind), cells in zip(kinds.items(), columns, strict=True)}
    )


@given(tables, st.integers(0, 5))
def test_a_digest_does_not_depend_on_chunks_column_order_or_empty_columns(rows, cut):
    table = _table(rows)
    chunked = pa.concat_tables([table.slice(0, cut), table.slice(cut)])
    more = table.append_column("later", pa.nulls(len(rows), pa.float64())).select(
        ["later", "flag", "word", "number"]
    )
    assert digest_of(table) == digest_of(chunked) == digest_of(more)


@given(tables, tables)
def test_a_run_of_rows_has_the_digest_it_would_have_alone(first, second):
    both = Canonical(_table([*first, *second]))
    assert both.digest(0, len(first)) == digest_of(_table(first))
    assert both.digest(len(first), len(first) + len(second)) == digest_of(_table(second))


@given(tables, tables)
def test_other_rows_have_another_digest(first, second):
    assert (digest_of(_table(first)) == digest_of(_table(second))) == (first == second)


def test_text_cannot_slip_from_one_cell_into_the_next():
    pairs = [(["ab", "c"], ["a", "bc"]), (["", None], [None, ""]), (["a"], ["a", None])]
    for one, other in pairs:
        assert digest_of(pa.table({"a": pa.array(one)})) != digest_of(pa.table({"a": pa.array(other)}))
    assert digest_of(pa.table({"a": ["x"]})) != digest_of(pa.table({"b": ["x"]}))
    assert digest_of(pa.table({"a": [1]})) != digest_of(pa.table({"a": [1.0]}))


@settings(max_examples=50)
@given(st.data())
def test_a_seal_covers_every_word_of_an_entry(data):
    facts = Facts(1, "2026-11-23T10:00:00+08:00", "round", "", "govclean", "population", "1", FIRST_PREVIOUS)
    entry = sealed(facts, (Body("rounds", 1, "ab"), Body("problems", 2, "cd")), KEY)
    assert entry.whole
    assert entry.signed_with(KEY)
    name = data.draw(st.sampled_from(Facts.__slots__))
    changed = {one: getattr(facts, one) for one in Facts.__slots__}
    changed[name] = (
        data.draw(st.integers(2, 9)) if name == "seq" else changed[name] + data.draw(st.text(min_size=1))
    )
    other = sealed(Facts(**changed), entry.bodies, KEY)
    assert other.hash != entry.hash
    assert other.mac != entry.mac


def _forge(path):
    """Change a row and seal its entry anew, as somebody without the key would."""
    with Ledger.read(path) as ledger:
        entry = ledger.entry(2)
        rows = ledger.table("objections").drop_columns(["entry", "place"])
    forged = rows.set_column(rows.schema.get_field_index("state"), "state", pa.array(["settled"]))
    body = Body("objections", 1, digest_of(forged))
    again = sealed(entry.facts, (body,), Key(b"not the ledger's key") if entry.mac else None)
    hashed = again.hash
    if entry.key_id:
        hashed = _hash_with(replace(again, key_id=entry.key_id))
    alter(
        path,
        "UPDATE objections SET state = 'settled'",
        f"UPDATE bodies SET digest = '{body.digest}' WHERE entry = 2",
        f"UPDATE entries SET hash = '{hashed}' WHERE seq = 2",
    )


def _hash_with(entry):
    """Return the hash that makes an entry look whole: everybody can compute it."""
    return sealing._hash(sealing._bytes(entry.facts, entry.bodies, entry.key_id))
