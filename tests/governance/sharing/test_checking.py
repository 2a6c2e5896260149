"""`share check`: every kind of fault is found where it is, and a clean agreement has none."""

from pathlib import Path

import pytest
import yaml
from sharing_at_hand import DAY, ENTRIES, grant

from govclean.errors import StandardError
from govclean.governance.profiles import load_deadlines
from govclean.governance.sharing import check_agreement, load_agreement

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("faults.yaml").read_text(encoding="utf-8"))


def faults(folder, changes=None, entries=ENTRIES):
    return check_agreement(grant(folder, changes or {}, entries), load_deadlines(), DAY)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_fault_is_found_and_no_other(tmp_path, case):
    changes = yaml.safe_load(yaml.safe_dump(case["set"]))
    found = faults(tmp_path, _plain(changes))
    assert sorted(fault.rule for fault in found) == sorted(case["finds"])


def _plain(node):
    """Return days as the text that a person writes."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node if node is None or isinstance(node, (str, int)) else str(node)


def test_every_fault_stands_on_its_line(tmp_path):
    (fault,) = faults(
        tmp_path, {"items": [{"item": "name", "as": "masked"}, {"item": "nmae", "as": "masked"}]}
    )
    line = (tmp_path / "agreement.yaml").read_text(encoding="utf-8").splitlines()[fault.mistake.line - 1]
    assert "nmae" in line
    assert 'Did you mean "name"' in fault.mistake.text.en


def test_a_birth_date_beside_a_masked_number_is_told(tmp_path):
    items = [{"item": "resident_id", "as": "masked"}, {"item": "birth_date", "as": "plain"}]
    (fault,) = faults(tmp_path, {"items": items, "standard": "population"})
    assert (fault.rule, fault.refuses) == ("share.mask_given_back", False)
    items[1] = {"item": "birth_date", "as": "generalised", "to": "year"}
    assert faults(tmp_path, {"items": items, "standard": "population"}) == ()


def test_a_state_secret_and_a_resource_without_a_share_type_are_not_shared(tmp_path):
    secret = {**ENTRIES[0], "secrecy": "涉密"}
    assert [one.rule for one in faults(tmp_path, entries=[secret]) if one.refuses] == ["share.secret"]
    silent = {key: value for key, value in ENTRIES[0].items() if key != "share"}
    assert "share.type_unknown" in {one.rule for one in faults(tmp_path, entries=[silent])}


def test_the_directory_that_states_no_condition_is_told_too(tmp_path):
    silent = {**ENTRIES[0], "share": {"type": "conditional"}}
    assert [one.rule for one in faults(tmp_path, entries=[silent])] == ["share.condition_missing"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"items": []}, "items"),
        ({"items": [{"item": "name", "as": "generalised"}]}, "as: generalised"),
        ({"items": [{"item": "name", "as": "masked", "to": "year"}]}, "as: generalised"),
        ({"rows": {"all": [{"field": "months", "op": "between", "values": ["9"]}]}}, "between"),
        ({"rows": {"all": [{"field": "months", "op": "between", "values": ["9", "1"]}]}}, "limits"),
        ({"rows": {"all": [], "any": []}}, "all, any"),
        ({"rows": {"all": [{"field": "months", "op": "sql", "values": ["1; DROP TABLE x"]}]}}, "op"),
        ({"valid": {"from": "2026-04-01", "to": "2026-03-01"}}, "ends before"),
        ({"valid": {"from": "2026-4-1", "to": "2026-03-01"}}, "2026-01-31"),
        ({"resource": ""}, "resource or a standard"),
        ({"recipent": "x", "recipient": None}, 'Did you mean "recipient"'),
    ],
)
def test_what_cannot_be_an_agreement_is_refused_with_its_line(tmp_path, changes, words):
    with pytest.raises(StandardError) as refusal:
        grant(tmp_path, changes)
    assert words in refusal.value.say("en")
    assert "agreement.yaml:" in refusal.value.where
    with pytest.raises(StandardError):
        load_agreement(tmp_path / "agreement.yaml")
