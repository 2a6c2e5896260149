import io
import re
from dataclasses import replace

import pytest
from hand_made import NAME, NUMBER, PHONE, finding, judgement, summary
from payloads import PAYLOADS, RAN
from test_html_page import OURS, Elements

from govclean.reports.formats import format_named
from govclean.reports.quality import by_dimension
from govclean.reports.report import Behind, report_on
from govclean.standards.loading import load_standard

TESTED = ("validity.check_digit@resident_id", "completeness.required@name", "uniqueness.key@resident_id")


def page(judged=None, language="zh", **how):
    sink = io.BytesIO()
    format_named("html").write(report_on(judged or judgement(), language=language, **how), sink)
    return sink.getvalue().decode()


def with_tested(judged, tested=TESTED):
    return replace(judged, inputs=tuple(replace(file, tested=tested) for file in judged.inputs))


def test_the_verdict_stands_first_as_a_mark_and_a_word():
    text = page()
    assert re.search(r'<p class="badge bad"><span aria-hidden="true">✗</span> 退回</p>', text)
    assert "人口基础信息库 2026.1" in text
    assert "Rejected" in page(language="en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_whole_number_phone_or_name_is_shown(language):
    text = page(language=language, limit=0)
    assert not [one for one in (NUMBER, PHONE, NAME) if one in text]
    assert "4101**********1231" in text


def test_plain_values_are_shown_when_asked_for_and_the_page_says_so():
    text = page(show_values=True)
    assert NUMBER in text
    assert "未脱敏" in text


def test_payloads_in_every_text_of_a_finding_stay_text():
    rows = [
        finding(
            k,
            "status",
            "validity.range",
            payload,
            column=payload,
            suggestion=payload,
            message=payload,
            source=payload,
        )
        for k, payload in enumerate(PAYLOADS, 1)
    ]
    judged = judgement(rows)
    files = tuple(replace(judged.inputs[0], path=payload, unmapped=(payload,)) for payload in PAYLOADS)
    rules = (
        summary("validity.range", "status", "error", len(rows), tuple((one, 1) for one in PAYLOADS[:3])),
    )
    for show_values in (True, False):
        found = Elements(page(replace(judged, inputs=files, rules=rules), limit=0, show_values=show_values))
        assert found.tags <= OURS
        assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert sum(RAN in words for words in found.words) >= 1


def test_findings_are_listed_within_the_limit_and_all_are_counted():
    text = page(limit=3)
    assert "共 30 处，列出前 3 处" in text
    assert text.count("=1+1</td>") == 3
    assert page(limit=0).count("=1+1</td>") == 30


def test_a_dimension_without_a_check_is_not_rated_and_that_is_said():
    rates = {
        rate.dimension: rate for rate in by_dimension(report_on(with_tested(judgement()), language="zh"))
    }
    assert rates["timeliness"].share is None
    assert rates["uniqueness"].share == 1.0
    text = page(with_tested(judgement()))
    assert "未检查：一致性、时效性" in text
    assert "drawing1-title" in text


def test_a_rate_is_the_records_without_error_or_warning_over_those_looked_at():
    (validity,) = (
        rate for rate in by_dimension(report_on(judgement(), language="zh")) if rate.dimension == "validity"
    )
    assert (validity.failed, validity.evaluated) == (4, 40)  # records 1 to 4; what is an info does not count
    assert validity.share == 0.9


def test_a_missing_column_is_a_fault_of_every_record():
    judged = with_tested(judgement([finding(0, "name", "completeness.column", None)]))
    (rate,) = (r for r in by_dimension(report_on(judged, language="zh")) if r.dimension == "completeness")
    assert (rate.failed, rate.share) == (39, 0.0)  # the record that could not be read was not looked at


def test_fewer_than_three_dimensions_give_a_table_and_no_radar():
    text = page(with_tested(judgement(), ()))
    assert "各维度质量" in text
    assert "雷达图" not in text


def test_a_file_without_findings_has_a_short_page():
    text = page(judgement([]))
    assert "未发现问题。" in text
    assert "如何整改" not in text


def test_several_files_are_told_apart_in_the_samples():
    judged = judgement()
    other = replace(judged.inputs[0], path="b/health.xlsx", notes=())
    text = page(replace(judged, inputs=(*judged.inputs, other)))
    assert "2 个文件" in text
    assert "警务,人口 1.csv</td>" in text


def test_what_the_values_follow_is_told_where_the_standard_is_at_hand():
    text = page(behind=Behind(load_standard("population")))
    assert "检查依据：" in text
    assert "GB 11643-1999" in text


def test_the_same_judgement_gives_the_same_bytes_whenever_it_is_made():
    assert page() == page(replace(judgement(), seconds=99.0))
