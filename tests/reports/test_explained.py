"""The explanation of a pair on the terminal and as a drawing: masked, escaped, adding up."""

import xml.etree.ElementTree as ET

import pytest
from matching_town import NUMBER, evaluation, waterfall
from rich.cells import cell_len

from govclean.linkage.blocking import RuleCount
from govclean.linkage.evaluating import Kept
from govclean.reports.blocks import render_blocking
from govclean.reports.curve import draw_curve
from govclean.reports.drawing import Drawing
from govclean.reports.explained import Showing, render
from govclean.reports.measured import measured
from govclean.reports.text import plain_text
from govclean.reports.waterfall import draw
from govclean.standards.loading import load_standard
from govclean.validation.showing import masks_of

_POPULATION = masks_of(load_standard("population"))
MASKS = {"name": _POPULATION["name"], "number": _POPULATION["resident_id"], "phone": _POPULATION["phone"]}
SVG = "{http://www.w3.org/2000/svg}"


def shown(width=100, language="en", **showing):
    return plain_text(render(waterfall(), Showing(language, MASKS, **showing), width), width)


def words(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_step_stands_with_its_weight_and_the_sum_so_far():
    lines = [line.split() for line in shown().splitlines()]
    assert ["before", "comparing", "any", "two", "records", "being", "one", "−10.0", "−10.0"] in lines
    assert any(line[:1] == ["Name"] and line[2:4] == ["−2.5", "−12.5"] for line in lines)
    assert ["sum", "+5.5"] in lines


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(width, language):
    assert max(map(cell_len, shown(width, language).splitlines())) <= width


def test_values_are_masked_unless_asked_otherwise():
    for told in (shown(), draw(waterfall(), Showing("zh", MASKS))):
        assert NUMBER not in told
        assert "李娜娜" not in told
        assert "13800000001" not in told
    assert NUMBER in shown(show_values=True)
    assert "李娜娜" in draw(waterfall(), Showing("zh", MASKS, show_values=True))


def test_a_record_id_that_is_a_persons_number_is_masked_too():
    made = waterfall((NUMBER, "4"))
    for told in (plain_text(render(made, Showing("zh", MASKS))), draw(made, Showing("zh", MASKS))):
        assert NUMBER not in told
        assert "police:1101" in told


def test_a_value_cannot_become_markup():
    svg = draw(waterfall(), Showing("en", MASKS, show_values=True))
    assert any("李<娜>" in text for text in words(svg))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_drawing_says_what_it_shows_and_loads_nothing(language):
    for svg in (draw(waterfall(), Showing(language, MASKS)), draw_curve(evaluation().curve, 0.95, language)):
        root = ET.fromstring(svg)
        assert root.find(f"{SVG}title").text
        assert root.find(f"{SVG}desc").text
        assert "prefers-color-scheme: dark" in svg
        assert svg.count("http") == 1  # the name of the format


def test_bars_are_as_long_as_their_weights():
    root = ET.fromstring(draw(waterfall(), Showing("en", MASKS)))
    prior, name, number, _, total = [float(bar.get("width")) for bar in root.iter(f"{SVG}rect")]
    assert name / number == pytest.approx(2.5 / 18, abs=0.01)
    assert prior / total == pytest.approx(10 / 5.5, abs=0.02)


def test_a_drawing_is_the_same_every_time():
    assert draw(waterfall(), Showing("zh", MASKS)) == draw(waterfall(), Showing("zh", MASKS))


@pytest.mark.parametrize("points", [1, 2, 200])
def test_a_curve_of_any_length_can_be_drawn(points):
    root = ET.fromstring(draw_curve(evaluation(points).curve, 0.95, "zh"))
    assert len(list(root.iter(f"{SVG}polyline"))) == 3


def test_the_curve_names_its_best_threshold():
    svg = draw_curve(evaluation().curve, 0.95, "en")
    assert "F1 is highest, 94.74%, at 33%; 95% is in use." in svg


def test_what_a_truth_shows_is_said_in_figures():
    told = " · ".join(measured(evaluation(), "en"))
    assert "clusters precision 98.97% · recall 96.00% · F1 97.46%" in told
    assert "90 of 95 entities are one whole cluster" in told
    assert "blocking kept 99.00% of the known matches" in told
    assert "2 rows of the truth name no record" in told


RULES = [
    RuleCount("number", 1000, 90, 3, 95, 95, 0, 0, 0),
    RuleCount("name.pinyin + birth_date", 900, 80, 12, 300, 240, 0, 40, 780),
]


@pytest.mark.parametrize("width", [80, 100])
def test_the_rules_of_blocking_stand_in_a_table(width):
    kept = Kept(100, (80, 19), (80, 60))
    told = plain_text(render_blocking(RULES, kept, "en", by_truth=True, width=width), width)
    assert "80.00%" in told
    assert "40 records not compared by this rule (780 pairs)" in told
    assert "99.00% of them are kept" in " ".join(told.split())
    assert max(map(cell_len, told.splitlines())) <= width


def test_without_known_matches_only_counts_are_shown():
    told = plain_text(render_blocking(RULES, None, "en", by_truth=False))
    assert "no match is known" in told
    assert "keeps" not in told


def test_text_in_a_drawing_cannot_steer_it():
    drawing = Drawing(10, 10, "a\x1b", "b", "en")
    drawing.text(0, 0, "\u202e<script>")
    assert "<script>" not in drawing.whole()
    assert "\u202e" not in drawing.whole()
