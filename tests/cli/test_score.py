"""`govclean score`: what a bureau does with the books at the end of a round."""

import csv
import io
import json
import shutil
from pathlib import Path

import duckdb
import pytest
from score_books import Books, Found

from govclean.cli.ledger_options import DEFAULT_LEDGER
from govclean.governance.ledger import Ledger


@pytest.fixture(scope="module")
def two_rounds(tmp_path_factory):
    """Return the file of a ledger of two departments in two rounds."""
    path = tmp_path_factory.mktemp("books") / DEFAULT_LEDGER
    with Ledger.open(path) as opened:
        ledger = Books(opened)
        for number, day in ((1, "2026-10-10"), (2, "2026-11-10")):
            ledger.judged(Found(faults={"validity.format@phone": 6 - number}), "公安厅", number, day=day)
            ledger.judged(Found(faults={"validity.format@phone": 9}), "卫健委", number, day=day)
    return path


@pytest.fixture
def books(run, two_rounds):
    """Put that ledger into the folder the program runs in."""
    shutil.copy(two_rounds, DEFAULT_LEDGER)


def test_the_departments_are_ranked_with_every_figure(run, books):
    ran = run("score", "--lang", "zh", "--as-of", "2026-11-23")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.index("公安厅") < ran.out.index("卫健委")
    assert "96 / 100 = 96.00% · population@2026.1 · 批次 实有人口-2 · 第 2 轮" in ran.out
    assert "+1.00" in ran.out
    assert "govclean score --explain 公安厅" in ran.out
    assert "--explain" not in run("score", "--lang", "zh", "--quiet").out


def test_a_round_and_a_day_can_be_asked_for(run, books):
    first = json.loads(run("score", "--round", "1", "--format", "json").out)
    assert (first["day"], first["round"], first["departments"][0]["points"]) == ("2026-10-10", 1, 95)
    by_day = json.loads(run("score", "--as-of", "2026-10-31", "--format", "json").out)
    assert (by_day["round"], by_day["departments"][0]["points"]) == (1, 95)
    ran = run("score", "--round", "7")
    assert (ran.code, ran.out) == (2, "")
    assert "no round 7; found 1, 2" in ran.err


def test_one_department_is_shown_or_explained(run, books):
    only = json.loads(run("score", "--department", "卫健委", "--format", "json").out)
    assert [(one["department"], one["rank"]) for one in only["departments"]] == [("卫健委", 2)]
    explained = run("score", "--explain", "卫健委", "--lang", "zh")
    assert explained.code == 0
    assert "扣分  −9  格式不符 validity.format@phone · 9 / 100 未达标" in explained.out
    assert "如何申诉" in explained.out
    assert "公安厅" not in explained.out
    rows = list(csv.DictReader(io.StringIO(run("score", "--explain", "卫健委", "--format", "csv").out)))
    assert [(row["rule"], row["failed"], row["points_lost"]) for row in rows] == [
        ("validity.format", "9", "9.0")
    ]
    misspelt = run("score", "--explain", "卫建委")
    assert (misspelt.code, misspelt.out) == (2, "")
    assert "卫健委" in misspelt.err


@pytest.mark.parametrize("suffix", ["json", "csv", "html", "xlsx", "txt"])
def test_the_format_follows_the_file(run, books, suffix):
    ran = run("score", "-o", f"scores.{suffix}")
    assert (ran.code, ran.out) == (0, "")
    assert f"scores.{suffix}" in ran.err
    start = Path(f"scores.{suffix}").read_bytes()[:15]
    marks = {
        "json": b"{",
        "csv": b"rank,department",
        "html": b"<!doctype html>",
        "xlsx": b"PK",
        "txt": b"Department",
    }
    assert start.startswith(marks[suffix])


def test_another_profile_gives_other_points_and_an_unknown_one_is_told(run, books):
    data = json.loads(run("score", "--profile", "fujian_2016", "--format", "json").out)
    assert data["profile"]["name"] == "fujian_2016"
    assert {one["points"] for one in data["departments"]} == {None}
    ran = run("score", "--profile", "six_dimension")
    assert (ran.code, 'Did you mean "six_dimensions"' in ran.err) == (2, True)


def test_scores_are_published_once_and_computed_again(run, books):
    nothing = run("score", "--verify")
    assert (nothing.code, "--publish" in nothing.err) == (2, True)
    published = run("score", "--publish", "--as-of", "2026-11-23", "--lang", "zh")
    assert published.code == 0
    assert "已公布并记入账本：6:" in published.err
    run("score", "--publish", "--as-of", "2026-11-23")
    assert len(json.loads(run("ledger", "show", "--kind", "score", "--format", "json").out)) == 1
    verified = run("score", "--verify", "--lang", "zh")
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.count("✓") == 2
    assert run("ledger", "verify").code == 0


def test_a_published_score_that_was_changed_exits_1_and_says_where(run, books):
    run("score", "--publish")
    with duckdb.connect(DEFAULT_LEDGER) as engine:
        engine.execute("UPDATE scores SET points = 100, grade = '优' WHERE measure = 'total' AND rank = 2")
    ran = run("score", "--verify", "--lang", "zh")
    assert ran.code == 1
    assert "卫健委 total points：公布 100.0，重算 91.0" in ran.out
    assert "账本有 1 处出入" in ran.out
    data = json.loads(run("score", "--verify", "--format", "json").out)
    assert (data["holds"], data["ledger_holds"]) == (False, False)
    run("score", "--verify", "-o", "told.txt")
    assert "卫健委" in Path("told.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--publish", "--department", "卫健委"),
        ("--publish", "--explain", "卫健委"),
        ("--verify", "--publish"),
        ("--verify", "--round", "1"),
        ("--verify", "--as-of", "2026-11-23"),
        ("--verify", "--format", "xlsx"),
        ("--department", "公安厅", "--explain", "卫健委"),
    ],
)
def test_options_that_do_not_go_together_are_refused(run, books, arguments):
    ran = run("score", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_without_a_ledger_there_is_nothing_to_score_and_none_is_begun(run):
    for arguments in ((), ("--publish",), ("--verify",)):
        ran = run("score", *arguments)
        assert (ran.code, "no such ledger" in ran.err) == (2, True)
    assert not Path(DEFAULT_LEDGER).exists()


def test_a_ledger_in_use_is_not_published_into(run, books):
    with Ledger.open(DEFAULT_LEDGER):
        ran = run("score", "--publish")
    assert (ran.code, "another govclean" in ran.err) == (2, True)


def test_settings_of_the_project_hold(run, books):
    Path("govclean.yaml").write_text("score: {profile: point_deduction, format: json}\n", encoding="utf-8")
    assert json.loads(run("score").out)["profile"]["name"] == "point_deduction"
