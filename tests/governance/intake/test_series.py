"""Drops one after the other: gaps, overlaps and repeats are named, and what follows well is not disturbed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from intake_drops import Desk, codes, manifest, people, put

from govclean.governance.intake.spans import Span, follow, merged

CASES = yaml.load(
    Path(__file__).with_name("cases").joinpath("series.yaml").read_text("utf-8"), yaml.BaseLoader
)


def drop_of(number, told, field):
    """Return the files and the manifest of one drop of a series."""
    first, last = told.get("people", (number * 100, number * 100 + 3))
    mark = told.get("watermark")
    day = told.get("at") or (mark[0] if mark and "-" in mark[0] else f"{told.get('period', '2026-11')}-02")
    files = {"常住人口.csv": people(range(int(first), int(last)), day[:10].replace("-", "") + "083000")}
    changes = {
        "drop": told.get("number", ""),
        "resource.mode": told.get("mode", "incremental"),
        "resource.period": told.get("period"),
        "resource.replaces": told.get("replaces", ""),
        "resource.files.0.columns": [],
        "object.time": None if "period" in told else "2026",
    }
    if mark:
        changes["resource.watermark"] = {"field": field, "from": mark[0], "to": mark[1]}
        changes["resource.period"] = told.get("period", "2026-01/2026-11")
    elif changes["resource.mode"] == "incremental":
        changes["resource.watermark"] = field
    changes |= {way: None if value == "null" else value for way, value in told.get("set", {}).items()}
    return files, manifest(files, **changes)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_series_is_followed(tmp_path, case):
    desk = Desk(tmp_path)
    for number, told in enumerate(case["drops"]):
        receipt = desk.take(
            put(tmp_path / f"drop{number}", *drop_of(number, told, case.get("field", "更新时间")))
        )
        assert codes(receipt) == set(told.get("says", [])), number
        assert receipt.verdict == told.get("verdict", "accepted"), number


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 20))


@given(spans, st.lists(spans, max_size=6))
def test_a_sequel_is_what_counting_the_units_says(span, before):
    held = {unit for one in before for unit in range(one.start, one.end)}
    wanted = set(range(span.start, span.end))
    sequel = follow(span, before)
    assert sequel.repeat == (wanted <= held)
    if not sequel.repeat:
        assert bool(sequel.overlap) == bool(wanted & held)
        earlier = [one.end for one in merged(before) if one.start <= span.start]
        gap = set(range(max(earlier), span.start)) if earlier else set()
        assert (set(range(sequel.gap.start, sequel.gap.end)) if sequel.gap else set()) == gap
        assert not gap & held


@given(st.lists(spans, max_size=8))
def test_merged_spans_hold_the_same_units_apart_from_each_other(before):
    joined = merged(before)
    units = [unit for one in joined for unit in range(one.start, one.end)]
    assert len(units) == len(set(units))
    assert set(units) == {unit for one in before for unit in range(one.start, one.end)}
    assert all(one.end < other.start for one, other in pairwise(joined))
