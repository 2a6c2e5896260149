"""What is only suggested: the cases in `advice/*.yaml`, and what holds for all of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from rule_cases import DAY

from govclean.cleansing.advising import advise_batch
from govclean.cleansing.catalogue import ADVICE, rule_named
from govclean.cleansing.planning import plan
from govclean.cleansing.suggestions import SUGGESTIONS
from govclean.standards.loading import load_standard

BOOKS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for path in sorted(Path(__file__).with_name("advice").glob("*.yaml"))
}
CASES = [
    pytest.param(book["advice"], case, id=case["name"]) for book in BOOKS.values() for case in book["cases"]
]
COLUMNS = ("address", "division")


def advised(folder, records, **parts):
    """Return the suggestions for records of an address and a division code, in a standard with these parts."""
    text = {
        "standard": "own",
        "version": "1",
        "fields": [{"name": "address", "type": "cn.address"}, {"name": "division", "type": "cn.division"}],
        "checks": [{"consistency.division_in_address": {"division": "division", "address": "address"}}],
        **parts,
    }
    path = folder / "own.yaml"
    path.write_text(yaml.dump(text, allow_unicode=True), "utf-8")
    numbers = pa.array(range(1, len(records) + 1), pa.int64())
    columns = [pa.array([record[place] for record in records], pa.string()) for place in (0, 1)]
    batch = pa.RecordBatch.from_arrays([*columns, numbers, numbers], names=[*COLUMNS, "_row", "_line"])
    made = plan(load_standard(str(path)), {name: name for name in COLUMNS}, batch, as_of=DAY)
    return pa.concat_tables([SUGGESTIONS.empty_table(), *advise_batch(made, batch)])


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name, case, tmp_path):
    found = advised(tmp_path, [(case["given"], case.get("code"))])
    suggested = found["suggestion"].to_pylist()
    assert len(suggested) == int(case.get("counts", len(case.get("suggests", []))))
    if "suggests" in case:
        assert suggested == case["suggests"]
    assert {row["rule"] for row in found.to_pylist()} <= {name}
    assert sum(found["confidence"].to_pylist()) == pytest.approx(1.0 if suggested else 0.0)
    assert bool(suggested) != ("silent" in case)


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.id)
def test_every_advice_has_a_page_with_an_example_that_is_a_case(advice):
    assert rule_named(advice.id) is advice
    assert all(text.zh.strip() and text.en.strip() for text in (advice.title, advice.why))
    cases = BOOKS[advice.id]["cases"]
    assert any(case["given"] == advice.before and advice.after in case.get("suggests", ()) for case in cases)


def test_every_case_file_is_about_an_advice():
    assert set(BOOKS) == {book["advice"] for book in BOOKS.values()} == {advice.id for advice in ADVICE}


def test_suggestions_stand_by_record_with_the_value_and_equal_shares(tmp_path):
    found = advised(
        tmp_path, [("花园路1号", None), ("朝阳区建国路1号", None), (None, None), ("鼓楼区1号", "410204")]
    )
    assert found.schema == SUGGESTIONS
    assert (
        found.select(["row", "field", "value", "confidence"]).to_pylist()
        == [{"row": 2, "field": "address", "value": "朝阳区建国路1号", "confidence": 0.5}] * 2
    )


def test_advice_can_be_switched_off_and_on_again_for_one_field(tmp_path):
    off = {"addresses.ambiguous_division": {"enabled": False}}
    on = {"addresses.ambiguous_division@address": {"enabled": True}}
    assert advised(tmp_path, [("朝阳区1号", None)], rules=off).num_rows == 0
    assert advised(tmp_path, [("朝阳区1号", None)], rules=off | on).num_rows == 2


def test_a_batch_without_records_has_no_suggestions(tmp_path):
    assert advised(tmp_path, []).num_rows == 0
