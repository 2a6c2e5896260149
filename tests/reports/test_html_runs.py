"""The pages of a cleaning run and of a matching run, on the example drops."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from test_html_page import OURS, Elements

from govclean.governance.library import clean
from govclean.governance.match_options import MatchOptions
from govclean.governance.matching import match_files
from govclean.governance.opening import JudgeOptions
from govclean.reports.html import cleaned, matched
from govclean.standards.loading import load_standard

DROPS = Path(__file__).parents[2] / "examples" / "drops"
OPTIONS = JudgeOptions(as_of=date(2026, 12, 1), language="zh")
RESIDENT_ID = re.compile(r"(?<![\da-f])[1-9]\d{16}[\dX](?![\da-f])")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def without_digests(text):
    return re.sub(r"[0-9a-f]{64}", "", text)


@pytest.fixture(scope="module")
def cleaning(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean") / "out"
    (done,) = clean(DROPS / "公安_人口_202611.csv", standard="population", output=folder, options=OPTIONS)
    return folder, done


def page_of_cleaning(cleaning, language="zh"):
    folder, done = cleaning
    cleaned.write_beside(folder, done, load_standard("population"), language)
    return (folder / cleaned.FILE).read_text(encoding="utf-8")


def test_the_page_of_a_cleaning_run_adds_up_and_masks(cleaning):
    text, done = page_of_cleaning(cleaning), cleaning[1]
    counts = done.counts
    assert f"平衡 ✓ {done.rows} 条 = 合格 {counts.cleaned} 条 + 隔离 {counts.quarantined} 条" in text
    assert Elements(text).tags <= OURS
    assert not RESIDENT_ID.search(without_digests(text))
    assert not MOBILE.search(without_digests(text))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_that_changed_something_stands_on_the_page_with_an_example(cleaning, language):
    text = page_of_cleaning(cleaning, language)
    for rule, _ in cleaning[1].counts.changes_by_rule:
        assert f"<small>{rule}</small>" in text
    assert text.count("→") >= len(cleaning[1].counts.changes_by_rule)
    for _, rule, _ in cleaning[1].remaining:
        assert f"<small>{rule}</small>" in text


def test_the_page_of_a_cleaning_run_is_the_same_each_time(cleaning):
    assert page_of_cleaning(cleaning) == page_of_cleaning(cleaning)


def run_of(standard, *files, language="zh"):
    options = MatchOptions.of(OPTIONS)
    found, errors = match_files([str(DROPS / name) for name in files], load_standard(standard), options)
    assert not errors
    sink = io.BytesIO()
    matched.write(found, language, sink)
    return found, sink.getvalue().decode()


@pytest.fixture(scope="module")
def people():
    return run_of("population", "公安_人口_202611.csv", "卫健_实有人口_202611.xlsx")


def test_the_page_of_a_matching_run_masks_and_brings_no_element_of_its_own(people):
    _, text = people
    assert Elements(text).tags <= OURS
    assert not RESIDENT_ID.search(without_digests(text))
    assert not MOBILE.search(without_digests(text))


def test_every_outcome_of_every_party_is_counted_and_the_books_are_shown(people):
    found, text = people
    sides = found.linked.reconciliation.balance.sides
    assert len(sides) == 2
    for side in sides:
        assert f"{side.side} {side.records} 条 = 各结果之和" in text
        assert all(f'<td class="right">{count}</td>' in text for count in side.outcomes.values())


def test_scores_and_sample_pairs_are_drawn(people):
    found, text = people
    assert "比对得分分布" in text
    assert "典型的匹配" in text
    assert text.count("瀑布图：从先验权重起") >= 2
    assert len(found.linked.pairs) > 0


def test_conflicts_are_shown_case_by_case(people):
    found, text = people
    assert found.conflict_cases
    assert "一号多人" in text
    assert len(re.findall(r'<tr class="heading">', text)) >= len(found.conflict_cases)


def test_places_are_drawn_as_dots(tmp_path):
    _, text = run_of("geographic", "民政_地名地址_202611.csv", "自规_门牌_202611.xlsx", language="en")
    assert "Map of points" in text
    assert text.count('class="series1 dot"') > 5


def test_one_file_has_no_reconciliation(tmp_path):
    found, text = run_of("legal_entity", "市监_法人_202611.csv")
    assert not found.linked.reconciliation.balance.sides
    assert "核对流向" not in text
    assert "主体" in text
