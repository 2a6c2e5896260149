"""`linkage:` may only name what exists, and every wrong name is told with its line."""

import pytest

from govclean.standards.linkage_references import KnownLinkage
from govclean.standards.linting import check_standard

STANDARD = """standard: t
version: "1"
fields:
  - {name: name, type: cn.person_name}
  - {name: birth_date, type: date}
  - {name: longitude, type: longitude}
linkage:
"""
KNOWN = KnownLinkage(("person_name", "date"), ("key", "pinyin"), ("key", "pinyin").__contains__)


def _told(tmp_path, *lines):
    path = tmp_path / "t.yaml"
    path.write_text(STANDARD + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
    return [
        mistake.say("en").removeprefix(str(tmp_path) + "/")
        for mistake in check_standard(path, known_linkage=KNOWN)
    ]


def test_a_whole_linkage_has_no_mistakes(tmp_path):
    lines = (
        "identifiers: []",
        "derived: {both: {sorted: [name, birth_date]}}",
        "blocking: [[name.key, birth_date], [both], [name.pinyin]]",
        "comparisons: [{field: name, as: person_name}, {field: both}]",
        "golden: {prefer: [most_recent], recency: birth_date, fields: {name: [longest]}}",
    )
    assert _told(tmp_path, *lines) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("blocking: [[nme.key]]", 'names no field of the standard: "nme". Did you mean "name"?'),
        ("blocking: [[name.pinyn]]", 'there is no feature "pinyn". Did you mean "pinyin"?'),
        ("comparisons: [{field: name, as: person_nam}]", 'there is no comparison "person_nam"'),
        ("comparisons: [{field: nam}]", 'names no field of the standard: "nam"'),
        ("identifiers: [resident_id]", 'names no field of the standard: "resident_id"'),
        ("derived: {x: {join: [name, age]}}", 'names no field of the standard: "age"'),
        ("golden: {fields: {nome: [longest]}}", 'names no field of the standard: "nome"'),
        ("status: state", 'names no field of the standard: "state"'),
        ("thresholds: {match: 0.4, review: 0.6}", "0 < review <= match < 1"),
        ("thresholds: {match: 1}", "0 < review <= match < 1"),
        ("thresholds: {review: 0}", "0 < review <= match < 1"),
        ("comparisons: [{as: date}]", "takes either field or fields"),
        ("derived: {x: {cell: [longitude]}}", "cell takes two fields"),
        ("derived: {x: {join: [name], sorted: [name]}}", "takes one of join, sorted, cell"),
        ("blocking: [[]]", "a blocking rule needs at least one field"),
        ("cross_checks: [{check: at_most, field: phon}]", 'names no field of the standard: "phon"'),
        ("cross_checks: [{check: at_most, field: name.kei}]", 'there is no feature "kei"'),
        ("largest_block: 0", "largest_block"),
        ("cross_checks: [{check: at_least, field: name}]", "check"),
    ],
)
def test_a_wrong_name_is_told_with_its_line_and_the_near_miss(tmp_path, line, told):
    mistakes = _told(tmp_path, line)
    assert len(mistakes) == 1
    assert mistakes[0].startswith("t.yaml:8")
    assert told in mistakes[0]
