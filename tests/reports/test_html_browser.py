"""Pages and drawings in a real browser; skipped where there is none."""

import io
import json
import re
from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pytest
from browsing import needs_browser, visit
from hand_made import finding, judgement, summary
from payloads import PAYLOADS, RAN

from govclean.reports.drawing_flow import Flow, Node, draw_flow
from govclean.reports.drawing_heat import Cell, Heat, draw_heat
from govclean.reports.drawing_histogram import Threshold, draw_histogram
from govclean.reports.drawing_map import Points, draw_map
from govclean.reports.drawing_radar import Axis, draw_radar
from govclean.reports.drawing_shapes import Picture
from govclean.reports.drawing_trend import Series, draw_trend
from govclean.reports.formats import format_named
from govclean.reports.report import report_on

pytestmark = needs_browser

# Every two texts of a drawing that overlap, and every text that leaves the drawing; tilted ones are left out.
_OVERLAPS = """<script>
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text:not([transform])')].filter(t => t.textContent.trim());
  const boxes = texts.map(t => t.getBoundingClientRect());
  boxes.forEach((a, i) => {
    if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.bottom > frame.bottom + 1)
      found.push([texts[i].textContent, 'leaves the drawing']);
    boxes.slice(i + 1).forEach((b, j) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 4) found.push([texts[i].textContent, texts[i + 1 + j].textContent]);
    });
  });
}
document.body.innerHTML = '<pre id="overlaps">' + encodeURIComponent(JSON.stringify(found)) + '</pre>';
</script>"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """The hosts a browser asks by itself."""
    path = tmp_path_factory.mktemp("blank") / "blank.html"
    path.write_text("<!doctype html><title>blank</title>", encoding="utf-8")
    return visit(path)


def test_a_page_that_asks_and_complains_is_seen_to_do_so(tmp_path, blank):
    path = tmp_path / "bad.html"
    text = '<!doctype html><img src="https://payload.invalid/x.png"><script>console.error("boom")</script>'
    path.write_text(text, encoding="utf-8")
    seen = visit(path)
    assert "payload.invalid" in seen.hosts - blank.hosts
    assert any("boom" in line for line in seen.console)


@pytest.mark.parametrize("show_values", [True, False])
def test_a_report_full_of_payloads_runs_nothing_and_asks_nobody(tmp_path, blank, show_values):
    rows = [
        finding(k, "status", "validity.range", payload, column=payload, message=payload, source=payload)
        for k, payload in enumerate(PAYLOADS, 1)
    ]
    judged = judgement(rows)
    files = tuple(replace(judged.inputs[0], path=payload, unmapped=(payload,)) for payload in PAYLOADS)
    rules = (summary("validity.range", "status", "error", len(rows), tuple((one, 1) for one in PAYLOADS)),)
    sink = io.BytesIO()
    shown = report_on(
        replace(judged, inputs=files, rules=rules), language="zh", limit=0, show_values=show_values
    )
    format_named("html").write(shown, sink)
    path = tmp_path / "report.html"
    path.write_bytes(sink.getvalue())
    seen = visit(path)
    assert not seen.console
    assert seen.hosts <= blank.hosts
    assert RAN in seen.dom  # the words are there, and did nothing
    assert "数据质量检查报告" in seen.dom


def _drawings(language):
    long = (
        "名称很长很长很长很长很长很长的数据项或者部门"
        if language == "zh"
        else "a very long name of a field or department"
    )
    rng = np.random.default_rng(7)
    weights = np.concatenate([rng.normal(20, 5, 900), rng.normal(1, 2, 60)]).astype(np.float32)
    decisions = np.concatenate([np.full(900, 2), np.full(60, 1)]).astype(np.uint8)
    rounds = [f"2026-{month:02}" for month in range(1, 13)]
    ends = [0.99, 0.991, 0.9905, 0.992, 0.989, 0.9899]
    nodes = [Node(f"{long}{k}", str(10 + k)) for k in range(12)]
    return {
        "radar": draw_radar([Axis(f"{k} {long}", 0.9 + k / 60) for k in range(5)] + [Axis(long, None)], language),
        "radar of three": draw_radar([Axis("a", 0.2), Axis("b", 0.99999), Axis("c", 1.0)], language),
        "heat": draw_heat(
            Heat([long] * 9, [long] * 12, {(k, k): Cell(10 ** (k + 1), 10.0**-k) for k in range(9)}), language
        ),
        "trend": draw_trend(rounds, [Series(f"{long}{k}", [0.5] * 11 + [end]) for k, end in enumerate(ends)], language),
        "counts": draw_trend(["r1"], [Series("a", [123_456_789]), Series("b", [None])], language, shares=False),
        "histogram": draw_histogram(
            weights, decisions, [Threshold(0.0, "50%"), Threshold(0.1, "50.1%"), Threshold(4.2, long)], language
        ),
        "one weight": draw_histogram(weights[:1], decisions[:1], [], language),
        "flow": draw_flow(
            Flow([Node(long), Node("b"), Node("c")], nodes, {(k % 3, k): 5**k + 1 for k in range(12)}), language
        ),
        "map": draw_map(
            [Points(name, rng.normal(113.6, 0.1, 300), rng.normal(34.7, 0.1, 300)) for name in ("a", "b")], language
        ),
        "map of one point": draw_map([Points("a", np.array([113.6]), np.array([34.7]))], language),
    }  # fmt: skip


def _overlaps(folder, drawings):
    path = folder / "drawings.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{''.join(drawings)}{_OVERLAPS}", encoding="utf-8")
    found = re.search(r'<pre id="overlaps">(.*?)</pre>', visit(path).dom)
    assert found
    return json.loads(unquote(found.group(1)))


def test_labels_that_overlap_or_leave_a_drawing_are_seen(tmp_path):
    picture = Picture(100, 60, "t", "d", "en")
    picture.text(10, 20, "one")
    picture.text(14, 22, "two")
    picture.text(80, 50, "a long way out")
    assert _overlaps(tmp_path, [picture.whole()]) == [
        ["one", "two"],
        ["a long way out", "leaves the drawing"],
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_of_a_drawing_overlaps_another_or_leaves_the_drawing(tmp_path, language):
    assert _overlaps(tmp_path, _drawings(language).values()) == []
