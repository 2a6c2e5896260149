from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from govclean.errors import StandardError, UsageError
from govclean.governance.profiles import list_profiles, load_deadlines, load_scoring, load_sharing
from govclean.standards.resource import ShareMode
from govclean.validation.catalogue import RULES

CASES = yaml.safe_load((Path(__file__).parent / "cases/deadlines.yaml").read_text(encoding="utf-8"))["cases"]
SCORINGS = [one.name for one in list_profiles() if one.kind == "scoring"]
DEADLINES = [one.name for one in list_profiles() if one.kind == "deadlines"]
OWN = "deadlines: mine\nversion: '1'\nextends: default\nterms:\n  problem.error: {days: 3, basis: 本市办法第九条}\n"


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return what writes a profile of the project in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "standards/profiles"
    folder.mkdir(parents=True)
    return lambda name, text: (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_every_shipped_profile_can_be_used():
    assert {one.name: one.fault for one in list_profiles() if one.fault} == {}
    assert {one.kind for one in list_profiles()} == {"deadlines", "sharing", "scoring", "calendar"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_step_is_due_on_the_day(case):
    deadlines = load_deadlines(case["profile"])
    due = deadlines.due(case["term"], case["start"], extended=case.get("extended", False))
    assert due.day == case["due"]
    assert not due.assumed


@pytest.mark.parametrize("name", DEADLINES)
def test_every_deadline_is_printed_with_its_basis_and_what_is_not_certain(name):
    deadlines = load_deadlines(name)
    for term, written in deadlines.terms.items():
        words = deadlines.due(term, date(2026, 11, 23)).words
        assert written.basis in words.zh
        assert ("未与原文核对" in words.zh) is not written.verified
        assert ("not checked" in words.en) is not written.verified


def test_day_counts_nobody_could_check_are_marked_so():
    assert not any(term.verified for term in load_deadlines("default").terms.values())
    assert load_deadlines("qingdao_2020").terms["objection.verify"].verified


def test_a_date_beyond_the_table_of_holidays_is_told():
    due = load_deadlines().due("problem.error", date(2026, 12, 28))
    assert due.assumed
    assert "周一至周五" in due.words.zh


def test_a_term_of_the_projects_own_changes_no_code(own):
    own("mine", OWN)
    mine = load_deadlines("mine")
    assert mine.due("problem.error", date(2026, 11, 23)).day == date(2026, 11, 26)
    assert mine.due("request.review", date(2026, 11, 23)).days == 2  # as in the profile it extends


def test_a_project_may_extend_the_shipped_profile_of_the_same_name(own):
    own("default", OWN.replace("mine", "default"))
    assert load_deadlines("default").terms["problem.error"].days == 3
    assert load_deadlines("default").terms["request.review"].days == 2


def test_a_profile_that_extends_itself_is_refused(own):
    own("a", "deadlines: a\nversion: '1'\nextends: b\n")
    own("b", "deadlines: b\nversion: '1'\nextends: a\n")
    with pytest.raises(StandardError):
        load_deadlines("a")


def test_a_step_the_profile_does_not_settle_is_told(own):
    own("bare", "deadlines: bare\nversion: '1'\nterms: {}\n")
    with pytest.raises(UsageError) as caught:
        load_deadlines("bare").due("problem.error", date(2026, 11, 23))
    assert '"problem.error"' in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("deadlines: bad\nversion: '1'\nterms:\n  problem.eror: {days: 1, basis: x}\n", "bad.yaml:4"),
        ("deadlines: bad\nversion: '1'\nterms:\n  problem.error: {days: 1}\n", "basis"),
        ("deadlines: bad\nversion: '1'\nterms:\n  problem.error: {days: -1, basis: x}\n", "at least 0"),
        (
            "deadlines: bad\nversion: '1'\nterms:\n  problem.error: {days: 5, extended_to: 4, basis: x}\n",
            "shorter",
        ),
        ("deadlines: bad\nversion: '1'\nterm: {}\n", '"terms"'),
    ],
)
def test_a_mistake_in_a_profile_is_told_with_its_line(own, text, told):
    own("bad", text)
    with pytest.raises(StandardError) as caught:
        load_deadlines("bad")
    assert told in str(caught.value)
    (listed,) = [one for one in list_profiles() if one.name == "bad"]
    assert listed.fault is not None


def test_a_misspelt_profile_is_answered_with_the_near_one():
    with pytest.raises(StandardError, match='Did you mean "qingdao_2020"'):
        load_deadlines("qingdao2020")


def test_a_profile_of_another_kind_is_refused(own):
    own("mine", OWN)
    with pytest.raises(StandardError, match="no profile of scoring"):
        load_scoring("standards/profiles/mine.yaml")
    with pytest.raises(StandardError, match="no such file"):
        load_scoring("nowhere.yaml")


def test_share_types_are_known_by_the_words_and_codes_people_use():
    sharing = load_sharing()
    named = {
        word: sharing.type_named(word)
        for word in ("1", "02", "不予共享", "普遍共享", "按需共享", "不共享", "半共享")
    }
    assert list(named.values()) == [
        "unconditional", "conditional", "not_shared", "unconditional", "conditional", "not_shared", None,
    ]  # fmt: skip
    assert sharing.type_of("unconditional").condition_text == "无条件"
    assert not sharing.type_of("not_shared").shared


def test_every_share_mode_has_its_terms_and_the_last_ones_need_a_reason():
    sharing = load_sharing()
    assert {one.mode for one in sharing.modes} == set(ShareMode.__args__)
    assert [one.mode for one in sharing.modes if one.needs_reason] == ["download", "copy", "other"]
    assert sharing.mode_named("拷盘") == "copy"
    assert sharing.mode_of("query").title.zh == "联机查询"
    assert sharing.mode_named("飞鸽传书") is None


def test_a_share_type_that_is_missing_is_told(own):
    own("half", "sharing: half\nversion: '1'\nmodes: []\ntypes: {}\nlimits: {basis: x}\n")
    with pytest.raises(StandardError, match="lacks unconditional"):
        load_sharing("half")


@pytest.mark.parametrize("name", SCORINGS)
def test_every_rule_named_in_a_scoring_profile_exists(name):
    for measure in load_scoring(name).measures:
        for pattern in measure.rules:
            assert any(
                measure.chooses(rule.id) for rule in RULES if rule.id.startswith(pattern.rstrip("*"))
            ), pattern


@pytest.mark.parametrize("name", ["six_dimensions", "five_grades", "point_deduction"])
def test_every_rule_counts_in_exactly_one_measure(name):
    measures = load_scoring(name).measures
    for rule in RULES:
        assert [one.name for one in measures if one.chooses(rule.id)] != [], rule.id
        assert sum(one.chooses(rule.id) for one in measures) == 1, rule.id


@pytest.mark.parametrize(("delivered", "points"), [(10, 3), (9, 2), (8, 2), (7, 1), (6, 1), (5, 0), (0, 0)])
def test_fujian_gives_points_by_the_share_of_items_delivered(delivered, points):
    scoring = load_scoring("fujian_2016")
    assert scoring.measures[0].points_for(delivered, 10, scoring.scale) == points


def test_late_reports_lose_points_in_proportion():
    scoring = load_scoring("fujian_2016")
    assert scoring.measures[2].points_for(9, 12, scoring.scale) == pytest.approx(0.75)


def test_a_fixed_deduction_never_goes_below_nothing(own):
    own("strict", STRICT)
    (measure,) = load_scoring("strict").measures
    assert [measure.points_for(passed, 10, 100) for passed in (10, 9, 0)] == [5, 4.5, 0]


def test_what_was_not_tested_is_left_out_and_named():
    scoring = load_scoring("point_deduction")
    total = scoring.total({"completeness": 25.0, "normativity": 20.0})
    assert (total.points, total.of) == (pytest.approx(90.0), 100.0)
    assert total.untested == ("accuracy", "timeliness")
    assert scoring.total({}) is None


def test_a_profile_may_count_what_was_not_tested_as_nothing(own):
    own("hard", "scoring: hard\nversion: '1'\nextends: point_deduction\nuntested: zero\n")
    assert load_scoring("hard").total({"completeness": 25.0}).points == 25.0


def test_weights_weigh():
    scoring = load_scoring("six_dimensions").model_copy(update={"combine": "weighted"})
    first, second, *_ = scoring.measures
    heavy = first.model_copy(update={"weight": 3.0})
    weighed = scoring.model_copy(update={"measures": (heavy, second)})
    assert weighed.total({first.name: 100.0, second.name: 60.0}).points == pytest.approx(90.0)


@given(
    st.dictionaries(
        st.sampled_from(["normativity", "completeness", "accuracy"]), st.floats(0, 100), min_size=1
    )
)
def test_the_mean_lies_between_the_best_and_the_worst(points):
    total = load_scoring("six_dimensions").total(points)
    assert min(points.values()) - 1e-9 <= total.points <= max(points.values()) + 1e-9


def test_grades_reach_from_their_limit_upwards():
    scoring = load_scoring("six_dimensions")
    grades = [scoring.grade_of(points).title.zh for points in (100, 90, 89.99, 80, 60, 59.99, 0)]
    assert grades == ["优质", "优质", "良好", "良好", "合格", "待改进", "待改进"]
    assert len(load_scoring("five_grades").grades) == 5


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("{measure: a, counts: findings, basis: x}", "needs `rules`"),
        ("{measure: a, counts: items, rules: [completeness.*], basis: x}", "does not count findings"),
        ("{measure: a, counts: items, bands: [{at_least: 1, points: 1}], deduct_each: 1, basis: x}", "both"),
        ("{measure: a, counts: sightings, basis: x}", "sightings"),
        ("{measure: a, counts: items, basis: x}\n  - {measure: a, counts: items, basis: x}", "twice"),
    ],
)
def test_a_measure_that_contradicts_itself_is_told(own, change, told):
    own("bad", f"scoring: bad\nversion: '1'\nmeasures:\n  - {change}\n")
    with pytest.raises(StandardError) as caught:
        load_scoring("bad")
    assert told in str(caught.value)


STRICT = """scoring: strict
version: '1'
combine: points
measures:
  - {measure: overdue, counts: in_time, points: 5, deduct_each: 0.5, basis: 本市考核细则}
"""
