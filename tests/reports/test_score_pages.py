"""Scores as text, HTML, workbook, JSON and CSV: all figures are there, nothing in a name is more than a name."""

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook
from rich.cells import cell_len
from score_books import Books, Found, books

from govclean.governance.ledger import Verification
from govclean.governance.scorecard.league import trend
from govclean.governance.scorecard.publishing import publish
from govclean.governance.scorecard.recomputing import Difference, recompute
from govclean.reports import score_data
from govclean.reports.score_formats import write_scores
from govclean.reports.score_page import MOST_DETAILS, render
from govclean.reports.score_report import ScoreReport
from govclean.reports.score_verified import render as render_verified
from govclean.reports.score_verified import verified_data
from govclean.reports.score_words import plain, points_of
from govclean.reports.text import plain_text

HOSTILE = "</script><img src=x onerror=alert(1)>\x1b[31m=cmd|' /C calc'!A0"
FORMATS = ("text", "json", "csv", "html", "xlsx")
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Three departments in two rounds, one with a name that means harm."""
    with books(tmp_path_factory.mktemp("scores")) as opened:
        for number, day in ((1, "2026-10-10"), (2, "2026-11-10")):
            for place, department in enumerate(("公安厅", HOSTILE, "卫健委")):
                faults = {"validity.format@phone": 5 * place + number, "completeness.required@name": 3}
                told = {"untested": {"validity.format@email": "没有报送 email"}}
                found = Found(faults=faults, excepted={"validity.codelist@sex": [99, 100]}, **told)
                opened.judged(found, department, number, day=day, records_storable=90)
        opened.duty("公安厅", due_day=5, since="2026-08-01")
        opened.drop("2026-10-12", "公安厅", fields_asked=10, fields_given=9)
        yield opened


def report_of(ledger: Books, language="zh", profile="six_dimensions", **told) -> ScoreReport:
    league = ledger.score(profile)
    return ScoreReport(league, trend(ledger.ledger, league), language, **told)


def written(report: ScoreReport, form: str) -> bytes:
    sink = io.BytesIO()
    write_scores(report, form, sink)
    return sink.getvalue()


@pytest.mark.parametrize("explained", [False, True])
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_scores_give_the_same_bytes(ledger: Books, form, explained):
    told = {"department": "公安厅", "explained": True} if explained else {}
    assert written(report_of(ledger, **told), form) == written(report_of(ledger, **told), form)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("explained", [False, True])
def test_no_line_is_wider_than_the_terminal_and_nothing_steers_it(ledger: Books, language, width, explained):
    told = {"department": HOSTILE, "explained": True} if explained else {}
    text = plain_text(render(report_of(ledger, language, **told), width), width)
    assert "\x1b" not in text
    assert all(cell_len(line) <= width for line in text.split("\n"))


def test_the_screen_shows_every_figure_with_numerator_denominator_version_and_batch(ledger: Books):
    text = plain_text(render(report_of(ledger)))
    assert "91 / 98 = 92.86% · population@2026.1 · 批次 实有人口-2 · 第 2 轮 · 例外 2" in text
    assert "报送及时率 0 / 3 = 0.00% · workdays@2026.1" in text
    assert "未测：没有做过本项的检查" in text
    assert "各部门已测的指标不同，名次仅供参考" in text
    assert "未与原文核对" in text
    assert "历轮得分  第 1 轮 65.33 → 第 2 轮 64.99" in text


def test_an_explanation_shows_how_each_point_came_about_and_how_to_appeal(ledger: Books):
    text = plain_text(render(report_of(ledger, department="公安厅", explained=True)), 200)
    flat = re.sub(r"\s", "", text)
    for words in (
        "规范性  97.96 / 100.00，占 33.33%，计入 32.65",
        "96 / 98 = 97.96%（无问题记录 ÷ 检查记录）",
        "扣分  −2.0408  格式不符 validity.format@phone · 2 / 98 未达标",
        "未执行  没有报送 email：格式不符 validity.format@email",
        "2026-08（应 2026-09-07，未完成）",
        "2026-09（应 2026-10-08，实 2026-10-12）",
        "依据  GB/T 36344-2018",
        "如何申诉",
        "--verify",
    ):
        assert re.sub(r"\s", "", words) in flat, words
    assert "合计  32.6531 + 32.3333 + 0 = 64.9864 ≈ 64.99（满分 100）" in text


def test_bands_are_explained(ledger: Books):
    report = report_of(ledger, "en", "fujian_2016", department="公安厅", explained=True)
    text = plain_text(render(report))
    assert '90.00% reaches the band "≥80%": 2 points' in text
    assert "lost  –" in text


def test_many_departments_are_ranked_and_not_told_one_by_one(tmp_path):
    with books(tmp_path) as ledger:
        for place in range(MOST_DETAILS + 1):
            ledger.judged(Found(made=["validity.format@phone"]), f"部门{place:02d}")
        text = plain_text(render(report_of(ledger)))
        one = plain_text(render(report_of(ledger, department="部门03")))
    assert "部门12" in text
    assert "规则检查" not in text
    assert "--department" in text
    assert "规则检查" in one


def test_a_ledger_in_which_nobody_delivered_says_so(tmp_path):
    with books(tmp_path) as ledger:
        for form in FORMATS:
            assert written(report_of(ledger), form)
        assert "没有应报、报送或检查过的部门" in plain_text(render(report_of(ledger)))


@pytest.mark.parametrize("explained", [False, True])
def test_the_page_escapes_names_and_asks_for_nothing(ledger: Books, explained):
    told = {"department": HOSTILE, "explained": True} if explained else {}
    page = written(report_of(ledger, **told), "html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;/script&gt;" in page
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", page)
    assert "如何申诉" in page
    assert "91 / 98" in page


def test_the_page_in_english_has_no_chinese_but_what_is_quoted(tmp_path):
    with books(tmp_path) as ledger:
        ledger.judged(Found(made=["validity.format@phone"]), "Health", source="residents")
        page = written(report_of(ledger, "en"), "html").decode()
    told = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    basis = "".join(re.findall("[\u4e00-\u9fff]+", told))
    assert "名次" not in basis
    assert "申诉" not in basis


def test_the_page_draws_the_trend_and_the_radar(ledger: Books):
    assert written(report_of(ledger), "html").count(b"<svg") == 1
    assert written(report_of(ledger, department="公安厅", explained=True), "html").count(b"<svg") == 2


def test_the_workbook_has_ranks_figures_deductions_trend_and_profile_as_text(ledger: Books):
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(report_of(ledger), "xlsx")))
    assert book.sheet_names == ["排名", "指标得分", "扣分明细与申诉", "历轮得分", "考核方案"]
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert all(isinstance(cell, str) for rows in sheets.values() for row in rows for cell in row)
    figures = sheets["指标得分"]
    (row,) = [one for one in figures if one[:3] == ["卫健委", "规范性", "规则检查"]]
    assert row[4:8] == ["86", "98", "87.76%", "87.76"]
    losses = sheets["扣分明细与申诉"]
    assert losses[0][-2:] == ["申诉理由（部门填写）", "核实结果（主管部门填写）"]
    assert {row[0] for row in losses[1:]} == {"公安厅", "卫健委", HOSTILE}
    assert sheets["历轮得分"][0] == ["部门", "第 1 轮\n2026-10-10", "第 2 轮\n2026-11-10"]


def test_json_and_csv_carry_what_the_screen_shows(ledger: Books):
    data = json.loads(written(report_of(ledger), "json"))
    departments = {one["department"]: one for one in data["departments"]}
    (measure,) = [one for one in departments["公安厅"]["measures"] if one["measure"] == "normativity"]
    (figure,) = measure["figures"]
    assert (figure["numerator"], figure["denominator"], figure["excepted"]) == (96, 98, 2)
    assert (figure["standards"], figure["batches"]) == ("population@2026.1", "实有人口-2")
    assert measure["deductions"][0]["rule"] == "validity.format"
    assert [one["points"] is not None for one in departments["公安厅"]["trend"]] == [True, True]
    rows = list(csv.DictReader(io.StringIO(written(report_of(ledger), "csv").decode())))
    assert tuple(rows[0]) == score_data.FIGURES
    assert {row["numerator"] for row in rows if row["measure"] == "normativity"} == {"96", "91", "86"}
    report = report_of(ledger, department="公安厅", explained=True)
    losses = list(csv.DictReader(io.StringIO(written(report, "csv").decode())))
    assert tuple(losses[0]) == score_data.LOSSES
    assert [row["rule"] for row in losses if row["figure"] == "findings"] == [
        "validity.format",
        "completeness.required",
    ]


def test_a_change_is_told_only_where_the_same_measures_were_tested(ledger: Books):
    report = report_of(ledger)
    cards = {card.department: card for card in report.cards}
    assert report.change(cards["卫健委"]) == "-0.51"
    assert report.change(cards["公安厅"]) == "-0.34"


def test_figures_are_short_and_exact():
    assert [plain(number) for number in (1234, 0.5, 2 / 3, 0.0)] == ["1,234", "0.5", "0.6667", "0"]
    assert points_of(0.0) == "0.00"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_publication_that_agrees_and_one_that_does_not(tmp_path, language):
    with books(tmp_path) as ledger:
        ledger.judged(Found(made=["validity.format@phone"]))
        publish(ledger.ledger, ledger.score())
        (found,), chain = recompute(ledger.ledger), ledger.ledger.verify()
    good = plain_text(render_verified([found], chain, language))
    assert good.count("✓") == 2
    difference = Difference("公安厅\x1b", "total", "points", "90", "91")
    bad = type(found)(
        found.entry, found.day, found.round, found.profile, found.version, 9, (difference,) * 60
    )
    text = plain_text(render_verified([bad], Verification(1, 1, None, (), False, 0), language))
    assert "✗" in text
    assert "\x1b" not in text
    assert text.count("total points") == 50
    data = verified_data([bad], chain, language)
    assert (data["holds"], len(data["publications"][0]["differences"])) == (False, 60)
