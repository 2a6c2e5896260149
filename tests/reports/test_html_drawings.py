import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS, drawing

from govclean.reports.drawing_flow import Flow, Node, draw_flow
from govclean.reports.drawing_heat import Cell, Heat, brief, draw_heat
from govclean.reports.drawing_histogram import Threshold, draw_histogram
from govclean.reports.drawing_map import MOST_DOTS, Points, draw_map
from govclean.reports.drawing_radar import Axis, draw_radar
from govclean.reports.drawing_shapes import MARKS, Picture, apart
from govclean.reports.drawing_ticks import decades, ticks
from govclean.reports.drawing_trend import Series, draw_trend

SVG = "{http://www.w3.org/2000/svg}"
RNG = np.random.default_rng(3)
WEIGHTS = RNG.normal(10, 6, 500).astype(np.float32)
DECISIONS = np.where(WEIGHTS > 4, 2, np.where(WEIGHTS > 0, 1, 0)).astype(np.uint8)


def words(name, title="t"):
    """One drawing of each kind that says the words wherever it takes words."""
    return {
        "radar": lambda: draw_radar(
            [Axis(name, 0.9), Axis(name, 0.95), Axis(name, 1.0), Axis(name, None)], "zh", title
        ),
        "heat": lambda: draw_heat(Heat([name], [name], {(0, 0): Cell(3, 0.5)}), "zh", title),
        "trend": lambda: draw_trend([name, name], [Series(name, [0.1, 0.2])], "zh", title=title),
        "histogram": lambda: draw_histogram(WEIGHTS, DECISIONS, [Threshold(1.0, name)], "zh", title),
        "flow": lambda: draw_flow(Flow([Node(name, name)], [Node(name, name)], {(0, 0): 5}), "zh", title),
        "map": lambda: draw_map(
            [Points(name, np.array([113.6, 113.7]), np.array([34.7, 34.8]))], "zh", title
        ),
    }


@pytest.mark.parametrize("kind", words(""))
@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_in_a_drawing_stay_words(kind, payload):
    harmless = {part.tag for part in ET.fromstring(words("x")[kind]()).iter()}
    root = ET.fromstring(words(payload, payload)[kind]())
    assert {part.tag for part in root.iter()} <= harmless
    assert not [name for part in root.iter() for name in part.attrib if name.startswith("on")]


@pytest.mark.parametrize("kind", words(""))
def test_a_drawing_says_what_it_shows_and_is_the_same_each_time(kind):
    made = words("某部门", "标题")[kind]()
    root = ET.fromstring(made)
    assert root.find(f"{SVG}title").text == "标题"
    assert len(root.find(f"{SVG}desc").text) > 5
    assert root.get("aria-labelledby") == "title description"
    assert made == words("某部门", "标题")[kind]()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_shapes_escape_what_they_tell(payload):
    assert {part.tag for part in ET.fromstring(drawing(payload)).iter()} == {
        part.tag for part in ET.fromstring(drawing("x")).iter()
    }


def test_a_radar_names_what_was_not_tested_and_needs_three_axes():
    made = draw_radar([Axis("甲", 0.9), Axis("乙", 0.95), Axis("丙", 1.0), Axis("丁", None)], "zh")
    assert "未检查：丁" in made
    assert "圆心为 90%" in made
    with pytest.raises(ValueError, match="3 axes"):
        draw_radar([Axis("甲", 0.9), Axis("乙", 0.95), Axis("丙", None)], "zh")


@given(st.lists(st.floats(0, 1), min_size=3, max_size=7))
def test_no_corner_of_a_radar_leaves_its_rim(shares):
    made = draw_radar([Axis(str(place), share) for place, share in enumerate(shares)], "en")
    points = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', made)
    assert len(points) == len(shares)
    assert all((float(x) - 260) ** 2 + (float(y) - 200) ** 2 <= 125**2 for x, y in points)


def test_a_heat_map_tells_passed_from_not_tested_and_deeper_from_more():
    heat = Heat(["a", "b"], ["r", "s"], {(0, 0): Cell(7, 0.00005), (1, 1): Cell(9, 0.5)}, frozenset({(0, 1)}))
    root = ET.fromstring(draw_heat(heat, "en"))
    cells = [(part.get("class"), (part.findtext(f"{SVG}title") or "")) for part in root.iter(f"{SVG}rect")][
        :4
    ]
    assert [shade for shade, _ in cells] == ["shade1", "shade0", "shade0", "shade5"]
    assert cells[0][1] == "a · r: 7, <0.01%"
    assert cells[2][1] == ""
    assert [part.text for part in root.iter(f"{SVG}text")].count("·") == 1


def test_a_trend_breaks_where_a_round_has_no_figure():
    root = ET.fromstring(draw_trend(["1", "2", "3", "4"], [Series("a", [0.1, None, 0.3, 0.4])], "en"))
    lines = [part.get("points").split() for part in root.iter(f"{SVG}polyline")]
    assert [len(line) for line in lines] == [2]
    assert len(list(root.iter(f"{SVG}circle"))) == 4  # three figures and the one beside the name


@pytest.mark.parametrize(
    ("rounds", "series"),
    [([], []), (["1"], [Series("a", [1, 2])]), (["1"], [Series(str(k), [0.5]) for k in range(7)])],
)
def test_a_trend_that_cannot_be_read_is_refused(rounds, series):
    with pytest.raises(ValueError, match="a figure for each round"):
        draw_trend(rounds, series, "en")


def test_a_histogram_counts_every_pair_once():
    root = ET.fromstring(draw_histogram(WEIGHTS, DECISIONS, [], "en"))
    told = [part.findtext(f"{SVG}title") for part in root.iter(f"{SVG}rect")]
    assert sum(int(text.rsplit(" ", 1)[1].replace(",", "")) for text in told if text) == len(WEIGHTS)
    with pytest.raises(ValueError, match="at least one pair"):
        draw_histogram(WEIGHTS[:0], DECISIONS[:0], [], "en")


def test_a_flow_has_a_ribbon_for_each_way_that_is_gone():
    flow = Flow([Node("a"), Node("b")], [Node("x"), Node("y")], {(0, 0): 10, (0, 1): 0, (1, 1): 3})
    made = draw_flow(flow, "en")
    assert len(list(ET.fromstring(made).iter(f"{SVG}path"))) == 2
    assert "a → x: 10 (100.00% of that party)" in made
    with pytest.raises(ValueError, match="at least one record"):
        draw_flow(Flow([Node("a")], [Node("x")], {}), "en")


def test_a_shifted_digit_does_not_shrink_the_map():
    east, north = RNG.normal(113.6, 0.05, 200), RNG.normal(34.7, 0.05, 200)
    told = draw_map([Points("a", np.append(east, [11.36, np.nan]), np.append(north, [34.7, 1.0]))], "en")
    assert "201 points" in told
    assert "1 lie too far off to be shown" in told
    assert "113.6°E" in told


def test_a_map_draws_no_more_dots_than_a_page_can_hold():
    east, north = RNG.uniform(113, 114, 200_000), RNG.uniform(34, 35, 200_000)
    made = draw_map([Points("a", east, north)], "en")
    assert len(re.findall("<circle", made)) <= MOST_DOTS + 1
    assert "200,000 points" in made


def test_a_map_of_nowhere_is_refused():
    with pytest.raises(ValueError, match="at least one point"):
        draw_map([Points("a", np.array([np.nan]), np.array([np.nan]))], "en")


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_drawn_around_its_point(mark):
    picture = Picture(40, 40, "t", "d", "en")
    picture.mark((20, 20), mark, 5, "series1")
    assert 'class="series1"' in picture.whole()


@given(st.lists(st.floats(0, 200), max_size=8).map(sorted))
def test_names_that_are_moved_apart_keep_their_order_and_their_gap(wanted):
    placed = apart(wanted, 16, 0, 300)
    assert placed == sorted(placed)
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(placed))


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(2, 40))
def test_ticks_span_what_they_are_asked_to(low, length, most):
    found = ticks(low, low + length, most)
    slack = 1e-6 * max(1, abs(low), length)
    assert found[0] <= low + slack
    assert found[-1] >= low + length - slack
    assert len(found) <= most + 1


@given(st.integers(0, 10**12))
def test_decades_reach_every_count(count):
    assert decades(count)[-1] >= count


@given(st.integers(0, 10**11), st.sampled_from(["zh", "en"]))
def test_a_brief_count_has_room_in_a_cell(count, language):
    assert len(brief(count, language)) <= 7
