import pytest
from rich.cells import cell_len

from govclean.errors import UsageError
from govclean.reports.rule_pages import index_page, page_of
from govclean.reports.standard_pages import list_data, list_page, show_data, show_page
from govclean.reports.text import plain_text
from govclean.standards.loading import list_standards, load_standard
from govclean.validation.catalogue import RULES
from govclean.values.catalogue import TYPES

LANGUAGES = ["zh", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*(rule.id for rule in RULES), *(kind.name for kind in TYPES)])
def test_every_rule_and_type_has_a_page(name, language):
    page = plain_text(page_of(name, language))
    assert page.startswith(name)
    assert len(page.split("\n")) > 2
    assert all(cell_len(line) <= 100 for line in page.split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_rule_and_type(language):
    page = plain_text(index_page(language))
    assert all(f"  {rule.id} " in page for rule in RULES)
    assert all(f"  {kind.name} " in page for kind in TYPES)


def test_the_last_part_of_a_name_is_enough():
    assert plain_text(page_of("check_digit", "en")).startswith("validity.check_digit")


def test_a_check_tells_how_a_standard_asks_for_it():
    assert "consistency.date_order: {earlier: …, later: …}" in plain_text(page_of("date_order", "en"))


def test_a_misspelt_name_is_answered_with_the_near_one():
    with pytest.raises(UsageError) as caught:
        page_of("chek_digit", "en")
    assert 'Did you mean "check_digit"?' in caught.value.say("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("listed", list_standards(), ids=lambda listed: listed.name)
def test_a_standard_is_shown_field_by_field_and_no_code_list_is_dumped(listed, language):
    standard = load_standard(listed.name)
    page = plain_text(show_page(standard, language, 100))
    assert all(f"  {field.name} " in page for field in standard.fields)
    assert len(page.split("\n")) < len(standard.fields) + len(standard.checks) + 20
    assert all(cell_len(line) <= 100 for line in page.split("\n"))
    assert [field["name"] for field in show_data(standard, language)["fields"]] == [
        f.name for f in standard.fields
    ]


def test_the_list_of_standards_has_a_line_each():
    listed = list_standards()
    page = plain_text(list_page(listed, "en", 100))
    assert all(f"  {one.name} " in page for one in listed)
    assert [one["name"] for one in list_data(listed, "en")] == [one.name for one in listed]
