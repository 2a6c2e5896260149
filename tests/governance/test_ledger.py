"""The ledger as its users see it: what is entered stays, once, and by one at a time."""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from ledger_rows import OBJECTION, a_round, objections, problems, rounds

from govclean.errors import UsageError
from govclean.governance.ledger import About, Ledger, rows_of, table_names
from govclean.values.digests import Key

KEY = Key(b"an invented key of the tests")
WRITERS = (sys.executable, str(Path(__file__).with_name("ledger_writers.py")))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "books" / "ledger.duckdb"


def test_a_ledger_begins_with_its_first_entry(path):
    with Ledger.open(path) as ledger:
        (first,) = ledger.entries().to_pylist()
    assert (first["seq"], first["kind"], first["rows"]) == (1, "begin", 1)
    assert first["previous"] == "0" * 64
    with Ledger.read(path) as ledger:
        assert ledger.head.seq == 1


def test_what_was_entered_is_found_again_in_its_order(path):
    with Ledger.open(path) as ledger:
        seq = ledger.enter("round", a_round(1, 5), About("population", "2026.1"))
    with Ledger.read(path) as ledger:
        entry = ledger.entry(seq)
        rows = ledger.table("problems")
    assert (entry.facts.standard, entry.facts.version) == ("population", "2026.1")
    assert rows["row"].to_pylist() == [1, 2, 3, 4, 5]
    assert set(rows["entry"].to_pylist()) == {seq}
    assert rows["place"].to_pylist() == [1, 2, 3, 4, 5]


def test_rows_are_chosen_by_a_value_or_several(path):
    with Ledger.open(path) as ledger:
        for number in (1, 2, 3):
            ledger.enter("round", a_round(number))
        assert ledger.table("problems", round=2).num_rows == 3
        assert ledger.table("problems", round=[1, 3], department="卫健委").num_rows == 6
        assert ledger.table("problems", round=[]).num_rows == 0
        with pytest.raises(ValueError, match="no columns"):
            ledger.table("problems", colour="red")
        with pytest.raises(LookupError):
            ledger.table("wishes")


def test_the_latest_row_of_a_key_says_how_things_stand(path):
    with Ledger.open(path) as ledger:
        ledger.enter("objection", {"objections": objections("raised", "accepted")})
        other = rows_of("objections", [OBJECTION | {"objection": "YY-2"}])
        ledger.enter("objection", {"objections": other})
        ledger.enter("objection", {"objections": objections("settled")})
        states = {row["objection"]: row["state"] for row in ledger.latest("objections").to_pylist()}
        assert states == {"YY-1": "settled", "YY-2": "raised"}
        assert ledger.latest("objections", state="accepted").num_rows == 0  # it was, and is no longer


def test_questions_are_answered_and_change_nothing(path):
    with Ledger.open(path) as ledger:
        ledger.enter("round", a_round())
        asked = "SELECT department, count(*) AS n FROM problems WHERE round = ? GROUP BY ALL"
        assert ledger.ask(asked, [1]).to_pylist() == [{"department": "卫健委", "n": 3}]
        for statement in (
            "DELETE FROM problems",
            "INSERT INTO problems (round) VALUES (9)",
            "DROP TABLE problems",
        ):
            with pytest.raises(Exception, match="read-only"):
                ledger.ask(statement)
        assert ledger.verify().holds


def test_an_occasion_is_entered_once_however_often_it_is_tried(path):
    about = About(occasion="round:1:abc", entered_at="2026-11-23T10:00:00+08:00")
    with Ledger.open(path) as ledger:
        first = ledger.enter("round", a_round(), about)
        again = ledger.enter("round", a_round(), About(occasion="round:1:abc"))
        assert first == again == ledger.find("round:1:abc")
        assert ledger.find("") is None
        assert ledger.entries().num_rows == 2
        with pytest.raises(UsageError, match="other content"):
            ledger.enter("round", a_round(count=2), about)


def test_the_moment_is_that_of_the_call_unless_said(path):
    with Ledger.open(path) as ledger:
        ledger.enter("round", a_round(), About(entered_at="2026-11-23T10:00:00+08:00"))
        ledger.enter("round", a_round(2))
        moments = ledger.entries()["entered_at"].to_pylist()
    assert moments[1] == "2026-11-23T10:00:00+08:00"
    assert dt.datetime.fromisoformat(moments[2]).tzinfo is not None


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("round", {}),
        ("round", {"shares": pa.table({})}),
        ("share", {"problems": problems()}),
    ],
)
def test_an_entry_has_only_the_tables_of_its_kind(path, kind, rows):
    with Ledger.open(path) as ledger:
        with pytest.raises(ValueError, match="has rows of"):
            ledger.enter(kind, rows)
        assert ledger.entries().num_rows == 1


def test_a_round_without_problems_is_a_round_all_the_same(path):
    with Ledger.open(path) as ledger:
        seq = ledger.enter("round", {"rounds": rounds(), "problems": problems(0)})
        assert [(body.name, body.rows) for body in ledger.entry(seq).bodies] == [
            ("problems", 0),
            ("rounds", 1),
        ]
        assert ledger.verify().holds


def test_an_entry_that_cannot_be_written_as_a_whole_is_not_written_at_all(path):
    with Ledger.open(path) as ledger:
        with pytest.raises(ValueError, match=r"rounds\.day"):
            ledger.enter("round", {"problems": problems(), "rounds": rounds().drop_columns(["day"])})
        assert ledger.table("problems").num_rows == 0
        assert ledger.verify().holds


def test_a_second_writer_is_turned_away_in_the_same_process_and_in_another(path):
    with Ledger.open(path) as ledger:
        for door in (Ledger.open, Ledger.read):
            with pytest.raises(UsageError, match="another govclean"), door(path):
                pass
        assert "another govclean is using this ledger" in _other("open_once", path).stderr
        ledger.enter("round", a_round())  # the first writer still holds it
    with Ledger.open(path) as ledger:
        assert ledger.entries().num_rows == 2


def test_several_read_at_once(path):
    with Ledger.open(path):
        pass
    with Ledger.read(path) as one, Ledger.read(path) as other:
        assert one.head == other.head


def test_there_is_nothing_to_read_before_a_ledger_was_begun(path):
    with pytest.raises(UsageError, match="no such ledger"), Ledger.read(path):
        pass
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"no database\n" * 500])
def test_another_file_is_no_ledger_and_stays_as_it_was(tmp_path, content):
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(content)
    for door in (Ledger.open, Ledger.read):
        with pytest.raises(UsageError, match="not a ledger"), door(path):
            pass
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(UsageError, match="cannot be written"),
        Ledger.open(tmp_path / "file" / "ledger.duckdb"),
    ):
        pass


def test_digests_are_the_ledgers_own_and_the_same_next_time(path, tmp_path):
    numbers = pa.array(["41010219850101231X", None, "41010219850101231X"])
    with Ledger.open(path) as ledger:
        first = ledger.digests(numbers, "record").to_pylist()
        assert first[0] == first[2] != ledger.digests(numbers, "value")[0].as_py()
        assert first[1] is None
        assert len(first[0]) == 32
    with Ledger.read(path) as ledger:
        assert ledger.digests(numbers, "record").to_pylist() == first
    with Ledger.open(tmp_path / "other.duckdb") as ledger:
        assert ledger.digests(numbers, "record")[0].as_py() != first[0]


def test_a_ledger_begun_with_a_key_needs_it_for_digests_and_entries(path):
    numbers = pa.array(["41010219850101231X"])
    with Ledger.open(path, KEY) as ledger:
        digest = ledger.digests(numbers)[0].as_py()
        ledger.enter("round", a_round())
        assert ledger.entries()["mac"].null_count == 0
        assert not ledger.table("book")["salt"].to_pylist()[0]
    with Ledger.read(path) as ledger:
        assert ledger.table("problems").num_rows == 3
        with pytest.raises(UsageError, match="kept with a key"):
            ledger.digests(numbers)
    with pytest.raises(UsageError, match="kept with a key"), Ledger.open(path):
        pass
    with pytest.raises(UsageError, match="another key"), Ledger.open(path, Key(b"not the right key")):
        pass
    with Ledger.open(path, KEY) as ledger:
        assert ledger.digests(numbers)[0].as_py() == digest


def test_a_ledger_may_be_kept_with_a_key_from_some_day_on(path):
    numbers = pa.array(["41010219850101231X"])
    with Ledger.open(path) as ledger:
        digest = ledger.digests(numbers)[0].as_py()
    with Ledger.open(path, KEY) as ledger:
        ledger.enter("round", a_round())
        assert ledger.digests(numbers)[0].as_py() == digest  # records keep their digests
        found = ledger.verify()
        assert (found.holds, found.keyed, found.macs_checked) == (True, 1, True)
    with pytest.raises(UsageError, match="kept with a key"), Ledger.open(path):
        pass


def test_a_ledger_of_a_later_form_is_left_alone(path):
    with Ledger.open(path):
        pass
    _alter(path, "UPDATE book SET format = 99")
    for door in (Ledger.open, Ledger.read):
        with pytest.raises(UsageError, match="later govclean"), door(path):
            pass


def test_a_ledger_of_an_earlier_govclean_gains_the_tables_and_columns_it_lacks(path):
    with Ledger.open(path) as ledger:
        ledger.enter("round", a_round())
    _alter(path, "ALTER TABLE problems DROP COLUMN left_out", "DROP TABLE requests")
    with Ledger.read(path) as ledger:
        assert ledger.table("problems")["left_out"].null_count == 3
        assert ledger.table("requests").num_rows == 0
        assert ledger.ask("SELECT count(left_out) AS n FROM problems")["n"].to_pylist() == [0]
        assert ledger.verify().holds
    with Ledger.open(path) as ledger:
        ledger.enter("round", {"problems": problems(round=2, left_out="name")})
        assert ledger.verify().holds
        assert ledger.table("problems", round=2)["left_out"].to_pylist() == ["name"]


def test_a_killed_writer_leaves_whole_entries_only(path):
    entered = 0
    for wait in (0.0, 0.1):
        writer = subprocess.Popen([*WRITERS, "write_forever", str(path)], stdout=subprocess.PIPE)
        writer.stdout.readline()
        time.sleep(wait)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        with Ledger.read(path) as ledger:
            found = ledger.verify()
            counts = ledger.ask("SELECT count(*) AS n FROM problems GROUP BY entry ORDER BY entry")[
                "n"
            ].to_pylist()
        assert found.holds, found.troubles
        assert found.entries > entered
        assert set(counts) <= {2000}
        entered = found.entries


def test_a_full_disk_is_told_and_nothing_half_written(path):
    with Ledger.open(path) as ledger:
        ledger.enter("round", a_round())
    assert "nothing was entered" in _other("write_without_room", path).stderr
    with Ledger.read(path) as ledger:
        assert ledger.verify().holds
        assert ledger.entries()["seq"].to_pylist() == [1, 2]
    with Ledger.open(path) as ledger:
        assert ledger.enter("round", a_round(2)) == 3


def test_a_ledger_that_cannot_be_begun_leaves_no_file_behind(path):
    assert "cannot be written" in _other("begin_without_room", path).stderr
    assert [one.name for one in path.parent.iterdir()] == [".ledger.duckdb.lock"]


def test_the_tables_are_listed():
    assert {"drops", "runs", "rounds", "problems", "replies", "exceptions", "objections"} <= set(
        table_names()
    )


def _other(what, path):
    """Run another process on the ledger and return what it said."""
    return subprocess.run([*WRITERS, what, str(path)], capture_output=True, text=True, check=False)


def _alter(path, *statements):
    with duckdb.connect(str(path)) as engine:
        for statement in statements:
            engine.execute(statement)
