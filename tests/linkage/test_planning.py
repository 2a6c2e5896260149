"""A standard's `linkage:` becomes a plan; what it leaves out follows from the types, and what files lack is told."""

import pytest
import yaml

from govclean.errors import StandardError, UsageError
from govclean.linkage.planning import known_linkage, plan
from govclean.standards.linting import check_standard
from govclean.standards.loading import load_standard

FIELDS = [
    {"name": "resident_id", "type": "cn.resident_id", "unique": True},
    {"name": "name", "type": "cn.person_name"},
    {"name": "birth_date", "type": "date"},
    {"name": "phone", "type": "cn.phone"},
]
ALL = {"resident_id", "name", "birth_date", "phone"}


def _standard(tmp_path, linkage=None):
    path = tmp_path / "t.yaml"
    written = {"standard": "t", "version": "1", "fields": FIELDS} | ({"linkage": linkage} if linkage else {})
    path.write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    return load_standard(str(path))


def test_a_standard_without_linkage_is_matched_by_its_types(tmp_path):
    planned = plan(_standard(tmp_path), ALL)
    assert [rule.name for rule in planned.rules] == [
        "resident_id",
        "name.key + birth_date",
        "name.key + phone",
        "birth_date + phone",
    ]
    kinds = {one.name: one.comparison.kind for one in planned.comparisons}
    assert kinds == {
        "resident_id": "identifier",
        "name": "person_name",
        "birth_date": "date",
        "phone": "phone",
    }
    assert planned.identifiers == ("resident_id",)


def test_rules_and_comparisons_that_the_files_cannot_serve_are_left_out_and_told(tmp_path):
    linkage = {
        "blocking": [["resident_id"], ["name.key", "birth_date"]],
        "comparisons": [{"field": "resident_id"}, {"field": "name"}, {"field": "birth_date"}],
    }
    planned = plan(_standard(tmp_path, linkage), {"name", "birth_date"})
    assert [rule.name for rule in planned.rules] == ["name.key + birth_date"]
    assert [one.name for one in planned.comparisons] == ["name", "birth_date"]
    assert [note.en for note in planned.notes] == [
        f"the {what} resident_id is not used: the files lack its fields" for what in ("rule", "comparison")
    ]


def test_files_with_no_field_of_any_rule_cannot_be_matched(tmp_path):
    linkage = {"blocking": [["resident_id"], ["name.key", "birth_date"]]}
    with pytest.raises(UsageError) as told:
        plan(_standard(tmp_path, linkage), {"phone"})
    assert "any of: name.key + birth_date; resident_id" in str(told.value)
    assert "found these fields in the files: phone" in str(told.value)


def test_a_derived_field_knows_what_it_is_made_of(tmp_path):
    linkage = {
        "derived": {"both": {"sorted": ["name", "phone"]}},
        "blocking": [["both", "birth_date.year"]],
        "comparisons": [{"field": "both", "as": "text"}],
    }
    planned = plan(_standard(tmp_path, linkage), ALL)
    assert planned.rules[0].fields == {"name", "phone", "birth_date"}
    assert planned.comparisons[0].fields == ("name", "phone")
    with pytest.raises(UsageError):
        plan(_standard(tmp_path, linkage), {"name", "birth_date"})


@pytest.mark.parametrize(
    ("linkage", "told"),
    [
        ({"blocking": [["name.pinyn"]]}, 'no feature "pinyn"'),
        ({"comparisons": [{"field": "name", "as": "person_nam"}]}, 'no comparison "person_nam"'),
        ({"comparisons": [{"field": "name", "as": "text", "options": {"cut": "1"}}]}, "cut"),
        ({"comparisons": [{"field": "name"}, {"field": "name"}]}, "two comparisons are called name"),
    ],
)
def test_what_linkage_names_in_vain_is_told(tmp_path, linkage, told):
    with pytest.raises(StandardError, match=told):
        plan(_standard(tmp_path, linkage), ALL)


@pytest.mark.parametrize("name", ["population", "legal_entity", "geographic"])
def test_the_linkage_of_shipped_standards_has_no_mistake(name):
    standard = load_standard(name)
    assert check_standard(standard.path, known_linkage=known_linkage()) == []
    planned = plan(standard, {field.name for field in standard.fields})
    assert planned.notes == ()
