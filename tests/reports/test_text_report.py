from dataclasses import replace

import pytest
from hand_made import judgement
from rich.cells import cell_len

from govclean.reports.report import report_on
from govclean.reports.text import Screen, plain_text, render
from govclean.wording import Text, same


def shown(judged=None, language="zh", **screen):
    report = report_on(judged or judgement(), language=language)
    return plain_text(render(report, Screen(**screen)), screen.get("width", 100))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [30, 40, 60, 79, 80, 100, 149, 150, 220])
def test_no_line_is_wider_than_the_screen(language, width):
    judged = judgement()
    longest = replace(judged.rules[0], top_values=(("张" * 60, 1_000_000),) * 3, hint=same("很长的建议" * 30))
    text = shown(replace(judged, rules=(longest, *judged.rules)), language, width=width)
    assert max(cell_len(line) for line in text.split("\n")) <= width


def test_verdict_file_and_counts_come_first():
    first, second = shown().split("\n")[:2]
    assert first.startswith("✗ 退回  drops/警务,人口 1.csv")
    assert all(fact in first for fact in ("人口基础信息库 2026.1", "GB18030", "40 条", "2.1 秒", "3f9a…c1"))
    assert "3 条有错误（7.50%，上限 1.00%）" in second


@pytest.mark.parametrize(
    ("verdict", "mark"),
    [("accepted", "✓ Accepted"), ("accepted_with_warnings", "! Accepted with"), ("rejected", "✗ Rejected")],
)
def test_the_verdict_is_a_word_and_a_mark(verdict, mark):
    assert shown(replace(judgement(), verdict=verdict), "en").startswith(mark)


def test_a_rule_says_how_bad_what_where_how_often_and_what_to_do():
    text = shown()
    line = next(line for line in text.split("\n") if line.startswith("  提示"))
    assert line.split() == [
        "提示",
        "校验码不符",
        "公民身份号码",
        "30",
        "75.00%",
        "=1+1",
        "×30",
        "1,",
        "2,",
        "3",
        "…",
    ]
    assert "validity.retired_code  录入错位；不能自动修复，请核对原件。" in text


def test_a_dozen_rules_are_shown_and_the_rest_are_counted():
    judged = judgement()
    many = tuple(replace(judged.rules[0], field=f"f{number}") for number in range(20))
    assert "…另有 8 条规则，--all 显示" in shown(replace(judged, rules=many))
    everything = shown(replace(judged, rules=many), all_rules=True)
    assert "--all" not in everything
    assert everything.count("错误  ") == 20


def test_several_files_have_a_line_each():
    judged = judgement()
    other = replace(
        judged.inputs[0], path="health.xlsx", format="xlsx", encoding="", notes=(Text("跳过标题行", "t"),)
    )
    text = shown(replace(judged, inputs=(*judged.inputs, other)))
    assert text.startswith("✗ 退回  2 个文件")
    assert "    health.xlsx " in text
    assert "XLSX" in text
    assert "跳过标题行" in text


def test_a_file_without_faults_is_told_so_and_nothing_else():
    text = shown(judgement([]), "en")
    assert "Nothing found" in text
    assert "Next" not in text


def test_a_value_cannot_steer_the_terminal():
    judged = judgement()
    evil = replace(judged.rules[0], top_values=(("\x1b[2J\r\n\u202eabc", 1),))
    assert "�[2J⏎�abc ×1" in shown(replace(judged, rules=(evil,)))


def test_what_is_within_its_tolerance_says_so():
    judged = judgement()
    assert "within its tolerance" in shown(
        replace(judged, rules=(replace(judged.rules[0], tolerated=True),)), "en"
    )


def test_hints_can_be_left_out():
    assert "下一步" in shown()
    assert "下一步" not in shown(hints=False)
