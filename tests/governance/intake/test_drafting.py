"""A manifest drafted from the files: what they show is right, what only the department knows stays empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from intake_drops import declared, people, put

from govclean.documents import check, parse_document
from govclean.governance.intake import Declared, Manifest, judge_clears
from govclean.governance.intake.drafting import draft
from govclean.governance.profiles import load_sharing

FILES = {"公安_常住人口_202611.csv": people(range(6)), "县/公安_常住人口_202611.csv": people(range(9, 12))}


def read(text):
    return check(parse_document(text), Manifest)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_draft_is_a_manifest_that_agrees_with_the_files(tmp_path, language):
    told = read(draft(put(tmp_path / "a", FILES, {}), language))
    assert [one.model_dump() for one in told.resource.files] == [
        {**declared(path, content), "columns": tuple(declared(path, content)["columns"])}
        for path, content in FILES.items()
    ]
    assert told.resource.standard == "population"
    assert told.resource.period.days == ("2026-11-01", "2026-11-30")
    assert (told.responsibility.department, told.object.registry) == ("公安厅", "人口")


def test_what_only_the_department_knows_is_missing_from_a_draft(tmp_path):
    told = read(draft(put(tmp_path / "a", FILES, {})))
    clears = judge_clears(Declared(told, load_sharing("share_types")))
    states = {one.name: one.state for one in clears}
    assert states["need"] == states["permission"] == "missing"
    assert states["responsibility"] == states["resource"] == "unclear"


def test_the_same_files_give_the_same_draft(tmp_path):
    assert draft(put(tmp_path / "a", FILES, {})) == draft(put(tmp_path / "b", FILES, {}))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a: b #.csv", "x\n1\n"),
        ('say "hello".csv', "[a],{b},#c,'d\n1,2,3,4\n"),
        ("图.csv", "%PDF-1.7\n"),
        ("空.csv", ""),
        ("- x.csv", "yes,no,~\n1,2,3\n"),
    ],
)
def test_odd_names_and_odd_files_make_a_draft_that_can_be_read(tmp_path, name, content):
    told = read(draft(put(tmp_path / "a", {name: content}, {})))
    assert [one.path for one in told.resource.files] == [name]
    assert told.resource.standard == ""


def test_no_value_of_a_record_stands_in_a_draft(tmp_path):
    text = draft(put(Path(tmp_path / "a"), FILES, {}))
    for line in people(range(6)).splitlines()[1:]:
        number, name, *_ = line.split(",")
        assert number not in text
        assert name not in text
