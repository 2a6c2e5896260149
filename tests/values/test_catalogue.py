"""The catalogue keeps its promises: words in two languages, docs, cases, parameters that are checked."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from govclean.values.catalogue import BY_NAME, TYPES, parameters_of, semantic_type
from govclean.values.parameters import ParameterError
from govclean.values.semantic import Reason
from govclean.values.tables import read_table

# No published standard is known that fixes their form.
_WITHOUT_STANDARD = {"text", "key", "cn.address", "cn.passport", "cn.travel_permit", "cn.officer_card"}
_WITHOUT_STANDARD |= {"cn.birth_certificate"}
_CASES = {path.stem for path in Path(__file__).parent.rglob("cases/*.yaml")}
every_type = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)


@every_type
def test_a_type_speaks_both_languages(kind):
    for words in (kind.title, *kind.reasons.values()):
        assert words.zh
        assert words.en
        assert words.zh != words.en
    assert set(kind.reasons) <= set(Reason) - {Reason.GOOD}


@every_type
def test_a_type_is_documented_with_an_example(kind):
    doc = f"{inspect.getmodule(kind).__doc__}\n{inspect.getdoc(kind)}"
    assert len(doc) > 150
    assert "`" in doc or ">>>" in doc or any(sign.isdigit() for sign in doc)
    missing = [name for name in parameters_of(kind.name) if f"{name}:" not in doc]
    assert not missing


@every_type
def test_a_type_has_a_case_file(kind):
    assert kind.name in _CASES


@every_type
def test_a_type_names_what_it_rests_on(kind):
    assert kind.basis or kind.name in _WITHOUT_STANDARD


def test_no_name_is_given_twice():
    assert len(BY_NAME) == len(TYPES)


def test_an_unknown_type_or_parameter_is_refused():
    with pytest.raises(LookupError):
        semantic_type("cn.nothing")
    with pytest.raises(TypeError):
        semantic_type("cn.postcode", digits="6")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("text", {"pattern": "(?=a)b"}),
        ("text", {"pattern": "("}),
        ("text", {"max_length": -1}),
        ("text", {"min_length": 5, "max_length": 4}),
        ("number", {"min": "many"}),
        ("number", {"min": 2, "max": 1}),
        ("integer", {"scale": 2}),
        ("date", {"format": "%Y-%m-%d"}),
        ("date", {"format": "YYYYDDMM"}),
        ("date", {"min": "1949-13-01"}),
        ("date", {"format": "YYYYMMDDhhmmss"}),
        ("datetime", {"format": "YYYYMMDD"}),
        ("cn.division", {"digits": "7"}),
        ("cn.division", {"on": "sometimes"}),
        ("cn.mobile", {"prefixes": "some"}),
        ("code", {"codes": "gbt2261_1"}),
        ("longitude", {"min_decimals": "six"}),
    ],
)
def test_a_parameter_that_makes_no_sense_is_told(name, parameters):
    with pytest.raises(ParameterError) as trouble:
        semantic_type(name, **parameters)
    assert trouble.value.what.zh != trouble.value.what.en


def test_the_reasons_name_the_parameters():
    assert "YYYYMMDD" in semantic_type("date", format="YYYYMMDD").reasons[Reason.FORMAT].zh
    assert "8" in semantic_type("text", max_length=8).reasons[Reason.LENGTH].en


def test_a_list_with_a_placeholder_among_its_codes_keeps_it():
    table = read_table("gbt2261_1")
    assert semantic_type("code", codes=table).placeholders
    own = type(table).from_mapping("own", {"-": "无", "+": "有"})
    assert not semantic_type("code", codes=own).placeholders
