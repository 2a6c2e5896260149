"""Ranks, trend, publication, and the proof that what was published can be computed again."""

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from score_books import LATE, Books, Found, books

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.profiles import load_scoring
from govclean.governance.scorecard.league import score, trend
from govclean.governance.scorecard.moments import moment_of
from govclean.governance.scorecard.publishing import publish, score_rows
from govclean.governance.scorecard.recomputing import recompute
from govclean.values.digests import Key

DEPARTMENTS = ("公安厅", "卫健委", "民政厅", "税务局")
OWN = """
scoring: own
version: '{version}'
measures:
  - {{measure: format, counts: findings, rules: [validity.*], weight: {weight}, basis: 本市办法}}
  - {{measure: repaired, counts: repaired, basis: 本市办法}}
combine: weighted
"""


@pytest.fixture
def ledger(tmp_path):
    with books(tmp_path) as opened:
        yield opened


def faulty(count: int) -> Found:
    return Found(faults={"validity.format@phone": count})


def test_equal_points_share_a_rank_and_the_next_follows_after_them(ledger: Books):
    for department, count in zip(DEPARTMENTS, (5, 2, 5, 9), strict=True):
        ledger.judged(faulty(count), department)
    ledger.duty("从未报送", cycle="irregular")
    league = ledger.score()
    assert [(card.department, league.ranks.get(card.department)) for card in league.cards] == [
        ("卫健委", 1), ("公安厅", 2), ("民政厅", 2), ("税务局", 4), ("从未报送", None),
    ]  # fmt: skip


def test_points_that_are_shown_alike_are_ranked_alike(ledger: Books):
    ledger.judged(Found(records=100_000, faults={"validity.format@phone": 5001}), "甲")
    ledger.judged(Found(records=100_000, faults={"validity.format@phone": 5004}), "乙")
    league = ledger.score()
    assert {card.points for card in league.cards} == {95.0}
    assert set(league.ranks.values()) == {1}


@settings(deadline=None, max_examples=3)
@given(order=st.permutations(range(3)), counts=st.lists(st.integers(0, 40), min_size=3, max_size=3))
def test_the_league_does_not_depend_on_the_order_of_entries(tmp_path_factory, order, counts):
    tables = []
    for places in (range(3), order):
        with books(tmp_path_factory.mktemp("league")) as ledger:
            for place in places:
                ledger.judged(faulty(counts[place]), DEPARTMENTS[place])
                ledger.drop("2026-11-03", DEPARTMENTS[place], fields_asked=9, fields_given=place)
            tables.append(
                [score_rows(ledger.score(profile)) for profile in ("six_dimensions", "fujian_2016")]
            )
    assert tables[0] == tables[1]


def test_the_trend_ends_with_the_present_and_has_a_gap_where_nobody_was_judged(ledger: Books):
    for number, day in enumerate(("2026-09-10", "2026-10-10", "2026-11-10"), 1):
        ledger.judged(faulty(30 - 10 * number), number=number, day=day)
    ledger.judged(faulty(7), "卫健委", 3, day="2026-11-11")
    league = ledger.score()
    course = trend(ledger.ledger, league)
    assert [(number, str(day)) for number, day in course.rounds] == [
        (1, "2026-09-10"), (2, "2026-10-10"), (3, "2026-11-11"),
    ]  # fmt: skip
    assert course.points("公安厅") == [80, 90, 100]
    assert course.points("卫健委") == [None, None, 93]
    assert course.before("公安厅").points == 90
    assert trend(ledger.ledger, ledger.score(round_number=2)).points("公安厅") == [80, 90]


def test_an_unknown_department_is_answered_with_the_near_one(ledger: Books):
    ledger.judged(faulty(1), "市场监督管理局")
    with pytest.raises(UsageError) as caught:
        ledger.score().card("市场监督局")
    assert "市场监督管理局" in caught.value.say("zh")


def test_what_was_published_is_computed_again_from_the_ledger_and_agrees(ledger: Books):
    profiles = ["six_dimensions", "five_grades", "point_deduction", "fujian_2016"]
    busy(ledger)
    for profile in profiles:
        publish(ledger.ledger, ledger.score(profile))
    busy(ledger, 2)  # what came later changes nothing of it
    found = recompute(ledger.ledger)
    assert [(one.profile, one.holds) for one in found] == [(profile, True) for profile in profiles]
    assert sum(one.figures for one in found) == ledger.ledger.table("scores").num_rows > 50
    assert ledger.ledger.verify().holds


def test_every_published_figure_tells_what_it_rests_on(ledger: Books):
    busy(ledger)
    publish(ledger.ledger, ledger.score())
    rows = {row["measure"]: row for row in ledger.ledger.latest("scores", department="公安厅").to_pylist()}
    assert set(rows) == {
        "normativity", "completeness", "accuracy", "consistency", "timeliness", "timeliness.findings",
        "timeliness.on_time", "accessibility", "accessibility.shared", "accessibility.answered", "total",
    }  # fmt: skip
    assert (rows["normativity"]["numerator"], rows["normativity"]["denominator"]) == (93, 97)
    assert rows["normativity"]["excepted"] == 3
    assert rows["normativity"]["standards"] == "population@2026.1"
    assert rows["normativity"]["batches"] == "实有人口-1"
    assert rows["timeliness.on_time"]["standards"].startswith("workdays@")
    assert (rows["accuracy"]["tested"], rows["accuracy"]["points"]) == (False, None)
    assert rows["accuracy"]["why_untested"]
    assert (rows["total"]["rank"], rows["total"]["grade"]) == (1, "合格")


def test_publishing_twice_from_the_same_state_is_one_entry_and_a_correction_another(ledger: Books):
    busy(ledger)
    first = publish(ledger.ledger, ledger.score())
    assert publish(ledger.ledger, ledger.score()) == first
    ledger.judged(faulty(1), "公安厅", 2)
    second = publish(ledger.ledger, ledger.score())
    assert second > first
    assert [(one.entry, one.holds) for one in recompute(ledger.ledger)] == [(first, True), (second, True)]


def test_a_score_that_was_changed_in_the_ledger_is_found_cell_by_cell(tmp_path):
    with books(tmp_path) as ledger:
        busy(ledger)
        publish(ledger.ledger, ledger.score())
    with duckdb.connect(str(tmp_path / "ledger.duckdb")) as engine:
        engine.execute("UPDATE scores SET points = 99 WHERE measure = 'total' AND department = '公安厅'")
        engine.execute("DELETE FROM scores WHERE measure = 'normativity' AND department = '卫健委'")
    with Ledger.read(tmp_path / "ledger.duckdb") as read:
        (found,) = recompute(read)
    told = [(one.department, one.measure, one.column, one.published) for one in found.differences]
    assert told == [("公安厅", "total", "points", "99.0"), ("卫健委", "normativity", "", "–")]


def test_a_count_that_was_changed_in_the_ledger_is_found_in_the_score(tmp_path):
    with books(tmp_path) as ledger:
        busy(ledger)
        publish(ledger.ledger, ledger.score())
    with duckdb.connect(str(tmp_path / "ledger.duckdb")) as engine:
        engine.execute("UPDATE rounds SET records = 1000 WHERE department = '公安厅'")
    with Ledger.read(tmp_path / "ledger.duckdb") as read:
        assert not recompute(read)[0].holds
        assert not read.verify().holds


def test_the_profile_is_kept_with_the_scores_whatever_becomes_of_its_file(
    ledger: Books, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own.yaml"
    busy(ledger)
    path.write_text(OWN.format(version=1, weight=1), encoding="utf-8")
    publish(ledger.ledger, ledger.score("own.yaml"))
    path.write_text(OWN.format(version=1, weight=9), encoding="utf-8")
    publish(ledger.ledger, ledger.score("own.yaml"))
    path.unlink()
    assert [one.holds for one in recompute(ledger.ledger)] == [True, True]
    assert len(set(ledger.ledger.table("scorings")["digest"].to_pylist())) == 2


def test_a_profile_that_was_changed_in_the_ledger_or_is_not_there_is_told(tmp_path):
    with books(tmp_path) as ledger:
        busy(ledger)
        publish(ledger.ledger, ledger.score())
    for change, told in (
        ("UPDATE scorings SET text = replace(text, '90', '80')", "was changed"),
        ("UPDATE scorings SET version = 'x'; UPDATE scores SET profile_version = '2020'", "not at hand"),
    ):
        with duckdb.connect(str(tmp_path / "ledger.duckdb")) as engine:
            engine.execute(change)
        with Ledger.read(tmp_path / "ledger.duckdb") as read:
            (found,) = recompute(read)
        assert told in found.trouble.en


def test_a_ledger_with_a_key_is_scored_and_published_with_it(tmp_path):
    key = Key(b"an invented key of the tests")
    with Ledger.open(tmp_path / "ledger.duckdb", key) as opened:
        ledger = Books(opened)
        busy(ledger)
        publish(opened, ledger.score())
        assert recompute(opened)[0].holds


def test_scores_are_the_same_however_often_they_are_computed(ledger: Books):
    busy(ledger)
    moment = moment_of(ledger.ledger, LATE)
    one, other = (score_rows(score(ledger.ledger, load_scoring(), moment)) for _ in range(2))
    assert one == other


def busy(ledger: Books, number: int = 1) -> None:
    """Enter something of everything."""
    day = str(date(2026, 11, 10 + number))
    for department, count in zip(("公安厅", "卫健委"), (4, 1), strict=True):
        found = Found(
            faults={"validity.format@phone": count}, excepted={"validity.codelist@sex": [98, 99, 100]}
        )
        ledger.judged(found, department, number, day=day, records_storable=90)
        ledger.duty(department, due_day=5, since="2026-08-01")
        ledger.drop(f"2026-11-{number:02d}", department, fields_asked=10, fields_given=9)
        ledger.reply("validity.format@phone-1", number, department=department, day=day)
    resource = {"title": "x", "provider": "公安厅", "digest": "0" * 64, "share_type": "conditional"}
    ledger.enter("catalog", resources=[resource | {"code": "A"}])
