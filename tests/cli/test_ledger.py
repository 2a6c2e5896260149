"""`govclean ledger`: what a steward asks of the books."""

import csv
import io
import json
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from ledger_rows import a_round, objections
from python_calamine import CalamineWorkbook

from govclean.cli.ledger_options import DEFAULT_LEDGER
from govclean.governance.ledger import About, Ledger
from govclean.values.digests import Key

SECRET = b"an invented key of the tests"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return a ledger of two rounds and an objection, and its head."""
    path = tmp_path_factory.mktemp("books") / DEFAULT_LEDGER
    with Ledger.open(path) as ledger:
        ledger.enter("round", a_round(1), About("population", "2026.1", occasion="第一轮"))
        ledger.enter("round", a_round(2, 30), About("population", "2026.1"))
        ledger.enter("objection", {"objections": objections("raised")})
        return path, ledger.head


@pytest.fixture
def books(run, kept):
    """Put the ledger into the folder the program runs in, and return its head."""
    path, head = kept
    shutil.copy(path, DEFAULT_LEDGER)
    return head


def test_the_entries_are_listed_the_newest_first(run, books):
    ran = run("ledger", "show", "--lang", "zh")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == ["序号", "4", "3", "2", "1"]
    assert "population@2026.1" in ran.out
    assert "第一轮" in ran.out
    assert str(books) in ran.err


def test_entries_can_be_limited_to_some_and_to_a_kind(run, books):
    assert len(run("ledger", "show", "--limit", "1").out.splitlines()) == 2
    listed = json.loads(run("ledger", "show", "--kind", "round", "--format", "json").out)
    assert [one["seq"] for one in listed] == [3, 2]
    misspelt = run("ledger", "show", "--kind", "rund")
    assert (misspelt.code, 'Did you mean "round"' in misspelt.err) == (2, True)
    assert run("ledger", "show", "rounds", "--kind", "round").code == 2


def test_one_entry_says_what_it_put_where(run, books):
    text = run("ledger", "show", "--entry", "3").out
    assert "problems" in text
    assert "30 rows" in text
    shown = json.loads(run("ledger", "show", "--entry", "4", "--format", "json").out)
    assert (shown["hash"], shown["bodies"][0]["table"]) == (books.hash, "objections")
    rows = list(csv.DictReader(io.StringIO(run("ledger", "show", "--entry", "3", "--format", "csv").out)))
    assert [(row["table"], row["rows"]) for row in rows] == [("problems", "30"), ("rounds", "1")]
    assert "no entry 99" in run("ledger", "show", "--entry", "99").err


def test_the_rows_of_a_table_are_shown(run, books):
    text = run("ledger", "show", "problems", "--lang", "zh").out
    assert "problem WJW-000030" in text
    assert "共 33 行，这里是最后 20 行" in text
    assert "record_shown 4101**********123X" in text
    of_entry = json.loads(run("ledger", "show", "problems", "--entry", "2", "--format", "json").out)
    assert [row["problem"] for row in of_entry] == ["WJW-000001", "WJW-000002", "WJW-000003"]
    listed = list(csv.DictReader(io.StringIO(run("ledger", "show", "rounds", "--format", "csv").out)))
    assert [row["round"] for row in listed] == ["1", "2"]
    assert "no rows" in run("ledger", "show", "shares").out
    misspelt = run("ledger", "show", "probems")
    assert (misspelt.code, 'Did you mean "problems"' in misspelt.err) == (2, True)


def test_the_salt_is_shown_nowhere(run, books):
    with Ledger.read(DEFAULT_LEDGER) as ledger:
        salt = ledger.table("book")["salt"][0].as_py()
    shown = run("ledger", "show", "book", "--format", "json").out
    run("ledger", "export", "-o", "out")
    assert salt not in shown
    assert "salt" not in pq.read_schema("out/book.parquet").names


def test_a_ledger_that_holds_exits_0_and_names_the_head_to_note(run, books):
    ran = run("ledger", "verify")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("✓")
    assert str(books) in ran.out
    assert "--expect" in ran.out


def test_a_ledger_that_was_altered_exits_1_and_says_where(run, books):
    with duckdb.connect(DEFAULT_LEDGER) as engine:
        engine.execute("UPDATE problems SET state = 'repaired' WHERE entry = 3")
    ran = run("ledger", "verify", "--lang", "zh")
    assert ran.code == 1
    assert "第 3 笔 problems: 行的内容被改动过" in ran.out
    assert "--expect" not in ran.out  # its head is not worth noting
    told = json.loads(run("ledger", "verify", "--format", "json").out)
    assert told["troubles"] == [{"entry": 3, "table": "problems", "what": "rows were changed"}]
    exported = run("ledger", "export", "-o", "out")
    assert exported.code == 1
    assert "entry 3 problems" in exported.err
    assert json.loads(Path("out/run.json").read_text(encoding="utf-8"))["verified"]["holds"] is False


def test_a_head_noted_elsewhere_is_compared(run, books):
    assert run("ledger", "verify", "--expect", str(books)).code == 0
    changed = run("ledger", "verify", "--expect", f"3:{'0' * 64}")
    assert (changed.code, "entry 3: its hash is not the one noted" in changed.out) == (1, True)
    cut = run("ledger", "verify", "--expect", f"9:{books.hash}")
    assert (cut.code, "cut off" in cut.out) == (1, True)
    for wrong in ("nine", "9", "9:", ":abc"):
        assert run("ledger", "verify", "--expect", wrong).code == 2


def test_a_key_is_compared_where_it_is_given(run):
    Path("key").write_bytes(SECRET)
    Path("key").chmod(0o600)
    with Ledger.open(DEFAULT_LEDGER, Key(SECRET)) as ledger:
        ledger.enter("objection", {"objections": objections("raised")})
    assert "2 entries compared" in run("ledger", "verify", "--key", "key").out
    assert "2 entries not compared" in run("ledger", "verify").out
    assert "HMAC" in run("ledger", "show", "--entry", "2").out
    Path("key").chmod(0o644)
    assert run("ledger", "verify", "--key", "key").code == 2


@pytest.mark.parametrize(("form", "suffixes"), [("parquet", {".parquet"}), ("csv", {".parquet", ".csv"})])
def test_every_table_is_exported(run, books, form, suffixes):
    ran = run("ledger", "export", "-o", "out", "--format", form)
    assert ran.code == 0
    files = {path.suffix for path in Path("out").iterdir()} - {".json"}
    assert files == suffixes
    told = json.loads(Path("out/run.json").read_text(encoding="utf-8"))
    assert told["head"]["hash"] == books.hash
    assert told["rows"]["problems"] == pq.read_table("out/problems.parquet").num_rows == 33
    assert told["ledger"] == "ledger.duckdb"


def test_an_exported_workbook_holds_text(run, books):
    run("ledger", "export", "-o", "out", "--format", "xlsx")
    sheet = CalamineWorkbook.from_path("out/problems.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0][:3] == ["entry", "place", "round"]
    assert sheet[1][:3] == ["2", "1", "1"]


def test_there_is_nothing_to_show_before_a_ledger_was_begun(run):
    for command in (("show",), ("verify",), ("export", "-o", "out")):
        ran = run("ledger", *command)
        assert (ran.code, ran.out) == (2, "")
        assert "no such ledger" in ran.err
    assert not Path("out").exists()


def test_the_ledger_may_be_named_in_the_environment(run, monkeypatch):
    with Ledger.open("books.duckdb"):
        pass
    monkeypatch.setenv("GOVCLEAN_LEDGER", "books.duckdb")
    assert run("ledger", "verify").code == 0


def test_a_ledger_in_use_cannot_be_read(run, books):
    with Ledger.open(DEFAULT_LEDGER):
        ran = run("ledger", "verify")
    assert (ran.code, "another govclean" in ran.err) == (2, True)
